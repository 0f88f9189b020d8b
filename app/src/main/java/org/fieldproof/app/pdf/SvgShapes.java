package org.fieldproof.app.pdf;

import java.awt.Color;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Draws the small part of SVG that our own charts are made of: rectangles, lines, paths and
/// polygons with straight edges, and texts. What it does not know it leaves out. Confined to one
/// call.
final class SvgShapes {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");
    private static final double LETTERS = 12.5;
    private static final int POINTS_MAX = 200_000;

    /// What the report's style sheet calls its colours.
    private static final Map<String, Color> NAMED =
            Map.of(
                    "var(--cut)", new Color(0xe4e7eb),
                    "var(--fill)", new Color(0xb9c6d6),
                    "var(--stroke)", new Color(0x12406f));

    private final PdfSheet sheet;
    private final XMLStreamReader in;
    private double scale = 1;
    private double top;

    private SvgShapes(PdfSheet sheet, XMLStreamReader in) {
        this.sheet = sheet;
        this.in = in;
    }

    /// Draws it as wide as the text, and goes below it.
    static void draw(String svg, PdfSheet sheet) throws IOException {
        try {
            new SvgShapes(sheet, SafeXml.reader(new StringReader(svg))).drawAll();
        } catch (XMLStreamException e) {
            throw new IOException("a drawing of the page is damaged", e);
        }
    }

    private void drawAll() throws XMLStreamException, IOException {
        while (in.hasNext()) {
            if (in.next() == XMLStreamConstants.START_ELEMENT) {
                element();
            }
        }
        in.close();
    }

    private void element() throws XMLStreamException, IOException {
        switch (in.getLocalName()) {
            case "svg" -> begin();
            case "rect" -> rect();
            case "line" -> line();
            case "path" -> points("d");
            case "polyline", "polygon" -> points("points");
            case "text" -> text();
            default -> {
                // Nothing of ours.
            }
        }
    }

    private void begin() throws IOException {
        List<Double> box = numbers(attribute("viewBox"));
        if (box.size() != 4 || box.get(2) <= 0 || box.get(3) <= 0) {
            throw new IOException("a drawing of the page has no size");
        }
        scale = sheet.width() / box.get(2);
        double high = box.get(3) * scale;
        sheet.need(high + 6);
        top = sheet.y();
        sheet.down(high + 6);
    }

    private String attribute(String name) {
        String value = in.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    private double number(String name) {
        return numbers(attribute(name)).stream().findFirst().orElse(0.0);
    }

    private static List<Double> numbers(String text) {
        List<Double> numbers = new ArrayList<>();
        Matcher found = NUMBER.matcher(text);
        while (found.find() && numbers.size() < POINTS_MAX) {
            numbers.add(Double.parseDouble(found.group()));
        }
        return numbers;
    }

    /// Opaque, as it looks on white paper.
    private Optional<Color> colour(String name) {
        String value = attribute(name);
        Color ink = NAMED.get(value);
        if (ink == null && value.matches("#[0-9a-fA-F]{6}")) {
            ink = Color.decode(value);
        }
        String opacity = attribute(name + "-opacity");
        double share = opacity.isEmpty() ? 1 : number(name + "-opacity");
        return Optional.ofNullable(ink).map(each -> onWhite(each, Math.clamp(share, 0.0, 1.0)));
    }

    private static Color onWhite(Color ink, double share) {
        return new Color(
                mixed(ink.getRed(), share),
                mixed(ink.getGreen(), share),
                mixed(ink.getBlue(), share));
    }

    private static int mixed(int part, double share) {
        return (int) Math.round(part * share + 255 * (1 - share));
    }

    private void rect() throws IOException {
        double x = number("x") * scale;
        double y = top + number("y") * scale;
        double wide = number("width") * scale;
        double high = number("height") * scale;
        Optional<Color> fill = colour("fill");
        if (fill.isPresent()) {
            sheet.fill(
                    new double[] {x, x + wide, x + wide, x},
                    new double[] {y, y, y + high, y + high},
                    fill.get());
        }
    }

    private void line() throws IOException {
        double[] xs = {number("x1") * scale, number("x2") * scale};
        double[] ys = {top + number("y1") * scale, top + number("y2") * scale};
        sheet.stroke(xs, ys, colour("stroke").orElse(PdfSheet.RULE), 0.5);
    }

    private void points(String from) throws IOException {
        List<Double> numbers = numbers(attribute(from));
        int n = numbers.size() / 2;
        if (n < 2) {
            return;
        }
        double[] xs = new double[n];
        double[] ys = new double[n];
        for (int i = 0; i < n; i++) {
            xs[i] = numbers.get(2 * i) * scale;
            ys[i] = top + numbers.get(2 * i + 1) * scale;
        }
        Optional<Color> fill = colour("fill");
        if (fill.isPresent()) {
            sheet.fill(xs, ys, fill.get());
        }
        Optional<Color> stroke = colour("stroke");
        if (stroke.isPresent()) {
            sheet.stroke(xs, ys, stroke.get(), 0.9);
        }
    }

    private void text() throws XMLStreamException, IOException {
        double x = number("x") * scale;
        double y = top + number("y") * scale;
        String anchor = attribute("text-anchor");
        boolean central = attribute("dominant-baseline").equals("central");
        Color ink = colour("fill").orElse(PdfSheet.SOFT);
        PdfFace face = attribute("class").equals("strong") ? sheet.bold : sheet.plain;
        String text = in.getElementText();
        double points = Math.clamp(LETTERS * scale, 6, 8);
        double wide = face.width(text, points);
        double from = anchor.equals("end") ? x - wide : anchor.equals("middle") ? x - wide / 2 : x;
        double kept = Math.clamp(from, 0, Math.max(0, sheet.width() - wide));
        sheet.text(face, points, ink, kept, central ? y + points * 0.35 : y, text);
    }
}
