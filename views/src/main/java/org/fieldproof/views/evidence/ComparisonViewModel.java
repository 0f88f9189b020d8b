package org.fieldproof.views.evidence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import org.fieldproof.api.drill.DrillPhase;
import org.fieldproof.api.drill.EvidenceSummary;
import org.fieldproof.api.drill.RunComparison;
import org.fieldproof.api.drill.RunComparison.Figure;
import org.fieldproof.api.drill.RunComparison.Line;
import org.fieldproof.api.drill.RunComparison.Measure;
import org.fieldproof.api.drill.RunComparison.Side;
import org.fieldproof.api.drill.RunComparison.Standing;
import org.fieldproof.api.drill.RunComparison.Why;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.control.StateText;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.perspective.Desk;

/// Two runs side by side, in words and figures. What is not known is said to be. Needs no
/// toolkit.
final class ComparisonViewModel {
    /// Words of files that are told in the language of the console; others are told as they are.
    static final Set<String> WORDS =
            Set.of(
                    "passed",
                    "failed",
                    "inconclusive",
                    "aborted",
                    "doubtful",
                    "skipped",
                    "not-applicable",
                    "none",
                    "seen-as-predicted",
                    "predicted-not-seen",
                    "not-predicted");

    private final Desk desk;
    private final Figures figures;

    ComparisonViewModel(Desk desk) {
        this.desk = desk;
        figures = desk.figures();
    }

    /// Something to be known before any figure is looked at.
    record Remark(String text, boolean bad) {}

    String kicker(RunComparison found) {
        EvidenceSummary base = found.base().page();
        EvidenceSummary run = found.run().page();
        return desk.text(
                "evidence.compare.kicker",
                run.drill(),
                figures.dateTime(run.startedAt()),
                base.drill(),
                figures.dateTime(base.startedAt()));
    }

    /// Whether one of the files is not what an installation of ours signed.
    boolean doubtful(RunComparison found) {
        return isDoubtful(found.base()) || isDoubtful(found.run());
    }

    private static boolean isDoubtful(Side side) {
        return !side.genuine() || side.foreign();
    }

    String baseColumn(RunComparison found) {
        return column(desk.text("evidence.compare.column.base"), found.base());
    }

    String runColumn(RunComparison found) {
        return column(desk.text("evidence.compare.column.run"), found.run());
    }

    private String column(String name, Side side) {
        if (!side.genuine()) {
            return desk.text("evidence.compare.column.forged", name);
        }
        return side.foreign() ? desk.text("evidence.compare.column.foreign", name) : name;
    }

    String headline(RunComparison found) {
        boolean forged = !found.base().genuine() || !found.run().genuine();
        String said = said(found);
        return forged ? desk.text("evidence.compare.headline.forged", said) : said;
    }

    private String said(RunComparison found) {
        if (found.testUnknown()) {
            return desk.text("evidence.compare.headline.unknown");
        }
        if (!found.sameTest()) {
            return desk.text("evidence.compare.headline.other");
        }
        long worse = found.count(Standing.WORSE);
        long better = found.count(Standing.BETTER);
        if (worse == 0 && better == 0) {
            return desk.text("evidence.compare.headline.same");
        }
        return desk.text("evidence.compare.headline.counts", worse, better);
    }

    List<Remark> remarks(RunComparison found) {
        List<Remark> remarks = new ArrayList<>();
        String earlier = desk.text("evidence.compare.column.base");
        String later = desk.text("evidence.compare.column.run");
        doubt(remarks, earlier, found.base());
        doubt(remarks, later, found.run());
        if (found.testUnknown()) {
            remarks.add(new Remark(desk.text("evidence.compare.remark.testUnknown"), true));
        } else if (!found.sameTest()) {
            remarks.add(new Remark(desk.text("evidence.compare.remark.otherTest"), true));
        } else if (found.outageUnknown()) {
            remarks.add(new Remark(desk.text("evidence.compare.remark.outageUnknown"), false));
        } else if (!found.sameOutage()) {
            remarks.add(new Remark(desk.text("evidence.compare.remark.otherOutage"), false));
        }
        remarks.add(
                new Remark(
                        desk.text(
                                "evidence.compare.remark.counts",
                                figures.count(found.count(Standing.SAME)),
                                figures.count(found.count(Standing.NOT_COMPARABLE))),
                        false));
        remarks.add(
                new Remark(
                        desk.text(
                                "evidence.compare.remark.signers",
                                orNone(found.base().signer()),
                                orNone(found.run().signer())),
                        false));
        if (found.left() > 0) {
            remarks.add(
                    new Remark(
                            desk.text("evidence.compare.remark.left", figures.count(found.left())),
                            false));
        }
        return remarks;
    }

