package org.fieldproof.views.trend;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.geometry.Pos;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.bridge.Trends;
import org.fieldproof.views.control.FilteredTable;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.export.ExportMenu;
import org.fieldproof.views.filter.Measure;
import org.fieldproof.views.pad.SvgPad;
import org.fieldproof.views.perspective.Desk;
import org.jspecify.annotations.Nullable;

/// The courses of what is followed: one chart per unit, one axis of time and one moment pointed at
/// for all, the same as a table, and the way out into files. FX thread.
public final class TrendPane extends VBox implements ExportMenu.Chart {

    private static final int[] RANGES_MINUTES = {1, 5, 15, 60};
    private static final double SVG_MARGIN = 6;

    private final Desk desk;
    private final TrendFlags flags;
    private final Label readout = Parts.label("", "fp-muted");
    private final HBox tools = Parts.row();
    private final List<ToggleButton> ranges = new ArrayList<>();
    private final ToggleButton follow = new ToggleButton();
    private final ToggleButton asTable = new ToggleButton();
    private final ToggleButton alone = new ToggleButton();
    private final VBox plots = new VBox(6);
    private final ScrollPane scroll = new ScrollPane(plots);
    private final StackPane body = new StackPane();
    private final Supplier<String> hint;
    private final Label empty = Parts.prose("", "fp-muted");
    private final List<TrendCard> cards = new ArrayList<>();
    private final TrendHands hands;
    private List<TrendChart> charts = List.of();
    private TrendWindow window = TrendWindow.last(RANGES_MINUTES[0] * 60_000L);
    private long moment = -1;

    /// Kept here and held weakly there: what is pointed at outlives this.
    private final ChangeListener<Number> pointed = (property, was, is) -> pointed(is.longValue());

    /// Whether it is this pane that points at it.
    private boolean mine;

    private @Nullable FilteredTable<TrendRow> sheet;

    /// Charts of what is followed.
    ///
    /// @param hint how to follow something, while nothing is
    /// @param stands told whether the charts are to stand alone
    public TrendPane(Desk desk, Supplier<String> hint, Consumer<Boolean> stands) {
        super(6);
        this.desk = desk;
        flags = new TrendFlags(desk);
        hands = new TrendHands(this, desk.keys());
        this.hint = hint;
        getStyleClass().addAll("fp-panel", "fp-padded");
        setId("trend-pane");
        plots.setId("trend-plots");
        plots.getStyleClass().add("fp-plots");
        plots.setFocusTraversable(true);
        plots.setOnKeyPressed(hands::key);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setFocusTraversable(false);
        scroll.getStyleClass().add("fp-content");
        tools(stands);
        desk.crosshair().moment().addListener(new WeakChangeListener<>(pointed));
        plots.focusedProperty().addListener((property, was, is) -> leave(is || plots.isHover()));
        sceneProperty().addListener((property, was, is) -> leave(is != null));
        VBox.setVgrow(body, Priority.ALWAYS);
        showEmpty();
    }

    private void tools(Consumer<Boolean> stands) {
        for (int minutes : RANGES_MINUTES) {
            ToggleButton range = new ToggleButton(desk.text("trend.range.minutes", minutes));
            range.setId("trend-range-" + minutes);
            range.setOnAction(event -> move(window.spanning(minutes * 60_000L)));
            ranges.add(range);
        }
        follow.setText(desk.text("trend.follow.button"));
        follow.setId("trend-follow");
        follow.setOnAction(
                event ->
                        move(
                                window.follows()
                                        ? new TrendWindow(window.spanMillis(), now())
                                        : window.following()));
        asTable.setText(desk.text("trend.table.button"));
        asTable.setId("trend-table-button");
        asTable.setOnAction(event -> refresh());
        alone.setText(desk.text("trend.alone.button"));
        alone.setId("trend-alone");
        alone.setOnAction(event -> stands.accept(alone.isSelected()));
        tools.setSpacing(6);
        tools.setAlignment(Pos.CENTER_LEFT);
        Parts.givingWay(readout);
        readout.setId("trend-readout");
        Label title = Parts.label(desk.text("trend.head.title"), "fp-strong");
        title.setMinWidth(Region.USE_PREF_SIZE);
        tools.getChildren().add(title);
        tools.getChildren().addAll(readout, Parts.spring());
        tools.getChildren().addAll(ranges);
        tools.getChildren().addAll(follow, asTable, alone, new ExportMenu(desk, "trend", this));
        tools.getChildren().stream()
                .filter(ToggleButton.class::isInstance)
                .forEach(button -> ((ToggleButton) button).setMinWidth(Region.USE_PREF_SIZE));
    }

