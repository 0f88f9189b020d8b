package org.fieldproof.drill.run;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.fieldproof.api.drill.DrillDefinition;
import org.fieldproof.api.drill.DrillPhase;
import org.fieldproof.api.event.GatewayEvent.Level;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.DrillSnapshot.DeviceTally;
import org.fieldproof.api.snapshot.DrillSnapshot.Interlock;
import org.fieldproof.api.snapshot.DrillSnapshot.Run;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.drill.evidence.Words;
import org.fieldproof.drill.link.LinkCounters;
import org.fieldproof.drill.link.LinkProxy;
import org.fieldproof.drill.link.Links;
import org.fieldproof.engine.port.DrillEnvironment;
import org.jspecify.annotations.Nullable;

/// One run of a drill, from preflight to a closed line. Everything happens on the thread
/// `fp-drill`; other threads read [#view] and may call [#stop].
final class DrillRun {
    private static final long TICK_MS = 25;

    /// How long a run waits for a healthy start before it gives up.
    private static final long HEALTHY_WITHIN_MS = 30_000;

    /// A fault must show in the link's counters within this.
    private static final long BITE_MS = 1_000;

    /// The link's own deadline lies this much behind the run's, so that the run heals first.
    private static final long DEADLINE_SLACK_MS = 2_000;

    private static final Duration AUDIT_WITHIN = Duration.ofSeconds(5);

    /// How long devices may take to be told that everything counted was accepted.
    private static final long ACKNOWLEDGE_MS = 5_000;

    private final String id;
    private final DrillDefinition drill;
    private final DrillEnvironment environment;
    private final Links links;
    private final @Nullable String console;
    private final Heartbeats heartbeats;
    private final Consent consent;
    private final RunSignal signal = new RunSignal();
    private final DrillPath path;
    private final RunRecord record;
    private final LedgerCapture capture;
    private final PeerLook peers;
    private final AtomicReference<Run> view;

    private List<Interlock> interlocks = List.of();

    /// What the line was when its interlocks were looked at last.
    private DeviceClass agreedClass = DeviceClass.LIVE;

    private Map<String, Long> acceptedAtStart = Map.of();
    private boolean injected;
    private long injectedAtMs = -1;
    private long healedAtMs = -1;
    private long healLatencyMs = -1;
    private Instant healedAt = Instant.EPOCH;
    private long deliveredAtHeal;
    private long recoveryMs = -1;
    private long drainMs = -1;
    private long eventsFrom;

    DrillRun(
            DrillDefinition drill,
            DrillEnvironment environment,
            Links links,
            @Nullable String console,
            Heartbeats heartbeats,
            Consent consent) {
        this.drill = drill;
        this.environment = environment;
        this.links = links;
        this.console = console;
        this.heartbeats = heartbeats;
        this.consent = consent;
        path = DrillPath.of(drill, environment.project());
        record = new RunRecord(environment.clock(), path, drill.name());
        id = RunId.of(drill.name(), record.startedAt());
        capture = new LedgerCapture(environment, drill.publisher());
        peers = new PeerLook(environment, path.peers());
        view = new AtomicReference<>(picture("Checking the interlocks.", -1, "", List.of()));
    }

    /// Longest time a fault of this drill may stay on the line.
    static long faultMillisMax(DrillDefinition drill) {
        return drill.hold().toMillis() + DEADLINE_SLACK_MS;
    }

    String id() {
        return id;
    }

    DrillDefinition drill() {
        return drill;
    }

    Run view() {
        return view.get();
    }

    /// Stops the run, from any thread. The caller has healed the links already.
    void stop(String by, String reason) {
        signal.stop(by, reason);
    }

    /// Runs to the end. Whatever happens, the line is healed when this returns (RUN-2).
    FinishedRun run() {
        eventsFrom = environment.snapshot().lastEventSeq() + 1;
        try (capture) {
            boolean whole = prepare() && baseline() && inject() && hold();
            heal(whole ? "The hold time is over" : "The run ended early");
            if (whole && recover()) {
                drain();
            }
            settle(whole);
            return verify();
        } finally {
            links.healAll();
            environment.expectAlarms(Set.of(), "");
        }
    }

