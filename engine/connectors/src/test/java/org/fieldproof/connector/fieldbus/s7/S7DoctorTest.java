package org.fieldproof.connector.fieldbus.s7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fieldproof.connector.testing.Findings.assertDoubtful;
import static org.fieldproof.connector.testing.Findings.assertFailed;
import static org.fieldproof.connector.testing.Findings.assertPassed;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.connector.fieldbus.signal.FrameServer;
import org.fieldproof.connector.fieldbus.testing.Doctoring;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The doctor tells a refused port, a mute peer, a wrong slot, a locked PLC and a wrong address
/// apart. Harm if it breaks: an engineer changes the hardware configuration for a typing error.
class S7DoctorTest {
    private static final Map<String, String> QUICK = Map.of("timeout", "300ms");

    @TempDir Path directory;
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    /// 100 bytes of DB1, each 7; nothing else.
    private S7Server plc(int slot) throws Exception {
        S7Server server =
                S7Server.open(
                        "test",
                        new Endpoint("127.0.0.1", 0),
                        slot,
                        range -> {
                            if (range.block() != 1) {
                                return new S7Line.Item.Refusal(10);
                            }
                            if (range.offset() + range.count() > 100) {
                                return new S7Line.Item.Refusal(5);
                            }
                            byte[] bytes = new byte[range.bytes()];
                            Arrays.fill(bytes, (byte) 7);
                            return new S7Line.Item.Values(bytes);
                        });
        open.add(server);
        return server;
    }

    private DoctorReport examine(int port, Map<String, String> more, String... tags) {
        return Doctoring.examine(new S7SourceFactory(), directory, port, more, tags);
    }

    @Test
    void aPlcThatRunsPassesEveryStepAndShowsAValueAndIsOnlyRead() throws Exception {
        S7Server server = plc(1);
        DoctorReport report = examine(server.port(), Map.of(), "a=DB1.DBB3", "b=DB1.DBX0.0");
        assertPassed(
                report,
                DoctorStep.DNS,
                DoctorStep.TCP,
                DoctorStep.HELLO,
                DoctorStep.LOGIN,
                DoctorStep.PERMISSION,
                DoctorStep.FIRST_VALUE);
        assertThat(report.healthy()).isTrue();
        assertThat(report.of(DoctorStep.LOGIN).verdict().sentence()).contains("03.01");
        assertThat(report.of(DoctorStep.FIRST_VALUE).verdict().sentence())
                .contains("a at DB1.DBB3 is 7");
        assertThat(server.askedToWrite()).isZero();
        assertThat(server.askedToRead()).isEqualTo(2);
    }

    @Test
    void aWrongSlotIsALoginThatFails() throws Exception {
        S7Server server = plc(2);
        DoctorReport report = examine(server.port(), Map.of("slot", "1"), "a=DB1.DBB3");
        assertPassed(report, DoctorStep.TCP);
        assertFailed(report, DoctorStep.LOGIN, "S7-0103", "refuses access point 03.01");
        assertThat(((StepVerdict.Failed) report.of(DoctorStep.LOGIN).verdict()).why().remedy())
                .contains("slot");
        assertPassed(examine(server.port(), Map.of("slot", "2"), "a=DB1.DBB3"), DoctorStep.LOGIN);

        // A PLC that says no instead of hanging up.
        FrameServer polite =
                peer(
                        socket -> {
                            var _ = socket.getInputStream().readNBytes(22);
                            socket.getOutputStream()
                                    .write(new byte[] {3, 0, 0, 11, 6, (byte) 0x80, 0, 1, 0, 0, 0});
                            var _ = socket.getInputStream().readAllBytes();
                        });
        DoctorReport refused = examine(polite.port(), QUICK, "a=DB1.DBB3");
        assertPassed(refused, DoctorStep.HELLO);
        assertFailed(refused, DoctorStep.LOGIN, "S7-0103", "it refused the connection request");
    }

    @Test
    void aRefusedPortAMutePeerAndAForeignOneAreToldApart() throws Exception {
        // Bound and not listening: a port that was let go may be somebody else's by then.
        try (Socket held = new Socket()) {
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertFailed(
                    examine(held.getLocalPort(), Map.of(), "a=DB1.DBB3"),
                    DoctorStep.TCP,
                    "DOCT-0211",
                    "refuses");
        }
        FrameServer mute = peer(socket -> socket.getInputStream().readAllBytes());
        assertFailed(
                examine(mute.port(), QUICK, "a=DB1.DBB3"),
                DoctorStep.HELLO,
                "S7-0102",
                "does not answer");

        FrameServer web =
                peer(
                        socket -> {
                            var _ = socket.getInputStream().readNBytes(22);
                            socket.getOutputStream()
                                    .write(
                                            "HTTP/1.1 400 Bad Request\r\n\r\n"
                                                    .getBytes(StandardCharsets.US_ASCII));
                        });
        assertFailed(
                examine(web.port(), QUICK, "a=DB1.DBB3"),
                DoctorStep.HELLO,
                "S7-0106",
                "no answer of a PLC");
    }

