package org.fieldproof.drill.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fieldproof.api.drill.RunComparison;
import org.fieldproof.api.drill.RunComparison.Difference;
import org.fieldproof.api.drill.RunComparison.Figure;
import org.fieldproof.api.drill.RunComparison.Line;
import org.fieldproof.api.drill.RunComparison.Measure;
import org.fieldproof.api.drill.RunComparison.Why;
import org.fieldproof.api.project.Problem;
import org.jspecify.annotations.Nullable;

/// Compares the runs of two evidence files, figure by figure. What it says follows from the two
/// files alone; a file that does not verify is compared and marked. Confined to one call.
///
/// Laws:
/// - CMP-1: what is unknown in one of the files is a number in no comparison.
/// - CMP-2: a count that should be zero is worse from one more on.
/// - CMP-3: runs of different tests are better or worse in nothing.
/// - CMP-4: where one of the runs had no fault or came to no verdict, nothing is better.
public final class RunComparer {
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");

    private final StandingRule rule;
    private final ReadRun base;
    private final ReadRun run;
    private final List<Line> lines = new ArrayList<>();

    private RunComparer(ReadRun base, ReadRun run, StandingRule rule) {
        this.base = base;
        this.run = run;
        this.rule = rule;
    }

    /// Reads, checks and compares two files.
    ///
    /// @param base what the other is compared with
    /// @throws IOException if one of them is no evidence; its message names which
    public static RunComparison compare(Path base, Path run) throws IOException {
        return compare(read(base, null), read(run, null));
    }

    /// The same where the earlier run is the base, whichever it is.
    ///
    /// @param trusted fingerprint of the key that should have signed both
    public static RunComparison earlierFirst(Path one, Path other, String trusted)
            throws IOException {
        ReadRun first = read(one, trusted);
        ReadRun second = read(other, trusted);
        boolean inOrder =
                !second.side().page().startedAt().isBefore(first.side().page().startedAt());
        return inOrder ? compare(first, second) : compare(second, first);
    }

    /// Why two files could not be compared.
    public static Problem unreadable(IOException why) {
        return Problem.error(
                "EVID-0103",
                "comparison of two runs",
                "One of the two files cannot be read as evidence: " + why.getMessage() + ".",
                "Choose another file, or check this one: 'fieldproof verify FILE' says more.");
    }

    private static ReadRun read(Path file, @Nullable String trusted) throws IOException {
        try {
            return ReadRun.of(file, trusted);
        } catch (IOException e) {
            throw new IOException(file.getFileName() + ": " + e.getMessage(), e);
        }
    }

    static RunComparison compare(ReadRun base, ReadRun run) {
        List<Difference> differences = RunDifferences.of(base, run);
        boolean sameTest = differences.stream().noneMatch(each -> each.setting().decides());
        StandingRule.Outages outages = RunDifferences.outages(base, run);
        boolean proven = base.proves() && run.proves();
        RunComparer comparer =
                new RunComparer(base, run, new StandingRule(sameTest, outages, proven));
        comparer.facts();
        comparer.devices();
        comparer.destinations();
        comparer.alarms();
        comparer.doctor();
        List<Line> lines = comparer.lines;
        lines.sort(
                Comparator.comparing((Line each) -> each.measure() != Measure.VERDICT)
                        .thenComparingInt(RunComparer::rank)
                        .thenComparing(Line::measure)
                        .thenComparing(Line::object));
        int shown = Math.min(lines.size(), RunComparison.LINES_MAX);
        return new RunComparison(
                base.side(),
                run.side(),
                sameTest,
                outages == StandingRule.Outages.ALIKE,
                differences,
                lines.subList(0, shown),
                lines.size() - shown);
    }

    /// After the verdict the worst first, then what nobody knows, then what is better; what says
    /// little is last.
    private static int rank(Line line) {
        return switch (line.standing()) {
            case WORSE -> 0;
            case NOT_COMPARABLE ->
                    line.why() == Why.UNKNOWN && !line.base().equals(line.run()) ? 1 : 3;
            case BETTER -> 2;
            case SAME -> 4;
        };
    }

