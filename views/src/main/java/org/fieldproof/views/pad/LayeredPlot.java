package org.fieldproof.views.pad;

import java.util.List;
import java.util.function.DoubleSupplier;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.beans.value.WeakChangeListener;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Region;
import org.fieldproof.styles.Palette;

/// A chart on the screen in two layers: what is drawn at each beat, and over it what moves with the
/// pointer, so that pointing costs next to nothing. Drawn anew in another size or palette. FX
/// thread.
public abstract class LayeredPlot extends Region {
    private static final double LETTERS_PX = 11;

    private final ObservableValue<Palette> palette;
    private final DoubleSupplier scale;
    private final Canvas under = new Canvas();
    private final Canvas over = new Canvas();

    /// Kept here and held weakly there: the palette lives as long as the window.
    private final ChangeListener<Palette> redraw = (property, was, is) -> draw();

    /// @param scale of letters; 1 where they have their own size
    protected LayeredPlot(ObservableValue<Palette> palette, DoubleSupplier scale) {
        this.palette = palette;
        this.scale = scale;
        getChildren().addAll(under, over);
        over.setMouseTransparent(true);
        palette.addListener(new WeakChangeListener<>(redraw));
    }

    /// Draws both layers.
    protected abstract void draw();

    protected final Palette palette() {
        return palette.getValue();
    }

    /// How high letters are, in pixels.
    public final double letters() {
        return LETTERS_PX * scale.getAsDouble();
    }

    protected final Pad ground() {
        return new CanvasPad(under, letters());
    }

    protected final Pad above() {
        return new CanvasPad(over, letters());
    }

    @Override
    protected final void layoutChildren() {
        if (under.getWidth() != getWidth() || under.getHeight() != getHeight()) {
            for (Canvas canvas : List.of(under, over)) {
                canvas.setWidth(getWidth());
                canvas.setHeight(getHeight());
            }
            draw();
        }
    }
}
