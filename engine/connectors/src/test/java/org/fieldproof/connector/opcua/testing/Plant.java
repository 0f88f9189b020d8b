package org.fieldproof.connector.opcua.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.Source;
import org.fieldproof.connector.opcua.OpcUaSourceFactory;
import org.fieldproof.connector.opcua.simulator.OpcUaSimulatorFactory;
import org.fieldproof.connector.opcua.simulator.SimulatorServer;
import org.fieldproof.connector.opcua.simulator.Simulators;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.MapConfig;
import org.jspecify.annotations.Nullable;

/// A simulator and a source beside it, on loopback, both of one installation unless the test says
/// otherwise. Confined to the test's thread.
public final class Plant implements AutoCloseable {
    /// Generous: the machines that run this are slow and shared.
    public static final Duration LIMIT = Duration.ofSeconds(Integer.getInteger("opc.limit", 90));

    /// Where the simulator's variables are.
    public static final String NODE = "nsu=urn:fieldproof:simulator;s=";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    public final OpcAuthority authority;
    private final Path directory;
    private final Map<String, Object> simulatorConfig = new HashMap<>();
    private final Map<String, Object> sourceConfig = new HashMap<>();
    private final List<Map<String, Object>> tags = new ArrayList<>();
    private @Nullable OpcHost simulatorHost;
    private @Nullable Source simulator;
    private @Nullable OpcHost sourceHost;
    private @Nullable Source source;

    public Plant(Path parent) {
        this(parent, new OpcAuthority("installation"));
    }

    public Plant(Path parent, OpcAuthority authority) {
        this.authority = authority;
        try {
            directory = Files.createDirectory(parent.resolve("plant" + NUMBER.getAndIncrement()));
            Files.createDirectories(directory.resolve("sim"));
            Files.createDirectories(directory.resolve("plc"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        simulatorConfig.put("port", 0);
        simulatorConfig.put(
                "variables",
                List.of(Map.of("name", "Speed", "shape", "counter", "interval", "50ms")));
        sourceConfig.put("certificate", "installation");
        sourceConfig.put("trustInstallation", true);
        sourceConfig.put("publishing", "100ms");
        sourceConfig.put("connectTimeout", "10s");
        sourceConfig.put("valueLimit", 1 << 20);
    }

    public Path simulatorDirectory() {
        return directory.resolve("sim");
    }

    public Path sourceDirectory() {
        return directory.resolve("plc");
    }

    public Plant simulator(String field, Object value) {
        simulatorConfig.put(field, value);
        return this;
    }

    public Plant source(String field, Object value) {
        sourceConfig.put(field, value);
        return this;
    }

    /// A tag of the source: its node is the simulator's variable of that name.
    public Plant tag(String name) {
        return tagAt(name, NODE + name);
    }

    public Plant tagAt(String name, String node) {
        tags.add(new HashMap<>(Map.of("name", name, "address", node)));
        return this;
    }

    /// A further field of the tag named last.
    public Plant with(String field, Object value) {
        tags.getLast().put(field, value);
        return this;
    }

    public OpcHost makeSimulatorHost() {
        OpcHost made =
                new OpcHost(
                        "sim",
                        new MapConfig(new OpcUaSimulatorFactory().schema(), simulatorConfig),
                        simulatorDirectory(),
                        authority);
        simulatorHost = made;
        return made;
    }

    /// Starts the simulator; on a restart, on the port it had.
    public SimulatorServer startSimulator() {
        OpcHost host = simulatorHost == null ? makeSimulatorHost() : simulatorHost;
        try {
            Source made = new OpcUaSimulatorFactory().create(host);
            made.start();
            simulator = made;
            SimulatorServer server = Simulators.serverOf(made);
            simulatorConfig.put("port", server.endpoint().port());
            simulatorHost = null;
            return server;
        } catch (ConnectorException e) {
            throw new IllegalStateException(e);
        }
    }

    public SimulatorServer server() {
        return Simulators.serverOf(java.util.Objects.requireNonNull(simulator));
    }

    public void stopSimulator() {
        if (simulator != null) {
            simulator.stop(1_000);
            simulator = null;
        }
    }

    public MapConfig sourceConfig() {
        Map<String, Object> written = new HashMap<>(sourceConfig);
        written.put("tagList", tags);
        if (!written.containsKey("url")) {
            written.put("url", server().url());
        }
        return new MapConfig(new OpcUaSourceFactory().schema(), written);
    }

    public OpcHost makeSourceHost() {
        OpcHost made = new OpcHost("plc", sourceConfig(), sourceDirectory(), authority);
        sourceHost = made;
        return made;
    }

    public OpcHost startSource() {
        OpcHost host = sourceHost == null ? makeSourceHost() : sourceHost;
        try {
            Source made = new OpcUaSourceFactory().create(host);
            made.start();
            source = made;
            return host;
        } catch (ConnectorException e) {
            throw new IllegalStateException(e);
        }
    }

    public Source source() {
        return java.util.Objects.requireNonNull(source);
    }

    /// Starts the source and waits until data can move.
    public OpcHost startAndWaitUp() {
        OpcHost host = startSource();
        try {
            Await.until(
                    LIMIT,
                    () ->
                            host.state() == ConnectorState.UP
                                    || host.state() == ConnectorState.DEGRADED,
                    "the source to be up");
        } catch (AssertionError e) {
            throw new AssertionError("it says " + host.states + host.events, e);
        }
        return host;
    }

    public void stopSource() {
        if (source != null) {
            source.stop(2_000);
            source = null;
            sourceHost = null;
        }
    }

    @Override
    public void close() {
        stopSource();
        stopSimulator();
    }
}