    @Test
    void aLockedPlcAndWrongAddressesAreNamedWithTheirCodes() throws Exception {
        S7Server server = plc(-1);
        DoctorReport some =
                examine(server.port(), Map.of(), "none=DB9.DBB0", "end=DB1.DBB100", "a=DB1.DBB3");
        assertDoubtful(some, DoctorStep.PERMISSION, "S7-0108", "2 of 3 tags");
        assertThat(some.of(DoctorStep.PERMISSION).verdict().sentence())
                .contains("none (0x0a)", "end (0x05)");
        assertPassed(some, DoctorStep.FIRST_VALUE);

        server.refuseAccess(true);
        DoctorReport locked = examine(server.port(), Map.of(), "a=DB1.DBB3", "b=DB1.DBB4");
        assertPassed(locked, DoctorStep.LOGIN);
        assertFailed(locked, DoctorStep.PERMISSION, "S7-0108", "a (0x03)");
    }

    @Test
    void aPlcInStopIsToldAsOne() throws Exception {
        S7Server server = plc(-1);
        server.stop(true);
        DoctorReport report = examine(server.port(), Map.of(), "a=DB1.DBB3");
        assertDoubtful(report, DoctorStep.PERMISSION, "S7-0107", "STOP");
        assertPassed(
                examine(server.port(), Map.of("modeInterval", "0s"), "a=DB1.DBB3"),
                DoctorStep.PERMISSION);
    }

    /// Row 41. Else the doctor calls a PLC mute whose tags it has just read.
    @ParameterizedTest
    @EnumSource(
            value = PlcClone.ModeAnswer.class,
            names = {"SILENCE", "STRANGE", "HANG_UP"})
    void aPlcThatDoesNotKnowTheQuestionForItsModeIsSaidToBeReadWithoutIt(PlcClone.ModeAnswer answer)
            throws Exception {
        FrameServer clone = cloneOf(plc(-1), answer);
        DoctorReport report = examine(clone.port(), QUICK, "a=DB1.DBB3");
        assertDoubtful(report, DoctorStep.PERMISSION, "S7-0111", "operating mode (SZL 0424)");
        assertPassed(report, DoctorStep.FIRST_VALUE);
        assertThat(clone.accepted())
                .as("for the TCP step, for the tags, and to ask again")
                .isEqualTo(3);
        assertPassed(
                examine(clone.port(), Map.of("timeout", "300ms", "modeInterval", "0s"), "a=DB1.0"),
                DoctorStep.PERMISSION);
    }

    /// A line that breaks once with the question says nothing of the PLC.
    @Test
    void aPlcWhoseLineBreaksOnceWithTheQuestionIsAskedAgain() throws Exception {
        S7Server server = plc(-1);
        assertPassed(
                examine(
                        cloneOf(server, PlcClone.ModeAnswer.HANG_UP_ONCE).port(),
                        QUICK,
                        "a=DB1.DBB3"),
                DoctorStep.PERMISSION);
        server.stop(true);
        assertDoubtful(
                examine(
                        cloneOf(server, PlcClone.ModeAnswer.HANG_UP_ONCE).port(),
                        QUICK,
                        "a=DB1.DBB3"),
                DoctorStep.PERMISSION,
                "S7-0107",
                "STOP");
    }

    /// Counter-case: one that goes silent for good is still called mute.
    @Test
    void aPlcThatTakesNoFurtherLineIsNotTakenForOneThatOnlyLacksTheQuestion() throws Exception {
        S7Server server = plc(-1);
        AtomicReference<PlcClone.ModeAnswer> mode = new AtomicReference<>(PlcClone.ModeAnswer.GONE);
        FrameServer clone = PlcClone.of(server, mode);
        open.add(clone);
        assertFailed(
                examine(clone.port(), QUICK, "a=DB1.DBB3"),
                DoctorStep.PERMISSION,
                "S7-0102",
                "does not answer");
    }

    private FrameServer cloneOf(S7Server plc, PlcClone.ModeAnswer answer) throws Exception {
        FrameServer server = PlcClone.of(plc, new AtomicReference<>(answer));
        open.add(server);
        return server;
    }

    private FrameServer peer(FrameServer.Talk talk) throws Exception {
        FrameServer server = FrameServer.open("test", new Endpoint("127.0.0.1", 0), talk);
        open.add(server);
        return server;
    }
}
