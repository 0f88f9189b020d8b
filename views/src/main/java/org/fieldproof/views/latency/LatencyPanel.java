package org.fieldproof.views.latency;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import org.fieldproof.api.snapshot.HopSnapshot;
import org.fieldproof.api.snapshot.LatencySpread;
import org.fieldproof.styles.Palette;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.bridge.History;
import org.fieldproof.views.control.FilteredTable;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.control.TimeSeriesPlot;
import org.fieldproof.views.export.ExportMenu;
import org.fieldproof.views.filter.Measure;
import org.fieldproof.views.pad.Pad;
import org.fieldproof.views.pad.SvgPad;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.tour.PngPicture;
import org.jspecify.annotations.Nullable;

/// The charts of the hop that is chosen: percentiles as lines, counts as a heat map, the way hop
/// below hop; each also as a table and as files. FX thread.
final class LatencyPanel extends VBox implements ExportMenu.Chart {

    private static final int[] RANGES_MINUTES = {1, 5, 15};

    private final Desk desk;
    private final LatencyViewModel model;
    private final LatencySheet figures;
    private final Label title = Parts.label("", "fp-strong");
    private final Label remark = Parts.label("", "fp-muted", "fp-small");
    private final StackPane body = new StackPane();
    private final TimeSeriesPlot lines;
    private final HeatMap heat;
    private final HopChart way;
    private final ComparePane compare;
    private final ExportMenu export;
    private final Map<LatencyMode, ToggleButton> modes = new EnumMap<>(LatencyMode.class);
    private final List<ToggleButton> ranges = new ArrayList<>();
    private final ToggleButton asTable;
    private LatencyMode mode = LatencyMode.LINES;
    private int minutes = RANGES_MINUTES[1];
    private @Nullable Frame frame;
    private @Nullable HopSnapshot hop;
    private @Nullable FilteredTable<LatencySheetRow> sheet;

    LatencyPanel(Desk desk, LatencyViewModel model) {
        super(6);
        this.desk = desk;
        this.model = model;
        figures = new LatencySheet(desk);
        lines =
                new TimeSeriesPlot(
                                desk.looks().palette(),
                                desk.crosshair(),
                                value -> desk.figures().millis(value),
                                millis -> desk.figures().time(Instant.ofEpochMilli(millis)))
                        .marking(desk::flags);
        heat = new HeatMap(desk, this::sayRemark);
        way = new HopChart(desk);
        compare = new ComparePane(desk, new CompareModel(desk, model));
        export = new ExportMenu(desk, "latency", this);
        asTable = toggle("trend.table.button", "latency-table-button", this::again);
        getStyleClass().addAll("fp-panel", "fp-padded");
        VBox.setVgrow(body, Priority.ALWAYS);
        Parts.givingWay(remark);
        getChildren().addAll(head(), remark, body);
    }

    private HBox head() {
        HBox head = Parts.row(Parts.givingWay(title), Parts.spring());
        head.setSpacing(6);
        for (LatencyMode each : LatencyMode.values()) {
            ToggleButton button =
                    toggle(
                            "latency.mode." + each.name(),
                            "latency-mode-" + each.name().toLowerCase(Locale.ROOT),
                            () -> choose(each));
            modes.put(each, button);
            head.getChildren().add(button);
        }
        Region gap = new Region();
        gap.setMinWidth(10);
        head.getChildren().add(gap);
        for (int each : RANGES_MINUTES) {
            ToggleButton range = new ToggleButton(desk.text("trend.range.minutes", each));
            range.setId("latency-range-" + each);
            range.setMinWidth(Region.USE_PREF_SIZE);
            range.setOnAction(
                    event -> {
                        minutes = each;
                        again();
                    });
            ranges.add(range);
            head.getChildren().add(range);
        }
        head.getChildren().addAll(asTable, export);
        return head;
    }

