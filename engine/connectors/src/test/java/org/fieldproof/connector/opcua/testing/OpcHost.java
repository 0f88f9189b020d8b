package org.fieldproof.connector.opcua.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
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
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.api.time.GatewayClock;
import org.jspecify.annotations.Nullable;

/// A host for one connector under test, which remembers what it was told.
public final class OpcHost implements SourceHost {
    private final String id;
    private final Config config;
    private final Path directory;
    private final OpcAuthority authority;
    private final Door door = new Door();
    private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    public final List<StateChange> states = new CopyOnWriteArrayList<>();
    public final List<String> events = new CopyOnWriteArrayList<>();
    private volatile LinkTable links = LinkTable.direct();
    private volatile @Nullable BiFunction<String, String, TlsIdentity> applications;
    private volatile @Nullable TlsIdentity files;

    /// What a connector said of itself.
    public record StateChange(ConnectorState state, @Nullable Problem why) {}

    public OpcHost(String id, Config config, Path directory, OpcAuthority authority) {
        this.id = id;
        this.config = config;
        this.directory = directory;
        this.authority = authority;
    }

    public OpcHost withLinks(LinkTable table) {
        links = table;
        return this;
    }

    /// What the installation issues, by name and application URI, in place of a good certificate.
    public OpcHost withApplications(BiFunction<String, String, TlsIdentity> issued) {
        applications = issued;
        return this;
    }

    /// What every certificate file holds.
    public OpcHost withFiles(TlsIdentity identity) {
        files = identity;
        return this;
    }

    public OpcHost withEndpoint(String connector, Endpoint endpoint) {
        endpoints.put(connector, endpoint);
        return this;
    }

    public Door door() {
        return door;
    }

    public @Nullable ConnectorState state() {
        return states.isEmpty() ? null : states.getLast().state();
    }

    /// The latest problem that a state was told with.
    public @Nullable Problem why() {
        return states.isEmpty() ? null : states.getLast().why();
    }

    /// True where an event or a state had this code.
    public boolean told(String code) {
        return events.stream().anyMatch(event -> event.startsWith(code))
                || states.stream()
                        .anyMatch(
                                change -> change.why() != null && change.why().code().equals(code));
    }

    /// Threads that the connector has started and that still run.
    public long running() {
        return threads.stream().filter(Thread::isAlive).count();
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
                throw new UnsupportedOperationException(name);
            }

            @Override
            public TlsIdentity client(String name) {
                throw new UnsupportedOperationException(name);
            }

            @Override
            public TlsIdentity application(String name, String uri) {
                BiFunction<String, String, TlsIdentity> other = applications;
                return other != null
                        ? other.apply(name, uri)
                        : authority.issue(
                                OpcAuthority.Wish.of(name, uri, "localhost", "127.0.0.1"));
            }

            @Override
            public TlsIdentity fromFiles(String certificate, String key, String trust) {
                TlsIdentity given = files;
                if (given == null) {
                    throw new UnsupportedOperationException(certificate);
                }
                return given;
            }

            @Override
            public TlsIdentity trustOnly(String trustPath) {
                return new TlsIdentity(List.of(), null, List.of(authority.certificate()));
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
        events.add(code + " " + object + ": " + message + " " + detail);
    }

    @Override
    public Thread startThread(String name, Runnable body) {
        Thread thread = Thread.ofPlatform().daemon().name(name).start(body);
        threads.add(thread);
        return thread;
    }

    @Override
    public Endpoint endpointOf(String connectorId) throws ConnectorException {
        Endpoint endpoint = endpoints.get(connectorId);
        if (endpoint == null) {
            throw new ConnectorException(
                    Problem.error("APP-0311", connectorId, "It does not listen.", "Start it."));
        }
        return endpoint;
    }

    @Override
    public void listening(Endpoint endpoint) {
        endpoints.put(id, endpoint);
    }

    @Override
    public Intake intake() {
        return door;
    }

    @Override
    public DeviceHandle device(String deviceId) {
        return new DeviceHandle() {
            @Override
            public String id() {
                return deviceId;
            }

            @Override
            public void connected(String peer, String identity) {
                events.add("UP " + deviceId + " " + peer + " " + identity);
            }

            @Override
            public void disconnected(String reason) {
                events.add("DOWN " + deviceId + " " + reason);
            }
        };
    }
}
