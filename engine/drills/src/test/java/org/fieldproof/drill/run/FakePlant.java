package org.fieldproof.drill.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.zip.CRC32C;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.StepResult;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.api.drill.DrillDefinition;
import org.fieldproof.api.drill.Fault;
import org.fieldproof.api.drill.StoreDoor;
import org.fieldproof.api.event.EventPage;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.PublisherLedger;
import org.fieldproof.api.spi.ReadBack;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.drill.evidence.TestSigner;
import org.fieldproof.engine.port.AcceptedLedger;
import org.fieldproof.engine.port.DrillEnvironment;
import org.fieldproof.engine.port.EvidenceSigner;
import org.jspecify.annotations.Nullable;

/// A gateway that fits into a test: two devices that count, a log that is a list, and two
/// destinations, of which one is reached through a real link. Faults can be planted behind the
/// log.
final class FakePlant implements DrillEnvironment, AutoCloseable {
    static final List<String> DEVICES = List.of("press-01", "pump-02");
    private static final long STEP_NANOS = 3_000_000;

    final List<GatewayEvent> journal = new CopyOnWriteArrayList<>();
    final List<String> expected = new CopyOnWriteArrayList<>();
    final TestSigner signer = new TestSigner();
    volatile LongPredicate loseAtUpstream = seq -> false;
    volatile boolean upstreamReadable = true;
    volatile Optional<Problem> fileSystemDoubt = Optional.empty();
    int moreDestinations;

    volatile Fault fault = new Fault.Down();

    volatile DeviceClass devicesClass = DeviceClass.SIM;

    /// How long the fault of the drill stays.
    Duration hold = Duration.ofMillis(500);

    /// How long everything must be healthy before.
    Duration baseline = Duration.ofMillis(150);

    /// What the project calls the line to the first destination; null for what its address says.
    @Nullable DeviceClass lineClass;

    /// Whether drills may fault lines that lead to LIVE systems.
    volatile boolean liveDrills;

    /// Whether the disk takes the audit trail.
    volatile boolean auditKept = true;

    /// The code that finds no room in the audit trail.
    volatile String withoutLine = "";

    /// Called with each code that is recorded, and `alarms` when some are expected.
    volatile Consumer<String> seen = code -> {};

    volatile boolean publisherKnown = true;
    volatile boolean healthy = true;

    /// Whether the doctor of the first destination never comes back.
    volatile boolean upstreamSwallows;

    final List<String> examined = new CopyOnWriteArrayList<>();
    volatile boolean running = true;

    /// Whether the first destination lies in this process, behind a door in place of a line.
    boolean inProcess;

    private final PlantClock clock;
    private final UUID epoch = UUID.fromString("0d9c2f0e-1111-4222-8333-444455556666");
    private final Path evidence;
    private final Endpoint target;
    private final ServerSocket server;
    private final PlantPictures pictures;

    // Guarded by this.
    private final List<FieldRecord> log = new ArrayList<>();
    private final List<ReadBack.Arrival> upstream = new ArrayList<>();
    private final List<ReadBack.Arrival> local = new ArrayList<>();
    private long counter;
    private int handed;

    // Confined to the thread of live.
    private boolean doorUsed;

    @SuppressWarnings("NullAway.Init") // start gives it, before anything asks
    private DrillRoom room;

    FakePlant(Path evidence, String targetHost, PlantClock clock) throws IOException {
        this.evidence = evidence;
        this.clock = clock;
        server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        target = new Endpoint(targetHost, server.getLocalPort());
        pictures = new PlantPictures(clock);
        Thread.ofVirtual().start(this::acceptAll);
    }

    /// Its pictures show no lanes from now on.
    void hideLanes() {
        pictures.lanesSeen = false;
    }

    /// Its lanes lost so many records each before it started.
    void lostBefore(long records) {
        pictures.lost = records;
    }

