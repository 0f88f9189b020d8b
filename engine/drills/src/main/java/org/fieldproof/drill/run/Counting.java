package org.fieldproof.drill.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.drill.DrillDefinition;
import org.fieldproof.api.event.EventPage;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.snapshot.DrillSnapshot.Interlock;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.drill.evidence.Evidence;
import org.fieldproof.drill.evidence.PeerReport;
import org.fieldproof.drill.evidence.Redaction;
import org.fieldproof.drill.evidence.RunFacts;
import org.fieldproof.drill.evidence.RunFacts.AlarmFact;
import org.fieldproof.drill.evidence.RunFacts.InterlockFact;
import org.fieldproof.drill.evidence.Sample;
import org.fieldproof.drill.ledger.ArrivalRow;
import org.fieldproof.drill.ledger.Judgement;
import org.fieldproof.drill.ledger.LaneLedger;
import org.fieldproof.drill.ledger.Ledgers;
import org.fieldproof.drill.ledger.Reconciliation;
import org.fieldproof.drill.link.LinkProxy;
import org.fieldproof.drill.link.Links;
import org.fieldproof.engine.port.DrillEnvironment;

/// The last part of a run: reads the ledgers, judges them, and puts the evidence together.
/// Confined to the run's thread.
final class Counting {
    /// A destination may show its last records a moment after it acknowledged them.
    private static final int READS_MAX = 4;

    private static final long READ_AGAIN_MS = 500;
    private static final int EVENTS_MAX = 20_000;
    private static final int PAGE = 1_000;

    private final DrillEnvironment environment;
    private final LedgerCapture capture;
    private final RunRecord record;
    private final RunSignal signal;

    Counting(
            DrillEnvironment environment,
            LedgerCapture capture,
            RunRecord record,
            RunSignal signal) {
        this.environment = environment;
        this.capture = capture;
        this.record = record;
        this.signal = signal;
    }

    FinishedRun finish(
            DrillDefinition drill,
            DrillPath path,
            String id,
            Links links,
            List<Interlock> interlocks,
            List<PeerReport> peers,
            FinishedRun.Measured measured) {
        Ledgers ledgers = capture.read();
        Judgement judgement = Reconciliation.judge(ledgers);
        int reads = 1;
        while (!judgement.failures().isEmpty()
                && signal.stopped() == null
                && reads < READS_MAX
                && !signal.pause(READ_AGAIN_MS)) {
            ledgers = capture.read();
            judgement = Reconciliation.judge(ledgers);
            reads++;
        }
        capture.unreadable()
                .forEach((lane, why) -> record.doubt(lane + " was not read back: " + why));
        record.endPhase(record.ms());
        Instant endedAt = environment.clock().now();
        String configuration = environment.configurationText();
        List<String> hidden = new ArrayList<>(capture.addresses());
        links.link(drill.link())
                .ifPresent(link -> link.targets().forEach(each -> hidden.add(each.host())));
        Redaction redaction = Redaction.of(hidden, configuration);
        RunFacts facts =
                facts(
                        drill,
                        path,
                        id,
                        links,
                        interlocks,
                        refined(measured, path, ledgers),
                        ledgers,
                        endedAt,
                        redaction);
        Evidence evidence =
                new Evidence(
                        facts,
                        environment.accepted().epoch().toString(),
                        ledgers,
                        judgement,
                        record.samples(),
                        journal(measured.eventsFrom()),
                        configuration,
                        environment.certificateFingerprints(),
                        environment.versions(),
                        peers,
                        redaction);
        return new FinishedRun(id, record.startedAt(), endedAt, evidence);
    }