    /// Whether something is followed.
    public boolean isEmpty() {
        return charts.isEmpty();
    }

    public void show(Frame beat) {
        Frame frame = desk.held().at(beat);
        plots.setAccessibleText(desk.text("trend.plots.name"));
        empty.setText(hint.get());
        List<TrendChart> next = TrendChart.of(desk.held().pens());
        boolean same = names(next).equals(names(charts));
        charts = next;
        List<TrendPicture> pictures = pictures(frame);
        if (!same || cards.size() != charts.size()) {
            build(pictures);
        }
        for (int i = 0; i < cards.size(); i++) {
            cards.get(i).show(pictures.get(i));
        }
        showTools(frame);
        showSheet(pictures);
    }

    private static List<List<String>> names(List<TrendChart> charts) {
        return charts.stream()
                .map(
                        chart -> {
                            List<String> names = new ArrayList<>(List.of(chart.unit()));
                            chart.lines()
                                    .forEach(
                                            line ->
                                                    names.add(
                                                            line.pen().connection()
                                                                    + " "
                                                                    + line.pen().address()
                                                                    + " "
                                                                    + line.pen().field()));
                            return names;
                        })
                .toList();
    }

    private List<TrendPicture> pictures(Frame frame) {
        long now = frame.now().toEpochMilli();
        List<TrendPicture.Band> bands = TrendFlags.bands(frame.history(), now);
        List<TrendFlag> marks = flags.of(frame.history());
        return charts.stream()
                .map(
                        chart ->
                                new TrendPicture(
                                        chart, window.from(now), window.to(now), bands, marks))
                .toList();
    }

    private void build(List<TrendPicture> pictures) {
        cards.clear();
        plots.getChildren().clear();
        sheet = null;
        for (TrendPicture picture : pictures) {
            TrendCard card = new TrendCard(desk, picture, this::point, this::remove);
            hands.take(card.plot());
            cards.add(card);
            plots.getChildren().add(card);
        }
        if (pictures.isEmpty()) {
            leave(false);
            moment = -1;
            alone.setSelected(false);
            showEmpty();
        } else {
            cards.forEach(card -> card.point(moment));
            getChildren().setAll(tools, body);
        }
    }

    private void showEmpty() {
        getChildren().setAll(Parts.label(desk.text("trend.head.title"), "fp-strong"), empty);
    }

    private void remove(Trends.Pen pen) {
        desk.pulse().trends().remove(pen.connection(), pen.address(), pen.field());
        desk.held().removed(pen);
        refresh();
        if (!isEmpty()) {
            plots.requestFocus();
        }
    }

    private void showTools(Frame frame) {
        long now = frame.now().toEpochMilli();
        for (int i = 0; i < ranges.size(); i++) {
            ranges.get(i).setSelected(window.spanMillis() == RANGES_MINUTES[i] * 60_000L);
        }
        follow.setSelected(window.follows());
        long oneOf =
                charts.stream()
                        .flatMap(chart -> chart.lines().stream())
                        .mapToLong(line -> line.pen().sampledOneOf())
                        .max()
                        .orElse(1);
        String text = flags.words(cards.isEmpty() ? null : cards.getFirst().picture(), moment);
        if (moment < 0) {
            text =
                    desk.text(
                            window.follows() ? "trend.time.follows" : "trend.time.stands",
                            desk.figures().time(Instant.ofEpochMilli(window.from(now))),
                            desk.figures().time(Instant.ofEpochMilli(window.to(now))),
                            desk.figures().age(Math.max(1_000, now - window.to(now))));
            text += oneOf > 1 ? desk.text("trend.time.sampled", oneOf) : "";
        }
        readout.setText(text);
    }

