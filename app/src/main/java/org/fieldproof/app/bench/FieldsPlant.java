package org.fieldproof.app.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.fieldproof.api.time.GatewayClock;

/// A plant of simulated devices in a process of its own, and the gateway's project for it: `items`
/// variables of an OPC UA server and a fifth as many Modbus registers over 20 units once a second,
/// a tenth as many S7 values twice a second.
final class FieldsPlant implements AutoCloseable {
    /// What the gateway connects to.
    static final List<String> CONNECTIONS = List.of("line", "boiler", "press");

    private static final int UNITS = 20;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long LOOK_NANOS = 50_000_000;
    private static final String HEAD =
            """
            $schema: https://fieldproof.org/schema/project-1.json
            fieldproof: 1
            name: bench
            title: Bench
            """;

    private final Path folder;
    private final int items;
    private final List<Integer> ports;
    private final Process process;

    private FieldsPlant(Path folder, int items, List<Integer> ports, Process process) {
        this.folder = folder;
        this.items = items;
        this.ports = ports;
        this.process = process;
    }

    /// Starts the simulators and waits until each of them accepts connections.
    static FieldsPlant start(Path scratch, int items) throws IOException {
        Path folder = Files.createDirectory(scratch.resolve("plant"));
        List<Integer> ports = freePorts(CONNECTIONS.size());
        Path project = Files.createDirectory(folder.resolve("project"));
        writeTags(project, items);
        Files.writeString(project.resolve("project.yaml"), simulators(items, ports));
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.fieldproof.app.Main",
                                "run",
                                project.toString(),
                                "--data",
                                folder.resolve("data").toString())
                        .redirectOutput(folder.resolve("out.txt").toFile())
                        .redirectError(folder.resolve("err.txt").toFile())
                        .start();
        FieldsPlant plant = new FieldsPlant(folder, items, ports, process);
        try {
            plant.awaitListening();
            return plant;
        } catch (IOException e) {
            plant.close();
            throw e;
        }
    }

    /// The simulators' data directory, with the authority whose certificates they believe.
    Path data() {
        return folder.resolve("data");
    }

    /// How many values a second the gateway asks for.
    double valuesPerSecond() {
        return items + registers(items) + 2.0 * s7Values(items);
    }

    /// Writes the gateway's project.
    ///
    /// @param stored false where nothing is routed, so that records end with the log
    void writeGateway(Path project, boolean stored) throws IOException {
        writeTags(project, items);
        Files.writeString(
                project.resolve("project.yaml"),
                HEAD
                        + """
                        limits: {intakeBytes: 64MiB, logBytes: 4GiB, segmentBytes: 64MiB}
                        connections:
                          - id: line
                            type: opcua
                            title: OPC UA
                            class: SIM
                            url: opc.tcp://127.0.0.1:%d
                            certificate: installation
                            trustInstallation: true
                            connectTimeout: 60s
                            publishing: 1s
                            tags: line.csv
                          - id: boiler
                            type: modbus
                            title: Modbus
                            class: SIM
                            host: 127.0.0.1
                            port: %d
                            interval: 1s
                            tags: boiler.csv
                          - id: press
                            type: s7
                            title: S7
                            class: SIM
                            host: 127.0.0.1
                            port: %d
                            interval: 500ms
                            tags: press.csv
                        pipelines:
                          - {id: main, from: [line, boiler, press], match: ["%s"], to: [table]}
                        destinations:
                          - id: table
                            type: h2
                            title: Table
                            table: readings
                            lane: {batchRecords: 5000, batchBytes: 4MiB, linger: 200ms}
                        """
                                .formatted(
                                        ports.get(0),
                                        ports.get(1),
                                        ports.get(2),
                                        stored ? "#" : "nothing/#"));
    }

    private static String simulators(int items, List<Integer> ports) {
        return HEAD
                + """
                standIns:
                  - id: line-server
                    type: opcua-simulator
                    title: OPC UA
                    port: %d
                    variables: [{name: V, count: %d, shape: counter, interval: 1s}]
                  - id: boiler-device
                    type: modbus-simulator
                    title: Modbus
                    port: %d
                    tags: boiler.csv
                    signal: counter(0, 65535, 1s)
                  - id: press-plc
                    type: s7-simulator
                    title: S7
                    port: %d
                    tags: press.csv
                    signal: counter(0, 1000000, 500ms)
                """
                        .formatted(ports.get(0), items, ports.get(1), ports.get(2));
    }

    private static void writeTags(Path project, int items) throws IOException {
        StringBuilder opc = new StringBuilder("name,address\n");
        for (int i = 1; i <= items; i++) {
            opc.append("v").append(i).append(",nsu=urn:fieldproof:simulator;s=V-").append(i);
            opc.append('\n');
        }
        StringBuilder modbus = new StringBuilder("name,address,type\n");
        for (int i = 0; i < registers(items); i++) {
            int unit = i % UNITS + 1;
            int register = i / UNITS;
            modbus.append("u").append(unit).append("/r").append(register);
            modbus.append(',').append(unit).append(":hr").append(register).append(",uint16\n");
        }
        StringBuilder s7 = new StringBuilder("name,address,type\n");
        for (int i = 0; i < s7Values(items); i++) {
            s7.append("d").append(i).append(",DB1.DBD").append(4 * i).append(",real\n");
        }
        Files.writeString(project.resolve("line.csv"), opc);
        Files.writeString(project.resolve("boiler.csv"), modbus);
        Files.writeString(project.resolve("press.csv"), s7);
    }

    private static int registers(int items) {
        return items / 5;
    }

    private static int s7Values(int items) {
        return items / 10;
    }

    private void awaitListening() throws IOException {
        GatewayClock clock = GatewayClock.system();
        long start = clock.nanoTime();
        for (int port : ports) {
            while (!listens(port)) {
                if (!process.isAlive() || clock.nanoTime() - start > LIMIT.toNanos()) {
                    throw new IOException(
                            "the simulators do not listen: "
                                    + Files.readString(folder.resolve("err.txt"))
                                            .lines()
                                            .findFirst()
                                            .orElse("they said nothing"));
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> open = new ArrayList<>();
        try {
            List<Integer> ports = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                open.add(socket);
                ports.add(socket.getLocalPort());
            }
            return ports;
        } finally {
            for (ServerSocket each : open) {
                each.close();
            }
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                process.onExit().join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
