package org.fieldproof.drill.run;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Command.DrillCommand;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.drill.DrillDefinition;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.drill.Verdict;
import org.fieldproof.api.event.GatewayEvent.Level;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.api.snapshot.DrillSnapshot.Armed;
import org.fieldproof.api.snapshot.DrillSnapshot.Available;
import org.fieldproof.api.snapshot.DrillSnapshot.Interlock;
import org.fieldproof.api.snapshot.DrillSnapshot.Result;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LinkSnapshot;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.drill.evidence.Evidence;
import org.fieldproof.drill.evidence.EvidenceWriter;
import org.fieldproof.drill.ledger.Routes;
import org.fieldproof.drill.link.Links;
import org.fieldproof.engine.port.DrillDesk;
import org.fieldproof.engine.port.DrillEnvironment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The drill room: links, preflights, at most one run at a time, its evidence. Any thread may
/// call; only [#close] blocks.
public final class DrillRoom implements DrillDesk {
    private static final Logger LOG = LoggerFactory.getLogger(DrillRoom.class);
    private static final long CLOSE_WITHIN_MS = 15_000;

    private final GatewayClock clock;
    private final Links links;
    private final Heartbeats heartbeats;
    private final ArmingDesk arming;
    private final EvidenceShelf shelf = new EvidenceShelf();
    private final ReentrantLock lock = new ReentrantLock();

    // Written once by begin, before anything else asks.
    private volatile @Nullable DrillEnvironment environment;

    // Guarded by the lock; read without it for pictures.
    private volatile @Nullable DrillRun running;
    private volatile String lockReason = "";
    private @Nullable Thread thread;

    // How often STOP was pressed; counted by any thread, for STOP waits for no lock.
    private final AtomicLong stops = new AtomicLong();

    private boolean closed;

    public DrillRoom(GatewayClock clock) {
        this(clock, new DrillArming(clock));
    }

    /// With an arming that a test has spoiled.
    DrillRoom(GatewayClock clock, DrillArming arming) {
        this.clock = clock;
        links =
                new Links(
                        clock,
                        new SecureRandom(),
                        (link, fault) ->
                                event(
                                        Level.WARNING,
                                        "DRILL-1006",
                                        "link " + link,
                                        "The fault "
                                                + fault.name()
                                                + " ended by its own deadline."));
        heartbeats = new Heartbeats(clock);
        this.arming = new ArmingDesk(arming, links);
    }

    /// By what something is done, as the audit trail names it.
    static String by(@Nullable String console) {
        return console == null ? "command line" : console;
    }

    @Override
    public LinkTable links() {
        return links;
    }

    @Override
    public void begin(DrillEnvironment given) {
        links.adopt(given.project());
        environment = given;
        shelf.load(given);
    }

    @Override
    public List<LinkSnapshot> linkSnapshots() {
        return links.snapshots();
    }

    @Override
    public DrillSnapshot snapshot() {
        DrillEnvironment now = environment;
        DrillRun run = running;
        if (now == null) {
            return DrillSnapshot.NONE;
        }
        GatewaySnapshot picture = now.snapshot();
        List<Available> available =
                now.project().drills().stream()
                        .map(each -> available(each, now, picture, run))
                        .toList();
        return new DrillSnapshot(
                available,
                run == null ? null : run.view(),
                shelf.results(),
                lockReason,
                arming.look(now));
    }

    private Available available(
            DrillDefinition drill,
            DrillEnvironment now,
            GatewaySnapshot picture,
            @Nullable DrillRun run) {
        Preflight preflight =
                new Preflight(
                        drill,
                        DrillPath.of(drill, now.project()),
                        links,
                        picture,
                        arming.consent(drill, now, ""));
        return new Available(
                drill.name(),
                drill.title(),
                drill.hypothesis(),
                drill.link(),
                links.knownClassOf(drill.link()).orElse(null),
                drill.fault().name(),
                drill.hold().toMillis(),
                preflight.interlocks(run == null ? "" : run.drill().name()));
    }

    @Override
    public CompletionStage<Outcome> submit(DrillCommand command) {
        DrillEnvironment now = environment;
        if (now == null) {
            return done(new Outcome.Refused(DrillProblems.notReady()));
        }
        return switch (command) {
            case Command.StartDrill start -> done(start(start, now));
            case Command.ArmDrill arm -> done(arm(arm, now));
            case Command.DisarmDrill disarm -> done(disarm(disarm, now));
            case Command.StopDrills stop -> done(stop(stop.by(), now));
            case Command.LockDrills locking -> done(lock(locking.reason(), now));
            case Command.Heartbeat beat -> {
                heartbeats.beat(beat.console());
                yield done(new Outcome.Done("Heard."));
            }
            case Command.ReadEvidence read -> shelf.read(read.file());
            case Command.VerifyEvidence check ->
                    shelf.verify(check.file(), now.signer().fingerprint());
            case Command.CompareEvidence both -> shelf.compare(both.one(), both.other());
        };
    }

