package org.fieldproof.views.buffers;

import java.time.Instant;
import java.util.List;
import java.util.function.DoubleFunction;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.fieldproof.views.bridge.TimeRing;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.TimeSeriesPlot;
import org.fieldproof.views.pad.Pad;
import org.fieldproof.views.pad.SvgPad;
import org.fieldproof.views.perspective.Desk;

/// A chart with its name, what it means, and its latest figure.
final class ChartCard extends VBox {

    private final Label title = Parts.label("", "fp-strong");
    private final Label remark = Parts.label("", "fp-muted", "fp-small");
    private final Label figure = Parts.label("", "fp-value");
    private final TimeSeriesPlot plot;
    private final DoubleFunction<String> valueText;
    private TimeRing shown = new TimeRing(1);
    private long from;
    private long to = 1;

    ChartCard(Desk desk, DoubleFunction<String> valueText) {
        super(2);
        this.valueText = valueText;
        getStyleClass().addAll("fp-panel", "fp-padded");
        plot =
                new TimeSeriesPlot(
                                desk.looks().palette(),
                                desk.crosshair(),
                                valueText,
                                millis -> desk.figures().time(Instant.ofEpochMilli(millis)))
                        .marking(desk::flags);
        figure.setMinWidth(Region.USE_PREF_SIZE);
        HBox head = Parts.row(title, Parts.spring(), figure);
        VBox.setVgrow(plot, Priority.ALWAYS);
        getChildren().addAll(head, remark, plot);
        setMinWidth(200);
        setPrefWidth(300);
    }

    void show(
            String name,
            String meaning,
            String latest,
            TimeRing ring,
            long start,
            long end,
            List<TimeSeriesPlot.Band> bands) {
        shown = ring;
        from = start;
        to = end;
        title.setText(name);
        remark.setText(meaning);
        figure.setText(latest);
        plot.setAccessibleText(name + ", " + latest);
        plot.show(
                new TimeSeriesPlot.Picture(
                        List.of(new TimeSeriesPlot.Pen(name, ring, true)), from, to, bands, 0));
    }

    String title() {
        return title.getText();
    }

    TimeRing ring() {
        return shown;
    }

    long from() {
        return from;
    }

    long to() {
        return to;
    }

    String valueText(double value) {
        return valueText.apply(value);
    }

    /// In a file.
    double plotWidth() {
        return Math.max(SvgPad.CHART_WIDTH_MIN, plot.getWidth());
    }

    /// In a file.
    double plotHeight() {
        return Math.max(SvgPad.CHART_HEIGHT_MIN, plot.getHeight());
    }

    void paintOn(Pad pad) {
        plot.paintOn(pad);
    }
}
