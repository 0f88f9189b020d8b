package org.fieldproof.views.pad;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javafx.scene.paint.Color;

/// A pad that becomes an SVG file, with decimal dots in every language. Needs no toolkit.
public final class SvgPad implements Pad {

    /// How large a chart at least is in a file: it may never have been on the screen.
    public static final double CHART_WIDTH_MIN = 640;

    /// See [#CHART_WIDTH_MIN].
    public static final double CHART_HEIGHT_MIN = 150;

    private final double width;
    private final double height;
    private final double lettersPx;
    private final StringBuilder out = new StringBuilder(4096);
    private double top;
    private double here;

    public SvgPad(double width, double height, double lettersPx) {
        this.width = width;
        this.height = height;
        this.lettersPx = lettersPx;
        here = height;
    }

    /// What is drawn from now on has a strip of the whole to itself.
    public void place(double from, double high) {
        top = from;
        here = high;
    }

    /// The file.
    public byte[] bytes() {
        String head =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" \
                viewBox="0 0 %s %s" font-family="Inter, sans-serif" font-size="%s">
                """
                        .formatted(
                                number(width),
                                number(height),
                                number(width),
                                number(height),
                                number(lettersPx));
        return (head + out + "</svg>\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public double width() {
        return width;
    }

    @Override
    public double height() {
        return here;
    }

    @Override
    public void rect(double x, double y, double wide, double high, Color fill) {
        out.append("<rect x=\"").append(number(x)).append("\" y=\"").append(number(y + top));
        out.append("\" width=\"").append(number(wide));
        out.append("\" height=\"").append(number(high));
        out.append("\" fill=\"").append(colour(fill)).append('"');
        opacity(fill);
        out.append("/>\n");
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, Stroke stroke) {
        polyline(new double[] {x1, x2}, new double[] {y1, y2}, 0, 2, stroke);
    }

    @Override
    public void polyline(double[] xs, double[] ys, int from, int to, Stroke stroke) {
        points("polyline", xs, ys, from, to);
        out.append("fill=\"none\"");
        stroke(stroke);
        out.append(" stroke-linejoin=\"round\"/>\n");
    }

    private void stroke(Stroke stroke) {
        out.append(" stroke=\"").append(colour(stroke.ink()));
        out.append("\" stroke-width=\"").append(number(stroke.width())).append('"');
        if (stroke.dashes().length > 0) {
            out.append(" stroke-dasharray=\"");
            for (double dash : stroke.dashes()) {
                out.append(number(dash)).append(' ');
            }
            out.append('"');
        }
    }

    @Override
    public void curve(Bend of, Stroke stroke) {
        out.append("<path d=\"M");
        pair(of.x1(), of.y1());
        out.append(" C");
        pair(of.pull1X(), of.pull1Y());
        pair(of.pull2X(), of.pull2Y());
        pair(of.x2(), of.y2());
        out.append("\" fill=\"none\"");
        stroke(stroke);
        out.append("/>\n");
    }

    private void pair(double x, double y) {
        out.append(number(x)).append(',').append(number(y + top)).append(' ');
    }

    @Override
    public void box(double x, double y, double wide, double high, Color fill, Stroke border) {
        out.append("<rect x=\"").append(number(x)).append("\" y=\"").append(number(y + top));
        out.append("\" width=\"").append(number(wide));
        out.append("\" height=\"").append(number(high)).append("\" rx=\"5\" fill=\"");
        out.append(colour(fill)).append('"');
        stroke(border);
        out.append("/>\n");
    }

    @Override
    public void polygon(double[] xs, double[] ys, int count, Color fill) {
        points("polygon", xs, ys, 0, count);
        out.append("fill=\"").append(colour(fill)).append('"');
        opacity(fill);
        out.append("/>\n");
    }

    @Override
    public void text(String text, double x, double y, Align align, Color ink) {
        String anchor =
                switch (align) {
                    case LEFT -> "start";
                    case MIDDLE -> "middle";
                    case RIGHT -> "end";
                };
        out.append("<text x=\"").append(number(x)).append("\" y=\"").append(number(y + top));
        out.append("\" text-anchor=\"").append(anchor);
        out.append("\" dominant-baseline=\"central\" fill=\"").append(colour(ink)).append("\">");
        out.append(escaped(text)).append("</text>\n");
    }

    private void points(String name, double[] xs, double[] ys, int from, int to) {
        out.append('<').append(name).append(" points=\"");
        for (int i = from; i < to; i++) {
            out.append(number(xs[i])).append(',').append(number(ys[i] + top)).append(' ');
        }
        out.append("\" ");
    }

    private void opacity(Color fill) {
        if (fill.getOpacity() < 1) {
            out.append(" fill-opacity=\"").append(number(fill.getOpacity())).append('"');
        }
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }

    private static String colour(Color colour) {
        return String.format(
                Locale.ROOT,
                "#%02X%02X%02X",
                Math.round(colour.getRed() * 255),
                Math.round(colour.getGreen() * 255),
                Math.round(colour.getBlue() * 255));
    }

    private static String escaped(String text) {
        return text.replaceAll("\\p{Cntrl}", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
