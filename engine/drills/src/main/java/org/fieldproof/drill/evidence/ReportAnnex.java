package org.fieldproof.drill.evidence;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.drill.evidence.ReportTables.Cell;
import org.fieldproof.drill.ledger.DeviceJudgement;
import org.fieldproof.drill.ledger.LaneJudgement;
import org.fieldproof.drill.ledger.LaneLedger;
import org.fieldproof.drill.ledger.SeqRange;

/// The pages for engineers: what happened when, what was checked, how it was counted.
final class ReportAnnex {
    private static final int EVENTS_MAX = 200;
    private static final int FINDINGS_MAX = 200;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final Evidence evidence;
    private final RunFacts facts;
    private final StringBuilder out;

    ReportAnnex(Evidence evidence, StringBuilder out) {
        this.evidence = evidence;
        this.facts = evidence.facts();
        this.out = out;
    }

    void write() {
        claim();
        phases();
        interlocks();
        PeerReports.page(evidence, out);
        lanes();
        findings();
        latency();
        alarms();
        timeline();
        identity();
        method();
        configuration();
    }

    private void heading(String text) {
        out.append("<h2>").append(Words.html(text)).append("</h2>\n");
    }

    private void claim() {
        out.append("<h2 class=\"page2\">The claim and the fault</h2>\n");
        List<List<Cell>> rows = new ArrayList<>();
        pair(rows, "Title", facts.title());
        pair(rows, "Claim under test", facts.hypothesis());
        String line =
                facts.link() + " (" + facts.linkTarget() + ", class " + facts.deviceClass() + ")";
        pair(rows, facts.overLine() ? "Line" : "Store", line);
        pair(rows, "Fault", facts.fault() + ": " + facts.faultWords());
        pair(
                rows,
                facts.overLine() ? "Fault on the line" : "Closed for",
                Words.duration(facts.outageMs()));
        pair(rows, "Healed after the order", Words.duration(facts.healLatencyMs()));
        pair(rows, "Devices’ own counters", facts.publisher());
        pair(rows, "Project revision", facts.contentHash());
        out.append(ReportTables.table(List.of(Cell.text(""), Cell.text("")), rows));
    }

    private static void pair(List<List<Cell>> rows, String name, String value) {
        rows.add(List.of(Cell.name(name), Cell.text(value)));
    }

    private void phases() {
        heading("Phases");
        List<List<Cell>> rows = new ArrayList<>();
        Instant start = Instant.parse(facts.startedAt());
        for (RunFacts.PhaseFact each : facts.phases()) {
            long took = each.toMs() < 0 ? -1 : each.toMs() - each.fromMs();
            rows.add(
                    List.of(
                            Cell.name(words(each.name())),
                            Cell.right(TIME.format(start.plusMillis(each.fromMs()))),
                            Cell.right(seconds(each.fromMs())),
                            Cell.right(Words.duration(took))));
        }
        out.append(
                ReportTables.table(
                        List.of(
                                Cell.text("phase"),
                                Cell.right("began (UTC)"),
                                Cell.right("second"),
                                Cell.right("took")),
                        rows));
    }