    /// @param which of the two the file is: the earlier or the later one
    private void doubt(List<Remark> remarks, String which, Side side) {
        Path name = Path.of(side.page().file()).getFileName();
        String file = name == null ? side.page().file() : name.toString();
        if (!side.genuine()) {
            String findings = String.join(" ", side.findings());
            remarks.add(
                    new Remark(desk.text("evidence.compare.forged", file, which, findings), true));
        } else if (side.foreign()) {
            String text = desk.text("evidence.compare.foreign", file, which, side.signer());
            remarks.add(new Remark(text, true));
        }
    }

    List<DifferenceRow> differences(RunComparison found) {
        List<DifferenceRow> rows = new ArrayList<>();
        for (RunComparison.Difference each : found.differences()) {
            rows.add(
                    new DifferenceRow(
                            each.setting() + "/" + each.name(),
                            desk.text("evidence.setting." + each.setting()),
                            each.name(),
                            side(each, each.base()),
                            side(each, each.run())));
        }
        return rows;
    }

    private String side(RunComparison.Difference difference, String text) {
        boolean unknown = difference.name().isEmpty() && text.isEmpty();
        return unknown ? desk.text("evidence.compare.unknown") : orNone(text);
    }

    private static String orNone(String text) {
        return text.isEmpty() ? Figures.NONE : text;
    }

    List<ComparisonRow> rows(RunComparison found) {
        return found.lines().stream().map(this::row).toList();
    }

    private ComparisonRow row(Line line) {
        return new ComparisonRow(
                line.measure() + "/" + line.object(),
                new StateText(mark(line), desk.text("evidence.standing." + line.standing())),
                desk.text("evidence.measure." + line.measure()),
                object(line),
                figure(line, line.base()),
                figure(line, line.run()),
                difference(line),
                line.why() == Why.NONE ? "" : desk.text("evidence.why." + line.why()));
    }

    /// What was lost is more than what took longer.
    private static Mark mark(Line line) {
        return switch (line.standing()) {
            case WORSE ->
                    line.measure().compareTo(Measure.IMBALANCE) <= 0 ? Mark.URGENT : Mark.HIGH;
            case BETTER -> Mark.RUN;
            case SAME -> Mark.OFF;
            case NOT_COMPARABLE -> Mark.NOTE;
        };
    }

    private String object(Line line) {
        if (line.measure() == Measure.PHASE) {
            for (DrillPhase phase : DrillPhase.values()) {
                if (phase.name().equals(line.object())) {
                    return desk.text("shell.phase." + phase);
                }
            }
        }
        return line.object();
    }

    private String figure(Line line, Figure figure) {
        return switch (figure) {
            case Figure.Count(long count) -> figures.count(count);
            case Figure.Millis millis -> millis(line, millis);
            case Figure.Beyond(long limit) ->
                    desk.text("evidence.compare.beyond", time((double) limit));
            case Figure.Word(String word) -> word(word);
            case Figure.Unknown _ -> desk.text("evidence.compare.unknown");
            case Figure.Absent _ -> Figures.NONE;
        };
    }

    private String word(String word) {
        return WORDS.contains(word) ? desk.text("evidence." + wordKey(word)) : word;
    }

    static String wordKey(String word) {
        return "word." + word.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /// A percentile of few samples is in brackets, as everywhere.
    private String millis(Line line, Figure.Millis figure) {
        String time = time(figure.millis());
        if (figure.samples() < 0) {
            return time;
        }
        boolean few = figure.few() && RunComparison.PERCENTILES.contains(line.measure());
        return desk.text(
                "evidence.compare.samples",
                few ? "(" + time + ")" : time,
                figures.count(figure.samples()));
    }

    private String time(double millis) {
        if (millis < 0) {
            return "\u2212" + time(-millis);
        }
        return millis < 90_000 ? figures.limit(millis) : figures.took(Math.round(millis));
    }

    private String difference(Line line) {
        OptionalDouble difference = line.difference();
        if (difference.isEmpty()) {
            return "";
        }
        double by = difference.getAsDouble();
        boolean count = line.run() instanceof Figure.Count;
        double size = Math.abs(by);
        String text = count ? figures.count(Math.round(size)) : time(size);
        return by > 0 ? "+" + text : by < 0 ? "\u2212" + text : text;
    }

    /// How long the longer of the two lasted: both are drawn on its scale.
    long spanMillis(RunComparison found) {
        return Math.max(lasted(found.base().page()), lasted(found.run().page()));
    }

    private static long lasted(EvidenceSummary page) {
        return page.endedAt().toEpochMilli() - page.startedAt().toEpochMilli();
    }

    /// The most that either held.
    double top(RunComparison found) {
        long top = 0;
        for (Side side : List.of(found.base(), found.run())) {
            for (EvidenceSummary.Sample each : side.page().backlog()) {
                top = Math.max(top, each.bufferRecords());
            }
        }
        return (double) top;
    }
}
