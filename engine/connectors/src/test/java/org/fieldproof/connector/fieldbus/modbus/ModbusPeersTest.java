package org.fieldproof.connector.fieldbus.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
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

/// With programs that other people wrote, so that one misreading of the specification does not
/// agree with itself. What is not installed is skipped, visibly; `.ci/run` installs it.
class ModbusPeersTest {
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
    void j2modReadsOurSimulatorAndTheFrameLogNoticesWhoWrites() throws Exception {
        FieldHost host = simulator(Map.of());
        ModbusTCPMaster master =
                new ModbusTCPMaster("127.0.0.1", host.endpoint().port(), 30_000, true);
        master.connect();
        try {
            assertThat(master.readMultipleRegisters(1, 0, 2)[0].getValue()).isEqualTo(0x42f6);
            assertThat(master.readMultipleRegisters(1, 0, 2)[1].getValue()).isEqualTo(0xe979);
            assertThat(master.readInputRegisters(1, 9, 1)[0].getValue()).isEqualTo(65_534);
            assertThat(master.readCoils(1, 3, 1).getBit(0)).isTrue();
            assertThat(master.readInputDiscretes(1, 4, 1).getBit(0)).isFalse();
        } finally {
            master.disconnect();
        }
        // The control of every "nothing was written": the log sees a writer.
        ModbusServer server =
                ModbusServer.open(
                        "watched",
                        new Endpoint("127.0.0.1", 0),
                        (u, t, s, c) -> new ModbusServer.Content.Refusal(2));
        open.add(server);
        ModbusTCPMaster writer = new ModbusTCPMaster("127.0.0.1", server.port(), 30_000, true);
        writer.connect();
        boolean refused = false;
        try {
            writer.writeSingleRegister(1, 0, new SimpleRegister(1));
        } catch (com.ghgande.j2mod.modbus.ModbusException e) {
            refused = true;
        } finally {
            writer.disconnect();
        }
        assertThat(refused).isTrue();
        assertThat(server.askedToWrite()).isPositive();
    }

    @Test
    void mbpollReadsOurSimulator() throws Exception {
        Path output = temp.resolve("mbpoll.txt");
        assumeThat(Program.exists("mbpoll", "-h")).as("mbpoll is installed").isTrue();
        FieldHost host = simulator(Map.of());
        String port = String.valueOf(host.endpoint().port());
        try (Program mbpoll =
                Program.start(
                        output,
                        "mbpoll",
                        "-m",
                        "tcp",
                        "-p",
                        port,
                        "-a",
                        "1",
                        "-0",
                        "-r",
                        "0",
                        "-c",
                        "1",
                        "-t",
                        "4:float",
                        "-B",
                        "-1",
                        "127.0.0.1")) {
            assertThat(mbpoll.exitCode()).as(mbpoll.output()).isZero();
            assertThat(mbpoll.output()).contains("[0]: \t123.456");
        }
        try (Program mbpoll =
                Program.start(
                        output,
                        "mbpoll",
                        "-m",
                        "tcp",
                        "-p",
                        port,
                        "-a",
                        "1",
                        "-0",
                        "-r",
                        "9",
                        "-c",
                        "1",
                        "-t",
                        "3",
                        "-1",
                        "127.0.0.1")) {
            assertThat(mbpoll.output() + mbpoll.exitCode()).isNotEmpty();
            assertThat(mbpoll.output()).contains("65534");
        }
    }

    @Test
    void mbpollWritesOurSimulatorAndWeReadIt() throws Exception {
        assumeThat(Program.exists("mbpoll", "-h")).as("mbpoll is installed").isTrue();
        FieldHost host = simulator(Map.of());
        int port = host.endpoint().port();
        polled(port, "0", "4:float", "77.25");
        try (TagWriter reader = writer(port, tag("float", "hr0", "float32"))) {
            assertThat(reader.read()).isEqualTo(new TypedValue.Float32(77.25f));
        }
        assertThat(host.told("MODB-0304")).isTrue();
    }

