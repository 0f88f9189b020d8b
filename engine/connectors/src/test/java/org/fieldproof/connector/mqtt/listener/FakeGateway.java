package org.fieldproof.connector.mqtt.listener;

import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.spi.Acceptance;
import org.fieldproof.api.spi.Companion;
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

/// A gateway whose intake does what the test says: accept at once, hold back, ask to wait, or be
/// closed.
final class FakeGateway implements SourceHost, Intake {
    record Offered(InboundRecord record, Acceptance acceptance) {}

    record Told(String code, String object, String message) {}

    final Queue<Offered> offered = new ConcurrentLinkedQueue<>();
    final Queue<Offered> undecided = new ConcurrentLinkedQueue<>();
    final List<Told> events = new CopyOnWriteArrayList<>();
    final List<ConnectorState> states = new CopyOnWriteArrayList<>();
    final Map<String, FakeDevice> devices = new ConcurrentHashMap<>();
    final AtomicLong seq = new AtomicLong();
    final AtomicLong clockOffsetNanos = new AtomicLong();
    final AtomicReference<@Nullable Runnable> waitingForRoom = new AtomicReference<>();

    volatile boolean acceptAtOnce = true;
    volatile boolean closed;

    /// False for measurements: accepts and forgets.
    volatile boolean remembers = true;

    volatile int waitFrom = Integer.MAX_VALUE;
    volatile @Nullable Endpoint listening;
    volatile @Nullable Problem lastProblem;

    private final String id;
    private final Config config;
    private final Map<String, String> secrets;
    private final TestAuthority authority;

    volatile Path project = Path.of("target");

    /// What stands in the listener's own files; null where they cannot be read.
    volatile @Nullable TlsIdentity own;

    /// What stands in each file of revocation lists.
    volatile List<X509CRL> revoked = List.of();

    FakeGateway(Map<String, Object> config) {
        this("devices", config, Map.of(), TestAuthority.shared());
    }

    FakeGateway(
            String id,
            Map<String, Object> config,
            Map<String, String> secrets,
            TestAuthority authority) {
        this.id = id;
        this.config = TestConfig.listener(config);
        this.secrets = secrets;
        this.authority = authority;
    }

    // ---- what tests do

    int port() {
        Endpoint endpoint = listening;
        if (endpoint == null) {
            throw new AssertionError("not listening");
        }
        return endpoint.port();
    }

    /// Tells the oldest undecided record accepted.
    void acceptNext() {
        decided().acceptance().accepted(seq.incrementAndGet());
    }

    void refuseNext(String reason) {
        decided().acceptance().refused(reason);
    }

    private Offered decided() {
        Offered next = undecided.poll();
        if (next == null) {
            throw new AssertionError("nothing undecided");
        }
        return next;
    }

    void acceptAll() {
        while (!undecided.isEmpty()) {
            acceptNext();
        }
    }

    void giveRoom() {
        waitFrom = Integer.MAX_VALUE;
        Runnable waiting = waitingForRoom.getAndSet(null);
        if (waiting != null) {
            waiting.run();
        }
    }

    List<String> topics() {
        return offered.stream().map(one -> one.record().address()).toList();
    }

    /// What a device was told so far, as one text.
    String historyOf(String device) {
        FakeDevice known = devices.get(device);
        return known == null ? "" : String.join("; ", known.history());
    }

    /// What happened last to a device's line.
    String lastOf(String device) {
        FakeDevice known = devices.get(device);
        return known == null || known.history().isEmpty() ? "" : known.history().getLast();
    }

    List<String> codes() {
        return events.stream().map(Told::code).toList();
    }

    // ---- intake

    @Override
    public Admission offer(InboundRecord record, Acceptance acceptance) {
        if (closed) {
            return Admission.CLOSED;
        }
        if (!remembers) {
            acceptance.accepted(1);
            return Admission.TAKEN;
        }
        Offered one = new Offered(record, acceptance);
        offered.add(one);
        if (acceptAtOnce) {
            acceptance.accepted(seq.incrementAndGet());
        } else {
            undecided.add(one);
        }
        return offered.size() >= waitFrom ? Admission.TAKEN_NOW_WAIT : Admission.TAKEN;
    }

    @Override
    public void onRoom(Runnable whenRoom) {
        waitingForRoom.set(whenRoom);
    }

    // ---- host

    @Override
    public Intake intake() {
        return this;
    }

    @Override
    public void accompany(Set<String> addresses, Companion companion) {
        throw new UnsupportedOperationException("no source under test here accompanies others");
    }

    @Override
    public DeviceHandle device(String deviceId) {
        return devices.computeIfAbsent(deviceId, FakeDevice::new);
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
        GatewayClock system = GatewayClock.system();
        return new GatewayClock() {
            @Override
            public long nanoTime() {
                return system.nanoTime() + clockOffsetNanos.get();
            }

            @Override
            public long epochNanos() {
                return system.epochNanos();
            }
        };
    }

    @Override
    public Secrets secrets() {
        return reference -> {
            String value = secrets.get(reference);
            if (value == null) {
                throw new ConnectorException(
                        Problem.error("SEC-0001", reference, "missing.", "Add it."));
            }
            return value.toCharArray();
        };
    }

    @Override
    public Credentials credentials() {
        return new Credentials() {
            @Override
            public TlsIdentity server(String name) {
                return authority.server();
            }

            @Override
            public TlsIdentity client(String name) {
                return authority.client(name);
            }

            @Override
            public TlsIdentity fromFiles(String certificate, String key, char[] password)
                    throws ConnectorException {
                TlsIdentity found = own;
                if (found == null) {
                    throw new ConnectorException(
                            Problem.error("SEC-0002", certificate, "not there.", "Make it."));
                }
                return found;
            }

            @Override
            public List<X509CRL> revocationLists(String path) {
                return revoked;
            }

            @Override
            public TlsIdentity trustOnly(String trust) {
                return authority.trustOnly();
            }
        };
    }

    @Override
    public LinkTable links() {
        return LinkTable.direct();
    }

    @Override
    public Path dataDirectory() {
        return Path.of("target");
    }

    @Override
    public Path projectDirectory() {
        return project;
    }

    @Override
    public void state(ConnectorState state, @Nullable Problem why) {
        // Before the state: who sees that asks for the problem.
        lastProblem = why;
        states.add(state);
    }

    @Override
    public void event(
            GatewayEvent.Level level,
            String code,
            String object,
            String message,
            Map<String, String> detail) {
        if (level != GatewayEvent.Level.INFO) {
            events.add(new Told(code, object, message));
        }
    }

    @Override
    public Thread startThread(String name, Runnable body) {
        return Thread.ofPlatform().daemon().name(name).start(body);
    }

    @Override
    public Endpoint endpointOf(String connectorId) throws ConnectorException {
        throw new ConnectorException(Problem.error("LINK-0001", connectorId, "none.", "None."));
    }

    @Override
    public void listening(Endpoint endpoint) {
        listening = endpoint;
    }

    /// A device that notes what it is told.
    static final class FakeDevice implements DeviceHandle {
        private final String id;
        final List<String> history = new ArrayList<>();

        FakeDevice(String id) {
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public synchronized void connected(String peer, String identity) {
            history.add("connected " + identity);
        }

        @Override
        public synchronized void disconnected(String reason) {
            history.add("disconnected " + reason);
        }

        synchronized List<String> history() {
            return List.copyOf(history);
        }
    }
}