    private ToggleButton toggle(String key, String id, Runnable act) {
        ToggleButton button = new ToggleButton(desk.text(key));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> act.run());
        return button;
    }

    /// Before and after a marker.
    void compare(long marker) {
        compare.choose(marker);
        choose(LatencyMode.COMPARE);
    }

    private void choose(LatencyMode next) {
        mode = next;
        sheet = null;
        again();
    }

    private void again() {
        Frame seen = frame;
        HopSnapshot of = hop;
        if (seen != null && of != null) {
            show(seen, of);
        }
    }

    void show(Frame seen, HopSnapshot of) {
        frame = seen;
        hop = of;
        modes.forEach((each, button) -> button.setSelected(each == mode));
        for (int i = 0; i < ranges.size(); i++) {
            ranges.get(i).setSelected(minutes == RANGES_MINUTES[i]);
            ranges.get(i).setVisible(mode == LatencyMode.LINES || mode == LatencyMode.HEAT);
        }
        // It is a table, and is taken out as every table is.
        boolean table = mode == LatencyMode.COMPARE;
        asTable.setVisible(!table);
        export.setVisible(!table);
        String lane = of.lane().isEmpty() ? "" : " · " + of.lane();
        title.setText(
                switch (mode) {
                    case LINES, HEAT -> model.name(of) + lane;
                    case WAY -> desk.text("latency.way.title", model.wayOf(seen.snapshot(), of));
                    case COMPARE -> desk.text("latency.compare.title");
                });
        draw(seen, of);
        Node wanted = asTable.isSelected() && !table ? table(seen, of) : chart();
        if (!body.getChildren().equals(List.of(wanted))) {
            body.getChildren().setAll(wanted);
        }
        sayRemark();
    }

    private Region chart() {
        return switch (mode) {
            case LINES -> lines;
            case HEAT -> heat;
            case WAY -> way;
            case COMPARE -> compare;
        };
    }

    private long to(Frame seen) {
        return seen.now().toEpochMilli();
    }

    private long from(Frame seen) {
        return to(seen) - minutes * 60_000L;
    }

    private void draw(Frame seen, HopSnapshot of) {
        switch (mode) {
            case LINES -> drawLines(seen, of);
            case HEAT -> heat.show(seen.history().spreads(of), from(seen), to(seen));
            case WAY -> way.show(model.way(seen.snapshot(), of));
            case COMPARE -> compare.show(seen);
        }
        chart().setAccessibleText(title.getText());
    }

    private void drawLines(Frame seen, HopSnapshot of) {
        History history = seen.history();
        long to = to(seen);
        List<TimeSeriesPlot.Band> bands =
                history.outages().stream()
                        .map(
                                o ->
                                        new TimeSeriesPlot.Band(
                                                o.fromMillis(),
                                                o.open() ? to : o.toMillis(),
                                                desk.text("buffers.chart.cut")))
                        .toList();
        lines.show(
                new TimeSeriesPlot.Picture(
                        List.of(
                                pen(history, of, "p50"),
                                pen(history, of, "p95"),
                                pen(history, of, "p99")),
                        from(seen),
                        to,
                        bands,
                        0));
    }

    private static TimeSeriesPlot.Pen pen(History history, HopSnapshot hop, String percentile) {
        return new TimeSeriesPlot.Pen(
                percentile, history.series(History.hop(hop, percentile)), false);
    }

    /// What is pointed at, or else what is to be known of the chart.
    private void sayRemark() {
        HopSnapshot of = hop;
        if (of == null) {
            return;
        }
        remark.setText(
                switch (mode) {
                    case LINES ->
                            model.samples(of.stats()) + " · " + desk.text("latency.chart.legend");
                    case HEAT -> cell().orElseGet(this::heatRemark);
                    case WAY -> desk.text("latency.way.remark");
                    case COMPARE -> compare.remark();
                });
    }

    private String heatRemark() {
        HeatGrid grid = heat.grid();
        long samples = 0;
        for (int i = 0; i < grid.columns(); i++) {
            samples += Math.max(0, grid.total(i));
        }
        return desk.text(
                "latency.heat.remark", desk.figures().count(samples), grid.columnMillis() / 1_000);
    }

    private Optional<String> cell() {
        HeatGrid grid = heat.grid();
        if (heat.cellMillis() < 0) {
            return Optional.empty();
        }
        int column = grid.columnAt(heat.cellMillis());
        int bucket = heat.cellBucket();
        if (grid.total(column) < 0) {
            Instant from = Instant.ofEpochMilli(grid.fromMillis(column));
            String why = grid.isBeforeKept(column) ? "latency.heat.before" : "latency.heat.unseen";
            return Optional.of(desk.text(why, desk.figures().time(from)));
        }
        return Optional.of(
                desk.text(
                        "latency.heat.cell",
                        desk.figures().time(Instant.ofEpochMilli(grid.fromMillis(column))),
                        desk.figures().limit(LatencySpread.fromMillis(bucket)),
                        desk.figures().limit(LatencySpread.fromMillis(bucket + 1)),
                        desk.figures().count(grid.count(column, bucket)),
                        desk.figures().count(grid.total(column))));
    }

    /// What is in the table keeps its place while somebody points into it.
    private Node table(Frame seen, HopSnapshot of) {
        FilteredTable<LatencySheetRow> present = sheet;
        if (present == null) {
            present = desk.filtered(newSheet(), "latency-" + mode.name().toLowerCase(Locale.ROOT));
            sheet = present;
        }
        if (!present.table().isHover()) {
            present.table()
                    .update(
                            switch (mode) {
                                case LINES ->
                                        figures.lines(seen.history(), of, from(seen), to(seen))
                                                .reversed();
                                case HEAT ->
                                        figures.heat(
                                                        seen.history().spreads(of),
                                                        from(seen),
                                                        to(seen))
                                                .reversed();
                                case WAY -> figures.way(model.way(seen.snapshot(), of));
                                case COMPARE -> List.of();
                            });
        }
        return present;
    }

    /// A column of the table.
    private record Head(String key, String title, Measure measure) {}

    private List<Head> heads() {
        Head time = new Head("time", desk.text("trend.column.time"), Measure.CLOCK);
        Head count = new Head("count", desk.text("latency.column.count"), Measure.NUMBER);
        return switch (mode) {
            case LINES ->
                    List.of(
                            time,
                            new Head("p50", "p50", Measure.LATENCY),
                            new Head("p95", "p95", Measure.LATENCY),
                            new Head("p99", "p99", Measure.LATENCY));
            case HEAT ->
                    List.of(
                            time,
                            count,
                            new Head("half", desk.text("latency.heat.half"), Measure.LATENCY),
                            new Head("most", desk.text("latency.heat.most"), Measure.LATENCY),
                            new Head("nearly", desk.text("latency.heat.nearly"), Measure.LATENCY),
                            new Head("all", desk.text("latency.heat.all"), Measure.LATENCY));
            case WAY ->
                    List.of(
                            new Head("hop", desk.text("latency.column.hop"), Measure.WORDS),
                            count,
                            new Head("p50", "p50", Measure.LATENCY),
                            new Head("p95", "p95", Measure.LATENCY));
            case COMPARE -> List.of();
        };
    }

    private RowTable<LatencySheetRow> newSheet() {
        RowTable<LatencySheetRow> made =
                new RowTable<>(LatencySheetRow::id, desk.text("trend.table.empty"));
        List<Head> heads = heads();
        for (int i = 0; i < heads.size(); i++) {
            int cell = i;
            Head head = heads.get(i);
            if (i == 0) {
                made.text(head.title(), 300, row -> row.cells().get(cell));
            } else {
                made.right(head.title(), 150, row -> row.cells().get(cell));
            }
            made.named(head.key(), head.measure());
        }
        made.setId("latency-sheet");
        return made;
    }

    @Override
    public String csv() {
        Frame seen = frame;
        HopSnapshot of = hop;
        if (seen == null || of == null) {
            return "";
        }
        return switch (mode) {
            case LINES -> LatencySheet.linesCsv(seen.history(), of, from(seen), to(seen));
            case HEAT -> LatencySheet.heatCsv(seen.history().spreads(of), from(seen), to(seen), of);
            case WAY -> LatencySheet.wayCsv(model.way(seen.snapshot(), of));
            case COMPARE -> "";
        };
    }

    /// With its name and what its lines are: whoever is sent it has no console.
    @Override
    public WritableImage picture() {
        Color ground = desk.looks().palette().get().panel();
        SnapshotParameters how = new SnapshotParameters();
        how.setFill(ground);
        return PngPicture.stacked(
                ground,
                title.snapshot(how, null),
                remark.snapshot(how, null),
                body.snapshot(how, null));
    }

    @Override
    public byte[] svg() {
        Palette colours = desk.looks().palette().get();
        Region drawn = chart();
        double wide = Math.max(SvgPad.CHART_WIDTH_MIN, drawn.getWidth());
        double high = Math.max(SvgPad.CHART_HEIGHT_MIN, drawn.getHeight());
        double line = Math.ceil(heat.letters() * 1.8);
        SvgPad pad = new SvgPad(wide, 2 * line + high, heat.letters());
        pad.rect(0, 0, wide, 2 * line + high, colours.panel());
        pad.text(title.getText(), 4, line / 2, Pad.Align.LEFT, colours.text());
        pad.text(remark.getText(), 4, line * 3 / 2, Pad.Align.LEFT, colours.muted());
        pad.place(2 * line, high);
        switch (mode) {
            case LINES -> lines.paintOn(pad);
            case HEAT -> heat.paintOn(pad);
            case WAY -> way.paintOn(pad);
            case COMPARE -> {}
        }
        return pad.bytes();
    }
}
