package org.fieldproof.app.desktop;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.app.it.LedgerPublisher;
import org.fieldproof.app.it.Stores;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.FreePorts;

/// What stands in a newcomer's hall before the console is opened: a turbine with an OPC UA server
/// of another installation, a boiler on Modbus TCP, a PostgreSQL server, and devices that publish
/// over MQTT and keep a ledger, once somebody listens.
final class NewcomersPlant implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long WAIT_NANOS = 2_000_000;
    private static final String PROJECT =
            """
            fieldproof: 1
            name: plant
            standIns:
              - id: turbine-server
                type: opcua-simulator
                port: OPCUA_PORT
                trustedThumbprints: [TRUSTED]
                variables:
                  - {name: Turbine.Speed, type: Double, shape: sine, min: 1450, max: 1550,
                     interval: 200ms}
                  - {name: Turbine.Running, type: Boolean, shape: toggle, interval: 500ms}
              - id: boiler-device
                type: modbus-simulator
                port: MODBUS_PORT
                tagList:
                  - {name: pressure, address: "40001", type: uint16}
                  - {name: burner, address: co0, type: bool}
                  - {name: flow, address: "40003", type: "float32:CDAB"}
                signal: sine(20, 80, 10s)
            connections: []
            pipelines: []
            destinations: []
            """;

    private final Path root;
    private final int opcUaPort = FreePorts.next();
    private final int modbusPort = FreePorts.next();
    private final int mqttPort = FreePorts.next();
    private final EmbeddedPostgres postgres;
    private final List<LedgerPublisher> devices = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private Optional<DesktopWorkspace> servers = Optional.empty();

    NewcomersPlant(Path root) throws Exception {
        this.root = root;
        serve("");
        try {
            postgres = Stores.postgres();
        } catch (IOException | RuntimeException failed) {
            servers.ifPresent(DesktopWorkspace::shutDown);
            throw failed;
        }
    }

    /// What whoever looks after the turbine does: our certificate is let in.
    void letIn(String thumbprint) throws Exception {
        servers.ifPresent(DesktopWorkspace::shutDown);
        serve("\"" + thumbprint + "\"");
    }

    private void serve(String thumbprints) throws Exception {
        Path folder = Files.createDirectories(root.resolve("project"));
        Files.writeString(
                folder.resolve("project.yaml"),
                PROJECT.replace("OPCUA_PORT", String.valueOf(opcUaPort))
                        .replace("TRUSTED", thumbprints)
                        .replace("MODBUS_PORT", String.valueOf(modbusPort)));
        DesktopWorkspace made =
                new DesktopWorkspace(
                        new PreferencesFile(root.resolve("preferences")),
                        Optional.of(root.resolve("data")));
        servers = Optional.of(made);
        Outcome opened = made.open(folder).toCompletableFuture().get(60, TimeUnit.SECONDS);
        if (!(opened instanceof Outcome.Done)) {
            throw new AssertionError("the plant does not start: " + opened);
        }
        for (int port : new int[] {opcUaPort, modbusPort}) {
            Await.until(LIMIT, () -> listens(port), "the plant's servers to listen");
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }

    int opcUaPort() {
        return opcUaPort;
    }

    int modbusPort() {
        return modbusPort;
    }

    /// Where the newcomer's gateway is to listen.
    int mqttPort() {
        return mqttPort;
    }

    int postgresPort() {
        return postgres.getPort();
    }

    String postgresUrl() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    /// Three devices publish some hundred messages a second each, until [#endPublishing].
    void publish() {
        for (String id : List.of("press-01", "press-02", "press-03")) {
            LedgerPublisher device =
                    LedgerPublisher.paced(
                            id, "plant/" + id + "/telemetry", WAIT_NANOS, () -> mqttPort);
            devices.add(device);
            threads.add(Thread.ofPlatform().name(id).start(device::publishAll));
        }
    }

    /// How many messages were acknowledged so far.
    long acked() {
        return devices.stream().mapToLong(LedgerPublisher::ackedCount).sum();
    }

    /// So many more messages are acknowledged from now on: whatever has changed, it goes on.
    void goesOn(int more) {
        LedgerPublisher.awaitAcked(devices, acked() + more);
    }

    /// What was sent is still acknowledged, nothing new is sent.
    void endPublishing() {
        devices.forEach(LedgerPublisher::enough);
        Await.until(
                LIMIT, () -> threads.stream().noneMatch(Thread::isAlive), "all to be acknowledged");
    }

    /// Every acknowledged payload in hexadecimal, with how often it was: once.
    Map<String, Integer> ledger() {
        Map<String, Integer> ledger = new HashMap<>();
        devices.forEach(each -> each.ackedPayloads().forEach(payload -> ledger.put(payload, 1)));
        return ledger;
    }

    @Override
    public void close() throws IOException {
        try {
            endPublishing();
        } finally {
            servers.ifPresent(DesktopWorkspace::shutDown);
            postgres.close();
        }
    }
}
