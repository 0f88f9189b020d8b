package org.fieldproof.views.control;

import java.time.Instant;
import org.fieldproof.styles.Palette;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.pad.Pad;

/// The axis of time below a chart: its line, and a tick with its moment where there is room. Needs
/// no toolkit.
///
/// @param letters their height in pixels
/// @param leastMillis between two ticks
public record TimeTicks(Palette colours, Figures figures, double letters, long leastMillis) {

    /// Draws it from `left`, `width` long, at the height `y`.
    public void draw(Pad pad, long from, long to, double left, double width, double y) {
        long step = Math.max(leastMillis, TimeAxis.step(to - from, width, letters * 7));
        Pad.Stroke tick = new Pad.Stroke(colours.wire(), 1);
        pad.line(left, y, left + width, y, tick);
        double half = letters * 2.4;
        for (long time = TimeAxis.first(from, step); time <= to; time += step) {
            double x =
                    Math.round(left + (double) (time - from) / Math.max(1, to - from) * width)
                            + 0.5;
            pad.line(x, y, x, y + 4, tick);
            if (x - half > left - letters && x + half < pad.width()) {
                double below = y + 5 + letters * 0.6;
                pad.text(text(time, step), x, below, Pad.Align.MIDDLE, colours.muted());
            }
        }
    }

    private String text(long time, long step) {
        Instant moment = Instant.ofEpochMilli(time);
        if (step < 1_000) {
            return figures.timeMillis(moment);
        }
        return step < 60_000 ? figures.time(moment) : figures.hourMinute(moment);
    }
}
