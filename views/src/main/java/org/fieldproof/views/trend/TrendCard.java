package org.fieldproof.views.trend;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import javafx.geometry.Pos;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldproof.api.record.Quality;
import org.fieldproof.styles.Palette;
import org.fieldproof.views.bridge.Trends;
import org.fieldproof.views.control.Axis;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.pad.CanvasPad;
import org.fieldproof.views.pad.Pad;
import org.fieldproof.views.pad.SvgPad;
import org.fieldproof.views.perspective.Desk;

/// A chart with its legend, in which each course says its number: the newest, or the one at the
/// moment that is pointed at. FX thread.
final class TrendCard extends VBox {

    private static final double SAMPLE = 26;

    private final Desk desk;
    private final TrendPlot plot;
    private final List<Entry> entries = new ArrayList<>();
    private TrendPicture picture;
    private long moment = -1;

    /// A course in the legend.
    private record Entry(TrendChart.Line line, Canvas sample, Label value) {}

    TrendCard(Desk desk, TrendPicture first, LongConsumer pointed, Consumer<Trends.Pen> remove) {
        super(1);
        this.desk = desk;
        picture = first;
        plot = new TrendPlot(desk, pointed);
        FlowPane legend = new FlowPane(18, 2);
        legend.setAlignment(Pos.CENTER_LEFT);
        legend.getChildren().add(Parts.label(first.chart().unit(), "fp-strong"));
        for (TrendChart.Line line : first.chart().lines()) {
            legend.getChildren().add(entry(line, remove));
        }
        VBox.setVgrow(plot, Priority.ALWAYS);
        VBox.setVgrow(this, Priority.ALWAYS);
        getChildren().addAll(legend, plot);
    }

    private HBox entry(TrendChart.Line line, Consumer<Trends.Pen> remove) {
        Canvas sample = new Canvas(SAMPLE, 10);
        Label value = Parts.label("", "fp-value");
        value.setMinWidth(plot.letters() * 4);
        Label name = Parts.label(line.name());
        name.setTooltip(new Tooltip(line.pen().connection() + " · " + line.pen().address()));
        Button away = Parts.button("×", () -> remove.accept(line.pen()), "fp-flat");
        String what = desk.text("trend.legend.remove", line.name());
        away.setAccessibleText(what);
        away.setTooltip(new Tooltip(what));
        entries.add(new Entry(line, sample, value));
        HBox entry = Parts.row(sample, name, value, away);
        entry.setSpacing(6);
        return entry;
    }

    TrendPlot plot() {
        return plot;
    }

    TrendPicture picture() {
        return picture;
    }

    void show(TrendPicture next) {
        picture = next;
        plot.show(next);
        say();
    }

    /// Points at a moment, or at none below zero.
    void point(long at) {
        moment = at;
        plot.point(at);
        say();
    }

    private void say() {
        Axis axis = plot.axis();
        StringBuilder all = new StringBuilder(picture.chart().unit());
        for (Entry entry : entries) {
            String text = value(entry.line().pen(), axis.decimals() + 1);
            entry.value().setText(text);
            boolean doubtful = isDoubtful(entry.line().pen());
            Parts.toggle(entry.value(), "fp-value", !doubtful);
            Parts.toggle(entry.value(), "fp-muted", doubtful);
            all.append("; ").append(entry.line().name()).append(' ').append(text);
            Pad pad = new CanvasPad(entry.sample(), plot.letters());
            pad.line(0, 5, SAMPLE, 5, TrendInk.stroke(colours(), entry.line().ink()));
        }
        plot.setAccessibleText(all.toString());
    }

    private TrendReading reading(Trends.Pen pen) {
        return TrendReading.at(pen.ring(), moment < 0 ? picture.to() : moment);
    }

    private boolean isDoubtful(Trends.Pen pen) {
        TrendReading reading = reading(pen);
        return !reading.known() || reading.quality() != Quality.GOOD;
    }

    private String value(Trends.Pen pen, int decimals) {
        TrendReading reading = reading(pen);
        int size = pen.ring().size();
        boolean isOver = size > 0 && pen.ring().atMillis(size - 1) <= picture.to();
        if (reading.atMillis() == 0 && moment < 0 && isOver) {
            long silent = picture.to() - pen.ring().atMillis(size - 1);
            return desk.text("trend.legend.silent", desk.figures().age(Math.max(0, silent)));
        }
        String number =
                reading.known()
                        ? desk.figures().reading(reading.value(), Math.max(2, decimals))
                        : Figures.NONE;
        return reading.atMillis() == 0 || reading.quality() == Quality.GOOD
                ? number
                : number + " " + desk.text("live.quality." + reading.quality().name());
    }

    private Palette colours() {
        return desk.looks().palette().get();
    }

    double svgHeight() {
        return plotHeight() + 2 * plot.letters();
    }

    private double plotHeight() {
        return Math.max(SvgPad.CHART_HEIGHT_MIN, plot.getHeight());
    }

    /// Draws itself into a strip of a file.
    void paintOn(SvgPad pad, double top) {
        double letters = plot.letters();
        pad.place(top, 2 * letters);
        double x = 4;
        pad.text(picture.chart().unit(), x, letters, Pad.Align.LEFT, colours().text());
        x += letters * (picture.chart().unit().length() * 0.6 + 1.5);
        for (Entry entry : entries) {
            Pad.Stroke stroke = TrendInk.stroke(colours(), entry.line().ink());
            pad.line(x, letters, x + SAMPLE, letters, stroke);
            x += SAMPLE + 6;
            pad.text(entry.line().name(), x, letters, Pad.Align.LEFT, colours().text());
            x += letters * (entry.line().name().length() * 0.6 + 2);
        }
        pad.place(top + 2 * letters, plotHeight());
        plot.paintOn(pad);
    }
}
