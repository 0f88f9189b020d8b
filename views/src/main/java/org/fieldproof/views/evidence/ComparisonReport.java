package org.fieldproof.views.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.fieldproof.api.drill.RunComparison;
import org.fieldproof.api.report.Report;
import org.fieldproof.api.report.Report.Block;
import org.fieldproof.api.report.Report.Cell;
import org.fieldproof.api.report.Report.Tone;
import org.fieldproof.views.perspective.Desk;

/// The comparison of two runs as a page for reading: what the console shows, in its language.
final class ComparisonReport {
    private ComparisonReport() {}

    /// @param drawings both backlogs, in the colours of paper
    static Report of(
            Desk desk, ComparisonViewModel model, RunComparison found, List<String> drawings) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Report.Prose(model.kicker(found), Tone.QUIET));
        blocks.add(
                new Report.Heading(
                        1, model.headline(found), model.doubtful(found) ? Tone.BAD : Tone.PLAIN));
        for (ComparisonViewModel.Remark each : model.remarks(found)) {
            blocks.add(new Report.Prose(each.text(), each.bad() ? Tone.BAD : Tone.PLAIN));
        }
        blocks.add(new Report.Prose(desk.text("evidence.compare.rule"), Tone.QUIET));
        drawings.forEach(each -> blocks.add(new Report.Drawing(each)));
        blocks.add(heading(desk.text("evidence.compare.differences.heading")));
        List<String> sides = List.of(model.baseColumn(found), model.runColumn(found));
        blocks.add(differences(desk, sides, model.differences(found)));
        blocks.add(heading(desk.text("evidence.compare.figures.heading")));
        blocks.add(figures(desk, sides, model.rows(found)));
        return new Report(
                desk.text("evidence.compare.title", found.run().page().drill()),
                desk.texts().locale(),
                blocks);
    }

    private static Block heading(String text) {
        return new Report.Heading(2, text, Tone.PLAIN);
    }

    private static Block differences(Desk desk, List<String> sides, List<DifferenceRow> rows) {
        if (rows.isEmpty()) {
            return new Report.Prose(desk.text("evidence.compare.differences.none"), Tone.PLAIN);
        }
        return new Report.Table(
                heads(desk, sides, Set.of(), "setting", "name", "base", "run"),
                rows.stream()
                        .map(
                                row ->
                                        List.of(
                                                plain(row.setting()),
                                                new Cell(row.name(), false, true, Tone.PLAIN),
                                                plain(row.base()),
                                                plain(row.run())))
                        .toList());
    }

    private static Block figures(Desk desk, List<String> sides, List<ComparisonRow> rows) {
        return new Report.Table(
                heads(
                        desk,
                        sides,
                        Set.of("base", "run", "difference"),
                        "standing",
                        "measure",
                        "object",
                        "base",
                        "run",
                        "difference",
                        "why"),
                rows.stream().map(ComparisonReport::figure).toList());
    }

    private static List<Cell> figure(ComparisonRow row) {
        Tone tone = row.standing().mark().abnormal() ? Tone.BAD : Tone.PLAIN;
        return List.of(
                new Cell(row.standing().text(), false, false, tone),
                plain(row.measure()),
                plain(row.object()),
                new Cell(row.base(), true, false, Tone.PLAIN),
                new Cell(row.run(), true, false, tone),
                new Cell(row.difference(), true, false, tone),
                new Cell(row.why(), false, false, Tone.QUIET));
    }

    private static Cell plain(String text) {
        return new Cell(text, false, false, Tone.PLAIN);
    }

    private static List<Cell> heads(
            Desk desk, List<String> sides, Set<String> right, String... names) {
        List<Cell> heads = new ArrayList<>();
        for (String name : names) {
            heads.add(
                    new Cell(
                            switch (name) {
                                case "base" -> sides.get(0);
                                case "run" -> sides.get(1);
                                default -> desk.text("evidence.compare.column." + name);
                            },
                            right.contains(name),
                            false,
                            Tone.PLAIN));
        }
        return heads;
    }
}
