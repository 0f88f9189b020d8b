package org.fieldproof.connector.fieldbus.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.TagWriter;
import org.fieldproof.api.spi.TagWriter.Answer;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.fieldbus.poll.AddressFault;
import org.fieldproof.connector.fieldbus.poll.FrameGate;
import org.fieldproof.connector.fieldbus.signal.FrameServer;
import org.fieldproof.connector.fieldbus.testing.FieldHost;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// G20 at a Modbus device: one tag, once, and what a line that reads lets out. Harm if it breaks:
/// something else than the confirmed value is written.
class ModbusWriterTest {
    private static final ModbusAddress.Defaults DEFAULTS =
            new ModbusAddress.Defaults(1, 0, ByteOrder.ABCD);

    @TempDir Path temp;
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void everyTypeIsWrittenAndReadBack() throws Exception {
        Map<TagDefinition, TypedValue> wanted = new HashMap<>();
        wanted.put(tag("co3", ""), new TypedValue.Bool(true));
        wanted.put(tag("hr0", "int16"), new TypedValue.Int(16, -2));
        wanted.put(tag("hr1", "uint16:BA"), new TypedValue.UInt(16, 0xfe01));
        wanted.put(tag("hr2.9", "bool"), new TypedValue.Bool(true));
        wanted.put(tag("hr4", "int32:CDAB"), new TypedValue.Int(32, -70_000));
        wanted.put(tag("hr6", "float32:DCBA"), new TypedValue.Float32(123.456f));
        wanted.put(tag("hr8", "uint64"), new TypedValue.UInt(64, -1));
        wanted.put(tag("hr12", "float64:BADCFEHG"), new TypedValue.Float64(-1e-7));
        wanted.put(tag("hr16", "bcd32"), new TypedValue.UInt(32, 87_654_321));
        wanted.put(tag("hr20", "string[6]"), new TypedValue.Text("Öl 7"));
        FieldHost simulator = simulator(wanted.keySet().toArray(TagDefinition[]::new));
        int port = simulator.endpoint().port();
        for (Map.Entry<TagDefinition, TypedValue> each : wanted.entrySet()) {
            try (TagWriter writer = writer(port, each.getKey())) {
                assertThat(writer.read()).as("%s", each.getKey()).isNotEqualTo(each.getValue());
                assertThat(writer.write(each.getValue()))
                        .as("%s", each.getKey())
                        .isEqualTo(new Answer.Taken());
                assertThat(writer.read()).isEqualTo(each.getValue());
            }
        }
        // On lines of their own, when all is written: nothing has touched its neighbour.
        for (Map.Entry<TagDefinition, TypedValue> each : wanted.entrySet()) {
            try (TagWriter reader = writer(port, each.getKey())) {
                assertThat(reader.read()).as("%s", each.getKey()).isEqualTo(each.getValue());
            }
        }
        assertThat(simulator.told("MODB-0304")).isTrue();
    }

    @Test
    void aBitLeavesTheOthersOfItsRegisterAlone() throws Exception {
        TagDefinition word = tag("hr2", "uint16");
        TagDefinition bit = tag("hr2.9", "bool");
        int port = simulator(word, bit).endpoint().port();
        try (TagWriter writer = writer(port, word)) {
            assertThat(writer.write(new TypedValue.UInt(16, 0xfdff)))
                    .isInstanceOf(Answer.Taken.class);
        }
        try (TagWriter writer = writer(port, bit)) {
            assertThat(writer.write(new TypedValue.Bool(true))).isInstanceOf(Answer.Taken.class);
        }
        try (TagWriter writer = writer(port, word)) {
            assertThat(writer.read()).isEqualTo(new TypedValue.UInt(16, 0xffff));
        }
        try (TagWriter writer = writer(port, bit)) {
            assertThat(writer.write(new TypedValue.Bool(false))).isInstanceOf(Answer.Taken.class);
        }
        try (TagWriter writer = writer(port, word)) {
            assertThat(writer.read()).isEqualTo(new TypedValue.UInt(16, 0xfdff));
        }
    }

    @Test
    void whatTheRegistersCannotHoldIsRefusedAndNothingLeaves() throws Exception {
        ModbusServer server = ModbusServer.open("test", LOOPBACK, ModbusFrames.SEVENS);
        open.add(server);
        Map<TagDefinition, TypedValue> wrong =
                Map.of(
                        tag("hr0", "bcd16"), new TypedValue.UInt(16, 10_000),
                        tag("hr1", "string[4]"), new TypedValue.Text("longer"),
                        tag("hr3", "string[2]"), new TypedValue.Text("Ω"),
                        tag("hr4", "int16"), new TypedValue.Text("7"),
                        tag("co1", ""), new TypedValue.Int(16, 1));
        for (Map.Entry<TagDefinition, TypedValue> each : wrong.entrySet()) {
            try (TagWriter writer = writer(server.port(), each.getKey())) {
                assertThat(refusal(writer.write(each.getValue())))
                        .as("%s", each.getKey())
                        .isEqualTo("MODB-0112");
            }
        }
        assertThat(server.askedToWrite()).isZero();
    }