    /// Where the destination itself saw the first arrival after healing, its time replaces that
    /// of the gateway's pictures, which come five times a second.
    private static FinishedRun.Measured refined(
            FinishedRun.Measured measured, DrillPath path, Ledgers ledgers) {
        Instant healedAt = measured.healedAt();
        long healedNanos = TimeUnit.SECONDS.toNanos(healedAt.getEpochSecond()) + healedAt.getNano();
        long first = Long.MAX_VALUE;
        for (LaneLedger lane : ledgers.lanes()) {
            if (path.affected().contains(lane.lane())) {
                for (ArrivalRow arrival : lane.arrivals()) {
                    if (arrival.arrivedEpochNanos() >= healedNanos) {
                        first = Math.min(first, arrival.arrivedEpochNanos());
                    }
                }
            }
        }
        boolean better = measured.recoveryMs() >= 0 && first != Long.MAX_VALUE;
        long seen = better ? TimeUnit.NANOSECONDS.toMillis(first - healedNanos) : -1;
        if (!better || seen > measured.recoveryMs()) {
            return measured;
        }
        return new FinishedRun.Measured(
                measured.injected(),
                measured.injectedAtMs(),
                measured.healedAtMs(),
                measured.healLatencyMs(),
                healedAt,
                seen,
                measured.drainMs(),
                measured.eventsFrom());
    }

    private RunFacts facts(
            DrillDefinition drill,
            DrillPath path,
            String id,
            Links links,
            List<Interlock> interlocks,
            FinishedRun.Measured measured,
            Ledgers ledgers,
            Instant endedAt,
            Redaction redaction) {
        ProjectDefinition project = environment.project();
        GatewaySnapshot now = environment.snapshot();
        long computed = record.computedOutageMs(now);
        Optional<RunSignal.Stop> stop = Optional.ofNullable(signal.stopped());
        List<Sample> samples = record.samples();
        boolean door = links.link(drill.link()).map(LinkProxy::isDoor).orElse(false);
        String words = FaultWords.was(drill.fault(), drill.link(), door);
        return new RunFacts(
                id,
                drill.name(),
                drill.title(),
                drill.hypothesis(),
                project.name(),
                project.title(),
                project.contentHash(),
                drill.link(),
                door ? RunFacts.THIS_PROCESS : redaction.text(targets(drill, links)),
                links.classOf(drill.link()).name(),
                drill.fault().name(),
                words,
                drill.publisher(),
                record.startedAt().toString(),
                endedAt.toString(),
                record.phaseFacts(),
                measured.injected(),
                stop.map(RunSignal.Stop::by).orElse(""),
                stop.map(RunSignal.Stop::reason).orElse(""),
                record.doubts().stream().map(redaction::text).toList(),
                measured.outageMs(),
                measured.recoveryMs(),
                drill.recoverLimit().toMillis(),
                measured.drainMs(),
                drill.drainLimit().toMillis(),
                measured.healLatencyMs(),
                samples.stream().mapToLong(Sample::logRecords).max().orElse(-1),
                samples.stream().mapToLong(Sample::bufferRecords).max().orElse(-1),
                samples.stream().mapToLong(Sample::heldRecords).max().orElse(-1),
                computed,
                interlocks.stream().map(each -> interlock(each, redaction)).toList(),
                record.alarmFacts().stream().map(each -> alarm(each, redaction)).toList(),
                record.latencyFacts(),
                path.affected().stream().sorted().toList(),
                NotTested.sentences(
                        drill,
                        words,
                        door,
                        project,
                        path,
                        ledgers,
                        measured,
                        computed,
                        environment.fileSystemDoubt()));
    }

    private static InterlockFact interlock(Interlock each, Redaction redaction) {
        // What people typed to take it upon themselves stands as they typed it.
        String cause = Preflight.isOfPeople(each) ? each.cause() : redaction.text(each.cause());
        return new InterlockFact(each.id(), each.title(), each.ok(), cause);
    }

    private static AlarmFact alarm(AlarmFact each, Redaction redaction) {
        return new AlarmFact(
                each.object(), redaction.text(each.condition()), each.expected(), each.seen());
    }

    private static String targets(DrillDefinition drill, Links links) {
        return links.link(drill.link()).map(LinkProxy::targetText).orElse("");
    }

    private List<GatewayEvent> journal(long from) {
        List<GatewayEvent> events = new ArrayList<>();
        long next = from;
        boolean more = true;
        while (more && events.size() < EVENTS_MAX) {
            EventPage page = environment.events(next, PAGE);
            events.addAll(page.events());
            more = !page.events().isEmpty();
            next = more ? page.events().getLast().seq() + 1 : next;
        }
        return events;
    }
}
