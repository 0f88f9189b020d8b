package org.fieldproof.views.latency;

import java.util.List;
import org.fieldproof.styles.Palette;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.pad.Pad;

/// Draws the way of a record to one destination, hop below hop, each beginning where the one
/// before it ends: the median as a bar, up to p95 as a thin line. Needs no toolkit.
final class HopBars {

    private static final double NAME_LETTERS = 17;
    private static final double FIGURES_LETTERS = 24;

    private final Palette colours;
    private final Figures figures;
    private final double letters;

    /// A hop.
    ///
    /// @param count samples; 0 leaves the place empty
    /// @param whole true for the way as a whole, measured by itself
    record Bar(String name, long count, double p50, double p95, boolean whole, String words) {}

    HopBars(Palette colours, Figures figures, double letters) {
        this.colours = colours;
        this.figures = figures;
        this.letters = letters;
    }

    void paint(Pad pad, List<Bar> bars) {
        double left = letters * NAME_LETTERS;
        double width = pad.width() - left - letters * FIGURES_LETTERS;
        if (width < 20 || bars.isEmpty()) {
            return;
        }
        double most = longest(bars);
        double row = Math.min(letters * 3.4, (pad.height() - letters * 2) / bars.size());
        double begin = 0;
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double y = row * (i + 0.5);
            double from = bar.whole() ? 0 : begin;
            if (bar.whole()) {
                double rule = Math.round(row * i) + 0.5;
                pad.line(0, rule, pad.width(), rule, new Pad.Stroke(colours.line(), 1));
            }
            pad.text(bar.name(), 0, y, Pad.Align.LEFT, colours.text());
            if (bar.count() > 0) {
                double x = left + from / most * width;
                double wide = Math.max(1.5, bar.p50() / most * width);
                double high = Math.round(row * 0.45);
                pad.rect(
                        x,
                        Math.rint(y - high / 2),
                        wide,
                        high,
                        bar.whole() ? colours.value() : colours.fill());
                double end = Math.max(x + wide, left + (from + bar.p95()) / most * width);
                Pad.Stroke thin = new Pad.Stroke(colours.text(), 1);
                double middle = Math.round(y) + 0.5;
                pad.line(x + wide, middle, end, middle, thin);
                pad.line(end, y - high / 3, end, y + high / 3, thin);
            }
            pad.text(
                    bar.words(),
                    left + width + letters,
                    y,
                    Pad.Align.LEFT,
                    bar.count() > 0 ? colours.value() : colours.muted());
            begin += bar.whole() ? 0 : bar.p50();
        }
        scale(pad, left, width, row * bars.size() + letters, most);
    }

    private static double longest(List<Bar> bars) {
        double begin = 0;
        double most = 0.1;
        for (Bar bar : bars) {
            most = Math.max(most, (bar.whole() ? 0 : begin) + bar.p95());
            begin += bar.whole() ? 0 : bar.p50();
        }
        return most * 1.02;
    }

    private void scale(Pad pad, double left, double width, double y, double most) {
        pad.text(figures.millis(0), left, y, Pad.Align.LEFT, colours.muted());
        pad.text(figures.millis(most), left + width, y, Pad.Align.RIGHT, colours.muted());
    }
}