    @Test
    void whatCanOnlyBeReadIsRefusedAndWarnedOf() throws Exception {
        for (String[] each :
                new String[][] {{"ir0", ""}, {"di0", ""}, {"hr0", "string[3]"}, {"30001", ""}}) {
            assertThatThrownBy(() -> writer(1, tag(each[0], each[1])))
                    .isInstanceOfSatisfying(
                            ConnectorException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("MODB-0207"));
        }
        ModbusSourceFactory factory = new ModbusSourceFactory();
        MapConfig config =
                new MapConfig(
                        factory.schema(),
                        Map.of(
                                "host",
                                "127.0.0.1",
                                "tags",
                                TagTable.of(List.of(writable("ir0"), writable("hr0")))));
        assertThat(factory.check(config)).extracting(Problem::code).containsExactly("MODB-0207");
        assertThat(factory.writable("plc", config))
                .extracting(each -> each.address())
                .contains("plc/hr0");
    }

    @Test
    void anAnswerThatDoesNotComeIsUnknownAndAskedForOnce() throws Exception {
        ModbusServer server = ModbusServer.open("test", LOOPBACK, ModbusFrames.SEVENS);
        open.add(server);
        server.silence(1, true);
        try (TagWriter writer = writer(server.port(), tag("hr0", ""))) {
            assertThat(unknown(writer.write(new TypedValue.UInt(16, 1)))).isEqualTo("MODB-0103");
        }
        assertThat(server.askedToWrite()).isEqualTo(1);
        FrameServer rude =
                FrameServer.open("rude", LOOPBACK, peer -> peer.getInputStream().readNBytes(12));
        open.add(rude);
        try (TagWriter writer = writer(rude.port(), tag("hr0", ""))) {
            assertThat(unknown(writer.write(new TypedValue.UInt(16, 1)))).isEqualTo("MODB-0102");
        }
        FrameServer other =
                FrameServer.open(
                        "other",
                        LOOPBACK,
                        peer -> {
                            byte[] asked = peer.getInputStream().readNBytes(12);
                            // Another value than ours is said to be written.
                            asked[11] ^= 1;
                            peer.getOutputStream().write(asked);
                            var _ = peer.getInputStream().read();
                        });
        open.add(other);
        try (TagWriter writer = writer(other.port(), tag("hr0", ""))) {
            assertThat(unknown(writer.write(new TypedValue.UInt(16, 1)))).isEqualTo("MODB-0104");
        }
    }

    /// Function 6 is not known to every device; 16 is another way to the same place.
    @Test
    void whereThePlainFunctionDoesNotExistTheOtherOneIsTried() throws Exception {
        ModbusServer none = ModbusServer.open("test", LOOPBACK, ModbusFrames.SEVENS);
        open.add(none);
        try (TagWriter writer = writer(none.port(), tag("hr0", ""))) {
            assertThat(refusal(writer.write(new TypedValue.UInt(16, 1)))).isEqualTo("MODB-0112");
            assertThat(none.asked(6)).isEqualTo(1);
            assertThat(none.asked(16)).isEqualTo(1);
            assertThat(refusal(writer.write(new TypedValue.UInt(16, 1))))
                    .as("once is once")
                    .isEqualTo("MODB-0113");
            assertThat(none.askedToWrite()).isEqualTo(2);
        }
        try (TagWriter writer = writer(none.port(), tag("hr0.3", "bool"))) {
            assertThat(refusal(writer.write(new TypedValue.Bool(true)))).isEqualTo("MODB-0112");
            assertThat(none.asked(22)).as("no reading and writing back").isEqualTo(1);
        }
    }

    @Test
    void aLineThatReadsLetsNoWriteOut() throws Exception {
        ModbusServer server = ModbusServer.open("test", LOOPBACK, ModbusFrames.SEVENS);
        open.add(server);
        try (ModbusLine line =
                ModbusLine.open(
                        new Endpoint("127.0.0.1", server.port()),
                        10_000,
                        10_000,
                        GatewayClock.system())) {
            for (int function : new int[] {5, 6, 15, 16, 22, 23, 8, 43, 0}) {
                byte[] pdu = {(byte) function, 0, 0, 0, 1};
                assertThatThrownBy(() -> line.write(1, pdu, 5))
                        .as("function %s", function)
                        .isInstanceOf(FrameGate.ShutException.class);
            }
            assertThat(line.read(1, ModbusTable.HOLDING_REGISTER, 0, 1)).isNotNull();
        }
        assertThat(server.askedToWrite()).isZero();
    }

    /// The mutant: a line whose gate lets everything through is seen by the frame log that every
    /// "nothing was written" rests on.
    @Test
    void aGateThatLetsEverythingThroughIsSeenInTheFrameLog() throws Exception {
        ModbusServer server = ModbusServer.open("test", LOOPBACK, ModbusFrames.SEVENS);
        open.add(server);
        try (ModbusLine line =
                ModbusLine.open(
                        new Endpoint("127.0.0.1", server.port()),
                        10_000,
                        10_000,
                        GatewayClock.system(),
                        _ -> true)) {
            assertThat(line.write(1, new byte[] {6, 0, 0, 0, 1}, 5)).isNotNull();
        }
        assertThat(server.askedToWrite()).isPositive();
    }

