package org.fieldproof.app.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.fieldproof.api.drill.EvidenceSummary;
import org.fieldproof.api.report.Paper;
import org.fieldproof.api.report.PdfOrder;
import org.fieldproof.api.report.Report;
import org.fieldproof.api.report.Report.Cell;
import org.fieldproof.api.report.Report.Tone;
import org.fieldproof.app.cli.WrittenEvidence;
import org.fieldproof.drill.evidence.EvidenceReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Harm if it breaks: somebody signs a page that says other than the file does.
class PdfPrintTest {
    private static final PdfOrder.Words WORDS =
            new PdfOrder.Words(
                    "A copy for reading.",
                    "{0} of {1}",
                    "{0} SHA-256 {1} signed by {2}",
                    "Do not rely on it: {0} does not verify.");

    private static final PdfOrder.SignedPage SIGNED =
            new PdfOrder.SignedPage(List.of(), Locale.ENGLISH);

    @TempDir Path folder;

    private static PdfOrder order(PdfOrder.Content content, Path source, Paper paper) {
        return new PdfOrder(
                content, List.of(new PdfOrder.Source(source, "")), WORDS, paper, Path.of("x.pdf"));
    }

    private static String text(byte[] pdf, int page) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            if (page > 0) {
                stripper.setStartPage(page);
                stripper.setEndPage(page);
            }
            return stripper.getText(document);
        }
    }

    @Test
    void whatItSaysIsWhatTheFileSays() throws Exception {
        WrittenEvidence writer = new WrittenEvidence();
        Path file = writer.write(folder);
        EvidenceSummary summary = EvidenceReader.read(file);

        byte[] pdf = PdfPrint.bytes(order(SIGNED, file, Paper.A4));

        look("evidence", pdf);
        String text = text(pdf, 0);
        assertThat(text)
                .contains("Failed: 1 record was lost")
                .contains("of 420 accepted")
                .contains("Vorgelagerter Broker <nicht> erreichbar")
                .contains("peak 9,012");
        assertThat(text).containsPattern("destinations:\\R? *- \\{id: upstream");
        for (EvidenceSummary.Device each : summary.devices().subList(0, 40)) {
            assertThat(text).contains(each.id() + " CN=" + each.id());
        }
        assertThat(text).containsPattern("press-100 CN=press-100 7 7 6 1 0 0");
    }

    @Test
    void eachPageSaysWhatItIsACopyOf() throws Exception {
        WrittenEvidence writer = new WrittenEvidence();
        byte[] pdf = PdfPrint.bytes(order(SIGNED, writer.write(folder), Paper.LETTER));

        try (PDDocument document = Loader.loadPDF(pdf)) {
            int pages = document.getNumberOfPages();
            assertThat(pages).isGreaterThan(2);
            for (int i = 1; i <= pages; i++) {
                String text = text(pdf, i).replaceAll("\\s+", "");
                assertThat(text)
                        .contains("Acopyforreading.")
                        .contains(i + "of" + pages)
                        .contains("signedby" + writer.fingerprint())
                        .doesNotContain("doesnotverify");
            }
            assertThat(document.getPage(0).getMediaBox().getWidth())
                    .isEqualTo(PDRectangle.LETTER.getWidth());
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en");
            assertThat(document.getDocumentInformation().getTitle())
                    .isEqualTo("Drill upstream-outage: Failed");
        }
    }

    @Test
    void theSameEvidenceGivesTheSameBytes() throws Exception {
        Path file = new WrittenEvidence().write(folder);

        assertThat(PdfPrint.bytes(order(SIGNED, file, Paper.A4)))
                .isEqualTo(PdfPrint.bytes(order(SIGNED, file, Paper.A4)));
    }

    @Test
    void fontsAreEmbeddedInPart() throws Exception {
        byte[] pdf = PdfPrint.bytes(order(SIGNED, new WrittenEvidence().write(folder), Paper.A4));

        try (PDDocument document = Loader.loadPDF(pdf)) {
            for (PDPage page : document.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
                    assertThat(page.getResources().getFont(name).getName())
                            .matches("[A-Z]{6}\\+.*");
                }
            }
        }
        assertThat(pdf.length).isLessThan(300_000);
    }

    /// An entry that no hash covers is added; the page itself is as it was.
    @Test
    void aFileThatWasChangedIsMarkedOnEachPage() throws Exception {
        Path file = new WrittenEvidence().write(folder);
        Path changed = folder.resolve("changed.evidence.zip");
        try (ZipFile zip = new ZipFile(file.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(changed))) {
            for (ZipEntry each : zip.stream().toList()) {
                out.putNextEntry(new ZipEntry(each.getName()));
                out.write(zip.getInputStream(each).readAllBytes());
            }
            out.putNextEntry(new ZipEntry("added.txt"));
        }

        byte[] pdf = PdfPrint.bytes(order(SIGNED, changed, Paper.A4));

        try (PDDocument document = Loader.loadPDF(pdf)) {
            for (int i = 1; i <= document.getNumberOfPages(); i++) {
                assertThat(text(pdf, i)).contains("changed.evidence.zip does not verify");
            }
        }
    }

    /// Harm: a figure that is cut off at the edge is read as another.
    @Test
    void aLongTableHasItsHeadOnEachPageAndCutsNothing() throws Exception {
        Path file = new WrittenEvidence().write(folder);
        String longWord = "x".repeat(40) + "Ende";
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            rows.add(
                    List.of(
                            cell("Zeile " + i + " → ✓ 試"),
                            cell(longWord.repeat(4)),
                            new Cell("1.234.567", true, false, Tone.BAD)));
        }
        Report report =
                new Report(
                        "Vergleich",
                        Locale.GERMAN,
                        List.of(
                                new Report.Heading(1, "Prüfung größer", Tone.BAD),
                                new Report.Table(
                                        List.of(cell("Kopf"), cell("Wort"), cell("Zahl")), rows)));

        byte[] pdf = PdfPrint.bytes(order(report, file, Paper.A4));

        look("table", pdf);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("de");
            for (int i = 1; i <= document.getNumberOfPages(); i++) {
                assertThat(text(pdf, i)).containsPattern("Kopf +Wort +Zahl");
            }
        }
        String all = text(pdf, 0).replaceAll("\\s+", "");
        for (String each : List.of("Prüfunggrößer", "Zeile0→", "✓?", "Zeile119")) {
            assertThat(all.contains(each)).as(each).isTrue();
        }
        assertThat(all.split("1\\.234\\.567", -1)).hasSize(121);
        assertThat(all.split("Ende", -1)).hasSize(481);
    }

    /// Harm: 1 234 567 that is broken over two lines is read as two figures.
    @Test
    void twentyColumnsOfFiguresAreAllReadInWhole() throws Exception {
        Path file = new WrittenEvidence().write(folder);
        List<Cell> head = new ArrayList<>(List.of(cell("Gerät")));
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = 1; i < 20; i++) {
            head.add(new Cell("lane-" + i, true, false, Tone.PLAIN));
        }
        for (int r = 0; r < 30; r++) {
            List<Cell> row = new ArrayList<>(List.of(cell("press-" + r)));
            for (int i = 1; i < 20; i++) {
                row.add(
                        new Cell(
                                "123.456." + (100 + r) + "." + (100 + i), true, false, Tone.PLAIN));
            }
            rows.add(row);
        }
        Report report = new Report("x", Locale.GERMAN, List.of(new Report.Table(head, rows)));

        byte[] pdf = PdfPrint.bytes(order(report, file, Paper.A4));

        look("wide", pdf);
        String text = text(pdf, 0);
        for (int r = 0; r < 30; r++) {
            for (int i = 1; i < 20; i++) {
                assertThat(text).contains("123.456." + (100 + r) + "." + (100 + i));
            }
        }
        assertThat(text.split("press-29", -1)).hasSizeGreaterThan(2);
        assertNothingBeyondTheEdge(pdf);
    }

    private static void assertNothingBeyondTheEdge(byte[] pdf) throws IOException {
        List<Float> ends = new ArrayList<>();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper stripper =
                    new PDFTextStripper() {
                        @Override
                        protected void processTextPosition(TextPosition at) {
                            ends.add(at.getXDirAdj() + at.getWidthDirAdj());
                            super.processTextPosition(at);
                        }
                    };
            stripper.getText(document);
        }
        assertThat(ends).allMatch(end -> end < PDRectangle.A4.getWidth() - 40);
    }

    @Test
    void aFileThatIsNotWhatItWasWhenItWasReadIsRefused() throws Exception {
        Path file = new WrittenEvidence().write(folder);
        Report report = new Report("x", Locale.ENGLISH, List.of());
        PdfOrder stale =
                new PdfOrder(
                        report,
                        List.of(new PdfOrder.Source(file, "00")),
                        WORDS,
                        Paper.A4,
                        Path.of("x.pdf"));

        assertThatThrownBy(() -> PdfPrint.bytes(stale))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not what it was");
    }

    /// Text that stands in what our reports do not know is text all the same.
    @Test
    void noTextOfThePageIsLeftOut() throws Exception {
        Report page =
                SignedPageReader.read(
                        "<title>x</title><main>bare <section>in a section<p>a paragraph</p>tail"
                                + "</section><div class=\"x\">in a div</div><p>odd \uFFFE</p>"
                                + "</main>");
        StringBuilder all = new StringBuilder();
        for (Report.Block each : page.blocks()) {
            all.append(((Report.Prose) each).text()).append('|');
        }
        assertThat(all).hasToString("bare|in a section|a paragraph|tail|in a div|odd \uFFFD|");
    }

    @Test
    void aDrawingThatIsNoneIsRefusedAsDamage() {
        assertThatThrownBy(
                        () ->
                                SignedPageReader.read(
                                        "<title>x</title><main xmlns:x=\"y\"><x:svg/></main>"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aPageOfAsManyDrawingsAsNoReportHasIsRefused() throws Exception {
        String drawing = "<p>a</p><svg>x</svg>";
        Report page =
                SignedPageReader.read("<title>x</title><main>" + drawing.repeat(100) + "</main>");
        assertThat(page.blocks()).hasSize(200);
        assertThatThrownBy(
                        () ->
                                SignedPageReader.read(
                                        "<title>x</title><main>" + drawing.repeat(101) + "</main>"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 100 drawings");
    }

    @Test
    void whatIsNoPageOfOursIsRefused() {
        assertThatThrownBy(() -> SignedPageReader.read("<html><body>hello</body></html>"))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(
                        () ->
                                SignedPageReader.read(
                                        "<title>x</title><main><!DOCTYPE a [<!ENTITY b \"c\">]>"
                                                + "<p>&b;</p></main>"))
                .isInstanceOf(IOException.class);
    }

    private static Cell cell(String text) {
        return new Cell(text, false, false, Tone.PLAIN);
    }

    /// Its pages as pictures, for somebody to look at.
    private static void look(String name, byte[] pdf) throws IOException {
        if (System.getProperty("looks") == null) {
            return;
        }
        Path looks = Files.createDirectories(Path.of("target/looks"));
        Files.write(looks.resolve(name + ".pdf"), pdf);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFRenderer renderer = new PDFRenderer(document);
            for (int i = 0; i < document.getNumberOfPages(); i++) {
                ImageIO.write(
                        renderer.renderImageWithDPI(i, 90),
                        "png",
                        looks.resolve(name + "-" + (i + 1) + ".png").toFile());
            }
        }
    }
}