    /// What is in the table keeps its place while somebody points into it.
    private void showSheet(List<TrendPicture> pictures) {
        if (pictures.isEmpty()) {
            return;
        }
        if (!asTable.isSelected()) {
            body.getChildren().setAll(scroll);
            return;
        }
        FilteredTable<TrendRow> present = sheet;
        if (present == null) {
            present = desk.filtered(newSheet(), "trend");
            sheet = present;
        }
        if (!body.getChildren().contains(present)) {
            body.getChildren().setAll(present);
        }
        if (!present.table().isHover()) {
            present.table().update(new TrendSheet(desk, pictures).rows().reversed());
        }
    }

    private RowTable<TrendRow> newSheet() {
        RowTable<TrendRow> made =
                new RowTable<TrendRow>(TrendRow::id, desk.text("trend.table.empty"))
                        .mono(desk.text("trend.column.time"), 90, TrendRow::time)
                        .named("time", Measure.CLOCK);
        int course = 0;
        for (TrendChart chart : charts) {
            for (TrendChart.Line line : chart.lines()) {
                int index = course++;
                String unit = chart.unit();
                String title =
                        line.name().endsWith(unit) ? line.name() : line.name() + " [" + unit + "]";
                // From its least to its most: neither alone is what a figure would be compared
                // with.
                made.right(title, 150, row -> row.value(index)).named("", Measure.WORDS);
            }
        }
        made.text(desk.text("trend.column.remark"), 260, TrendRow::remark).named("remark");
        made.setId("trend-table");
        return made;
    }

    private void refresh() {
        desk.pulse().frame().ifPresent(this::show);
    }

    /// The present of what is shown: that of the clock, or the one that stands still.
    long now() {
        return desk.pulse()
                .frame()
                .map(desk.held()::at)
                .map(f -> f.now().toEpochMilli())
                .orElse(0L);
    }

    TrendWindow window() {
        return window;
    }

    void move(TrendWindow next) {
        window = next;
        refresh();
    }

    long moment() {
        return moment;
    }

    /// Points all charts at a moment, or at none below zero; also those of other pages.
    void point(long at) {
        mark(at);
        desk.crosshair().point(at);
        mine = at >= 0;
    }

    /// Somebody wants a moment to be marked for good.
    void choose(long at) {
        desk.crosshair().choose(at);
    }

    /// Nobody points here any more; without this, a moment chosen by keyboard would stay for good.
    private void leave(boolean stays) {
        if (!stays && mine) {
            point(-1);
        }
        if (getScene() != null) {
            mark(desk.crosshair().moment().get());
        }
    }

    private void pointed(long at) {
        mine = false;
        mark(at);
    }

    private void mark(long at) {
        if (at != moment && getScene() != null) {
            moment = at;
            cards.forEach(card -> card.point(at));
            desk.pulse().frame().map(desk.held()::at).ifPresent(this::showTools);
        }
    }

    /// Moments at which something happened, in the time that is shown.
    List<Long> happened() {
        return cards.isEmpty() ? List.of() : TrendPainter.moments(cards.getFirst().picture());
    }

    Optional<TrendPlot> anyPlot() {
        return cards.stream().findFirst().map(TrendCard::plot);
    }

    private List<TrendPicture> pictures() {
        return cards.stream().map(TrendCard::picture).toList();
    }

    @Override
    public String csv() {
        return new TrendSheet(desk, pictures()).csv();
    }

    @Override
    public WritableImage picture() {
        SnapshotParameters how = new SnapshotParameters();
        how.setFill(desk.looks().palette().get().panel());
        return plots.snapshot(how, null);
    }

    @Override
    public byte[] svg() {
        double high = 2 * SVG_MARGIN;
        for (TrendCard card : cards) {
            high += card.svgHeight();
        }
        double letters = anyPlot().map(TrendPlot::letters).orElse(11.0);
        double wide = Math.max(SvgPad.CHART_WIDTH_MIN, anyPlot().map(Region::getWidth).orElse(0.0));
        SvgPad pad = new SvgPad(wide, high, letters);
        pad.rect(0, 0, wide, high, desk.looks().palette().get().panel());
        double top = SVG_MARGIN;
        for (TrendCard card : cards) {
            card.paintOn(pad, top);
            top += card.svgHeight();
        }
        return pad.bytes();
    }
}
