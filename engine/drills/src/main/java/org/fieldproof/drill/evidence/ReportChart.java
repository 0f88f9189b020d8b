package org.fieldproof.drill.evidence;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// The one chart of page 1: how many records waited, with the time of the fault shaded. Plain SVG
/// shapes and no script.
final class ReportChart {
    private static final int WIDTH = 1_008;
    private static final int HEIGHT = 236;
    private static final int TOP = 30;
    private static final int BOTTOM = 26;
    private static final int COLUMNS = 500;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final RunFacts facts;
    private final List<Sample> samples;
    private final StringBuilder out = new StringBuilder();
    private final long endMs;
    private final long peak;

    private ReportChart(RunFacts facts, List<Sample> samples) {
        this.facts = facts;
        this.samples = samples;
        long last = samples.isEmpty() ? 0 : samples.getLast().atMs();
        long phases = facts.phases().stream().mapToLong(RunFacts.PhaseFact::toMs).max().orElse(0);
        endMs = Math.max(1, Math.max(last, phases));
        peak = samples.stream().mapToLong(Sample::heldRecords).max().orElse(0);
    }

    static String svg(RunFacts facts, List<Sample> samples) {
        return new ReportChart(facts, samples).draw();
    }

    private String draw() {
        long fromMs = ReadRun.faultFromMs(facts);
        long toMs = fromMs < 0 || facts.outageMs() < 0 ? -1 : fromMs + facts.outageMs();
        open(fromMs, toMs);
        grid();
        if (toMs >= 0) {
            rect(x(fromMs), TOP - 22, x(toMs) - x(fromMs), HEIGHT - BOTTOM - TOP + 22, "--cut");
        }
        if (!samples.isEmpty()) {
            curve();
        }
        line(0, base(), WIDTH, base(), "#8b939c");
        labels(fromMs, toMs);
        return out.append("</svg>\n").toString();
    }

    private void open(long fromMs, long toMs) {
        String said =
                "Records waiting for "
                        + String.join(", ", facts.affectedLanes())
                        + " over "
                        + Words.duration(endMs)
                        + ", at most "
                        + Words.count(peak)
                        + (toMs < 0
                                ? ""
                                : (facts.overLine()
                                                ? "; the line was faulted"
                                                : "; the store was closed")
                                        + " from second "
                                        + fromMs / 1_000)
                        + ".";
        out.append("<svg viewBox=\"0 0 ").append(WIDTH).append(' ').append(HEIGHT);
        out.append("\" role=\"img\" aria-label=\"").append(Words.html(said)).append("\">\n");
    }

    private double base() {
        return HEIGHT - BOTTOM;
    }

    private double x(long atMs) {
        return (double) WIDTH * Math.clamp(atMs, 0, endMs) / endMs;
    }

    private double y(long records) {
        return base() - (base() - TOP) * records / niceTop();
    }

    /// A round number at or above the peak, so that grid lines carry round numbers.
    private long niceTop() {
        long top = 4;
        long step = 1;
        while (top < peak) {
            for (long factor : new long[] {4, 8, 12, 20, 40}) {
                top = factor * step;
                if (top >= peak) {
                    return top;
                }
            }
            step *= 10;
        }
        return top;
    }

    private void grid() {
        for (int i = 1; i <= 4; i++) {
            long records = niceTop() * i / 4;
            line(0, y(records), WIDTH, y(records), "#e3e6ea");
            text(WIDTH, y(records) - 4, "end", "", Words.count(records));
        }
    }

    private void curve() {
        StringBuilder path = new StringBuilder();
        int per = Math.max(1, (samples.size() + COLUMNS - 1) / COLUMNS);
        for (int i = 0; i < samples.size(); i += per) {
            List<Sample> group = samples.subList(i, Math.min(samples.size(), i + per));
            long held = group.stream().mapToLong(Sample::heldRecords).max().orElse(0);
            long at = per == 1 ? group.getFirst().atMs() : group.get(group.size() / 2).atMs();
            path.append(path.isEmpty() ? "M" : "L").append(number(x(at)));
            path.append(' ').append(number(y(held)));
        }
        String first = number(x(samples.getFirst().atMs()));
        String last = number(x(samples.getLast().atMs()));
        out.append("<path d=\"").append(path).append('L').append(last).append(' ');
        out.append(number(base())).append('L').append(first).append(' ').append(number(base()));
        out.append("Z\" fill=\"var(--fill)\" fill-opacity=\"0.55\"/>\n");
        out.append("<path d=\"").append(path);
        out.append("\" fill=\"none\" stroke=\"var(--stroke)\" stroke-width=\"1.8\"");
        out.append(" stroke-linejoin=\"round\"/>\n");
    }

    private void labels(long fromMs, long toMs) {
        Instant start = Instant.parse(facts.startedAt());
        String held = "records waiting for " + String.join(", ", facts.affectedLanes());
        text(0, 12, "start", "strong", fromMs >= 0 && x(fromMs) < 190 ? "" : held);
        if (toMs >= 0) {
            String cut =
                    facts.overLine()
                            ? facts.fault().equals("down") ? "line cut " : facts.fault() + " "
                            : "closed ";
            double middle = (x(fromMs) + x(toMs)) / 2;
            text(middle, 22, "middle", "strong", cut + Words.duration(facts.outageMs()));
            text(x(fromMs), HEIGHT - 8.0, edge(fromMs), "", TIME.format(start.plusMillis(fromMs)));
            text(x(toMs), HEIGHT - 8.0, edge(toMs), "", TIME.format(start.plusMillis(toMs)));
        }
        if (toMs >= 0 && facts.drainMs() >= 0 && x(toMs) < WIDTH - 150) {
            text(x(toMs) + 8, 22, "start", "", "drained in " + Words.duration(facts.drainMs()));
        }
        if (fromMs < 0 || x(fromMs) > 130) {
            text(0, HEIGHT - 8.0, "start", "", TIME.format(start));
        }
        if (toMs < 0 || x(toMs) < WIDTH - 130) {
            text(WIDTH, HEIGHT - 8.0, "end", "", TIME.format(start.plusMillis(endMs)) + " UTC");
        }
    }

    private String edge(long atMs) {
        if (x(atMs) < 60) {
            return "start";
        }
        return x(atMs) > WIDTH - 60 ? "end" : "middle";
    }

    private void rect(double x, double y, double width, double height, String fill) {
        out.append("<rect x=\"").append(number(x)).append("\" y=\"").append(number(y));
        out.append("\" width=\"").append(number(Math.max(1, width))).append("\" height=\"");
        out.append(number(height)).append("\" fill=\"var(").append(fill).append(")\"/>\n");
    }

    private void line(double x1, double y1, double x2, double y2, String stroke) {
        out.append("<line x1=\"").append(number(x1)).append("\" y1=\"").append(number(y1));
        out.append("\" x2=\"").append(number(x2)).append("\" y2=\"").append(number(y2));
        out.append("\" stroke=\"").append(stroke).append("\"/>\n");
    }

    private void text(double x, double y, String anchor, String type, String text) {
        if (text.isEmpty()) {
            return;
        }
        out.append("<text x=\"").append(number(x)).append("\" y=\"").append(number(y));
        out.append("\" text-anchor=\"").append(anchor).append('"');
        if (!type.isEmpty()) {
            out.append(" class=\"").append(type).append('"');
        }
        out.append('>').append(Words.html(text)).append("</text>\n");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
