package org.fieldproof.views.shell;

import java.time.Instant;
import java.util.function.LongConsumer;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import org.fieldproof.styles.Palette;
import org.fieldproof.views.bridge.History;
import org.fieldproof.views.bridge.Recording;
import org.fieldproof.views.control.TimeTicks;
import org.fieldproof.views.pad.LayeredPlot;
import org.fieldproof.views.pad.Pad;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.trend.TrendFlag;

/// The last hour as a line: what was seen is solid, what was not is left open; what happened stands
/// above it. The handle is on the second that is shown. FX thread.
final class TimeRail extends LayeredPlot {

    private static final double EDGE = 14;
    private static final double TRACK = 6;
    private static final double HANDLE = 6;

    /// A press that near to a mark means the mark.
    private static final double NEAR = 4;

    private final Desk desk;
    private final Tooltip tip = new Tooltip();
    private TimeTravel.Span span =
            new TimeTravel.Span(
                    0, 1, 0, -1, java.util.List.of(), java.util.List.of(), java.util.List.of());

    /// @param choose told which second somebody points at
    TimeRail(Desk desk, LongConsumer choose) {
        super(desk.looks().palette(), desk.looks()::scale);
        this.desk = desk;
        setId("time-rail");
        getStyleClass().add("fp-time-rail");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.SLIDER);
        setMinWidth(240);
        setMinHeight(height());
        setPrefHeight(height());
        setOnMousePressed(
                event -> {
                    requestFocus();
                    choose.accept(secondAt(event, true));
                });
        setOnMouseDragged(event -> choose.accept(secondAt(event, false)));
        setOnMouseMoved(event -> tip.setText(words(secondAt(event, true))));
        Tooltip.install(this, tip);
    }

    private double height() {
        return Math.ceil(letters() * 4.1);
    }

    void show(TimeTravel.Span next, String words) {
        span = next;
        setAccessibleText(words);
        setPrefHeight(height());
        setMinHeight(height());
        draw();
    }

    private long secondAt(MouseEvent event, boolean marks) {
        double x = event.getX();
        if (marks) {
            for (TrendFlag flag : span.flags()) {
                if (Math.abs(x(flag.at()) - x) <= NEAR) {
                    return TimeTravel.shows(flag.at());
                }
            }
        }
        double share = Math.clamp((x - EDGE) / Math.max(1, getWidth() - 2 * EDGE), 0, 1);
        // The right end is the present.
        return share >= 1
                ? Long.MAX_VALUE
                : Math.round(span.fromSecond() + share * (span.toSecond() - span.fromSecond()));
    }

    private String words(long second) {
        if (second == Long.MAX_VALUE) {
            return desk.text("time.bar.live");
        }
        StringBuilder words = new StringBuilder(desk.figures().time(Instant.ofEpochSecond(second)));
        for (TrendFlag flag : span.flags()) {
            if (TimeTravel.shows(flag.at()) == second) {
                words.append(" \u00b7 ").append(flag.words());
            }
        }
        return words.toString();
    }

    private double x(long millis) {
        double length = Math.max(1, (span.toSecond() - span.fromSecond()) * 1000.0);
        return EDGE + (millis - span.fromSecond() * 1000.0) / length * (getWidth() - 2 * EDGE);
    }

    private double trackY() {
        return Math.round(letters() * 1.9);
    }

    @Override
    protected void draw() {
        Pad pad = ground();
        Palette colours = palette();
        if (getWidth() < 2 * EDGE + 10) {
            return;
        }
        double y = trackY();
        double right = getWidth() - EDGE;
        pad.rect(EDGE, y - 0.5, right - EDGE, 1, colours.wire());
        for (History.Outage fault : span.faults()) {
            long to = fault.open() ? span.toSecond() * 1000 : fault.toMillis();
            double from = Math.max(EDGE, x(fault.fromMillis()));
            double end = Math.min(right, x(to));
            if (end > from) {
                pad.rect(from, y - letters() * 0.8, end - from, letters() * 1.6, colours.shade());
            }
        }
        double from = Math.max(EDGE, x(span.firstSeen() * 1000));
        pad.rect(from, y - TRACK / 2, Math.max(1, right - from), TRACK, colours.fill());
        for (Recording.Gap gap : span.gaps()) {
            double left = x(gap.fromSecond() * 1000);
            double wide = Math.max(2, x((gap.toSecond() + 1) * 1000) - left);
            pad.rect(left, y - TRACK / 2, wide, TRACK, colours.panel());
            pad.rect(left, y - 0.5, wide, 1, colours.wire());
        }
        flags(pad, y);
        new TimeTicks(colours, desk.figures(), letters(), 1_000)
                .draw(
                        pad,
                        span.fromSecond() * 1000,
                        span.toSecond() * 1000,
                        EDGE,
                        right - EDGE,
                        Math.round(y + letters() * 0.8) + 0.5);
        handle(y);
    }

    private void flags(Pad pad, double y) {
        double free = Double.NEGATIVE_INFINITY;
        for (TrendFlag flag : span.flags()) {
            double x = Math.round(x(flag.at())) + 0.5;
            if (x < EDGE || x > getWidth() - EDGE) {
                continue;
            }
            Color ink = flag.colour(palette());
            pad.line(x, letters() * 1.1, x, y + TRACK, new Pad.Stroke(ink, 1));
            if (x >= free) {
                pad.text(flag.glyph(), x, letters() * 0.55, Pad.Align.MIDDLE, ink);
                free = x + letters();
            }
        }
    }

    /// Full while a second is looked at, hollow while the view follows.
    private void handle(double y) {
        Pad pad = above();
        Palette colours = palette();
        boolean back = span.chosen() >= 0;
        double x = Math.round(back ? x(span.chosen() * 1000) : getWidth() - EDGE) + 0.5;
        double[] xs = {x - HANDLE, x + HANDLE, x + HANDLE, x, x - HANDLE};
        double[] ys = {y - HANDLE - 2, y - HANDLE - 2, y + 2, y + HANDLE + 2, y + 2};
        pad.polygon(xs, ys, xs.length, back ? colours.focus() : colours.panel());
        double[] edgeX = {xs[0], xs[1], xs[2], xs[3], xs[4], xs[0]};
        double[] edgeY = {ys[0], ys[1], ys[2], ys[3], ys[4], ys[0]};
        pad.polyline(edgeX, edgeY, 0, edgeX.length, new Pad.Stroke(colours.focus(), 1.5));
    }
}