    private static CompletionStage<Outcome> done(Outcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }

    private static Optional<DrillDefinition> drill(String name, DrillEnvironment now) {
        return now.project().drills().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    private Outcome arm(Command.ArmDrill arm, DrillEnvironment now) {
        Optional<DrillDefinition> found = drill(arm.name(), now);
        if (found.isEmpty()) {
            Problem why = DrillProblems.noSuchDrill(arm.name());
            arming.refused(now, arm.console(), why);
            return new Outcome.Refused(why);
        }
        lock.lock();
        try {
            if (closed) {
                return new Outcome.Refused(DrillProblems.notReady());
            }
            DrillRun run = running;
            return arming.arm(
                    arm, found.get(), now, run == null ? "" : run.drill().name(), lockReason);
        } finally {
            lock.unlock();
        }
    }

    private Outcome disarm(Command.DisarmDrill disarm, DrillEnvironment now) {
        return new Outcome.Done(
                arming.end("by hand", now, by(disarm.console()))
                        .map(each -> "Drill " + each.name() + " is not armed any more.")
                        .orElse("Nothing was armed."));
    }

    private Outcome start(Command.StartDrill start, DrillEnvironment now) {
        long stopsBefore = stops.get();
        Optional<DrillDefinition> found = drill(start.name(), now);
        if (found.isEmpty()) {
            return new Outcome.Refused(DrillProblems.noSuchDrill(start.name()));
        }
        DrillDefinition drill = found.get();
        lock.lock();
        try {
            if (closed) {
                return new Outcome.Refused(DrillProblems.notReady());
            }
            arming.lapse(now);
            Consent consent = arming.consent(drill, now, start.line());
            Optional<Problem> why =
                    barred(drill, now)
                            .or(() -> red(drill, now, consent, start.console()))
                            .or(() -> arming.use(drill, consent, now, by(start.console())));
            if (why.isPresent()) {
                return refused(drill, now, start, why.get());
            }
            if (start.console() != null) {
                heartbeats.beat(start.console());
            }
            DrillRun run = new DrillRun(drill, now, links, start.console(), heartbeats, consent);
            Path out = start.out() == null ? now.evidenceDirectory() : start.out();
            Thread runner = new Thread(() -> run(run, now, out), "fp-drill");
            running = run;
            // From here on a STOP finds the run; one that came before it did not.
            if (stops.get() != stopsBefore) {
                running = null;
                return refused(drill, now, start, DrillProblems.stopped(drill.name()));
            }
            thread = runner;
            runner.start();
            return new Outcome.DrillStarted(run.id());
        } finally {
            lock.unlock();
        }
    }

    /// On record where the line leads to more than a simulator.
    private Outcome refused(
            DrillDefinition drill, DrillEnvironment now, Command.StartDrill start, Problem why) {
        if (arming.isGuarded(drill)) {
            arming.refused(now, start.console(), why);
        }
        return new Outcome.Refused(why);
    }

    /// What forbids every start of a drill, if anything does. Under the lock.
    private Optional<Problem> barred(DrillDefinition drill, DrillEnvironment now) {
        if (!new Routes(now.project()).countsAll()) {
            return Optional.of(DrillProblems.tooManyDestinations(drill.name()));
        }
        return lockReason.isEmpty()
                ? Optional.empty()
                : Optional.of(DrillProblems.locked(drill.name(), lockReason));
    }

    /// The interlock that forbids a start, if any. Without a window nobody can look and press
    /// again, so what time may cure (health, alarms, a link that has not dialled yet) is left to
    /// the run, which waits for it and gives up by itself.
    private Optional<Problem> red(
            DrillDefinition drill,
            DrillEnvironment now,
            Consent consent,
            @Nullable String console) {
        DrillRun run = running;
        Preflight preflight =
                new Preflight(
                        drill, DrillPath.of(drill, now.project()), links, now.snapshot(), consent);
        boolean exists = links.link(drill.link()).isPresent();
        Optional<Interlock> red =
                preflight.interlocks(run == null ? "" : run.drill().name()).stream()
                        .filter(each -> !each.ok())
                        .filter(
                                each ->
                                        console != null
                                                || run != null
                                                || Preflight.isOfPeople(each)
                                                || each.id().equals(Preflight.HEADROOM)
                                                || (each.id().equals(Interlock.CLASS_ALLOWS)
                                                        && (!exists || preflight.linkKnown())))
                        .findFirst();
        return red.map(each -> DrillProblems.of(drill.name(), each));
    }

    private void run(DrillRun run, DrillEnvironment now, Path out) {
        try {
            FinishedRun finished = run.run();
            Evidence evidence = finished.evidence();
            String file = write(evidence, now, out);
            String reason = EvidenceShelf.firstOf(evidence.reasons());
            shelf.add(
                    new Result(
                            run.id(),
                            run.drill().name(),
                            evidence.verdict(),
                            reason,
                            finished.startedAt(),
                            finished.endedAt(),
                            file));
            now.record(
                    Level.AUDIT,
                    "DRILL-1004",
                    "drill " + run.drill().name(),
                    "The drill ended: " + evidence.verdict() + ". " + reason,
                    Map.of("run", run.id(), "evidence", file));
        } catch (RuntimeException | Error e) {
            // A bug of ours must not leave a line cut, nor the room believing that a drill runs.
            links.healAll();
            LOG.error("drill {} ended by a fault of its own", run.id(), e);
            Instant at = clock.now();
            shelf.add(
                    new Result(
                            run.id(),
                            run.drill().name(),
                            Verdict.ABORTED,
                            "The drill room failed: " + e,
                            run.view().startedAt(),
                            at,
                            ""));
        } finally {
            ended();
        }
    }

    private void ended() {
        lock.lock();
        try {
            running = null;
            thread = null;
        } finally {
            lock.unlock();
        }
    }

    private String write(Evidence evidence, DrillEnvironment now, Path out) {
        try {
            return EvidenceWriter.write(evidence, now.signer(), out).toString();
        } catch (IOException e) {
            LOG.error("evidence could not be written to {}", out, e);
            event(
                    Level.ERROR,
                    "EVID-0102",
                    "drill " + evidence.facts().drill(),
                    "The evidence could not be written: " + e.getMessage() + ".");
            return "";
        }
    }

    private Outcome stop(String by, DrillEnvironment now) {
        long from = clock.nanoTime();
        // Before anything else: the line is free again (RUN-1).
        int healed = links.healAll();
        long micros = TimeUnit.NANOSECONDS.toMicros(clock.nanoTime() - from);
        // Before the look for a run: a start that this look misses sees the count.
        stops.incrementAndGet();
        DrillRun run = running;
        if (run != null) {
            run.stop(by, "STOP was pressed.");
        }
        now.record(
                Level.AUDIT,
                "DRILL-1005",
                "drills",
                "STOP by " + by + ": " + healed + " links healed.",
                Map.of("by", by, "healMicros", Long.toString(micros)));
        Optional<Armed> armed = arming.end("STOP was pressed", now, by);
        String what =
                run != null
                        ? "Drill " + run.drill().name() + " is stopping"
                        : armed.map(each -> "Drill " + each.name() + " is not armed any more")
                                .orElse("No drill was running");
        return new Outcome.Done(what + "; every link is healed.");
    }

    private Outcome lock(String reason, DrillEnvironment now) {
        String short200 = reason.strip().substring(0, Math.min(200, reason.strip().length()));
        lock.lock();
        try {
            lockReason = short200;
            event(
                    Level.AUDIT,
                    "DRILL-1007",
                    "drills",
                    short200.isEmpty() ? "The lock was released." : "Locked: " + short200);
            if (!short200.isEmpty()) {
                arming.end("drills are locked", now, "");
            }
        } finally {
            lock.unlock();
        }
        return new Outcome.Done(
                short200.isEmpty() ? "Drills may be started." : "No drill can be started.");
    }

    private void event(Level level, String code, String object, String message) {
        DrillEnvironment now = environment;
        if (now != null) {
            now.record(level, code, object, message, Map.of());
        }
    }

    @Override
    public void close() {
        Thread runner;
        lock.lock();
        try {
            closed = true;
            runner = thread;
        } finally {
            lock.unlock();
        }
        links.healAll();
        DrillEnvironment now = environment;
        if (now != null) {
            arming.end("the gateway stops, or applies another revision", now, ArmingDesk.OURSELVES);
        }
        DrillRun run = running;
        if (run != null) {
            run.stop("the gateway", "it was stopped.");
        }
        if (runner != null) {
            awaitEnd(runner);
        }
        shelf.close();
        links.close();
    }

    private static void awaitEnd(Thread runner) {
        try {
            runner.join(CLOSE_WITHIN_MS);
        } catch (InterruptedException e) {
            // The caller wants to go: the run ends by itself, its line is healed already.
            Thread.currentThread().interrupt();
        }
    }
}
