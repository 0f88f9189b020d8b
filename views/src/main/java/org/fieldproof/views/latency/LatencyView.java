package org.fieldproof.views.latency;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.filter.Measure;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.perspective.Perspective;
import org.fieldproof.views.place.PerspectiveId;

/// How long each hop of a record's way takes, with sample counts.
public final class LatencyView implements Perspective {

    private final Desk desk;
    private final LatencyViewModel model;
    private final BorderPane root = new BorderPane();
    private final RowTable<LatencyRow> table;
    private final LatencyPanel panel;

    public LatencyView(Desk desk) {
        this.desk = desk;
        model = new LatencyViewModel(desk);
        table =
                new RowTable<LatencyRow>(LatencyRow::id, desk.text("latency.table.empty"))
                        .column(
                                desk.text("latency.column.hop"),
                                300,
                                LatencyRow::hop,
                                row -> "fp-strong",
                                "fp-left")
                        .named("hop")
                        .text(desk.text("latency.column.lane"), 130, LatencyRow::lane)
                        .named("lane")
                        .right(desk.text("latency.column.count"), 110, LatencyRow::count)
                        .named("count", Measure.NUMBER)
                        .value("p50", 100, LatencyRow::p50)
                        .named("p50", Measure.LATENCY)
                        .value("p95", 100, LatencyRow::p95)
                        .named("p95", Measure.LATENCY)
                        .column("p99", 110, LatencyRow::p99, LatencyRow::p99Class, "fp-right")
                        .named("p99", Measure.LATENCY)
                        .value(desk.text("latency.column.max"), 110, LatencyRow::max)
                        .named("max", Measure.LATENCY)
                        .right(desk.text("latency.column.window"), 120, LatencyRow::window)
                        .named("window", Measure.SPAN);
        table.setId("latency-table");
        table.getStyleClass().add("fp-panel");
        table.setPrefHeight(270);
        table.setMinHeight(160);
        table.getSelectionModel()
                .selectedItemProperty()
                .addListener((property, was, is) -> desk.pulse().frame().ifPresent(this::draw));
        panel = new LatencyPanel(desk, model);
        VBox.setVgrow(panel, Priority.ALWAYS);
        VBox body =
                new VBox(
                        10,
                        desk.filter(table, "latency"),
                        table,
                        panel,
                        Parts.prose(desk.text("latency.method.text"), "fp-muted", "fp-small"));
        body.setStyle("-fx-padding: 0 14 12 14;");
        root.setTop(
                Parts.head(
                        new Label(desk.text("shell.perspective.latency")),
                        new Label(desk.text("latency.head.remark"))));
        root.setCenter(body);
    }

    @Override
    public PerspectiveId id() {
        return PerspectiveId.LATENCY;
    }

    @Override
    public Node content() {
        return root;
    }

    @Override
    public void reveal(String object) {
        if (object.matches("marker/\\d{1,18}")) {
            panel.compare(Long.parseLong(object.substring("marker/".length())));
        }
    }

    @Override
    public boolean looksBack() {
        return true;
    }

    @Override
    public void show(Frame frame) {
        table.update(model.rows(desk.held().at(frame).snapshot()));
        if (table.selected().isEmpty() && !table.getItems().isEmpty()) {
            table.getSelectionModel().selectFirst();
        }
        draw(frame);
    }

    private void draw(Frame beat) {
        Frame frame = desk.held().at(beat);
        String chosen = table.selectedId().orElse("");
        frame.snapshot().hops().stream()
                .filter(hop -> LatencyViewModel.id(hop).equals(chosen))
                .findFirst()
                .ifPresent(hop -> panel.show(frame, hop));
    }
}
