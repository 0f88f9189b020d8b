package org.fieldproof.app.pdf;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.fieldproof.api.report.Paper;
import org.fieldproof.styles.Fonts;
import org.jspecify.annotations.Nullable;

/// The pages of one document and the place on the last of them that is written next: in points,
/// from the upper edge down. Used by one thread.
final class PdfSheet implements AutoCloseable {
    static final double SIDE = 42;
    private static final double TOP = 44;
    private static final double FOOT = 26;
    private static final double FOOT_LINE = 8;
    private static final double FOOT_POINTS = 6;
    private static final double PAGE_POINTS = 7;

    /// For the page's number, at the right of the foot.
    private static final double PAGE_ROOM = 60;

    static final Color INK = new Color(0x1d2126);
    static final Color SOFT = new Color(0x5a626c);
    static final Color RULE = new Color(0xc9ced4);
    static final Color FIGURE = new Color(0x12406f);
    static final Color BAD = new Color(0xa3261c);

    final PdfFace plain;
    final PdfFace bold;
    final PdfFace mono;

    private final PDDocument document;
    private final PDRectangle size;
    private final double bottom;
    private final List<String> foot = new ArrayList<>();
    private @Nullable PDPageContentStream out;
    private double y;

    /// @param below what stands below each page
    PdfSheet(PDDocument document, Paper paper, List<String> below) throws IOException {
        this.document = document;
        size = paper == Paper.A4 ? PDRectangle.A4 : PDRectangle.LETTER;
        PDFont sans = font("FieldproofSans-Regular.ttf");
        PDFont strong = font("FieldproofSans-Bold.ttf");
        PDFont fixed = font("JetBrainsMono-Regular.ttf");
        plain = new PdfFace(sans, fixed);
        bold = new PdfFace(strong, fixed);
        mono = new PdfFace(fixed, sans);
        for (String each : below) {
            foot.addAll(plain.wrapped(each, FOOT_POINTS, width() - PAGE_ROOM));
        }
        bottom = size.getHeight() - FOOT - foot.size() * FOOT_LINE;
        page();
    }

    /// Without ligatures, which would be found by no search.
    private PDFont font(String file) throws IOException {
        try (InputStream in = Fonts.open(file)) {
            TrueTypeFont font =
                    new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()));
            font.setEnableGsub(false);
            return PDType0Font.load(document, font, true);
        }
    }

    /// A new page.
    void page() throws IOException {
        finish();
        PDPage page = new PDPage(size);
        document.addPage(page);
        out = new PDPageContentStream(document, page, AppendMode.APPEND, true);
        y = TOP;
    }

    private void finish() throws IOException {
        PDPageContentStream present = out;
        if (present != null) {
            present.close();
            out = null;
        }
    }

    double width() {
        return size.getWidth() - 2 * SIDE;
    }

    double y() {
        return y;
    }

    double left() {
        return bottom - y;
    }

    /// How much there is of a page that is empty.
    double whole() {
        return bottom - TOP;
    }

    void down(double by) {
        y += by;
    }

    /// Begins a page unless so much is left of this one.
    void need(double high) throws IOException {
        if (left() < high && y > TOP) {
            page();
        }
    }

    private PDPageContentStream stream() {
        PDPageContentStream present = out;
        if (present == null) {
            throw new IllegalStateException("the sheet is finished");
        }
        return present;
    }

    private float flip(double at) {
        return (float) (size.getHeight() - at);
    }

    /// Writes a line of text.
    ///
    /// @param x from the left edge of the text
    /// @param base its base line, from the upper edge of the page
    void text(PdfFace face, double points, Color ink, double x, double base, String text)
            throws IOException {
        write(stream(), face, points, ink, SIDE + x, base, text);
    }

    private void write(
            PDPageContentStream to,
            PdfFace face,
            double points,
            Color ink,
            double x,
            double base,
            String text)
            throws IOException {
        if (text.isEmpty()) {
            return;
        }
        to.beginText();
        to.setNonStrokingColor(ink);
        to.newLineAtOffset((float) x, flip(base));
        for (PdfFace.Run run : face.runs(text)) {
            to.setFont(run.font(), (float) points);
            to.showText(run.text());
        }
        to.endText();
    }

    void rule(double x1, double x2, double at, Color ink, double wide) throws IOException {
        PDPageContentStream to = stream();
        to.setStrokingColor(ink);
        to.setLineWidth((float) wide);
        to.moveTo((float) (SIDE + x1), flip(at));
        to.lineTo((float) (SIDE + x2), flip(at));
        to.stroke();
    }

    void fill(double[] xs, double[] ys, Color ink) throws IOException {
        PDPageContentStream to = stream();
        to.setNonStrokingColor(ink);
        trace(to, xs, ys);
        to.closePath();
        to.fill();
    }

    void stroke(double[] xs, double[] ys, Color ink, double wide) throws IOException {
        PDPageContentStream to = stream();
        to.setStrokingColor(ink);
        to.setLineWidth((float) wide);
        trace(to, xs, ys);
        to.stroke();
    }

    private void trace(PDPageContentStream to, double[] xs, double[] ys) throws IOException {
        to.moveTo((float) (SIDE + xs[0]), flip(ys[0]));
        for (int i = 1; i < xs.length; i++) {
            to.lineTo((float) (SIDE + xs[i]), flip(ys[i]));
        }
    }

    /// Writes what stands below one page, once all are there.
    ///
    /// @param page which of how many it is
    void foot(int index, String page) throws IOException {
        finish();
        PDPage of = document.getPage(index);
        try (PDPageContentStream to =
                new PDPageContentStream(document, of, AppendMode.APPEND, true, true)) {
            double at = bottom + FOOT_LINE;
            double wide = plain.width(page, PAGE_POINTS);
            write(to, plain, PAGE_POINTS, INK, SIDE + width() - wide, at, page);
            for (String line : foot) {
                write(to, plain, FOOT_POINTS, SOFT, SIDE, at, line);
                at += FOOT_LINE;
            }
        }
    }

    @Override
    public void close() throws IOException {
        finish();
    }
}
