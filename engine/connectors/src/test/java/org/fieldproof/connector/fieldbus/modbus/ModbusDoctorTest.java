package org.fieldproof.connector.fieldbus.modbus;

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
import java.util.List;
import java.util.Map;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.connector.fieldbus.signal.FrameServer;
import org.fieldproof.connector.fieldbus.testing.Doctoring;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The doctor tells a refused port, a mute peer, a foreign one, a wrong unit and a wrong table
/// apart. Harm if it breaks: an engineer looks for a cable where a number is wrong.
class ModbusDoctorTest {
    private static final Map<String, String> QUICK = Map.of("timeout", "300ms");

    @TempDir Path directory;
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    /// Units 1 and 2; registers and bits 0 to 99, each register its offset.
    private ModbusServer device() throws Exception {
        ModbusServer server =
                ModbusServer.open(
                        "test",
                        new Endpoint("127.0.0.1", 0),
                        (unit, table, start, count) -> {
                            if (unit > 2) {
                                return new ModbusServer.Content.Refusal(11);
                            }
                            if (start + count > 100) {
                                return new ModbusServer.Content.Refusal(2);
                            }
                            byte[] items = new byte[table.isBits() ? count : 2 * count];
                            for (int i = 0; i < count && !table.isBits(); i++) {
                                items[2 * i + 1] = (byte) (start + i);
                            }
                            return new ModbusServer.Content.Items(items);
                        });
        open.add(server);
        return server;
    }

    private DoctorReport examine(int port, Map<String, String> more, String... tags) {
        return Doctoring.examine(new ModbusSourceFactory(), directory, port, more, tags);
    }

    @Test
    void aDeviceThatWorksPassesEveryStepAndShowsAValueAndIsOnlyRead() throws Exception {
        ModbusServer server = device();
        DoctorReport report =
                examine(server.port(), Map.of(), "a=hr7", "b=ir8", "c=co9", "d=di9", "e=2:hr1");
        assertPassed(
                report,
                DoctorStep.DNS,
                DoctorStep.TCP,
                DoctorStep.HELLO,
                DoctorStep.PERMISSION,
                DoctorStep.FIRST_VALUE);
        assertThat(report.healthy()).isTrue();
        assertThat(report.of(DoctorStep.LOGIN).verdict())
                .isInstanceOf(StepVerdict.NotApplicable.class);
        assertThat(report.of(DoctorStep.FIRST_VALUE).verdict().sentence())
                .contains("a at hr7 is 7");
        assertThat(server.askedToWrite()).isZero();
        assertThat(server.asked(3)).isGreaterThan(1);
    }

    @Test
    void aRefusedPortIsNoModbusFault() throws Exception {
        // Bound and not listening: a port that was let go may be somebody else's by then.
        try (Socket held = new Socket()) {
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertFailed(
                    examine(held.getLocalPort(), Map.of(), "a=hr1"),
                    DoctorStep.TCP,
                    "DOCT-0211",
                    "refuses");
        }
    }

    @Test
    void aMutePeerAForeignOneAndOneThatHangsUpAreToldApart() throws Exception {
        FrameServer mute = peer(socket -> socket.getInputStream().readAllBytes());
        DoctorReport silent = examine(mute.port(), QUICK, "a=hr1", "b=7:hr1");
        assertPassed(silent, DoctorStep.TCP);
        assertFailed(silent, DoctorStep.HELLO, "MODB-0103", "1 (timeout), 7 (timeout)");

        FrameServer web =
                peer(
                        socket -> {
                            var _ = socket.getInputStream().readNBytes(12);
                            socket.getOutputStream()
                                    .write(
                                            "HTTP/1.1 400 Bad Request\r\n\r\n"
                                                    .getBytes(StandardCharsets.US_ASCII));
                        });
        assertFailed(
                examine(web.port(), QUICK, "a=hr1"),
                DoctorStep.HELLO,
                "MODB-0104",
                "no answer to the request");

        FrameServer rude = peer(socket -> socket.getInputStream().readNBytes(12));
        assertFailed(
                examine(rude.port(), QUICK, "a=hr1"), DoctorStep.HELLO, "MODB-0102", "hung up");
    }

    @Test
    void aWrongUnitIsNamedAndTheOthersAreShown() throws Exception {
        ModbusServer server = device();
        DoctorReport some = examine(server.port(), QUICK, "a=9:hr1", "b=1:hr3");
        assertPassed(some, DoctorStep.HELLO, DoctorStep.FIRST_VALUE);
        assertDoubtful(some, DoctorStep.PERMISSION, "MODB-0105", "unit 9 (11)");
        assertThat(some.of(DoctorStep.FIRST_VALUE).verdict().sentence())
                .contains("b at 1:hr3 is 3");

        assertFailed(
                examine(server.port(), QUICK, "a=9:hr1"), DoctorStep.HELLO, "MODB-0103", "9 (11)");
        server.silence(2, true);
        DoctorReport mute = examine(server.port(), QUICK, "a=2:hr1", "b=1:hr3");
        assertDoubtful(mute, DoctorStep.PERMISSION, "MODB-0105", "unit 2 (timeout)");
    }

    @Test
    void tagsThatAreNotThereAreNamedWithTheDevicesCode() throws Exception {
        ModbusServer server = device();
        DoctorReport some = examine(server.port(), Map.of(), "a=hr100", "b=hr99");
        assertDoubtful(some, DoctorStep.PERMISSION, "MODB-0106", "1 of 2 tags");
        assertThat(some.of(DoctorStep.PERMISSION).verdict().sentence()).contains("a (2)");
        assertThat(some.healthy()).isTrue();

        DoctorReport none = examine(server.port(), Map.of(), "a=hr100", "b=hr200");
        assertPassed(none, DoctorStep.HELLO);
        assertFailed(none, DoctorStep.PERMISSION, "MODB-0106", "2 of 2 tags");
    }

    @Test
    void aSimulatorThatDoesNotRunCannotBeLookedAt() {
        DoctorReport report =
                Doctoring.run(
                        new ModbusSourceFactory(),
                        directory,
                        new java.util.HashMap<>(Map.of("connectTo", "plant-sim")));
        assertThat(report.healthy()).isFalse();
        assertThat(report.of(DoctorStep.TCP).verdict().sentence()).contains("plant-sim");
    }

    private FrameServer peer(FrameServer.Talk talk) throws Exception {
        FrameServer server = FrameServer.open("test", new Endpoint("127.0.0.1", 0), talk);
        open.add(server);
        return server;
    }
}
