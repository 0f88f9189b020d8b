package org.fieldproof.drill.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.drill.DrillPhase;
import org.fieldproof.api.snapshot.AlarmSnapshot;
import org.fieldproof.api.snapshot.DrillSnapshot.PhaseSpan;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.drill.evidence.RunFacts.AlarmFact;
import org.fieldproof.drill.evidence.RunFacts.LatencyFact;
import org.fieldproof.drill.evidence.RunFacts.PhaseFact;
import org.fieldproof.drill.evidence.Sample;

/// What a run writes down as it goes: phases, samples, alarms, latency, doubts. Confined to the
/// run's thread.
final class RunRecord {
    private static final long SAMPLE_EVERY_MS = 200;

    /// An hour of samples; a longer run keeps every second one.
    private static final int SAMPLES_MAX = 18_000;

    private static final int ALARMS_MAX = 500;

    private final GatewayClock clock;
    private final DrillPath path;
    private final String drill;
    private final long startNanos;
    private final Instant startedAt;
    private final List<PhaseSpan> phases = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private final List<String> doubts = new ArrayList<>();
    private final Map<String, AlarmFact> alarms = new LinkedHashMap<>();
    private final Map<String, double[]> p99ByLane = new HashMap<>();
    private long recordsMost;
    private double bytesPerRecord;
    private long lastSampleMs = -SAMPLE_EVERY_MS;

    RunRecord(GatewayClock clock, DrillPath path, String drill) {
        this.clock = clock;
        this.path = path;
        this.drill = drill;
        startNanos = clock.nanoTime();
        startedAt = clock.now();
    }

    long ms() {
        return TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - startNanos);
    }

    Instant startedAt() {
        return startedAt;
    }

    void phase(DrillPhase next) {
        long now = ms();
        endPhase(now);
        phases.add(new PhaseSpan(next, now, -1));
    }

    void endPhase(long now) {
        if (!phases.isEmpty() && phases.getLast().toMs() < 0) {
            PhaseSpan last = phases.removeLast();
            phases.add(new PhaseSpan(last.phase(), last.fromMs(), now));
        }
    }

    DrillPhase present() {
        return phases.isEmpty() ? DrillPhase.PREFLIGHT : phases.getLast().phase();
    }

    List<PhaseSpan> phases() {
        return List.copyOf(phases);
    }

    List<PhaseFact> phaseFacts() {
        return phases.stream()
                .map(each -> new PhaseFact(each.phase().name(), each.fromMs(), each.toMs()))
                .toList();
    }

    void doubt(String sentence) {
        if (!doubts.contains(sentence)) {
            doubts.add(sentence);
        }
    }

    List<String> doubts() {
        return List.copyOf(doubts);
    }

    /// Looks at a picture; takes a sample when one is due.
    void look(GatewaySnapshot picture) {
        long now = ms();
        if (now - lastSampleMs >= SAMPLE_EVERY_MS) {
            lastSampleMs = now;
            sample(now, picture);
            alarms(picture);
            latency(picture);
        }
    }

    private void sample(long now, GatewaySnapshot picture) {
        long buffered = 0;
        long held = 0;
        long delivered = 0;
        for (LaneSnapshot lane : path.affectedIn(picture)) {
            buffered += lane.bufferRecords();
            held += lane.bufferRecords() + lane.queued() + lane.inFlight();
            delivered += lane.durableTotal();
        }
        samples.add(
                new Sample(
                        now,
                        picture.log().records(),
                        buffered,
                        held,
                        picture.log().acceptedTotal(),
                        delivered));
        if (samples.size() > SAMPLES_MAX) {
            thin();
        }
    }

    private void thin() {
        List<Sample> kept = new ArrayList<>();
        for (int i = 0; i < samples.size(); i += 2) {
            kept.add(samples.get(i));
        }
        samples.clear();
        samples.addAll(kept);
    }

    private void alarms(GatewaySnapshot picture) {
        for (AlarmSnapshot alarm : picture.alarms()) {
            boolean active =
                    alarm.state() == AlarmSnapshot.State.UNACK
                            || alarm.state() == AlarmSnapshot.State.ACK
                            || alarm.state() == AlarmSnapshot.State.SUPPRESSED;
            boolean expected =
                    present().compareTo(DrillPhase.INJECT) >= 0
                            && (alarm.expectedBy().equals(drill)
                                    || path.objects().contains(alarm.object()));
            if (active && alarms.size() < ALARMS_MAX) {
                alarms.putIfAbsent(
                        alarm.id(),
                        new AlarmFact(alarm.object(), alarm.condition(), expected, true));
            }
        }
    }

    private void latency(GatewaySnapshot picture) {
        int part =
                switch (present()) {
                    case PREFLIGHT, BASELINE -> 0;
                    case INJECT, HOLD -> 1;
                    default -> 2;
                };
        for (LaneSnapshot lane : path.lanesIn(picture)) {
            double[] parts = p99ByLane.computeIfAbsent(lane.id(), key -> new double[] {-1, -1, -1});
            if (lane.latency().count() > 0) {
                parts[part] = Math.max(parts[part], lane.latency().p99Ms());
            }
        }
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    /// Alarms seen, then lanes that should have raised one and did not.
    List<AlarmFact> alarmFacts() {
        List<AlarmFact> facts = new ArrayList<>(alarms.values());
        for (String lane : path.affected().stream().sorted().toList()) {
            String object = "lane " + lane;
            if (facts.stream().noneMatch(each -> each.object().equals(object))) {
                facts.add(new AlarmFact(object, "No alarm was raised.", true, false));
            }
        }
        return facts;
    }

    List<LatencyFact> latencyFacts() {
        return p99ByLane.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(
                        each ->
                                new LatencyFact(
                                        each.getKey(),
                                        each.getValue()[0],
                                        each.getValue()[1],
                                        each.getValue()[2]))
                .toList();
    }

    /// How long the disk buffer of the affected lanes would last at the mean rate of this run and
    /// the size its records had when most of them were in it; -1 if nothing was buffered.
    long computedOutageMs(GatewaySnapshot picture) {
        long quota = 0;
        long bytes = 0;
        long records = 0;
        for (LaneSnapshot lane : path.affectedIn(picture)) {
            quota += lane.bufferQuotaBytes();
            bytes += lane.bufferBytes();
            records += lane.bufferRecords();
        }
        // While it drains, a buffer keeps bytes of records that have left; so only growth counts.
        if (records > recordsMost) {
            recordsMost = records;
            bytesPerRecord = (double) bytes / records;
        }
        double perSecond = acceptedPerSecond();
        boolean told = path.behindGateway() && bytesPerRecord > 0 && perSecond > 0;
        return told ? (long) (quota / (bytesPerRecord * perSecond) * 1_000) : -1;
    }

    private double acceptedPerSecond() {
        if (samples.size() < 2) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        long ms = last.atMs() - first.atMs();
        long records = last.acceptedTotal() - first.acceptedTotal();
        return ms <= 0 ? 0 : records * 1_000.0 / ms;
    }
}