    private boolean prepare() {
        record.phase(DrillPhase.PREFLIGHT);
        long startLine =
                event(
                        Level.AUDIT,
                        "DRILL-1001",
                        "Drill " + drill.name() + " started" + consent.words() + ".",
                        Map.of("run", id, "by", DrillRoom.by(console)));
        capture.open();
        acceptedAtStart = acceptedByDevice(environment.snapshot());
        doubtOfLost();
        if (!onRecord(startLine) || !examine()) {
            return false;
        }
        long until = record.ms() + HEALTHY_WITHIN_MS;
        while (record.ms() < until) {
            GatewaySnapshot now = environment.snapshot();
            Preflight preflight = new Preflight(drill, path, links, now, consent);
            agreedClass = preflight.deviceClass();
            interlocks = preflight.interlocks("");
            if (interlocks.stream().allMatch(Interlock::ok)) {
                return true;
            }
            if (tick("The baseline begins when every interlock is green.", until)) {
                return false;
            }
        }
        interlocks.stream()
                .filter(each -> !each.ok())
                .forEach(each -> record.doubt("Interlock " + each.id() + ": " + each.cause()));
        return false;
    }

    /// RUN-4: what is armed is on the disk before its fault, or there is none. Who armed it has a
    /// line before that of the start ([ArmingDesk]).
    private boolean onRecord(long startLine) {
        boolean kept = startLine > 0 && environment.auditKept(startLine, AUDIT_WITHIN);
        if (consent.armed() == null || kept) {
            return true;
        }
        record.doubt("The audit trail did not take within 5 s who armed and started this drill.");
        return false;
    }

    /// Has the doctor look at every peer on the path, for a few seconds at most and before
    /// anything is faulted. What it finds is told and decides nothing.
    private boolean examine() {
        long until = record.ms() + PeerLook.LIMIT_MS;
        boolean whole = true;
        peers.begin();
        while (whole && peers.goesOn(until - record.ms())) {
            whole = !tick("The doctor looks at every peer on the path.", until);
        }
        peers.end();
        return whole;
    }

    /// What was lost before the run is not of its ledgers; no verdict passes over it.
    private void doubtOfLost() {
        for (LaneSnapshot lane : environment.snapshot().lanes()) {
            if (lane.dropped().lost() > 0) {
                record.doubt(
                        "Lane "
                                + lane.id()
                                + " has lost "
                                + lane.dropped().lost()
                                + " accepted records, found when this gateway started (LANE-0207):"
                                + " they are in no ledger of this run.");
            }
        }
    }

    private boolean baseline() {
        record.phase(DrillPhase.BASELINE);
        long healthySince = record.ms();
        long giveUp = healthySince + drill.baseline().toMillis() + HEALTHY_WITHIN_MS;
        while (record.ms() - healthySince < drill.baseline().toMillis()) {
            if (!isAgreed()) {
                return false;
            }
            List<String> ill =
                    new Preflight(drill, path, links, environment.snapshot(), consent).unhealthy();
            if (!ill.isEmpty()) {
                healthySince = record.ms();
                if (record.ms() > giveUp) {
                    record.doubt("The baseline did not hold: " + String.join(" ", ill));
                    return false;
                }
            }
            if (tick("Then the fault begins.", healthySince + drill.baseline().toMillis())) {
                return false;
            }
        }
        return true;
    }

    private boolean inject() {
        record.phase(DrillPhase.INJECT);
        if (!isAgreed()) {
            return false;
        }
        LinkProxy link = links.link(drill.link()).orElseThrow();
        LinkCounters before = link.counters();
        if (before.open() == 0) {
            record.doubt("No connection led through the link when it was faulted.");
        }
        environment.expectAlarms(path.objects(), drill.name());
        if (signal.stopped() != null) {
            return false;
        }
        links.inject(drill.link(), drill.fault(), Duration.ofMillis(faultMillisMax(drill)));
        injected = true;
        injectedAtMs = record.ms();
        if (signal.stopped() != null) {
            // Its STOP healed before there was a fault.
            links.healAll();
        }
        event(
                Level.WARNING,
                "DRILL-1002",
                Words.sentence(FaultWords.is(drill.fault(), drill.link(), link.isDoor())) + ".",
                Map.of("run", id, "fault", drill.fault().name()));
        return !tick("The fault holds for " + Words.duration(drill.hold().toMillis()) + ".", -1);
    }

