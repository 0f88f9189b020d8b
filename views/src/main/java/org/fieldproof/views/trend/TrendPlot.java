package org.fieldproof.views.trend;

import java.util.List;
import java.util.function.LongConsumer;
import org.fieldproof.views.control.Axis;
import org.fieldproof.views.pad.LayeredPlot;
import org.fieldproof.views.pad.Pad;
import org.fieldproof.views.perspective.Desk;

/// A chart on the screen: what is drawn at each beat, and over it what moves with the pointer, so
/// that pointing costs next to nothing. FX thread.
final class TrendPlot extends LayeredPlot {

    private final Desk desk;

    private TrendPicture picture =
            new TrendPicture(new TrendChart("", List.of()), 0, 1, List.of(), List.of());
    private TrendPainter.Reduced reduced;
    private long moment = -1;

    /// @param pointed told the moment under the pointer, -1 when it has left
    TrendPlot(Desk desk, LongConsumer pointed) {
        super(desk.looks().palette(), desk.looks()::scale);
        this.desk = desk;
        reduced = painter().reduce(picture, 1, 1);
        setMinHeight(110);
        setPrefHeight(150);
        setOnMouseMoved(event -> pointed.accept(momentAt(event.getX())));
        setOnMouseExited(event -> pointed.accept(-1));
    }

    void show(TrendPicture next) {
        picture = next;
        draw();
    }

    /// Points at a moment, or at none below zero.
    void point(long at) {
        moment = at;
        drawOver();
    }

    /// The moment at a place, within what is shown.
    long momentAt(double x) {
        double left = TrendPainter.left(letters());
        double width = Math.max(1, getWidth() - left - TrendPainter.RIGHT);
        double share = Math.clamp((x - left) / width, 0, 1);
        return picture.from() + Math.round(share * (picture.to() - picture.from()));
    }

    /// How long a pixel is.
    double millisPerPixel() {
        double width = getWidth() - TrendPainter.left(letters()) - TrendPainter.RIGHT;
        return (picture.to() - picture.from()) / Math.max(1, width);
    }

    /// Draws the same elsewhere.
    void paintOn(Pad pad) {
        painter().paint(pad, painter().reduce(picture, pad.width(), pad.height()));
    }

    /// The axis of what is drawn.
    Axis axis() {
        return reduced.axis();
    }

    private TrendPainter painter() {
        return new TrendPainter(palette(), desk.figures(), letters());
    }

    @Override
    protected void draw() {
        reduced = painter().reduce(picture, getWidth(), getHeight());
        painter().paint(ground(), reduced);
        drawOver();
    }

    private void drawOver() {
        painter().point(above(), reduced, moment);
    }
}