    private void add(Measure measure, String object, Function<ReadRun, Figure> figure) {
        lines.add(rule.line(measure, object, figure.apply(base), figure.apply(run)));
    }

    private static Figure count(long count) {
        return count < 0 ? new Figure.Unknown() : new Figure.Count(count);
    }

    private static Figure time(long millis) {
        return time((double) millis);
    }

    private static Figure time(double millis) {
        return millis < 0 ? new Figure.Unknown() : new Figure.Millis(millis, -1);
    }

    private void facts() {
        add(Measure.VERDICT, "", each -> new Figure.Word(each.root().path("verdict").asText()));
        Map<Measure, ToLongFunction<RunFacts>> times = new LinkedHashMap<>();
        times.put(Measure.OUTAGE, RunFacts::outageMs);
        times.put(Measure.HEALED, RunFacts::healLatencyMs);
        times.put(Measure.OUTAGE_BRIDGEABLE, RunFacts::computedOutageMs);
        times.forEach(
                (measure, of) -> add(measure, "", each -> time(of.applyAsLong(each.facts()))));
        // A run waits for the first delivery as long as for both limits.
        add(
                Measure.RECOVERY,
                "",
                each ->
                        within(
                                each,
                                "recoveryMs",
                                each.facts().recoverLimitMs(),
                                each.facts().drainLimitMs()));
        add(Measure.DRAIN, "", each -> within(each, "drainMs", each.facts().drainLimitMs()));
        add(
                Measure.OUTAGE_PROVEN,
                "",
                each ->
                        each.proves()
                                ? time(each.root().path("longestOutageProvenMs").asLong(-1))
                                : new Figure.Unknown());
        add(Measure.PEAK_LOG, "", each -> count(each.facts().peakLogRecords()));
        add(Measure.PEAK_BUFFER, "", each -> count(each.facts().peakBufferRecords()));
        add(Measure.PEAK_HELD, "", each -> count(each.facts().peakHeldRecords()));
        for (String phase : names(each -> each.facts().phases(), RunFacts.PhaseFact::name)) {
            add(Measure.PHASE, phase, each -> phase(each.facts(), phase));
        }
    }

    /// What a run that came to its end waited for in vain took longer than its limits together;
    /// where the file lacks the time or a limit, nobody knows.
    private static Figure within(ReadRun each, String field, long... limitsMs) {
        JsonNode written = each.root().path(field);
        if (!written.isNumber()) {
            return new Figure.Unknown();
        }
        boolean waited =
                each.facts().injected()
                        && List.of("passed", "failed", "inconclusive").contains(each.verdict());
        long limitMs = 0;
        for (long limit : limitsMs) {
            waited &= limit >= 0;
            limitMs += limit;
        }
        long millis = written.asLong();
        return millis < 0 && waited && limitMs > 0 ? new Figure.Beyond(limitMs) : time(millis);
    }

    private static Figure phase(RunFacts facts, String name) {
        return facts.phases().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .map(each -> time(each.toMs() < 0 ? -1 : each.toMs() - each.fromMs()))
                .orElse(new Figure.Absent());
    }

    /// Those of both runs, in order.
    private <T> SortedSet<String> names(Function<ReadRun, List<T>> of, Function<T, String> name) {
        TreeSet<String> names = new TreeSet<>();
        of.apply(base).forEach(each -> names.add(name.apply(each)));
        of.apply(run).forEach(each -> names.add(name.apply(each)));
        return names;
    }