    @Test
    void theGateOfAWriterLetsOnlyItsOwnPointThroughAndOnce() throws Exception {
        FrameGate gate = gate("hr5", "");
        assertThat(gate.passes(frame(1, 3, 9, 1))).as("reading").isTrue();
        assertThat(gate.passes(frame(1, 6, 6, 1))).as("another register").isFalse();
        assertThat(gate.passes(frame(2, 6, 5, 1))).as("another unit").isFalse();
        assertThat(gate.passes(frame(1, 5, 5, 1))).as("a coil").isFalse();
        assertThat(gate.passes(frame(1, 16, 5, 2))).as("more registers").isFalse();
        assertThat(gate.passes(frame(1, 22, 5, 1))).as("a mask").isFalse();
        assertThat(gate.passes(frame(1, 23, 5, 1))).as("reading and writing").isFalse();
        assertThat(gate.passes(new byte[8])).as("no frame").isFalse();
        assertThat(gate.passes(frame(1, 6, 5, 1))).as("its own").isTrue();
        assertThat(gate.passes(frame(1, 6, 5, 1))).as("again").isFalse();
        FrameGate bit = gate("hr5.0", "bool");
        assertThat(bit.passes(frame(1, 6, 5, 1))).as("the whole register").isFalse();
        assertThat(bit.passes(frame(1, 22, 5, 0xfffe, 2))).as("another bit").isFalse();
        assertThat(bit.passes(frame(1, 22, 5, 0xfffc, 1))).as("two bits").isFalse();
        assertThat(bit.passes(frame(1, 22, 5, 0xfffe, 1))).as("its own").isTrue();
        FrameGate coil = gate("co5", "");
        assertThat(coil.passes(frame(1, 15, 5, 2))).as("two coils").isFalse();
        assertThat(coil.passes(frame(1, 6, 5, 1))).as("a register").isFalse();
        assertThat(coil.passes(frame(1, 5, 5, 0xff00))).as("its own").isTrue();
        assertThat(gate("hr8", "float32").passes(frame(1, 6, 8, 1))).as("half").isFalse();
        assertThat(gate("ir5", "").passes(frame(1, 6, 5, 1))).as("an input").isFalse();
    }

    private static FrameGate gate(String address, String type) throws AddressFault {
        return ModbusGate.writing(ModbusAddress.of(tag(address, type), DEFAULTS));
    }

    private static byte[] frame(int unit, int function, int... words) {
        byte[] frame = new byte[8 + 2 * words.length];
        frame[6] = (byte) unit;
        frame[7] = (byte) function;
        for (int i = 0; i < words.length; i++) {
            frame[8 + 2 * i] = (byte) (words[i] >> 8);
            frame[9 + 2 * i] = (byte) words[i];
        }
        return frame;
    }

    private static final Endpoint LOOPBACK = new Endpoint("127.0.0.1", 0);

    private static String refusal(Answer answer) {
        return answer instanceof Answer.Refused(Problem why) ? why.code() : answer.toString();
    }

    private static String unknown(Answer answer) {
        return answer instanceof Answer.Unknown(Problem why) ? why.code() : answer.toString();
    }

    private TagWriter writer(int port, TagDefinition tag) throws ConnectorException {
        ModbusSourceFactory factory = new ModbusSourceFactory();
        MapConfig config =
                new MapConfig(
                        factory.schema(),
                        Map.of("host", "127.0.0.1", "port", String.valueOf(port), "timeout", "3s"));
        return factory.writer(new FieldHost(config, temp), tag).orElseThrow();
    }

    private FieldHost simulator(TagDefinition... tags) throws IOException, ConnectorException {
        ModbusSimulatorFactory factory = new ModbusSimulatorFactory();
        MapConfig config =
                new MapConfig(
                        factory.schema(),
                        Map.of(
                                "port",
                                "0",
                                "tags",
                                TagTable.of(List.of(tags)),
                                "signal",
                                "constant(0)"));
        assertThat(factory.check(config)).isEmpty();
        FieldHost host = new FieldHost(config, temp);
        var simulator = factory.create(host);
        simulator.start();
        open.add(() -> simulator.stop(1_000));
        return host;
    }

    private static TagDefinition tag(String address, String type) {
        return TagDefinition.of(address.replace('.', '-'), address, type);
    }

    private static TagDefinition writable(String address) {
        TagDefinition plain = tag(address, "");
        return new TagDefinition(
                plain.name(),
                plain.address(),
                plain.type(),
                plain.scaling(),
                plain.unit(),
                plain.deadband(),
                plain.reporting(),
                plain.samplingNanos(),
                plain.group(),
                true,
                plain.description());
    }
}
