package org.fieldproof.connector.mqtt.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.Credentials;
import org.fieldproof.api.spi.DeviceHandle;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.Intake;
import org.fieldproof.api.spi.Secrets;
import org.fieldproof.api.spi.SinkHost;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.api.time.GatewayClock;
import org.jspecify.annotations.Nullable;

/// A host for one connector under test, which remembers what it was told.
public final class TestHost implements SinkHost, SourceHost {
    private final String id;
    private final Config config;
    private final Path directory;
    private final TestAuthority authority;
    private final TestIntake intake = new TestIntake();
    private final Map<String, DeviceHandle> devices = new ConcurrentHashMap<>();
    private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();
    private final Executor worker =
            Executors.newSingleThreadExecutor(
                    task -> Thread.ofPlatform().daemon().name("fp-sink-test").unstarted(task));
    public final List<StateChange> states = new CopyOnWriteArrayList<>();
    public final List<String> events = new CopyOnWriteArrayList<>();
    public final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile LinkTable links = LinkTable.direct();

    /// What a connector said of itself.
    public record StateChange(ConnectorState state, @Nullable Problem why) {}

    public TestHost(String id, Config config, Path directory, TestAuthority authority) {
        this.id = id;
        this.config = config;
        this.directory = directory;
        this.authority = authority;
    }

    public TestHost withLinks(LinkTable table) {
        links = table;
        return this;
    }

    public TestHost withEndpoint(String connector, Endpoint endpoint) {
        endpoints.put(connector, endpoint);
        return this;
    }

    public @Nullable ConnectorState state() {
        return states.isEmpty() ? null : states.getLast().state();
    }

    public boolean told(String code) {
        return events.stream().anyMatch(event -> event.startsWith(code))
                || states.stream()
                        .anyMatch(
                                change -> change.why() != null && change.why().code().equals(code));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Config config() {
        return config;
    }

    @Override
    public GatewayClock clock() {
        return GatewayClock.system();
    }

    @Override
    public Secrets secrets() {
        return reference -> reference.replace("secret:", "").toCharArray();
    }

    @Override
    public Credentials credentials() {
        return new Credentials() {
            @Override
            public TlsIdentity server(String name) {
                return authority.server("localhost", "127.0.0.1");
            }

            @Override
            public TlsIdentity client(String name) {
                return authority.client(name);
            }

            @Override
            public TlsIdentity fromFiles(String certificate, String key, String trust) {
                throw new UnsupportedOperationException();
            }

            @Override
            public TlsIdentity trustOnly(String trustPath) {
                return trustPath.equals("installation")
                        ? authority.trust()
                        : new TlsIdentity(List.of(), null, List.of());
            }
        };
    }

    @Override
    public LinkTable links() {
        return links;
    }

    @Override
    public Path dataDirectory() {
        return directory;
    }

    @Override
    public Path projectDirectory() {
        return directory;
    }

    @Override
    public void state(ConnectorState state, @Nullable Problem why) {
        states.add(new StateChange(state, why));
    }

    @Override
    public void event(
            GatewayEvent.Level level,
            String code,
            String object,
            String message,
            Map<String, String> detail) {
        events.add(code + " " + object + ": " + message);
    }

    @Override
    public Thread startThread(String name, Runnable body) {
        return Thread.ofPlatform().daemon().name(name).start(body);
    }

    @Override
    public Endpoint endpointOf(String connectorId) throws ConnectorException {
        Endpoint endpoint = endpoints.get(connectorId);
        if (endpoint == null) {
            throw new ConnectorException(
                    Problem.error("PROJ-0001", connectorId, "It does not listen.", "Start it."));
        }
        return endpoint;
    }

    @Override
    public void listening(Endpoint endpoint) {
        endpoints.put(id, endpoint);
    }

    @Override
    public Executor worker() {
        return worker;
    }

    @Override
    public Intake intake() {
        return intake;
    }

    public TestIntake door() {
        return intake;
    }

    @Override
    public DeviceHandle device(String deviceId) {
        return devices.computeIfAbsent(deviceId, this::handle);
    }

    private DeviceHandle handle(String deviceId) {
        return new DeviceHandle() {
            @Override
            public String id() {
                return deviceId;
            }

            @Override
            public void connected(String peer, String identity) {
                lines.add(deviceId + " up");
            }

            @Override
            public void disconnected(String reason) {
                lines.add(deviceId + " down");
            }
        };
    }
}