    private void devices() {
        TreeSet<String> ids = new TreeSet<>(base.devices().keySet());
        ids.addAll(run.devices().keySet());
        for (String id : ids) {
            add(Measure.SENT, id, each -> ofDevice(each, id, RunComparer::sent));
            add(Measure.ACCEPTED, id, each -> ofDevice(each, id, node -> number(node, "accepted")));
            add(
                    Measure.NOT_ACKNOWLEDGED,
                    id,
                    each -> ofDevice(each, id, node -> number(node, "notAcknowledged")));
            add(Measure.LOST_BEFORE_LOG, id, each -> ofDevice(each, id, node -> beforeLog(node)));
            TreeSet<String> lanes = new TreeSet<>();
            for (ReadRun each : List.of(base, run)) {
                JsonNode device = each.devices().get(id);
                if (device != null) {
                    lanes.addAll(ReadRun.byId(device.path("lanes")).keySet());
                }
            }
            lanes.forEach(lane -> lane(id, lane));
        }
    }

    private void lane(String device, String lane) {
        Map<Measure, Function<JsonNode, Figure>> figures = new LinkedHashMap<>();
        figures.put(Measure.DELIVERED, node -> number(node, "delivered"));
        figures.put(Measure.REDELIVERED, node -> number(node, "redelivered"));
        figures.put(Measure.PENDING, node -> number(node, "pending"));
        figures.put(Measure.LOST, node -> records(node, "lost", _ -> true));
        figures.put(Measure.OUT_OF_ORDER, node -> records(node, "outOfOrder", _ -> true));
        figures.put(Measure.WRONG, node -> records(node, "wrong", _ -> true));
        Predicate<String> announced = "device-redelivery"::equals;
        figures.put(Measure.SENT_AGAIN, node -> records(node, "duplicated", announced));
        figures.put(Measure.DUPLICATED, node -> records(node, "duplicated", announced.negate()));
        figures.forEach(
                (measure, figure) ->
                        add(
                                measure,
                                device + " \u2192 " + lane,
                                each ->
                                        ofDevice(
                                                each,
                                                device,
                                                node ->
                                                        of(
                                                                ReadRun.byId(node.path("lanes")),
                                                                lane,
                                                                figure))));
    }

    private static Figure of(
            Map<String, JsonNode> parts, String id, Function<JsonNode, Figure> figure) {
        JsonNode part = parts.get(id);
        return part == null ? new Figure.Absent() : figure.apply(part);
    }

    private static Figure ofDevice(ReadRun each, String id, Function<JsonNode, Figure> figure) {
        return of(each.devices(), id, figure);
    }

    private static Figure number(JsonNode node, String field) {
        return count(node.path(field).asLong(-1));
    }

    /// A device that does not count its own messages says nothing of what it sent.
    private static Figure sent(JsonNode device) {
        return device.path("counted").asBoolean(true)
                ? number(device, "sent")
                : new Figure.Unknown();
    }

    private static Figure beforeLog(JsonNode device) {
        return device.path("counted").asBoolean(true)
                ? ranges(device.path("lostBeforeLog"), _ -> true)
                : new Figure.Unknown();
    }

    /// Of a destination that could not be read back nothing is known, and its lists are empty.
    private static Figure records(JsonNode lane, String field, Predicate<String> kind) {
        return lane.path("delivered").asLong(-1) < 0
                ? new Figure.Unknown()
                : ranges(lane.path(field), kind);
    }

    private static Figure ranges(JsonNode ranges, Predicate<String> kind) {
        if (!ranges.isArray()) {
            return new Figure.Unknown();
        }
        long sum = 0;
        for (JsonNode each : ranges) {
            long records = each.path("records").asLong(-1);
            if (records < 0) {
                return new Figure.Unknown();
            }
            sum += kind.test(each.path("class").asText()) ? records : 0;
        }
        return new Figure.Count(sum);
    }

