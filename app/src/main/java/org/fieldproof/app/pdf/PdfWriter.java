package org.fieldproof.app.pdf;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.text.MessageFormat;
import java.util.List;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;
import org.fieldproof.api.report.Paper;
import org.fieldproof.api.report.Report;
import org.fieldproof.api.report.Report.Block;
import org.fieldproof.api.report.Report.Tone;

/// Writes a page for reading as PDF. Tells no time and no number of its own: the same page with the
/// same foot is the same file. Confined to one call.
final class PdfWriter {
    /// Any number, as long as it is always this one; else the library takes the time.
    private static final long DOCUMENT_ID = 1;

    private static final double LEADING = 1.35;

    private final PdfSheet sheet;

    private PdfWriter(PdfSheet sheet) {
        this.sheet = sheet;
    }

    /// @param foot what stands below each page
    /// @param page which page of how many, such as `{0} of {1}`
    static byte[] write(Report report, Paper paper, List<String> foot, String page)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        try (PDDocument document = new PDDocument()) {
            document.setDocumentId(DOCUMENT_ID);
            PDDocumentInformation about = new PDDocumentInformation();
            about.setTitle(report.title());
            about.setCreator("Fieldproof");
            document.setDocumentInformation(about);
            document.getDocumentCatalog().setLanguage(report.language().toLanguageTag());
            PDViewerPreferences preferences = new PDViewerPreferences(new COSDictionary());
            preferences.setDisplayDocTitle(true);
            document.getDocumentCatalog().setViewerPreferences(preferences);
            try (PdfSheet sheet = new PdfSheet(document, paper, foot)) {
                PdfWriter writer = new PdfWriter(sheet);
                for (Block each : report.blocks()) {
                    writer.block(each);
                }
                int pages = document.getNumberOfPages();
                MessageFormat which = new MessageFormat(page, report.language());
                for (int i = 0; i < pages; i++) {
                    sheet.foot(i, which.format(new Object[] {i + 1, pages}));
                }
            }
            document.save(bytes);
        }
        return bytes.toByteArray();
    }

    private void block(Block block) throws IOException {
        switch (block) {
            case Report.Heading heading -> heading(heading);
            case Report.Prose(String text, Tone tone) -> {
                prose(text, tone == Tone.QUIET ? 8 : 9, tone);
                sheet.down(4);
            }
            case Report.Items(List<String> items) -> items(items);
            case Report.Figures(List<Report.Figure> figures) -> figures(figures);
            case Report.Table table -> new PdfTable(sheet, table).write();
            case Report.Code(String text) -> code(text);
            case Report.Drawing(String svg) -> SvgShapes.draw(svg, sheet);
            case Report.Break() -> sheet.page();
            case Report.Signatures(List<String> who) -> signatures(who);
        }
    }

    static Color ink(Tone tone) {
        return switch (tone) {
            case PLAIN -> PdfSheet.INK;
            case QUIET -> PdfSheet.SOFT;
            case BAD -> PdfSheet.BAD;
        };
    }

    private void heading(Report.Heading heading) throws IOException {
        double points = heading.level() == 1 ? 16 : heading.level() == 2 ? 11.5 : 8.5;
        sheet.down(heading.level() == 2 ? 12 : 5);
        // Not alone at the end of a page.
        sheet.need(points * 5);
        lines(sheet.bold, heading.text(), points, ink(heading.tone()), 0);
        sheet.down(4);
    }

    private void prose(String text, double points, Tone tone) throws IOException {
        lines(sheet.plain, text, points, ink(tone), 0);
    }

    private void lines(PdfFace face, String text, double points, Color ink, double indent)
            throws IOException {
        for (String line : face.wrapped(text, points, sheet.width() - indent)) {
            sheet.need(points * LEADING);
            sheet.down(points * LEADING);
            sheet.text(face, points, ink, indent, sheet.y() - points * 0.3, line);
        }
    }

    private void items(List<String> items) throws IOException {
        for (String each : items) {
            sheet.need(9 * LEADING);
            sheet.text(sheet.plain, 9, PdfSheet.SOFT, 2, sheet.y() + 9 * LEADING - 2.7, "\u2022");
            lines(sheet.plain, each, 9, PdfSheet.INK, 11);
        }
        sheet.down(5);
    }

    private void figures(List<Report.Figure> figures) throws IOException {
        double room = sheet.width() / Math.max(1, figures.size());
        sheet.need(58);
        double top = sheet.y();
        for (int i = 0; i < figures.size(); i++) {
            Report.Figure each = figures.get(i);
            double x = i * room;
            double points = 15;
            while (points > 7 && sheet.bold.width(each.value(), points) > room - 6) {
                points--;
            }
            Color ink = each.tone() == Tone.PLAIN ? PdfSheet.FIGURE : ink(each.tone());
            sheet.text(sheet.plain, 7.5, PdfSheet.SOFT, x, top + 10, each.name());
            sheet.text(sheet.bold, points, ink, x, top + 28, each.value());
            double y = top + 39;
            for (String line : sheet.plain.wrapped(each.note(), 7, room - 6)) {
                sheet.text(sheet.plain, 7, PdfSheet.SOFT, x, y, line);
                y += 8.5;
            }
        }
        sheet.down(62);
    }

    private void code(String text) throws IOException {
        lines(sheet.mono, text, 7, PdfSheet.INK, 0);
        sheet.down(6);
    }

    private void signatures(List<String> who) throws IOException {
        sheet.need(60);
        sheet.down(38);
        double room = sheet.width() / Math.max(1, who.size());
        for (int i = 0; i < who.size(); i++) {
            sheet.rule(i * room, (i + 1) * room - 14, sheet.y(), PdfSheet.SOFT, 0.5);
            sheet.text(sheet.plain, 7, PdfSheet.SOFT, i * room, sheet.y() + 9, who.get(i));
        }
        sheet.down(20);
    }
}