    void start(DrillRoom drillRoom) {
        room = drillRoom;
        drillRoom.begin(this);
        Thread.ofVirtual().start(this::live);
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> drainQuietly(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void drainQuietly(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            return;
        }
    }

    /// Publishes, delivers, reconnects; a step every few milliseconds.
    private void live() {
        @Nullable Socket line = null;
        while (running) {
            publish();
            if (inProcess) {
                useDoor();
            } else if (isCut() || line == null) {
                line = dial(line);
            }
            deliver((line != null || inProcess) && !isCut());
            LockSupport.parkNanos(STEP_NANOS);
            clock.advance(STEP_NANOS);
        }
    }

    /// Opens the store at first, and again when its door is open again.
    private void useDoor() {
        StoreDoor door = room.links().door("upstream").orElseThrow();
        if (door.isShut() == doorUsed) {
            doorUsed = !doorUsed;
            if (doorUsed) {
                door.opened();
            } else {
                door.closed();
            }
        }
    }

    private boolean isCut() {
        return room.linkSnapshots().getFirst().fault().equals("down");
    }

    private @Nullable Socket dial(@Nullable Socket old) {
        try {
            if (old != null) {
                old.close();
            }
            Endpoint to = room.links().dial("upstream", target);
            return new Socket(InetAddress.ofLiteral("127.0.0.1"), to.port());
        } catch (IOException | ConnectorException e) {
            return null;
        }
    }

    private synchronized void publish() {
        counter++;
        for (String device : DEVICES) {
            long seq = log.size() + 1L;
            byte[] payload = ("{\"n\":" + counter + ",\"x\":\"canary\"}").getBytes(UTF_8);
            log.add(
                    new FieldRecord(
                            epoch,
                            seq,
                            "devices",
                            device,
                            "plant/" + device,
                            payload,
                            PayloadEncoding.BYTES,
                            Quality.GOOD,
                            0,
                            clock.epochNanos(),
                            1,
                            false,
                            false,
                            List.of()));
            local.add(arrival(log.getLast(), 0));
        }
    }

    private synchronized void deliver(boolean open) {
        for (int i = 0; open && i < 50 && handed < log.size(); i++) {
            FieldRecord next = log.get(handed);
            handed++;
            if (!loseAtUpstream.test(next.seq())) {
                upstream.add(arrival(next, clock.epochNanos()));
            }
        }
    }

    private static ReadBack.Arrival arrival(FieldRecord each, long atNanos) {
        CRC32C crc = new CRC32C();
        crc.update(each.payload());
        return new ReadBack.Arrival(
                each.epoch(),
                each.seq(),
                each.device(),
                each.address(),
                (int) crc.getValue(),
                atNanos);
    }

    @Override
    public synchronized GatewaySnapshot snapshot() {
        return pictures.picture(healthy, log.size(), handed, log.size() - handed);
    }

    @Override
    public Set<String> examinable() {
        return Set.of("devices", "upstream", "elsewhere");
    }

    @Override
    public CompletionStage<DoctorReport> examine(String connectorId, long limitMillis) {
        examined.add(connectorId);
        if (connectorId.equals("upstream") && upstreamSwallows) {
            return new CompletableFuture<>();
        }
        return CompletableFuture.completedStage(
                new DoctorReport(
                        connectorId,
                        "x",
                        clock.now(),
                        1,
                        Arrays.stream(DoctorStep.values())
                                .map(
                                        step ->
                                                new StepResult(
                                                        step,
                                                        1,
                                                        new StepVerdict.Passed("Fine."),
                                                        List.of()))
                                .toList(),
                        ""));
    }

    @Override
    public Optional<Problem> fileSystemDoubt() {
        return fileSystemDoubt;
    }

    @Override
    public ProjectDefinition project() {
        return PlantProject.project(
                fault, baseline, hold, moreDestinations, devicesClass, lineClass, liveDrills);
    }

    @Override
    public GatewayClock clock() {
        return clock;
    }

    @Override
    public AcceptedLedger accepted() {
        return new AcceptedLedger() {
            @Override
            public UUID epoch() {
                return epoch;
            }

            @Override
            public long lastDurableSeq() {
                synchronized (FakePlant.this) {
                    return log.size();
                }
            }

            @Override
            public Hold hold(long fromSeq) {
                return () -> {};
            }

            @Override
            public void read(long fromSeq, long toSeq, Consumer<FieldRecord> each) {
                synchronized (FakePlant.this) {
                    log.subList((int) fromSeq - 1, (int) toSeq).forEach(each);
                }
            }
        };
    }

    @Override
    public Optional<PublisherLedger> publisher(String connectionId) {
        if (!publisherKnown || !connectionId.equals("plant")) {
            return Optional.empty();
        }
        return Optional.of(
                new PublisherLedger() {
                    @Override
                    public List<String> devices() {
                        return DEVICES;
                    }

                    @Override
                    public String counterPointer() {
                        return "/n";
                    }

                    @Override
                    public DeviceCount count(String device) {
                        synchronized (FakePlant.this) {
                            return new DeviceCount(
                                    device, "CN=" + device, counter == 0 ? 0 : 1, counter, counter);
                        }
                    }
                });
    }

    @Override
    public Optional<ReadBack> readBack(String destinationId) {
        if (destinationId.equals("upstream") && !upstreamReadable) {
            return Optional.empty();
        }
        List<ReadBack.Arrival> arrivals = destinationId.equals("upstream") ? upstream : local;
        return Optional.of(
                new ReadBack() {
                    @Override
                    public void begin() {}

                    @Override
                    public void arrivals(
                            UUID of, long fromSeq, long toSeq, Consumer<Arrival> each) {
                        synchronized (FakePlant.this) {
                            arrivals.stream()
                                    .filter(a -> a.seq() >= fromSeq && a.seq() <= toSeq)
                                    .forEach(each);
                        }
                    }

                    @Override
                    public void close() {}
                });
    }

    @Override
    public EventPage events(long fromSeq, int max) {
        List<GatewayEvent> page =
                journal.stream().filter(each -> each.seq() >= fromSeq).limit(max).toList();
        return new EventPage(page, 1, journal.size());
    }

    @Override
    public long record(
            GatewayEvent.Level level,
            String code,
            String object,
            String message,
            Map<String, String> detail) {
        long seq;
        synchronized (this) {
            seq = journal.size() + 1L;
            journal.add(new GatewayEvent(seq, clock.now(), level, code, object, message, detail));
        }
        seen.accept(code);
        return level == GatewayEvent.Level.AUDIT && !code.equals(withoutLine) ? seq : 0;
    }

    @Override
    public String person(String by) {
        return "ann (" + by + ")";
    }

    @Override
    public boolean auditKept(long line, Duration limit) {
        return auditKept;
    }

    @Override
    public void expectAlarms(Set<String> objects, String drill) {
        expected.add(drill + objects.size());
        if (!objects.isEmpty()) {
            seen.accept("alarms");
        }
    }

    @Override
    public EvidenceSigner signer() {
        return signer;
    }

    @Override
    public String configurationText() {
        return "name: fake\n";
    }

    @Override
    public Map<String, String> certificateFingerprints() {
        return Map.of();
    }

    @Override
    public Map<String, String> versions() {
        return Map.of("fieldproof", "test");
    }

    @Override
    public Path evidenceDirectory() {
        return evidence;
    }

    @Override
    public void close() throws IOException {
        running = false;
        server.close();
    }

    /// The drill that these tests run.
    static DrillDefinition drill(Fault fault, Duration baseline, Duration hold) {
        return new DrillDefinition(
                "upstream-outage",
                "Upstream away",
                "Nothing is lost.",
                "upstream",
                "plant",
                fault,
                baseline,
                hold,
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofMillis(150));
    }

    /// Where the class of a line is looked at.
    static DeviceClass classOf(DrillRoom room) {
        return room.linkSnapshots().getFirst().deviceClass();
    }
}