    /// What mbpoll says of reading, or of writing these values.
    private String polled(int port, String reference, String type, String... values)
            throws Exception {
        assumeThat(Program.exists("mbpoll", "-h")).as("mbpoll is installed").isTrue();
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "mbpoll",
                                "-m",
                                "tcp",
                                "-p",
                                String.valueOf(port),
                                "-a",
                                "1",
                                "-0",
                                "-r",
                                reference,
                                "-t",
                                type,
                                "-1"));
        if (type.endsWith("float")) {
            words.add(values.length > 0 ? "-B" : "-q");
        }
        words.add("127.0.0.1");
        words.addAll(List.of(values));
        try (Program mbpoll =
                Program.start(temp.resolve("mbpoll.txt"), words.toArray(String[]::new))) {
            assertThat(mbpoll.exitCode()).as(mbpoll.output()).isZero();
            return mbpoll.output();
        }
    }

    private void assertWrites(int port, TagDefinition tag, TypedValue value) throws Exception {
        try (TagWriter writer = writer(port, tag)) {
            assertThat(writer.read()).isNotEqualTo(value);
            assertThat(writer.write(value)).isEqualTo(new TagWriter.Answer.Taken());
            assertThat(writer.read()).isEqualTo(value);
        }
    }

    private TagWriter writer(int port, TagDefinition tag) throws Exception {
        ModbusSourceFactory factory = new ModbusSourceFactory();
        Map<String, Object> fields =
                Map.of("host", "127.0.0.1", "port", String.valueOf(port), "timeout", "20s");
        return factory.writer(new FieldHost(new MapConfig(factory.schema(), fields), temp), tag)
                .orElseThrow();
    }

    @Test
    void weReadPymodbusServer() throws Exception {
        assumeThat(Program.exists("/usr/bin/python3", "-c", "import pymodbus.server"))
                .as("python3-pymodbus is installed")
                .isTrue();
        int port = FreePorts.next();
        Path script = temp.resolve("server.py");
        Files.writeString(
                script,
                """
                from pymodbus.server import StartTcpServer
                from pymodbus.datastore import ModbusSequentialDataBlock as B
                from pymodbus.datastore import ModbusSlaveContext as S, ModbusServerContext as C
                unit = S(di=B(0, [0, 1] * 20), co=B(0, [1, 0] * 20),
                         hr=B(0, [0x42f6, 0xe979, 0xfffe] + [7] * 30), ir=B(0, [5] * 30),
                         zero_mode=True)
                StartTcpServer(context=C(slaves={1: unit}, single=False),
                               address=("127.0.0.1", %d))
                """
                        .formatted(port));
        Path output = temp.resolve("pymodbus.txt");
        Program server = Program.start(output, "/usr/bin/python3", script.toString());
        open.add(server);
        Await.until(LIMIT, () -> listens(port) || !server.isAlive(), "pymodbus");
        assertThat(server.isAlive()).as(server.output()).isTrue();
        FieldHost host =
                source(
                        Map.of("host", "127.0.0.1", "port", String.valueOf(port)),
                        tag("float", "hr0", "float32"),
                        tag("int", "hr2", "int16"),
                        tag("input", "ir3", ""),
                        tag("coil", "co2", ""),
                        tag("discrete", "di2", ""),
                        tag("hole", "hr32", "uint64"));
        assertReads(host);
        Await.until(LIMIT, () -> !host.faults("hole").isEmpty(), "the hole");
        assertThat(host.faults("hole")).containsOnly("2");
        assertWrites(port, tag("setpoint", "hr10", "float32:CDAB"), new TypedValue.Float32(21.5f));
        assertWrites(port, tag("setpoint", "hr13", "int16"), new TypedValue.Int(16, -5));
        assertWrites(port, tag("valve", "co6", ""), new TypedValue.Bool(false));
        assertThat(polled(port, "10", "4:float")).as("mbpoll reads the server").contains("21.5");
        assertThat(polled(port, "13", "4")).contains("(-5)");
        FieldHost grouped =
                source(
                        Map.of("host", "127.0.0.1", "port", String.valueOf(port)),
                        tag("int", "hr2", "int16").inGroup("unit"),
                        tag("unit/coil", "co2", "").inGroup("unit"),
                        tag("hole", "hr32", "uint64").inGroup("unit"));
        Await.until(LIMIT, () -> grouped.of("unit").size() > 2, "records of the group");
        assertThat(grouped.of("unit"))
                .extracting(each -> new String(each.payload(), StandardCharsets.UTF_8))
                .containsOnly(
                        "{\"int\":-2,\"coil\":true,\"hole\":null,"
                                + "\"quality\":{\"hole\":\"bad: 2\"}}");
    }

    @Test
    void weReadAJ2modSlave() throws Exception {
        var image = new com.ghgande.j2mod.modbus.procimg.SimpleProcessImage(1);
        for (int value : new int[] {0x42f6, 0xe979, 0xfffe}) {
            image.addRegister(new SimpleRegister(value));
        }
        for (int i = 0; i < 5; i++) {
            image.addInputRegister(new com.ghgande.j2mod.modbus.procimg.SimpleInputRegister(5));
            image.addDigitalOut(new com.ghgande.j2mod.modbus.procimg.SimpleDigitalOut(i % 2 == 0));
            image.addDigitalIn(new com.ghgande.j2mod.modbus.procimg.SimpleDigitalIn(i % 2 == 1));
        }
        int port = FreePorts.next();
        var slave =
                com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory.createTCPSlave(
                        java.net.InetAddress.getLoopbackAddress(), port, 5, false);
        slave.addProcessImage(1, image);
        slave.open();
        open.add(com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory::close);
        Await.until(LIMIT, () -> listens(port), "j2mod");
        FieldHost host =
                source(
                        Map.of("host", "127.0.0.1", "port", String.valueOf(port)),
                        tag("float", "hr0", "float32"),
                        tag("int", "hr2", "int16"),
                        tag("input", "ir3", ""),
                        tag("coil", "co2", ""),
                        tag("discrete", "di2", ""));
        assertReads(host);
    }

    @Test
    void aCaptureOfADeviceIsPlayedBackByTheSimulator() throws Exception {
        FieldHost device = simulator(Map.of());
        Map<String, Object> fields = new HashMap<>();
        fields.put("host", "127.0.0.1");
        fields.put("port", String.valueOf(device.endpoint().port()));
        fields.put("capture", "true");
        FieldHost recorder = source(fields, tag("float", "hr0", "float32"), tag("x", "co3", ""));
        Await.until(LIMIT, () -> recorder.values("x").size() > 2, "readings");
        close();
        open.clear();
        List<CaptureFile.Entry> capture = CaptureFile.read(temp.resolve("capture.tsv"));
        assertThat(capture)
                .anySatisfy(
                        each -> {
                            assertThat(each.address()).isEqualTo("hr0");
                            assertThat(each.value()).isEqualTo(new TypedValue.Float32(123.456f));
                        });
        FieldHost replayed = simulator(Map.of("replay", "capture.tsv", "signal", "constant(0)"));
        FieldHost reader =
                source(
                        Map.of(
                                "host",
                                "127.0.0.1",
                                "port",
                                String.valueOf(replayed.endpoint().port())),
                        tag("float", "hr0", "float32"));
        Await.until(LIMIT, () -> !reader.values("float").isEmpty(), "a replayed value");
        assertThat(reader.values("float")).containsOnly(new TypedValue.Float32(123.456f));
    }

    private static void assertReads(FieldHost host) {
        // Input registers are read last.
        Await.until(LIMIT, () -> !host.values("input").isEmpty(), "a reading");
        assertThat(host.values("float")).containsOnly(new TypedValue.Float32(123.456f));
        assertThat(host.values("int")).containsOnly(new TypedValue.Int(16, -2));
        assertThat(host.values("input")).containsOnly(new TypedValue.UInt(16, 5));
        assertThat(host.values("coil")).containsOnly(new TypedValue.Bool(true));
        assertThat(host.values("discrete")).containsOnly(new TypedValue.Bool(false));
    }

    private FieldHost simulator(Map<String, ?> fields) throws Exception {
        Map<String, Object> written = new HashMap<>();
        written.put("port", "0");
        written.put(
                "tags",
                TagTable.of(
                        List.of(
                                tag("float", "hr0", "float32"),
                                tag("signed", "ir9", "int16"),
                                tag("coil", "co3", ""),
                                tag("input", "di4", ""))));
        written.put(
                "signals",
                List.of(
                        Map.of("match", "flo*", "signal", "constant(123.456)"),
                        Map.of("match", "signed", "signal", "constant(-2)"),
                        Map.of("match", "coil", "signal", "constant(1)")));
        written.put("signal", "constant(0)");
        written.putAll(fields);
        if (fields.containsKey("replay")) {
            written.remove("signals");
        }
        ModbusSimulatorFactory factory = new ModbusSimulatorFactory();
        MapConfig config = new MapConfig(factory.schema(), written);
        assertThat(factory.check(config)).isEmpty();
        FieldHost host = new FieldHost(config, temp);
        var simulator = factory.create(host);
        simulator.start();
        open.add(() -> simulator.stop(1_000));
        return host;
    }

    private FieldHost source(Map<String, ?> fields, TagDefinition... tags) throws Exception {
        Map<String, Object> written = new HashMap<>(fields);
        written.put("tags", TagTable.of(List.of(tags)));
        written.put("interval", "100ms");
        written.putIfAbsent("timeout", "20s");
        FieldHost host = new FieldHost(new MapConfig(ModbusConfig.schema(), written), temp);
        ModbusSource source = new ModbusSource(host, new SplittableRandom(1));
        open.add(() -> source.stop(5_000));
        source.start();
        return host;
    }

    private static TagDefinition tag(String name, String address, String type) {
        return TagDefinition.of(name, address, type);
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