    /// Whether the line still leads to the class that people agreed to.
    private boolean isAgreed() {
        if (links.classOf(drill.link()) == agreedClass) {
            return true;
        }
        String changed =
                "Where the line leads has changed since the interlocks were green: it was "
                        + agreedClass
                        + ".";
        if (injected) {
            links.healAll();
            signal.stop("the guard", changed);
        } else {
            record.doubt(changed);
        }
        return false;
    }

    private boolean hold() {
        record.phase(DrillPhase.HOLD);
        LinkProxy link = links.link(drill.link()).orElseThrow();
        Map<String, Long> sentAtFault = capture.devicesNow();
        long deliveredAfterBite = -1;
        long until = injectedAtMs + drill.hold().toMillis();
        boolean there = true;
        while (record.ms() < until) {
            there &= link.fault() != null || record.ms() >= until;
            if (deliveredAfterBite < 0 && record.ms() > injectedAtMs + BITE_MS) {
                deliveredAfterBite = delivered(environment.snapshot());
            }
            if (!isAgreed() || tick("Then the fault ends.", until)) {
                return false;
            }
        }
        if (!there) {
            record.doubt("The fault was taken off before its time.");
        }
        boolean bites = FaultWords.stopsEverything(drill.fault()) && path.behindGateway();
        long passed = delivered(environment.snapshot()) - deliveredAfterBite;
        if (bites && deliveredAfterBite >= 0 && passed > 0) {
            record.doubt(passed + " records were delivered while nothing should have passed.");
        }
        if (path.behindGateway() && capture.devicesNow().equals(sentAtFault)) {
            record.doubt("The devices sent nothing while the fault held.");
        }
        return true;
    }

    /// Takes the fault off; does nothing where none was put on.
    private void heal(String why) {
        if (!injected) {
            return;
        }
        deliveredAtHeal = delivered(environment.snapshot());
        long ordered = record.ms();
        links.healAll();
        healedAtMs = record.ms();
        healedAt = environment.clock().now();
        healLatencyMs = healedAtMs - ordered;
        event(
                Level.INFO,
                "DRILL-1003",
                Words.sentence(FaultWords.ended(drill.link(), isDoor())) + ": " + why + ".",
                Map.of("run", id, "healLatencyMs", Long.toString(healLatencyMs)));
    }

    private boolean isDoor() {
        return links.link(drill.link()).map(LinkProxy::isDoor).orElse(false);
    }

    private boolean recover() {
        record.phase(DrillPhase.RECOVER);
        long until = healedAtMs + drill.recoverLimit().toMillis() + drill.drainLimit().toMillis();
        while (recoveryMs < 0 && record.ms() < until) {
            GatewaySnapshot now = environment.snapshot();
            if (now.time().isAfter(healedAt) && delivered(now) > deliveredAtHeal) {
                recoveryMs = record.ms() - healedAtMs;
            } else if (tick("The backlog drains when the first delivery arrives.", until)) {
                return false;
            }
        }
        return true;
    }

    private void drain() {
        record.phase(DrillPhase.DRAIN);
        long until = healedAtMs + drill.drainLimit().toMillis();
        while (drainMs < 0 && record.ms() < until) {
            GatewaySnapshot now = environment.snapshot();
            List<LaneSnapshot> lanes = path.affectedIn(now);
            boolean dry =
                    now.time().isAfter(healedAt)
                            && recoveryMs >= 0
                            && lanes.stream()
                                    .allMatch(
                                            each ->
                                                    each.state() == LaneState.IN_STEP
                                                            && each.bufferRecords() == 0);
            if (dry) {
                drainMs = record.ms() - healedAtMs;
            } else if (tick("Then the run settles and counts.", until)) {
                return;
            }
        }
    }

