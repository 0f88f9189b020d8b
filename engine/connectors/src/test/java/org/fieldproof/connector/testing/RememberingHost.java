package org.fieldproof.connector.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.Companion;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.Counter;
import org.fieldproof.api.spi.DeviceHandle;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.Meters;
import org.fieldproof.api.spi.Secrets;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.api.time.GatewayClock;
import org.jspecify.annotations.Nullable;

/// What the hosts of connectors under test share: they remember what they were told.
public abstract class RememberingHost implements SourceHost {
    private final String id;
    private final Config config;
    private final Path directory;
    private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    public final List<StateChange> states = new CopyOnWriteArrayList<>();
    public final List<String> events = new CopyOnWriteArrayList<>();

    /// What was said of devices: `press up`, `press down`.
    public final List<String> lines = new CopyOnWriteArrayList<>();

    /// Who they were when they came: `press opc.tcp://...`.
    public final List<String> peers = new CopyOnWriteArrayList<>();

    /// What the connector asked to be shown, and who it is shown to.
    public volatile Set<String> accompanied = Set.of();

    public volatile @Nullable Companion companion;

    private final RememberedMeters meters = new RememberedMeters();

    private volatile LinkTable links = LinkTable.direct();

    /// What a connector said of itself.
    public record StateChange(ConnectorState state, @Nullable Problem why) {}

    protected RememberingHost(String id, Config config, Path directory) {
        this.id = id;
        this.config = config;
        this.directory = directory;
    }

    public void use(LinkTable table) {
        links = table;
    }

    public void knows(String connector, Endpoint endpoint) {
        endpoints.put(connector, endpoint);
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

    /// Where the connector itself listens.
    public Endpoint endpoint() {
        return Objects.requireNonNull(endpoints.get(id), "listening");
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
    public LinkTable links() {
        return links;
    }

    @Override
    public Meters meters() {
        return meters;
    }

    /// What a meter of the connector shows now; -1 where it has none of that name.
    public long meter(String name) {
        return meters.now.getOrDefault(name, () -> -1).getAsLong();
    }

    /// Counters go on where they are asked for again.
    private static final class RememberedMeters implements Meters {
        private final Map<String, Counter> counters = new ConcurrentHashMap<>();
        private final Map<String, LongSupplier> now = new ConcurrentHashMap<>();

        @Override
        public Counter counter(String name, String unit) {
            Counter counter = counters.computeIfAbsent(name, _ -> new Counter());
            now.put(name, counter::total);
            return counter;
        }

        @Override
        public void gauge(String name, String unit, LongSupplier value) {
            now.put(name, value);
        }
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
        // One that has ended would keep alive what it ran.
        threads.removeIf(each -> !each.isAlive());
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
    public void accompany(Set<String> addresses, Companion companion) {
        accompanied = Set.copyOf(addresses);
        this.companion = companion;
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
                lines.add(deviceId + " up");
                peers.add(deviceId + " " + peer + " " + identity);
            }

            @Override
            public void disconnected(String reason) {
                lines.add(deviceId + " down");
            }
        };
    }
}