    private static String words(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String seconds(long ms) {
        return String.format(Locale.ROOT, "%.2f", ms / 1_000.0);
    }

    private void interlocks() {
        heading("Interlocks at the start");
        List<List<Cell>> rows = new ArrayList<>();
        for (RunFacts.InterlockFact each : facts.interlocks()) {
            rows.add(
                    List.of(
                            Cell.name(each.id()),
                            Cell.text(each.title()),
                            new Cell(
                                    each.ok() ? "✓ holds" : "✕ red", each.ok() ? "tag" : "tag bad"),
                            Cell.text(each.cause())));
        }
        out.append(
                ReportTables.table(
                        List.of(
                                Cell.text(""),
                                Cell.text("condition"),
                                Cell.text("state"),
                                Cell.text("found")),
                        rows));
    }

    private void lanes() {
        heading("Destinations");
        List<List<Cell>> rows = new ArrayList<>();
        for (LaneLedger lane : evidence.ledgers().lanes()) {
            long redelivered = over(lane.lane(), LaneJudgement::redelivered);
            rows.add(
                    List.of(
                            Cell.name(lane.lane()),
                            Cell.text(facts.affectedLanes().contains(lane.lane()) ? "yes" : "no"),
                            Cell.number(lane.readable() ? lane.arrivals().size() : -1),
                            Cell.number(redelivered),
                            Cell.number(lane.held()),
                            Cell.zero(over(lane.lane(), LaneJudgement::pending)),
                            Cell.zero(lane.quarantined()),
                            Cell.zero(lane.dropped()),
                            Cell.zero(lane.imbalance())));
        }
        out.append(
                ReportTables.table(
                        List.of(
                                Cell.text("destination"),
                                Cell.text("affected"),
                                Cell.right("read back"),
                                Cell.right("redelivered"),
                                Cell.right("in custody"),
                                Cell.right("pending"),
                                Cell.right("quarantined"),
                                Cell.right("dropped"),
                                Cell.right("imbalance")),
                        rows));
        out.append("<p class=\"small\">Redelivered: the same identity arrived again, which");
        out.append(" at-least-once delivery allows and its receiver can recognise. In custody:");
        out.append(" live records on their way when the destination was read, beyond the run’s");
        out.append(" own. Pending: the run’s own that had not arrived.</p>\n");
    }

    private long over(String lane, ToLongFunction<LaneJudgement> count) {
        long sum = 0;
        for (DeviceJudgement device : evidence.judgement().devices()) {
            for (LaneJudgement each : device.lanes()) {
                if (each.lane().equals(lane)) {
                    if (!each.known()) {
                        return -1;
                    }
                    sum += count.applyAsLong(each);
                }
            }
        }
        return sum;
    }

    private void findings() {
        List<List<Cell>> rows = new ArrayList<>();
        for (DeviceJudgement device : evidence.judgement().devices()) {
            found(rows, device, "–", "lost before the log", device.lostBeforeLog());
            for (LaneJudgement lane : device.lanes()) {
                found(rows, device, lane.lane(), "lost", lane.lost());
                found(rows, device, lane.lane(), "duplicated", lane.duplicated());
                found(rows, device, lane.lane(), "out of order", lane.outOfOrder());
                found(rows, device, lane.lane(), "wrong", lane.wrong());
            }
        }
        if (rows.isEmpty()) {
            return;
        }
        heading("Findings by identity");
        out.append(
                ReportTables.table(
                        List.of(
                                Cell.text("device"),
                                Cell.text("destination"),
                                Cell.text("finding"),
                                Cell.text("class"),
                                Cell.right("from"),
                                Cell.right("to"),
                                Cell.right("records")),
                        rows.subList(0, Math.min(rows.size(), FINDINGS_MAX))));
        if (rows.size() > FINDINGS_MAX) {
            out.append("<p class=\"small\">The first ").append(FINDINGS_MAX).append(" of ");
            out.append(Words.count(rows.size())).append("; all are in evidence.json.</p>\n");
        }
    }

    private static void found(
            List<List<Cell>> rows,
            DeviceJudgement device,
            String lane,
            String what,
            List<SeqRange> ranges) {
        for (SeqRange each : ranges) {
            rows.add(
                    List.of(
                            Cell.name(device.device()),
                            Cell.text(lane),
                            Cell.text(what),
                            Cell.text(each.kind()),
                            Cell.number(each.fromSeq()),
                            Cell.number(each.toSeq()),
                            Cell.number(each.records())));
        }
    }

    private void latency() {
        heading("Latency, accepted to delivered: highest p99");
        List<List<Cell>> rows = new ArrayList<>();
        for (RunFacts.LatencyFact each : facts.latency()) {
            rows.add(
                    List.of(
                            Cell.name(each.lane()),
                            Cell.right(millis(each.beforeMs())),
                            Cell.right(millis(each.duringMs())),
                            Cell.right(millis(each.afterMs()))));
        }
        out.append(
                ReportTables.table(
                        List.of(
                                Cell.text("destination"),
                                Cell.right("before"),
                                Cell.right("during"),
                                Cell.right("after")),
                        rows));
    }

    private static String millis(double value) {
        if (value < 0) {
            return "–";
        }
        return value < 1_000
                ? String.format(Locale.ROOT, "%.1f ms", value)
                : Words.duration((long) value);
    }

    private void alarms() {
        heading("Alarms, predicted and seen");
        List<List<Cell>> rows = new ArrayList<>();
        for (RunFacts.AlarmFact each : facts.alarms()) {
            String how =
                    each.expected()
                            ? (each.seen() ? "predicted and seen" : "predicted, not seen")
                            : "not predicted";
            rows.add(
                    List.of(Cell.name(each.object()), Cell.text(each.condition()), Cell.text(how)));
        }
        out.append(
                ReportTables.table(
                        List.of(Cell.text("object"), Cell.text("condition"), Cell.text("")), rows));
    }

    private void timeline() {
        heading("Events");
        List<List<Cell>> rows = new ArrayList<>();
        Redaction redaction = evidence.redaction();
        for (GatewayEvent each : evidence.journal().stream().limit(EVENTS_MAX).toList()) {
            rows.add(
                    List.of(
                            Cell.tag(TIME.format(each.time())),
                            Cell.tag(each.code()),
                            Cell.text(redaction.text(each.object())),
                            Cell.text(redaction.text(each.message()))));
        }
        out.append(
                ReportTables.table(
                        List.of(
                                Cell.text("time (UTC)"),
                                Cell.text("code"),
                                Cell.text("object"),
                                Cell.text("what happened")),
                        rows));
        int more = evidence.journal().size() - EVENTS_MAX;
        if (more > 0) {
            out.append("<p class=\"small\">").append(Words.count(more));
            out.append(" more are in journal.jsonl.</p>\n");
        }
    }

    private void identity() {
        heading("Versions and certificates");
        List<List<Cell>> rows = new ArrayList<>();
        pairs(rows, evidence.versions());
        pairs(rows, evidence.certificates());
        pair(rows, "Log epoch", evidence.epoch());
        out.append(ReportTables.table(List.of(Cell.text(""), Cell.text("")), rows));
    }

    private static void pairs(List<List<Cell>> rows, Map<String, String> map) {
        new TreeMap<>(map)
                .forEach((name, value) -> rows.add(List.of(Cell.name(name), Cell.mono(value))));
    }

    private void method() {
        heading("Method and its limits");
        out.append("<ul>\n");
        for (String each :
                List.of(
                        "Expectation: the counter each device puts into its own messages, from the"
                                + " start of the run to the end of counting. A counter that was"
                                + " acknowledged must be in the log.",
                        "Accepted: read from the gateway’s write-ahead log itself, held for the"
                                + " length of the run, and from nothing behind it.",
                        "Delivered: read back from every destination that the devices feed, over a"
                                + " connection of its own that no fault touches.",
                        "Duplicated: the same device counter under another identity; explained"
                                + " where the device itself flagged it as sent again.",
                        "Out of order: per device and topic, by identity at first arrival. A table"
                                + " keeps no order of arrival.",
                        "What is not known is never counted as a pass: a missing count makes the"
                                + " run inconclusive.",
                        "Times: one monotonic clock; the gateway’s pictures come five times a"
                                + " second, so drain time is known to about 0.2 s. Recovery is"
                                + " timed at the destination’s reader where it has a clock.",
                        "Peaks are the highest of the samples in samples.csv, five a second.",
                        "Payloads, topics, hosts and user names are left out; digests stand for"
                                + " them.")) {
            out.append("<li>").append(Words.html(each)).append("</li>\n");
        }
        out.append("</ul>\n");
    }

    private void configuration() {
        heading("Configuration");
        out.append("<pre>");
        out.append(
                Words.html(evidence.redaction().configuration(evidence.configuration()).strip()));
        out.append("</pre>\n");
    }
}
