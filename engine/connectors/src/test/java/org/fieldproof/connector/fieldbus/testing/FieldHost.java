package org.fieldproof.connector.fieldbus.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.Acceptance;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.Credentials;
import org.fieldproof.api.spi.DeviceHandle;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.Intake;
import org.fieldproof.api.spi.Secrets;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.api.value.TypedValue;
import org.jspecify.annotations.Nullable;

/// A host for one field connection under test: accepts every record at once and remembers it.
public final class FieldHost implements SourceHost {
    private final Config config;
    private final Path directory;
    private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();
    private final List<InboundRecord> records = new CopyOnWriteArrayList<>();
    private final List<Runnable> waiting = new CopyOnWriteArrayList<>();
    public final List<StateChange> states = new CopyOnWriteArrayList<>();
    public final List<String> events = new CopyOnWriteArrayList<>();
    private volatile boolean full;
    private volatile boolean forgetting;

    /// What a connector said of itself.
    public record StateChange(ConnectorState state, @Nullable Problem why) {}

    public FieldHost(Config config, Path directory) {
        this.config = config;
        this.directory = directory;
    }

    /// Everything taken in so far.
    public List<InboundRecord> records() {
        return List.copyOf(records);
    }

    /// The records of a tag, in order.
    public List<InboundRecord> of(String tag) {
        return records.stream().filter(each -> each.address().endsWith("/" + tag)).toList();
    }

    /// The good values of a tag.
    public List<TypedValue> values(String tag) {
        return of(tag).stream()
                .filter(each -> each.quality() != Quality.BAD)
                .map(each -> TypedValue.decode(each.payload()))
                .toList();
    }

    /// The statuses of a tag's BAD records; every one of them must be without a value.
    public List<String> faults(String tag) {
        return of(tag).stream()
                .filter(each -> each.quality() == Quality.BAD)
                .peek(
                        each -> {
                            TypedValue value = TypedValue.decode(each.payload());
                            if (!(value instanceof TypedValue.None)) {
                                throw new AssertionError("TAG-3: BAD carries " + value);
                            }
                        })
                .map(each -> property(each, "status"))
                .toList();
    }

    public static String property(InboundRecord record, String name) {
        return record.properties().stream()
                .filter(each -> each.name().equals(name))
                .map(each -> each.value())
                .findFirst()
                .orElse("");
    }

    public boolean told(String code) {
        return events.stream().anyMatch(event -> event.startsWith(code))
                || states.stream()
                        .anyMatch(
                                change -> change.why() != null && change.why().code().equals(code));
    }

    public @Nullable ConnectorState state() {
        return states.isEmpty() ? null : states.getLast().state();
    }

    /// From now on the door asks to wait.
    public void fill() {
        full = true;
    }

    /// From now on records are counted by nobody: for measurements.
    public void forget() {
        forgetting = true;
        records.clear();
    }

    public void makeRoom() {
        full = false;
        List<Runnable> told = List.copyOf(waiting);
        waiting.clear();
        told.forEach(Runnable::run);
    }

    @Override
    public Intake intake() {
        return new Intake() {
            @Override
            public Admission offer(InboundRecord record, Acceptance acceptance) {
                if (!forgetting) {
                    records.add(record);
                }
                acceptance.accepted(1);
                return full ? Admission.TAKEN_NOW_WAIT : Admission.TAKEN;
            }

            @Override
            public void onRoom(Runnable whenRoom) {
                if (full) {
                    waiting.add(whenRoom);
                } else {
                    whenRoom.run();
                }
            }
        };
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
                events.add("UP " + deviceId);
            }

            @Override
            public void disconnected(String reason) {
                events.add("DOWN " + deviceId);
            }
        };
    }

    @Override
    public String id() {
        return "plc";
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
        throw new UnsupportedOperationException("no field protocol here has secrets");
    }

    @Override
    public Credentials credentials() {
        throw new UnsupportedOperationException("no field protocol here has keys");
    }

    @Override
    public LinkTable links() {
        return LinkTable.direct();
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
                    Problem.error("APP-0311", connectorId, "It does not listen.", "Start it."));
        }
        return endpoint;
    }

    @Override
    public void listening(Endpoint endpoint) {
        endpoints.put(id(), endpoint);
    }

    /// Where the simulator under test listens.
    public Endpoint endpoint() {
        return java.util.Objects.requireNonNull(endpoints.get(id()), "listening");
    }
}
