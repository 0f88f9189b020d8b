package org.fieldproof.views.evidence;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.fieldproof.api.drill.RunComparison;
import org.fieldproof.api.drill.RunComparison.Side;
import org.fieldproof.api.report.PdfOrder;
import org.fieldproof.styles.Palette;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.export.PlotTwin;
import org.fieldproof.views.perspective.Desk;

/// Two runs of evidence side by side: what of the later one is worse, in what their set-up
/// differs, both backlogs on one scale, and every figure. FX thread.
final class ComparisonPage extends VBox {
    private static final int DIFFERENCES_SEEN = 5;
    private static final int ROWS_SEEN = 14;
    private static final int ROWS_MIN = 10;

    /// On paper a chart is as large whatever the size of the window is.
    private static final double PAPER_WIDE = 760;

    private static final double PAPER_HIGH = 170;

    private final Desk desk;
    private final ComparisonViewModel model;

    ComparisonPage(Desk desk, EvidenceViewModel pages, RunComparison found) {
        super(14);
        this.desk = desk;
        model = new ComparisonViewModel(desk);
        getStyleClass().add("fp-paper");
        setStyle("-fx-padding: 26 34 26 34;");
        setId("evidence-comparison-page");
        Label headline = Parts.prose(model.headline(found), "fp-headline");
        headline.setId("evidence-comparison-headline");
        Parts.toggle(headline, "fp-p1", model.doubtful(found));
        VBox remarks = new VBox(4);
        for (ComparisonViewModel.Remark each : model.remarks(found)) {
            Label line = Parts.prose(each.text());
            Parts.toggle(line, "fp-p1", each.bad());
            remarks.getChildren().add(line);
        }
        remarks.getChildren().add(Parts.prose(desk.text("evidence.compare.rule"), "fp-muted"));
        remarks.setMaxWidth(820);
        getChildren().addAll(headline, remarks, desk.filtered(table(found), "evidence-comparison"));
        differences(found);
        PlotTwin base = plot("evidence-base", "evidence.chart.base", found.base(), pages, found);
        PlotTwin run = plot("evidence-run", "evidence.chart.run", found.run(), pages, found);
        getChildren().addAll(base, run);
        PdfMenu pdf =
                new PdfMenu(
                        desk,
                        "comparison",
                        List.of(source(found.base()), source(found.run())),
                        () ->
                                ComparisonReport.of(
                                        desk, model, found, List.of(onPaper(base), onPaper(run))));
        Label kicker = Parts.givingWay(Parts.label(model.kicker(found), "fp-muted"));
        getChildren().addFirst(Parts.row(kicker, Parts.spring(), pdf));
    }

    private static PdfOrder.Source source(Side side) {
        return new PdfOrder.Source(Path.of(side.page().file()), side.sha256());
    }

    private static String onPaper(PlotTwin plot) {
        byte[] svg = plot.svg(Palette.of(Theme.LIGHT), PAPER_WIDE, PAPER_HIGH);
        return new String(svg, StandardCharsets.UTF_8);
    }

    private RowTable<ComparisonRow> table(RunComparison found) {
        RowTable<ComparisonRow> table =
                new RowTable<ComparisonRow>(
                                ComparisonRow::id, desk.text("evidence.compare.table.empty"))
                        .state(
                                desk.text("evidence.compare.column.standing"),
                                135,
                                ComparisonRow::standing)
                        .named("standing")
                        .text(
                                desk.text("evidence.compare.column.measure"),
                                190,
                                ComparisonRow::measure)
                        .named("measure")
                        .text(
                                desk.text("evidence.compare.column.object"),
                                150,
                                ComparisonRow::object)
                        .named("object")
                        .right(model.baseColumn(found), 165, ComparisonRow::base)
                        .named("base")
                        .right(model.runColumn(found), 165, ComparisonRow::run)
                        .named("run")
                        .right(
                                desk.text("evidence.compare.column.difference"),
                                86,
                                ComparisonRow::difference)
                        .named("difference")
                        .text(desk.text("evidence.compare.column.why"), 160, ComparisonRow::why)
                        .named("why");
        table.setId("evidence-comparison");
        table.getStyleClass().add("fp-on-paper");
        table.update(model.rows(found));
        return table.high(ROWS_SEEN, ROWS_MIN);
    }

    private void differences(RunComparison found) {
        List<DifferenceRow> rows = model.differences(found);
        getChildren()
                .add(Parts.label(desk.text("evidence.compare.differences.title"), "fp-section"));
        if (rows.isEmpty()) {
            getChildren().add(Parts.prose(desk.text("evidence.compare.differences.none")));
            return;
        }
        RowTable<DifferenceRow> table =
                new RowTable<DifferenceRow>(
                                DifferenceRow::id, desk.text("evidence.compare.differences.none"))
                        .text(
                                desk.text("evidence.compare.column.setting"),
                                130,
                                DifferenceRow::setting)
                        .named("setting")
                        .mono(desk.text("evidence.compare.column.name"), 220, DifferenceRow::name)
                        .named("name")
                        .growing()
                        .text(model.baseColumn(found), 200, DifferenceRow::base)
                        .named("base")
                        .text(model.runColumn(found), 200, DifferenceRow::run)
                        .named("run");
        table.setId("evidence-differences");
        table.getStyleClass().add("fp-on-paper");
        table.update(rows);
        int seen = Math.min(rows.size(), DIFFERENCES_SEEN);
        getChildren().add(desk.filtered(table.high(seen, seen), "evidence-differences"));
    }

    private PlotTwin plot(
            String name, String title, Side side, EvidenceViewModel pages, RunComparison found) {
        String started = desk.figures().dateTime(side.page().startedAt());
        PlotTwin plot =
                new PlotTwin(desk, name, desk.text(title, started), "fp-muted", "fp-small")
                        .high(110, 140, Double.MAX_VALUE)
                        .least(model.top(found));
        plot.show(pages.backlog(side.page(), model.spanMillis(found)));
        return plot;
    }
}
