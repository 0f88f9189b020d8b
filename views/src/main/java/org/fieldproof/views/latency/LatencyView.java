package org.fieldproof.views.latency;

import java.time.Instant;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldproof.api.snapshot.HopSnapshot;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.bridge.History;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.control.TimeSeriesPlot;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.perspective.HeldFrame;
import org.fieldproof.views.perspective.Perspective;
import org.fieldproof.views.place.PerspectiveId;

/// How long each hop of a record's way takes, with sample counts.
public final class LatencyView implements Perspective {

    private static final long SHOWN_MILLIS = 5 * 60_000;

    private final Desk desk;
    private final HeldFrame held = new HeldFrame();
    private final LatencyViewModel model;
    private final BorderPane root = new BorderPane();
    private final RowTable<LatencyRow> table;
    private final Label title = Parts.label("", "fp-strong");
    private final Label samples = Parts.label("", "fp-muted", "fp-small");
    private final TimeSeriesPlot plot;

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
                        .text(desk.text("latency.column.lane"), 130, LatencyRow::lane)
                        .right(desk.text("latency.column.count"), 110, LatencyRow::count)
                        .value("p50", 100, LatencyRow::p50)
                        .value("p95", 100, LatencyRow::p95)
                        .column("p99", 110, LatencyRow::p99, LatencyRow::p99Class, "fp-right")
                        .value(desk.text("latency.column.max"), 110, LatencyRow::max)
                        .right(desk.text("latency.column.window"), 120, LatencyRow::window)
                        .copyMenu(desk.text("shell.table.copy"));
        table.setId("latency-table");
        table.getStyleClass().add("fp-panel");
        table.setPrefHeight(290);
        table.setMinHeight(160);
        table.getSelectionModel()
                .selectedItemProperty()
                .addListener((property, was, is) -> desk.pulse().frame().ifPresent(this::draw));
        plot =
                new TimeSeriesPlot(
                        desk.looks().palette(),
                        value -> desk.figures().millis(value),
                        millis -> desk.figures().time(Instant.ofEpochMilli(millis)));
        VBox.setVgrow(plot, Priority.ALWAYS);
        VBox chart =
                Parts.panel(
                        Parts.row(
                                title,
                                Parts.spring(),
                                Parts.label(desk.text("latency.chart.legend"), "fp-muted")),
                        samples,
                        plot);
        VBox.setVgrow(chart, Priority.ALWAYS);
        VBox body =
                new VBox(
                        10,
                        table,
                        chart,
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
    public void freeze(boolean freeze) {
        held.freeze(freeze, desk.pulse().frame());
    }

    @Override
    public void show(Frame frame) {
        table.update(model.rows(held.at(frame).snapshot()));
        if (table.selected().isEmpty() && !table.getItems().isEmpty()) {
            table.getSelectionModel().selectFirst();
        }
        draw(frame);
    }

    private void draw(Frame beat) {
        Frame frame = held.at(beat);
        String chosen = table.selectedId().orElse("");
        frame.snapshot().hops().stream()
                .filter(hop -> LatencyViewModel.id(hop).equals(chosen))
                .findFirst()
                .ifPresent(hop -> draw(frame, hop));
    }

    private void draw(Frame frame, HopSnapshot hop) {
        title.setText(model.name(hop) + (hop.lane().isEmpty() ? "" : " · " + hop.lane()));
        samples.setText(model.samples(hop.stats()));
        plot.setAccessibleText(title.getText());
        History history = frame.history();
        long to = frame.now().toEpochMilli();
        List<TimeSeriesPlot.Band> bands =
                history.outages().stream()
                        .map(
                                o ->
                                        new TimeSeriesPlot.Band(
                                                o.fromMillis(),
                                                o.open() ? to : o.toMillis(),
                                                desk.text("buffers.chart.cut")))
                        .toList();
        plot.show(
                new TimeSeriesPlot.Picture(
                        List.of(
                                pen(history, hop, "p50"),
                                pen(history, hop, "p95"),
                                pen(history, hop, "p99")),
                        to - SHOWN_MILLIS,
                        to,
                        bands,
                        0));
    }

    private static TimeSeriesPlot.Pen pen(History history, HopSnapshot hop, String percentile) {
        return new TimeSeriesPlot.Pen(
                percentile, history.series(History.hop(hop, percentile)), false);
    }
}