    private void settle(boolean whole) {
        record.phase(DrillPhase.SETTLE);
        capture.cut();
        if (!whole || signal.stopped() != null) {
            return;
        }
        long quiet = record.ms() + drill.settle().toMillis();
        long until = quiet + ACKNOWLEDGE_MS;
        while (record.ms() < quiet || (record.ms() < until && !capture.allAcknowledged())) {
            if (tick("Then every destination is read back.", quiet)) {
                return;
            }
        }
    }

    private FinishedRun verify() {
        record.phase(DrillPhase.VERIFY);
        show("The evidence is written.", -1);
        FinishedRun finished =
                new Counting(environment, capture, record, signal)
                        .finish(
                                drill,
                                path,
                                id,
                                links,
                                interlocks,
                                peers.reports(),
                                new FinishedRun.Measured(
                                        injected,
                                        injectedAtMs,
                                        healedAtMs,
                                        healLatencyMs,
                                        healedAt,
                                        recoveryMs,
                                        drainMs,
                                        eventsFrom));
        record.phase(DrillPhase.CLOSED);
        show("", -1);
        return finished;
    }

    /// Looks, shows, and waits a moment.
    ///
    /// @return true if the run must stop
    private boolean tick(String next, long untilMs) {
        GatewaySnapshot now = environment.snapshot();
        record.look(now);
        record.computedOutageMs(now);
        show(next, untilMs);
        if (console != null && heartbeats.lost(console) && signal.stopped() == null) {
            links.healAll();
            signal.stop(
                    "the guard",
                    "the console that started it was silent for more than "
                            + Words.duration(Heartbeats.LOSS_MS)
                            + ".");
        }
        return signal.pause(TICK_MS);
    }

    private void show(String next, long untilMs) {
        GatewaySnapshot now = environment.snapshot();
        Map<String, Long> accepted = acceptedByDevice(now);
        List<DeviceTally> tallies =
                capture.devicesNow().entrySet().stream()
                        .map(
                                each ->
                                        new DeviceTally(
                                                each.getKey(),
                                                each.getValue(),
                                                tally(accepted, each.getKey())))
                        .toList();
        long remaining = untilMs < 0 ? -1 : Math.max(0, untilMs - record.ms());
        view.set(picture(next, remaining, observation(now), tallies));
    }

    private long tally(Map<String, Long> accepted, String device) {
        Long now = accepted.get(device);
        return now == null ? -1 : now - acceptedAtStart.getOrDefault(device, 0L);
    }

    private Run picture(String next, long remaining, String seen, List<DeviceTally> tallies) {
        return new Run(
                id,
                drill.name(),
                record.present(),
                record.startedAt(),
                record.phases(),
                remaining,
                next,
                tallies,
                seen);
    }

    private String observation(GatewaySnapshot now) {
        long held = 0;
        StringBuilder states = new StringBuilder();
        for (LaneSnapshot lane : path.affectedIn(now)) {
            held += lane.bufferRecords() + lane.queued() + lane.inFlight();
            states.append("Lane ")
                    .append(lane.id())
                    .append(" is ")
                    .append(lane.state().name().replace('_', ' ').toLowerCase(Locale.ROOT))
                    .append(". ");
        }
        return states.append(Words.count(held)).append(" records wait.").toString();
    }

    private long delivered(GatewaySnapshot now) {
        return path.affectedIn(now).stream().mapToLong(LaneSnapshot::durableTotal).sum();
    }

    private static Map<String, Long> acceptedByDevice(GatewaySnapshot now) {
        Map<String, Long> accepted = new HashMap<>();
        for (ConnectionSnapshot connection : now.connections()) {
            connection
                    .devices()
                    .forEach(each -> accepted.merge(each.id(), each.acceptedTotal(), Long::sum));
        }
        return accepted;
    }

    /// The number of its line in the audit trail; 0 if it has none.
    private long event(Level level, String code, String message, Map<String, String> detail) {
        return environment.record(level, code, "drill " + drill.name(), message, detail);
    }
}
