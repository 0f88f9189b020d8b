package org.fieldproof.views.evidence;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldproof.api.drill.EvidenceSummary;
import org.fieldproof.api.drill.Verdict;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.export.PlotTwin;
import org.fieldproof.views.filter.Measure;
import org.fieldproof.views.perspective.Desk;

/// Page one of an evidence file, for somebody who does not know gateways.
final class EvidencePage extends VBox {

    private final Label trust = Parts.prose("");
    private final Label signer;

    EvidencePage(Desk desk, EvidenceViewModel model, EvidenceSummary page, Node... acts) {
        super(14);
        signer = Parts.prose(desk.text("evidence.trust.signer", page.signer()));
        signer.setId("evidence-signer");
        getStyleClass().add("fp-paper");
        setStyle("-fx-padding: 26 34 26 34;");
        Label kicker = Parts.givingWay(Parts.label(model.kicker(page), "fp-muted"));
        Label headline = Parts.prose(model.headline(page), "fp-headline");
        headline.setId("evidence-headline");
        Parts.toggle(headline, "fp-p1", page.verdict() == Verdict.FAILED);
        VBox prose = new VBox(4);
        page.reasons().forEach(reason -> prose.getChildren().add(Parts.prose(reason)));
        prose.getChildren().add(Parts.prose(desk.text("evidence.page.method"), "fp-muted"));
        prose.setMaxWidth(820);
        PlotTwin plot =
                new PlotTwin(
                                desk,
                                "evidence-backlog",
                                desk.text("evidence.chart.held"),
                                "fp-muted",
                                "fp-small")
                        .high(110, 200, Double.MAX_VALUE);
        plot.show(model.backlog(page));
        getChildren()
                .addAll(
                        head(kicker, acts),
                        headline,
                        prose,
                        numbers(model.figures(page)),
                        plot,
                        desk.filtered(table(desk, model, page), "evidence-devices"),
                        footing(desk, page));
    }

    private static HBox head(Label kicker, Node... acts) {
        HBox head = Parts.row(kicker, Parts.spring());
        head.getChildren().addAll(acts);
        return head;
    }

    private static HBox numbers(List<EvidenceViewModel.Figure> figures) {
        HBox row = new HBox(24);
        for (EvidenceViewModel.Figure figure : figures) {
            Label value = Parts.label(figure.value(), "fp-figure");
            Parts.toggle(value, "fp-p1", figure.bad());
            VBox box =
                    new VBox(
                            1,
                            Parts.label(figure.name(), "fp-muted", "fp-small"),
                            value,
                            Parts.prose(figure.remark(), "fp-muted", "fp-small"));
            HBox.setHgrow(box, Priority.ALWAYS);
            box.setPrefWidth(180);
            row.getChildren().add(box);
        }
        return row;
    }

    private static RowTable<DeviceRow> table(
            Desk desk, EvidenceViewModel model, EvidenceSummary page) {
        RowTable<DeviceRow> table =
                new RowTable<DeviceRow>(DeviceRow::id, desk.text("evidence.table.empty"))
                        .column(
                                desk.text("evidence.column.device"),
                                130,
                                DeviceRow::id,
                                row -> "fp-strong",
                                "fp-left")
                        .named("device")
                        .mono(desk.text("evidence.column.identity"), 290, DeviceRow::identity)
                        .named("identity")
                        .right(desk.text("evidence.column.sent"), 90, DeviceRow::sent)
                        .named("sent", Measure.NUMBER)
                        .right(desk.text("evidence.column.accepted"), 100, DeviceRow::accepted)
                        .named("accepted", Measure.NUMBER);
        List<String> lanes = model.lanes(page);
        for (int i = 0; i < lanes.size(); i++) {
            int index = i;
            table.right(lanes.get(i), 100, row -> row.delivered().get(index));
        }
        table.column(
                        desk.text("evidence.column.lost"),
                        80,
                        DeviceRow::lost,
                        DeviceRow::badClass,
                        "fp-right")
                .named("lost", Measure.NUMBER)
                .column(
                        desk.text("evidence.column.duplicated"),
                        110,
                        DeviceRow::duplicated,
                        DeviceRow::badClass,
                        "fp-right")
                .named("duplicated", Measure.NUMBER)
                .column(
                        desk.text("evidence.column.outOfOrder"),
                        120,
                        DeviceRow::outOfOrder,
                        DeviceRow::badClass,
                        "fp-right")
                .named("outOfOrder", Measure.NUMBER);
        table.setId("evidence-devices");
        table.getStyleClass().add("fp-on-paper");
        table.update(model.devices(page));
        int rows = Math.clamp(page.devices().size(), 2, 8);
        return table.high(rows, rows);
    }

    private HBox footing(Desk desk, EvidenceSummary page) {
        VBox left =
                new VBox(
                        5,
                        Parts.label(desk.text("evidence.trust.title"), "fp-section"),
                        signer,
                        trust);
        trust.setText(desk.text("evidence.trust.checking"));
        trust.setId("evidence-trust");
        VBox right =
                new VBox(
                        5,
                        Parts.label(desk.text("evidence.notTested.title"), "fp-section"),
                        Parts.prose(
                                page.notTested().isEmpty()
                                        ? desk.text("evidence.notTested.none")
                                        : String.join("\n", page.notTested())));
        HBox row = new HBox(40, left, right);
        for (VBox box : List.of(left, right)) {
            box.setPrefWidth(400);
            HBox.setHgrow(box, Priority.ALWAYS);
        }
        return row;
    }

    /// What a check finds names the key itself.
    void showTrust(String sentence, boolean bad) {
        signer.setVisible(bad);
        signer.setManaged(bad);
        trust.setText(sentence);
        Parts.toggle(trust, "fp-p1", bad);
    }
}
