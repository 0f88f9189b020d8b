package org.fieldproof.views.buffers;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.bridge.History;
import org.fieldproof.views.control.BulletBar;
import org.fieldproof.views.control.FilterBar;
import org.fieldproof.views.control.FilteredTable;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.control.TimeSeriesPlot;
import org.fieldproof.views.export.ExportMenu;
import org.fieldproof.views.export.PlotFigures;
import org.fieldproof.views.filter.Measure;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.perspective.Perspective;
import org.fieldproof.views.place.PerspectiveId;
import org.fieldproof.views.quarantine.QuarantineView;
import org.jspecify.annotations.Nullable;

/// Where records wait: the log and every lane, over time, and what becomes of them.
public final class BuffersView implements Perspective {

    private static final int[] RANGES_MINUTES = {2, 5, 15};

    /// Rows that are in sight where there are more, and where there is little room.
    private static final int ROWS_MAX = 8;

    private static final int ROWS_LEAST = 4;

    private final Desk desk;
    private final BuffersViewModel model;
    private final BorderPane page = new BorderPane();
    private final StackPane root = new StackPane(page);
    private final QuarantineView quarantine;
    private final Button workbench;
    private final VBox body = new VBox(10);
    private final HBox charts = new HBox(10);
    private final HBox below = new HBox(10);
    private final RowTable<BufferRow> table;
    private final FilterBar filter;
    private final ChartCard logChart;
    private final ChartCard laneChart;
    private final ChartCard syncChart;
    private final CustodyPanel custody;
    private final VBox sentences = new VBox(8);
    private final Label focusTitle = Parts.label("", "fp-strong");
    private final Button pause;
    private final BacklogActs backlog;
    private final OrphanPanel orphans;
    private final MenuButton range = new MenuButton();
    private final BufferCharts sheets;
    private final ExportMenu export;
    private final ToggleButton asTable;
    private @Nullable FilteredTable<PlotFigures.Row> sheet;
    private int minutes = RANGES_MINUTES[0];
    private String chosen = "";

    public BuffersView(Desk desk) {
        this.desk = desk;
        model = new BuffersViewModel(desk);
        table = table();
        filter = desk.filter(table, "buffers");
        logChart = new ChartCard(desk, v -> desk.figures().count(Math.round(v)));
        laneChart = new ChartCard(desk, v -> desk.figures().count(Math.round(v)));
        syncChart = new ChartCard(desk, v -> desk.figures().millis(v));
        custody = new CustodyPanel(desk, model);
        pause = Parts.button("", this::togglePause);
        pause.setId("buffers-pause");
        backlog = new BacklogActs(desk, root);
        orphans = new OrphanPanel(desk, root, table::requestFocus);
        quarantine = new QuarantineView(desk, root);
        workbench = Parts.button("", () -> showQuarantine(!atWorkbench()));
        workbench.setId("buffers-quarantine");
        sheets = new BufferCharts(desk, charts, List.of(logChart, laneChart, syncChart));
        export = new ExportMenu(desk, "buffers", sheets);
        asTable = new ToggleButton(desk.text("trend.table.button"));
        asTable.setId("buffers-table-button");
        asTable.setMinWidth(Region.USE_PREF_SIZE);
        asTable.setOnAction(event -> desk.pulse().frame().ifPresent(this::show));
        build();
    }

