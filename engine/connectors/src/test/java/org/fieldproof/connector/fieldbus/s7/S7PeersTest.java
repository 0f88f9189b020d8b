package org.fieldproof.connector.fieldbus.s7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.github.xingshuangs.iot.protocol.s7.enums.EPlcType;
import com.github.xingshuangs.iot.protocol.s7.service.S7PLC;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.TagWriter;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.fieldbus.testing.FieldHost;
import org.fieldproof.connector.fieldbus.testing.Program;
import org.fieldproof.connector.work.CaptureFile;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.FreePorts;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With programs that other people wrote, so that one misreading of the protocol does not agree
/// with itself: a client (iot-communication) and Snap7 as client and server (node-snap7, built by
/// `.ci/run` outside the tree; skipped, visibly, where it is not there).
class S7PeersTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir Path temp;
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void iotCommunicationReadsOurSimulatorAndTheLogNoticesWhoWrites() throws Exception {
        FieldHost host = simulator(Map.of());
        S7PLC client = new S7PLC(EPlcType.S1500, "127.0.0.1", host.endpoint().port(), 0, 1);
        client.setConnectTimeout(30_000);
        client.setReceiveTimeout(30_000);
        client.connect();
        try {
            assertThat(client.readFloat32("DB1.0")).isEqualTo(123.456f);
            assertThat(client.readInt16("DB1.4")).isEqualTo((short) -2);
            assertThat(client.readBoolean("DB1.6.3")).isTrue();
            assertThat(client.readFloat32(List.of("DB1.0", "DB1.0"))).hasSize(2);
        } finally {
            client.close();
        }
        S7Server server =
                S7Server.open(
                        "watched",
                        new Endpoint("127.0.0.1", 0),
                        -1,
                        range -> new S7Line.Item.Refusal(10));
        open.add(server);
        S7PLC writer = new S7PLC(EPlcType.S1500, "127.0.0.1", server.port(), 0, 1);
        writer.setConnectTimeout(30_000);
        writer.setReceiveTimeout(30_000);
        boolean refused = false;
        try {
            writer.connect();
            writer.writeByte("DB1.0", (byte) 1);
        } catch (RuntimeException e) {
            refused = true;
        } finally {
            writer.close();
        }
        assertThat(refused).isTrue();
        // The control of every "nothing was written": the log sees a writer.
        assertThat(server.askedToWrite()).isPositive();
    }

    @Test
    void snap7ReadsOurSimulator() throws Exception {
        Path modules = snap7();
        FieldHost host = simulator(Map.of());
        Path script = temp.resolve("client.js");
        Files.writeString(
                script,
                """
                const snap7 = require(process.argv[2] + '/node-snap7');
                const c = new snap7.S7Client();
                c.SetParam(c.RemotePort, Number(process.argv[3]));
                if (!c.ConnectTo('127.0.0.1', 0, 1)) {
                    console.log(c.ErrorText(c.LastError()));
                    process.exit(1);
                }
                const db = c.DBRead(1, 0, 7);
                const wanted = Buffer.alloc(2);
                wanted.writeInt16BE(-77, 0);
                console.log('written=' + c.DBWrite(1, 4, 2, wanted)
                    + ' again=' + c.DBRead(1, 4, 2).readInt16BE(0));
                console.log('float=' + db.readFloatBE(0).toFixed(3) + ' int=' + db.readInt16BE(4)
                    + ' bit=' + ((db[6] >> 3) & 1) + ' status=' + c.PlcStatus());
                c.Disconnect();
                """);
        Path output = temp.resolve("client.txt");
        try (Program client =
                Program.start(
                        output,
                        "node",
                        script.toString(),
                        modules.toString(),
                        String.valueOf(host.endpoint().port()))) {
            assertThat(client.exitCode()).as(client.output()).isZero();
            assertThat(client.output()).contains("float=123.456 int=-2 bit=1 status=8");
            assertThat(client.output()).contains("written=true again=-77");
            assertThat(host.told("S7-0304")).isTrue();
        }
    }

    @Test
    void weReadASnap7Server() throws Exception {
        Path modules = snap7();
        int port = FreePorts.next();
        Path script = temp.resolve("server.js");
        Files.writeString(
                script,
                """
                const snap7 = require(process.argv[2] + '/node-snap7');
                const s = new snap7.S7Server();
                s.SetParam(s.LocalPort, Number(process.argv[3]));
                s.SetResourceless(false);
                const db = Buffer.alloc(600);
                db.writeFloatBE(123.456, 0); db.writeInt16BE(-2, 4); db[6] = 8;
                db[8] = 10; db[9] = 5; db.write('Pumpe', 10, 'latin1');
                db.writeDoubleBE(Math.PI, 400);
                s.RegisterArea(s.srvAreaDB, 1, db);
                s.RegisterArea(s.srvAreaMK, Buffer.from([0x55, 0x66, 0x77, 0x88]));
                s.RegisterArea(s.srvAreaPE, Buffer.from([1, 2]));
                s.RegisterArea(s.srvAreaPA, Buffer.from([3, 4]));
                s.RegisterArea(s.srvAreaTM, Buffer.from([0x21, 0x25, 0, 0]));
                s.RegisterArea(s.srvAreaCT, Buffer.from([0x01, 0x23, 0, 0]));
                if (s.StartTo('127.0.0.1') === false) {
                    console.log(s.ErrorText(s.LastError()));
                    process.exit(1);
                }
                console.log('listening');
                setTimeout(() => { s.SetCpuStatus(8); }, 0);
                const stop = () => require('fs').existsSync(process.argv[4]);
                setInterval(() => { if (stop()) s.SetCpuStatus(4); }, 100);
                """);
        Path output = temp.resolve("server.txt");
        Path stop = temp.resolve("stop");
        Program server =
                Program.start(
                        output,
                        "node",
                        script.toString(),
                        modules.toString(),
                        String.valueOf(port),
                        stop.toString());
        open.add(server);
        Await.until(
                LIMIT,
                () -> {
                    try {
                        return server.output().contains("listening") || !server.isAlive();
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                },
                "snap7");
        assertThat(server.isAlive()).as(server.output()).isTrue();
        FieldHost host = start(port);
        Await.until(
                LIMIT, () -> host.values("none").size() + host.faults("none").size() > 3, "all");
        assertThat(host.values("float")).containsOnly(new TypedValue.Float32(123.456f));
        assertThat(host.values("int")).containsOnly(new TypedValue.Int(16, -2));
        assertThat(host.values("bit")).containsOnly(new TypedValue.Bool(true));
        assertThat(host.values("text")).containsOnly(new TypedValue.Text("Pumpe"));
        assertThat(host.values("pi")).containsOnly(new TypedValue.Float64(Math.PI));
        assertThat(host.values("marker")).containsOnly(new TypedValue.UInt(16, 0x6677));
        assertThat(host.values("input")).containsOnly(new TypedValue.UInt(8, 2));
        assertThat(host.values("output")).containsOnly(new TypedValue.UInt(8, 4));
        assertThat(host.faults("behind")).isNotEmpty().containsOnly("0x05");
        assertThat(host.faults("none")).isNotEmpty().containsOnly("0x0a");
        assertThat(host.values("timer")).containsOnly(new TypedValue.UInt(32, 125_000));
        assertThat(host.values("counter")).containsOnly(new TypedValue.UInt(16, 123));
        assertWrites(port, "DB1.DBD20", "real", new TypedValue.Float32(21.5f));
        assertWrites(port, "DB1.DBX6.4", "", new TypedValue.Bool(true));
        assertWrites(port, "DB1.8", "string[10]", new TypedValue.Text("Pumpe 2"));
        assertWrites(port, "MB3", "", new TypedValue.UInt(8, 7));
        assertWrites(port, "Q0.7", "", new TypedValue.Bool(true));
        assertSnap7Reads(modules, port, "21.500 8+16 7 Pumpe 2");
        assertWrites(port, "DB1.8", "string[10]", new TypedValue.Text("Pumpe"));
        FieldHost grouped =
                source(
                        port,
                        Map.of(),
                        TagDefinition.of("pump/int", "DB1.DBW4", "int").inGroup("pump"),
                        TagDefinition.of("text", "DB1.8", "string[10]").inGroup("pump"),
                        TagDefinition.of("none", "DB7.0", "byte").inGroup("pump"));
        Await.until(LIMIT, () -> grouped.of("pump").size() > 2, "records of the group");
        assertThat(grouped.of("pump"))
                .extracting(each -> new String(each.payload(), StandardCharsets.UTF_8))
                .containsOnly(
                        "{\"int\":-2,\"text\":\"Pumpe\",\"none\":null,"
                                + "\"quality\":{\"none\":\"bad: 0x0a\"}}");
        Files.writeString(stop, "");
        Await.until(LIMIT, () -> host.told("S7-0107"), "STOP");
        Await.until(
                LIMIT,
                () -> host.of("float").getLast().quality() == Quality.UNCERTAIN,
                "values that are UNCERTAIN");
        server.close();
        Await.until(LIMIT, () -> host.state() == ConnectorState.DOWN, "DOWN");
        assertThat(host.faults("float")).isNotEmpty();
    }

    private void assertWrites(int port, String address, String type, TypedValue value)
            throws Exception {
        S7SourceFactory factory = new S7SourceFactory();
        Map<String, Object> fields =
                Map.of("host", "127.0.0.1", "port", String.valueOf(port), "timeout", "20s");
        try (TagWriter writer =
                factory.writer(
                                new FieldHost(new MapConfig(factory.schema(), fields), temp),
                                TagDefinition.of("tag", address, type))
                        .orElseThrow()) {
            assertThat(writer.read()).isNotEqualTo(value);
            assertThat(writer.write(value)).as(address).isEqualTo(new TagWriter.Answer.Taken());
            assertThat(writer.read()).as(address).isEqualTo(value);
        }
    }

    /// What its own client finds of what we wrote.
    private void assertSnap7Reads(Path modules, int port, String wanted) throws Exception {
        Path script = temp.resolve("look.js");
        Files.writeString(
                script,
                """
                const snap7 = require(process.argv[2] + '/node-snap7');
                const c = new snap7.S7Client();
                c.SetParam(c.RemotePort, Number(process.argv[3]));
                if (!c.ConnectTo('127.0.0.1', 0, 1)) process.exit(1);
                const db = c.DBRead(1, 0, 30);
                console.log(db.readFloatBE(20).toFixed(3) + ' ' + (db[6] & 8) + '+' + (db[6] & 16)
                    + ' ' + db[9] + ' ' + db.toString('latin1', 10, 10 + db[9]));
                c.Disconnect();
                """);
        try (Program client =
                Program.start(
                        temp.resolve("look.txt"),
                        "node",
                        script.toString(),
                        modules.toString(),
                        String.valueOf(port))) {
            assertThat(client.exitCode()).as(client.output()).isZero();
            assertThat(client.output()).contains(wanted);
        }
    }

    private FieldHost start(int port) throws Exception {
        return source(
                port,
                Map.of("modeInterval", "200ms"),
                TagDefinition.of("float", "DB1.DBD0", "real"),
                TagDefinition.of("int", "DB1.DBW4", "int"),
                TagDefinition.of("bit", "DB1.DBX6.3", ""),
                TagDefinition.of("text", "DB1.8", "string[10]"),
                TagDefinition.of("pi", "DB1.400", "lreal"),
                TagDefinition.of("behind", "DB1.600", "byte"),
                TagDefinition.of("none", "DB7.0", "byte"),
                TagDefinition.of("marker", "MW1", ""),
                TagDefinition.of("input", "EB1", ""),
                TagDefinition.of("output", "QB1", ""),
                TagDefinition.of("timer", "T0", ""),
                TagDefinition.of("counter", "C0", ""));
    }

    @Test
    void onePollOfOurSimulatorIsOneRecord() throws Exception {
        FieldHost device = simulator(Map.of());
        FieldHost host =
                source(
                        device.endpoint().port(),
                        Map.of(),
                        TagDefinition.of("float", "DB1.DBD0", "real").inGroup("all"),
                        TagDefinition.of("int", "DB1.DBW4", "int").inGroup("all"),
                        TagDefinition.of("bit", "DB1.DBX6.3", "").inGroup("all"));
        Await.until(LIMIT, () -> host.of("all").size() > 5, "records");
        assertThat(host.records()).allMatch(each -> each.address().equals("plc/all"));
        assertThat(host.of("all"))
                .extracting(each -> new String(each.payload(), StandardCharsets.UTF_8))
                .containsOnly("{\"float\":123.456,\"int\":-2,\"bit\":true}");
    }

    @Test
    void aCaptureOfAPlcIsPlayedBackByTheSimulator() throws Exception {
        FieldHost device = simulator(Map.of());
        FieldHost recorder =
                source(
                        device.endpoint().port(),
                        Map.of("capture", "true"),
                        TagDefinition.of("float", "DB1.DBD0", "real"));
        Await.until(LIMIT, () -> recorder.values("float").size() > 2, "readings");
        close();
        open.clear();
        assertThat(CaptureFile.read(temp.resolve("capture.tsv")))
                .extracting(CaptureFile.Entry::value)
                .contains(new TypedValue.Float32(123.456f));
        FieldHost replayed = simulator(Map.of("replay", "capture.tsv", "signal", "constant(0)"));
        FieldHost reader =
                source(
                        replayed.endpoint().port(),
                        Map.of(),
                        TagDefinition.of("float", "DB1.DBD0", "real"));
        Await.until(LIMIT, () -> !reader.values("float").isEmpty(), "a replayed value");
        assertThat(reader.values("float")).containsOnly(new TypedValue.Float32(123.456f));
    }

    private FieldHost source(int port, Map<String, ?> fields, TagDefinition... tags)
            throws Exception {
        Map<String, Object> written = new HashMap<>(fields);
        written.put("host", "127.0.0.1");
        written.put("port", String.valueOf(port));
        written.put("tags", TagTable.of(List.of(tags)));
        written.put("interval", "100ms");
        written.putIfAbsent("timeout", "20s");
        FieldHost host = new FieldHost(new MapConfig(S7Config.schema(), written), temp);
        S7Source source = new S7Source(host, new SplittableRandom(1));
        open.add(() -> source.stop(5_000));
        source.start();
        return host;
    }

    private FieldHost simulator(Map<String, ?> fields) throws Exception {
        Map<String, Object> written = new HashMap<>();
        written.put("port", "0");
        written.put(
                "tags",
                TagTable.of(
                        List.of(
                                TagDefinition.of("float", "DB1.DBD0", "real"),
                                TagDefinition.of("int", "DB1.DBW4", "int"),
                                TagDefinition.of("bit", "DB1.DBX6.3", ""))));
        written.put(
                "signals",
                List.of(
                        Map.of("match", "float", "signal", "constant(123.456)"),
                        Map.of("match", "int", "signal", "constant(-2)")));
        written.put("signal", "constant(1)");
        written.putAll(fields);
        S7SimulatorFactory factory = new S7SimulatorFactory();
        MapConfig config = new MapConfig(factory.schema(), written);
        assertThat(factory.check(config)).isEmpty();
        FieldHost host = new FieldHost(config, temp);
        var simulator = factory.create(host);
        simulator.start();
        open.add(() -> simulator.stop(1_000));
        return host;
    }

    /// The folder that holds the module.
    static Path snap7() {
        String folder = System.getenv("FIELDPROOF_SNAP7");
        Path modules =
                Path.of(folder == null ? "" : folder).toAbsolutePath().resolve("node_modules");
        assumeThat(folder != null && Files.isDirectory(modules.resolve("node-snap7/build")))
                .as("node-snap7 is built and FIELDPROOF_SNAP7 names its folder")
                .isTrue();
        return modules;
    }
}