    private void destinations() {
        TreeSet<String> lanes = new TreeSet<>(base.lanes().keySet());
        lanes.addAll(run.lanes().keySet());
        for (String id : lanes) {
            add(Measure.QUARANTINED, id, each -> ofLane(each, id, l -> count(l.quarantined())));
            add(Measure.DROPPED, id, each -> ofLane(each, id, l -> count(l.dropped())));
            add(Measure.IMBALANCE, id, each -> ofLane(each, id, l -> count(l.imbalance())));
            add(Measure.P99_BEFORE, id, each -> ofLane(each, id, l -> p99(l.latency().before())));
            add(Measure.P99_DURING, id, each -> ofLane(each, id, l -> p99(l.latency().during())));
            add(Measure.P99_AFTER, id, each -> ofLane(each, id, l -> p99(l.latency().after())));
            add(Measure.P50_BEFORE, id, each -> ofLane(each, id, l -> p50(l.latency().before())));
            add(Measure.P50_DURING, id, each -> ofLane(each, id, l -> p50(l.latency().during())));
            add(Measure.P50_AFTER, id, each -> ofLane(each, id, l -> p50(l.latency().after())));
        }
        for (String id : names(each -> each.facts().latency(), RunFacts.LatencyFact::lane)) {
            highest(Measure.HIGHEST_P99_BEFORE, id, RunFacts.LatencyFact::beforeMs);
            highest(Measure.HIGHEST_P99_DURING, id, RunFacts.LatencyFact::duringMs);
            highest(Measure.HIGHEST_P99_AFTER, id, RunFacts.LatencyFact::afterMs);
        }
    }

    private static Figure p99(RunLatency latency) {
        return latency.within(0.99);
    }

    private static Figure p50(RunLatency latency) {
        return latency.within(0.5);
    }

    /// Where the ledgers cannot be read, no destination is known, and none is absent.
    private static Figure ofLane(ReadRun each, String id, Function<ReadRun.Lane, Figure> figure) {
        ReadRun.Lane lane = each.lanes().get(id);
        if (lane == null) {
            return each.lanes().isEmpty() ? new Figure.Unknown() : new Figure.Absent();
        }
        return figure.apply(lane);
    }

    private void highest(
            Measure measure, String lane, ToDoubleFunction<RunFacts.LatencyFact> part) {
        add(
                measure,
                lane,
                each ->
                        each.facts().latency().stream()
                                .filter(fact -> fact.lane().equals(lane))
                                .findFirst()
                                .map(fact -> time(part.applyAsDouble(fact)))
                                .orElse(new Figure.Unknown()));
    }

    /// Of the same alarm some figures differ in every run, and are no part of its name.
    private static String name(RunFacts.AlarmFact fact) {
        return fact.object()
                + ": "
                + NUMBER.matcher(fact.condition()).replaceAll(Matcher.quoteReplacement("\u2026"));
    }

    private void alarms() {
        for (String alarm : names(each -> each.facts().alarms(), RunComparer::name)) {
            add(
                    Measure.ALARM,
                    alarm,
                    each ->
                            each.facts().alarms().stream()
                                    .filter(fact -> name(fact).equals(alarm))
                                    .min(Comparator.comparing(RunComparer::alarm))
                                    .<Figure>map(fact -> new Figure.Word(alarm(fact)))
                                    .orElse(noAlarm(each)));
        }
    }

    /// In the order of their letters, the worst first.
    private static String alarm(RunFacts.AlarmFact fact) {
        if (!fact.expected()) {
            return "not-predicted";
        }
        return fact.seen() ? "seen-as-predicted" : "predicted-not-seen";
    }

    private static Figure noAlarm(ReadRun each) {
        return each.root().has("alarms") ? new Figure.Word("none") : new Figure.Unknown();
    }

    private void doctor() {
        TreeSet<String> steps = new TreeSet<>();
        base.doctor().ifPresent(each -> steps.addAll(each.keySet()));
        run.doctor().ifPresent(each -> steps.addAll(each.keySet()));
        for (String step : steps) {
            add(Measure.DOCTOR, step, each -> step(each, step));
        }
    }

    private static Figure step(ReadRun each, String step) {
        if (each.doctor().isEmpty()) {
            return new Figure.Unknown();
        }
        String verdict = each.doctor().get().get(step);
        return verdict == null ? new Figure.Absent() : new Figure.Word(verdict);
    }
}
