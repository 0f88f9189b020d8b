package org.fieldproof.views.latency;

import java.util.List;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Region;
import org.fieldproof.styles.Palette;
import org.fieldproof.views.pad.CanvasPad;
import org.fieldproof.views.pad.Pad;
import org.fieldproof.views.perspective.Desk;

/// The bars of hops on the screen. FX thread.
final class HopChart extends Region {

    private static final double LETTERS_PX = 12;

    private final Desk desk;
    private final Canvas canvas = new Canvas();

    /// Kept here and held weakly there: the palette lives as long as the window.
    private final ChangeListener<Palette> redraw = (property, was, is) -> draw();

    private List<HopBars.Bar> bars = List.of();

    HopChart(Desk desk) {
        this.desk = desk;
        getChildren().add(canvas);
        setId("latency-way");
        setMinHeight(140);
        desk.looks().palette().addListener(new WeakChangeListener<>(redraw));
    }

    void show(List<HopBars.Bar> next) {
        bars = next;
        draw();
    }

    void paintOn(Pad pad) {
        painter().paint(pad, bars);
    }

    @Override
    protected void layoutChildren() {
        if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
            canvas.setWidth(getWidth());
            canvas.setHeight(getHeight());
            draw();
        }
    }

    private HopBars painter() {
        return new HopBars(desk.looks().palette().get(), desk.figures(), letters());
    }

    private double letters() {
        return LETTERS_PX * desk.looks().scale();
    }

    private void draw() {
        painter().paint(new CanvasPad(canvas, letters()), bars);
    }
}
