package org.fieldproof.views.export;

import java.time.Instant;
import java.util.List;
import java.util.function.DoubleFunction;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldproof.styles.Palette;
import org.fieldproof.views.control.FilteredTable;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.TimeSeriesPlot;
import org.fieldproof.views.pad.Pad;
import org.fieldproof.views.pad.SvgPad;
import org.fieldproof.views.perspective.Desk;
import org.jspecify.annotations.Nullable;

/// One chart over time below its name, with its table in its place when that is wanted, and the
/// menu that takes it out. FX thread.
public final class PlotTwin extends VBox implements ExportMenu.Chart {

    private static final double LETTERS_PX = 11;
    private static final double HEAD = 24;
    private static final double GAP = 6;

    private final Desk desk;
    private final String name;
    private final DoubleFunction<String> valueText;
    private final Label title;
    private final TimeSeriesPlot plot;
    private final ToggleButton asTable;
    private final StackPane body;
    private TimeSeriesPlot.Picture shown =
            new TimeSeriesPlot.Picture(List.of(), 0, 1, List.of(), 0);
    private @Nullable FilteredTable<PlotFigures.Row> sheet;

    /// @param name what files and nodes are named with, such as `drill-backlog`
    /// @param title what is charted
    /// @param titleClasses how its name looks
    public PlotTwin(Desk desk, String name, String title, String... titleClasses) {
        super(GAP);
        this.desk = desk;
        this.name = name;
        this.title = Parts.label(title, titleClasses);
        valueText = value -> desk.figures().count(Math.round(value));
        plot =
                new TimeSeriesPlot(
                        desk.looks().palette(),
                        desk.crosshair(),
                        valueText,
                        millis -> desk.figures().time(Instant.ofEpochMilli(millis)));
        plot.setAccessibleText(title);
        asTable = new ToggleButton(desk.text("trend.table.button"));
        asTable.setId(name + "-table-button");
        asTable.setMinWidth(USE_PREF_SIZE);
        asTable.setOnAction(event -> refresh());
        body = new StackPane(plot);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren()
                .addAll(
                        Parts.row(
                                this.title,
                                Parts.spring(),
                                asTable,
                                new ExportMenu(desk, name, this)),
                        body);
    }

    /// How high the chart is, or the table in its place.
    public PlotTwin high(double least, double wanted, double most) {
        body.setMinHeight(least);
        body.setPrefHeight(wanted);
        body.setMaxHeight(most);
        return this;
    }

    /// How far its axis reaches at least, so that two charts can have one scale.
    public PlotTwin least(double top) {
        plot.least(top);
        return this;
    }

    /// Shows moments that persons have marked, and marks those that are pressed twice. A chart that
    /// is part of what was signed shows what was signed.
    public PlotTwin marking() {
        plot.marking(desk::flags);
        return this;
    }

    public void show(TimeSeriesPlot.Picture next) {
        shown = next;
        plot.show(next);
        plot.setAccessibleText(spoken());
        refresh();
    }

    /// What it is, and where each line ends: that is what whoever does not see it would ask.
    private String spoken() {
        StringBuilder said = new StringBuilder(title.getText());
        for (PlotFigures.Line line : figures().lines()) {
            String value = line.before(shown.toMillis(), Long.MAX_VALUE);
            said.append(", ").append(line.name()).append(' ').append(value);
        }
        return said.toString();
    }

    private void refresh() {
        Node wanted = plot;
        if (asTable.isSelected()) {
            FilteredTable<PlotFigures.Row> present = sheet == null ? newSheet() : sheet;
            sheet = present;
            // What is in it keeps its place while somebody points into it.
            if (!present.table().isHover() || present.table().getItems().isEmpty()) {
                present.table().update(figures().rows());
            }
            wanted = present;
        }
        if (!body.getChildren().equals(List.of(wanted))) {
            body.getChildren().setAll(wanted);
        }
    }

    private FilteredTable<PlotFigures.Row> newSheet() {
        List<String> names = shown.pens().stream().map(TimeSeriesPlot.Pen::name).toList();
        return desk.filtered(PlotFigures.table(desk, name + "-sheet", names), name);
    }

    private PlotFigures figures() {
        return new PlotFigures(
                desk.figures(),
                shown.pens().stream()
                        .map(pen -> new PlotFigures.Line(pen.name(), pen.ring(), valueText))
                        .toList(),
                shown.fromMillis(),
                shown.toMillis());
    }

    @Override
    public String csv() {
        return figures().csv();
    }

    @Override
    public WritableImage picture() {
        SnapshotParameters how = new SnapshotParameters();
        how.setFill(desk.looks().palette().get().panel());
        return body.snapshot(how, null);
    }

    @Override
    public byte[] svg() {
        return svg(desk.looks().palette().get());
    }

    /// The same in other colours, such as those of paper.
    public byte[] svg(Palette colours) {
        double wide = Math.max(SvgPad.CHART_WIDTH_MIN, plot.getWidth());
        double high = Math.max(SvgPad.CHART_HEIGHT_MIN, plot.getHeight());
        SvgPad pad = new SvgPad(wide, HEAD + high, LETTERS_PX);
        pad.rect(0, 0, wide, HEAD + high, colours.panel());
        pad.text(title.getText(), 4, HEAD / 2, Pad.Align.LEFT, colours.text());
        pad.place(HEAD, high);
        plot.paintOn(pad, colours);
        return pad.bytes();
    }
}
