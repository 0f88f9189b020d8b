package org.fieldproof.connector.fieldbus.s7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.fieldproof.connector.fieldbus.testing.FieldHost;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// G20 at a PLC: one tag, once, and what a line that reads lets out. Harm if it breaks: something
/// else than the confirmed value is written.
class S7WriterTest {
    private static final Endpoint LOOPBACK = new Endpoint("127.0.0.1", 0);
    private static final S7Server.Memory ZEROS =
            range -> new S7Line.Item.Values(new byte[range.bytes()]);

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
        wanted.put(tag("DB1.DBX0.3", ""), new TypedValue.Bool(true));
        wanted.put(tag("DB1.DBX0.4", ""), new TypedValue.Bool(true));
        wanted.put(tag("DB1.DBB1", "sint"), new TypedValue.Int(8, -3));
        wanted.put(tag("DB1.DBW2", "int"), new TypedValue.Int(16, -2));
        wanted.put(tag("DB1.DBD4", "real"), new TypedValue.Float32(123.456f));
        wanted.put(tag("DB1.8", "lreal"), new TypedValue.Float64(-1e-7));
        wanted.put(tag("DB1.16", "ulint"), new TypedValue.UInt(64, -1));
        wanted.put(tag("DB1.24", "tod"), new TypedValue.UInt(32, 86_399_999));
        wanted.put(tag("DB1.28", "time"), new TypedValue.Int(32, -5));
        wanted.put(tag("DB1.32", "string[6]"), new TypedValue.Text("Öl 7"));
        wanted.put(tag("DB1.40", "wstring[4]"), new TypedValue.Text("Ωm"));
        wanted.put(tag("MW10", ""), new TypedValue.UInt(16, 0x6677));
        wanted.put(tag("Q0.7", ""), new TypedValue.Bool(true));
        wanted.put(tag("QB1", "char"), new TypedValue.Text("x"));
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
        assertThat(simulator.told("S7-0304")).isTrue();
    }

    @Test
    void whatItsPlaceCannotHoldIsRefusedAndNothingLeaves() throws Exception {
        S7Server server =
                S7Server.open(
                        "test",
                        LOOPBACK,
                        -1,
                        range -> {
                            byte[] bytes = new byte[range.bytes()];
                            // A text with room for three, whatever the tag says.
                            bytes[0] = 3;
                            return new S7Line.Item.Values(bytes);
                        });
        open.add(server);
        try (TagWriter writer = writer(server.port(), tag("DB1.0", "string[10]"))) {
            assertThat(writer.read()).isEqualTo(new TypedValue.Text(""));
            assertThat(refusal(writer.write(new TypedValue.Text("four")))).isEqualTo("S7-0113");
            assertThat(refusal(writer.write(new TypedValue.Text("Ω")))).isEqualTo("S7-0113");
        }
        try (TagWriter writer = writer(server.port(), tag("DB1.0", "tod"))) {
            assertThat(refusal(writer.write(new TypedValue.UInt(32, 86_400_000))))
                    .isEqualTo("S7-0113");
        }
        assertThat(server.askedToWrite()).isZero();
    }

    @Test
    void whatCanOnlyBeReadIsRefusedAndWarnedOf() throws Exception {
        for (String[] each :
                new String[][] {
                    {"I0.0", ""},
                    {"IW2", ""},
                    {"T5", ""},
                    {"C5", ""},
                    {"DB1.0", "dtl"},
                    {"MW0", "s5time"}
                }) {
            assertThatThrownBy(() -> writer(1, tag(each[0], each[1])))
                    .isInstanceOfSatisfying(
                            ConnectorException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("S7-0207"));
        }
        S7SourceFactory factory = new S7SourceFactory();
        MapConfig config =
                new MapConfig(
                        factory.schema(),
                        Map.of(
                                "host",
                                "127.0.0.1",
                                "tagList",
                                List.of(
                                        Map.of("name", "in", "address", "I0.0", "writable", true),
                                        Map.of("name", "m", "address", "M0.0", "writable", true),
                                        Map.of("name", "n", "address", "M0.1"))));
        assertThat(factory.check(config)).extracting(Problem::code).containsExactly("S7-0207");
        assertThat(factory.writable("plc", config))
                .extracting(each -> each.address())
                .containsExactly("plc/in", "plc/m");
    }

    @Test
    void aPlcThatRefusesOrKeepsSilentIsToldAsItIs() throws Exception {
        S7Server server = S7Server.open("test", LOOPBACK, -1, ZEROS);
        open.add(server);
        try (TagWriter writer = writer(server.port(), tag("DB1.DBW0", "int"))) {
            Answer answer = writer.write(new TypedValue.Int(16, 1));
            assertThat(refusal(answer)).isEqualTo("S7-0113");
            assertThat(((Answer.Refused) answer).why().message()).contains("0x03");
            assertThat(refusal(writer.write(new TypedValue.Int(16, 1))))
                    .as("once is once")
                    .isEqualTo("S7-0114");
        }
        assertThat(server.askedToWrite()).isEqualTo(1);
        try (TagWriter writer = writer(server.port(), tag("DB1.DBW0", "int"))) {
            server.delay(4_000);
            Answer answer = writer.write(new TypedValue.Int(16, 1));
            assertThat(answer).isInstanceOf(Answer.Unknown.class);
            assertThat(((Answer.Unknown) answer).why().code()).isEqualTo("S7-0102");
        }
        server.close();
        // What was waiting at the door as it closed is hung up on first.
        Await.until(
                Duration.ofSeconds(10),
                () -> "S7-0101".equals(whyNoWriter(server.port())),
                "nobody is there");
    }

    /// Why there is no writer; empty where there is one.
    private String whyNoWriter(int port) {
        try (TagWriter _ = writer(port, tag("DB1.DBW0", "int"))) {
            return "";
        } catch (ConnectorException e) {
            return e.problem().code();
        }
    }

    @Test
    void aLineThatReadsLetsNoWriteOut() throws Exception {
        S7Server server = S7Server.open("test", LOOPBACK, -1, ZEROS);
        open.add(server);
        S7Point point = S7Address.of(tag("DB1.DBW0", "int"));
        try (S7Line line = line(server, S7Gate.READING)) {
            assertThatThrownBy(() -> line.writeBytes(point, 0, new byte[2]))
                    .isInstanceOf(FrameGate.ShutException.class);
            assertThatThrownBy(() -> line.writeBit(point, true))
                    .isInstanceOf(FrameGate.ShutException.class);
            assertThat(line.mode()).as("the mode can be asked").isEqualTo(8);
        }
        assertThat(server.askedToWrite()).isZero();
        // Starting, stopping, loading, and what user data could do.
        for (int function : new int[] {5, 0x1a, 0x1b, 0x1c, 0x1d, 0x1e, 0x1f, 0x28, 0x29}) {
            assertThat(S7Gate.READING.passes(job(function, 2, 0, 16)))
                    .as("function %s", function)
                    .isFalse();
        }
        assertThat(S7Gate.READING.passes(reading())).isTrue();
        assertThat(S7Gate.READING.passes(job(4, 2, 0, 16))).as("with data").isFalse();
        byte[] both = joined(reading(), job(5, 2, 0, 16));
        assertThat(S7Gate.READING.passes(both)).as("a second frame").isFalse();
        both[3] = (byte) both.length;
        assertThat(S7Gate.READING.passes(both)).as("with a length that fits").isFalse();
        byte[] clock = job(0, 2, 0, 16);
        clock[8] = 7;
        assertThat(S7Gate.READING.passes(clock)).isFalse();
    }

    /// The mutant: a line whose gate lets everything through is seen by the frame log.
    @Test
    void aGateThatLetsEverythingThroughIsSeenInTheFrameLog() throws Exception {
        S7Server server = S7Server.open("test", LOOPBACK, -1, ZEROS);
        open.add(server);
        try (S7Line line = line(server, _ -> true)) {
            assertThat(line.writeBytes(S7Address.of(tag("DB1.DBW0", "int")), 0, new byte[2]))
                    .isEqualTo(3);
        }
        assertThat(server.askedToWrite()).isPositive();
    }

    @Test
    void theGateOfAWriterLetsOnlyItsOwnPointThroughAndOnce() throws Exception {
        FrameGate word = gate("DB1.DBW6", "int");
        assertThat(word.passes(job(5, 2, 7 * 8, 2))).as("another place").isFalse();
        assertThat(word.passes(job(5, 2, 6 * 8, 4))).as("more").isFalse();
        assertThat(word.passes(job(5, 1, 6 * 8, 1))).as("a bit of it").isFalse();
        byte[] other = job(5, 2, 6 * 8, 2);
        other[26] = 2;
        assertThat(word.passes(other)).as("another block").isFalse();
        byte[] marker = job(5, 2, 6 * 8, 2);
        marker[27] = (byte) 0x83;
        assertThat(word.passes(marker)).as("another area").isFalse();
        byte[] two = job(5, 2, 6 * 8, 2);
        two[18] = 2;
        assertThat(word.passes(two)).as("two items").isFalse();
        assertThat(word.passes(job(5, 2, 6 * 8, 2))).as("its own").isTrue();
        assertThat(word.passes(job(5, 2, 6 * 8, 2))).as("again").isFalse();
        FrameGate bit = gate("DB1.DBX6.2", "");
        assertThat(bit.passes(job(5, 1, 6 * 8 + 3, 1))).as("another bit").isFalse();
        assertThat(bit.passes(job(5, 2, 6 * 8, 1))).as("the whole byte").isFalse();
        assertThat(bit.passes(job(5, 1, 6 * 8 + 2, 1))).as("its own").isTrue();
    }

    private static FrameGate gate(String address, String type) throws AddressFault {
        return S7Gate.writing(S7Address.of(tag(address, type)));
    }

    /// A question for one item.
    private static byte[] reading() {
        byte[] frame = Arrays.copyOf(job(4, 2, 0, 16), 31);
        frame[3] = 31;
        frame[16] = 0;
        return frame;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /// A job with one item of DB1.
    private static byte[] job(int function, int unit, int bitAddress, int count) {
        int data = 4 + count;
        ByteBuffer out = ByteBuffer.allocate(17 + 14 + data);
        out.put((byte) 3).put((byte) 0).putShort((short) out.capacity());
        out.put((byte) 2).put((byte) 0xf0).put((byte) 0x80);
        out.put((byte) 0x32).put((byte) 1).putShort((short) 0).putShort((short) 1);
        out.putShort((short) 14).putShort((short) data);
        out.put((byte) function).put((byte) 1).put((byte) 0x12).put((byte) 10).put((byte) 0x10);
        out.put((byte) unit).putShort((short) count).putShort((short) 1).put((byte) 0x84);
        out.put((byte) (bitAddress >> 16)).putShort((short) bitAddress);
        return out.array();
    }

    private static S7Line line(S7Server server, FrameGate gate) throws Exception {
        return S7Line.open(
                new Endpoint("127.0.0.1", server.port()),
                10_000,
                10_000,
                0x100,
                0x301,
                GatewayClock.system(),
                gate);
    }

    private static String refusal(Answer answer) {
        return answer instanceof Answer.Refused(Problem why) ? why.code() : answer.toString();
    }

    private TagWriter writer(int port, TagDefinition tag) throws ConnectorException {
        S7SourceFactory factory = new S7SourceFactory();
        MapConfig config =
                new MapConfig(
                        factory.schema(),
                        Map.of("host", "127.0.0.1", "port", String.valueOf(port), "timeout", "2s"));
        return factory.writer(new FieldHost(config, temp), tag).orElseThrow();
    }

    private FieldHost simulator(TagDefinition... tags) throws Exception {
        S7SimulatorFactory factory = new S7SimulatorFactory();
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
}