    private void build() {
        range.setText(desk.text("buffers.range.minutes", minutes));
        for (int choice : RANGES_MINUTES) {
            MenuItem item = new MenuItem(desk.text("buffers.range.minutes", choice));
            item.setOnAction(
                    event -> {
                        minutes = choice;
                        range.setText(item.getText());
                        desk.pulse().frame().ifPresent(this::show);
                    });
            range.getItems().add(item);
        }
        page.setTop(
                Parts.head(
                        new Label(desk.text("shell.perspective.buffers")),
                        new Label(desk.text("buffers.head.remark")),
                        workbench,
                        range,
                        asTable,
                        export));
        charts.getChildren().addAll(logChart, laneChart, syncChart);
        charts.getChildren().forEach(card -> HBox.setHgrow(card, Priority.ALWAYS));
        charts.setPrefHeight(240);
        charts.setMinHeight(150);
        FlowPane acts = new FlowPane(8, 6, Parts.telling(pause));
        acts.getChildren().addAll(backlog.buttons());
        VBox fate = Parts.panel(focusTitle, sentences, acts);
        fate.setPrefWidth(420);
        fate.setMinWidth(300);
        HBox.setHgrow(custody, Priority.ALWAYS);
        below.getChildren().addAll(custody, fate);
        VBox.setVgrow(charts, Priority.SOMETIMES);
        VBox.setVgrow(quarantine, Priority.ALWAYS);
        charts.setMaxHeight(330);
        body.setStyle("-fx-padding: 0 14 12 14;");
        body.getChildren().addAll(filter, table, orphans, charts, below);
        page.setCenter(body);
        root.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ESCAPE && atWorkbench()) {
                        showQuarantine(false);
                        event.consume();
                    }
                });
    }

    private boolean atWorkbench() {
        return body.getChildren().contains(quarantine);
    }

    /// Puts the workbench in the place of the charts, or takes it away.
    private void showQuarantine(boolean open) {
        if (open != atWorkbench()) {
            if (open) {
                body.getChildren().setAll(filter, table, quarantine);
            } else {
                body.getChildren().setAll(filter, table, orphans, charts, below);
            }
        }
        desk.pulse()
                .frame()
                .ifPresent(
                        now -> {
                            if (open) {
                                quarantine.open(now.snapshot(), chosen);
                                table.reveal(quarantine.lane());
                            }
                            show(now);
                        });
        if (open) {
            quarantine.focusTable();
        } else {
            workbench.requestFocus();
        }
    }

    private RowTable<BufferRow> table() {
        RowTable<BufferRow> made =
                new RowTable<BufferRow>(BufferRow::id, desk.text("buffers.table.empty"))
                        .column(
                                desk.text("buffers.column.store"),
                                170,
                                BufferRow::name,
                                row -> "fp-strong",
                                "fp-left")
                        .named("store")
                        .value(desk.text("buffers.column.records"), 100, BufferRow::records)
                        .named("records", Measure.NUMBER)
                        .right(desk.text("buffers.column.bytes"), 110, BufferRow::bytes)
                        .named("bytes", Measure.BYTES)
                        .right(desk.text("buffers.column.oldest"), 100, BufferRow::oldest)
                        .named("oldest", Measure.SPAN)
                        .right(desk.text("buffers.column.in"), 80, BufferRow::in)
                        .named("in", Measure.NUMBER)
                        .right(desk.text("buffers.column.out"), 80, BufferRow::out)
                        .named("out", Measure.NUMBER)
                        .right(desk.text("buffers.column.inFlight"), 100, BufferRow::inFlight)
                        .named("inFlight", Measure.NUMBER)
                        .state(desk.text("buffers.column.state"), 180, BufferRow::state)
                        .named("state")
                        .node(
                                desk.text("buffers.column.quota"),
                                220,
                                BufferRow::share,
                                BufferRow::shareText,
                                BulletBar::new,
                                (bar, row) -> bar.show(row.share(), row.shareText()))
                        .growing()
                        .column(
                                desk.text("buffers.column.full"),
                                140,
                                BufferRow::fullIn,
                                BufferRow::fullClass,
                                "fp-right")
                        .named("full", Measure.SPAN)
                        .right(desk.text("buffers.column.drained"), 120, BufferRow::drainedIn)
                        .named("drained", Measure.SPAN);
        made.setId("buffers-table");
        made.getStyleClass().add("fp-panel");
        made.getSelectionModel()
                .selectedItemProperty()
                .addListener(
                        (property, was, is) -> {
                            if (is != null && !made.isUpdating() && !is.id().equals(chosen)) {
                                chosen = is.id();
                                desk.pulse()
                                        .frame()
                                        .filter(_ -> atWorkbench())
                                        .ifPresent(f -> quarantine.open(f.snapshot(), chosen));
                                desk.pulse().frame().ifPresent(this::show);
                            }
                        });
        return made;
    }

    @Override
    public PerspectiveId id() {
        return PerspectiveId.BUFFERS;
    }

    @Override
    public Node content() {
        return root;
    }

    @Override
    public void reveal(String object) {
        chosen = object.substring(object.indexOf('/') + 1);
        table.reveal(chosen);
        if (object.startsWith("quarantine/") || atWorkbench()) {
            showQuarantine(object.startsWith("quarantine/"));
        }
    }

    @Override
    public List<Action> actions() {
        return atWorkbench() ? quarantine.actions() : backlog.actions();
    }

    /// The workbench shows what waits now: records are not kept for looking back.
    @Override
    public boolean looksBack() {
        return !atWorkbench();
    }

    @Override
    public void show(Frame frame) {
        Frame seen = looksBack() || !desk.held().isBack() ? desk.held().at(frame) : frame;
        GatewaySnapshot picture = seen.snapshot();
        orphans.show(frame.snapshot());
        List<BufferRow> rows = model.rows(picture);
        table.update(rows);
        table.setPrefHeight(table.heightOf(Math.min(rows.size(), ROWS_MAX)));
        table.setMinHeight(table.heightOf(Math.min(rows.size(), ROWS_LEAST)));
        table.setMaxHeight(Region.USE_PREF_SIZE);
        showCount(picture);
        if (atWorkbench()) {
            quarantine.show(frame);
        } else {
            showCharts(seen);
        }
    }

    private void showCount(GatewaySnapshot picture) {
        workbench.setText(
                atWorkbench()
                        ? desk.text("buffers.quarantine.back")
                        : desk.text(
                                "buffers.quarantine.open",
                                desk.figures().count(QuarantineView.count(picture))));
        for (Node ofCharts : List.of(range, asTable, export)) {
            ofCharts.setVisible(!atWorkbench());
            ofCharts.setManaged(!atWorkbench());
        }
    }

    private void showCharts(Frame frame) {
        GatewaySnapshot picture = frame.snapshot();
        long to = frame.now().toEpochMilli();
        long from = to - minutes * 60_000L;
        List<TimeSeriesPlot.Band> bands = model.bands(frame);
        History history = frame.history();
        logChart.show(
                desk.text("buffers.chart.log"),
                desk.text("buffers.chart.logRemark"),
                desk.text("buffers.chart.records", desk.figures().count(picture.log().records())),
                history.series(History.LOG_RECORDS),
                from,
                to,
                bands);
        syncChart.show(
                desk.text("buffers.chart.sync"),
                desk.text("buffers.chart.syncRemark"),
                desk.figures().millis(picture.log().fsync().p99Ms()),
                history.series(History.FSYNC_P99),
                from,
                to,
                bands);
        model.inFocus(picture, chosen)
                .ifPresentOrElse(lane -> showLane(frame, lane, from, to, bands), backlog::clear);
        custody.show(picture);
        showSheet();
    }

    /// The same as a table in the charts' place; what is in it keeps its place while somebody
    /// points into it.
    private void showSheet() {
        List<Node> wanted = List.of(logChart, laneChart, syncChart);
        if (asTable.isSelected()) {
            FilteredTable<PlotFigures.Row> present = sheet;
            if (present == null || !sheets.isNamedAsNow(present.table())) {
                present = desk.filtered(sheets.table(), "buffers-sheet");
                HBox.setHgrow(present, Priority.ALWAYS);
                sheet = present;
            }
            if (!present.table().isHover()) {
                present.table().update(sheets.figures().rows());
            }
            wanted = List.of(present);
        }
        if (!charts.getChildren().equals(wanted)) {
            charts.getChildren().setAll(wanted);
        }
    }

    private void showLane(
            Frame frame, LaneSnapshot lane, long from, long to, List<TimeSeriesPlot.Band> bands) {
        laneChart.show(
                desk.text("buffers.chart.lane", lane.id()),
                desk.text("buffers.chart.laneRemark", lane.endpoint()),
                desk.text("buffers.chart.records", desk.figures().count(lane.bufferRecords())),
                frame.history().series(BuffersViewModel.seriesOf(lane)),
                from,
                to,
                bands);
        focusTitle.setText(desk.text("buffers.fate.title", lane.id()));
        // What a button does goes by what is, also while figures stand still.
        LaneSnapshot present =
                desk.pulse()
                        .frame()
                        .flatMap(now -> model.inFocus(now.snapshot(), lane.id()))
                        .orElse(lane);
        boolean paused = present.state() == LaneState.PAUSED;
        backlog.show(present);
        Parts.hinder(pause, desk.lookingBack());
        pause.setText(desk.text(paused ? "pipelines.lane.resume" : "pipelines.lane.pause"));
        pause.setUserData(
                paused ? new Command.ResumeLane(lane.id()) : new Command.PauseLane(lane.id()));
        List<String> wanted = model.sentences(frame.snapshot(), lane);
        List<Node> labels = new ArrayList<>();
        wanted.forEach(sentence -> labels.add(Parts.prose(sentence)));
        if (sentences.getChildren().size() != labels.size()) {
            sentences.getChildren().setAll(labels);
        } else {
            for (int i = 0; i < wanted.size(); i++) {
                ((Label) sentences.getChildren().get(i)).setText(wanted.get(i));
            }
        }
    }

    private void togglePause() {
        if (pause.getUserData() instanceof Command command) {
            desk.commands()
                    .send(
                            command,
                            outcome -> {
                                if (outcome instanceof Outcome.Done(String message)) {
                                    desk.toasts().show(message);
                                }
                            });
        }
    }
}
