package org.fieldproof.app.pdf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.report.PdfOrder;
import org.fieldproof.api.report.Report;
import org.fieldproof.drill.evidence.EvidenceReader;
import org.fieldproof.drill.evidence.EvidenceVerifier;
import org.fieldproof.drill.evidence.Verification;

/// A page for reading of evidence as PDF. The files are checked as it is made: of one that does not
/// verify, each page says so.
public final class PdfPrint {
    private PdfPrint() {}

    /// The file's content.
    public static byte[] bytes(PdfOrder order) throws IOException {
        List<String> foot = new ArrayList<>();
        foot.add(order.words().notice());
        List<String> hashes = new ArrayList<>();
        for (PdfOrder.Source source : order.sources()) {
            hashes.add(sourceLines(order.words(), source, foot));
        }
        Report report =
                switch (order.content()) {
                    case Report made -> made;
                    case PdfOrder.SignedPage signed ->
                            behind(signed, EvidenceReader.page(order.sources().getFirst().file()));
                };
        for (int i = 0; i < hashes.size(); i++) {
            same(order.sources().get(i).file(), hashes.get(i));
        }
        return PdfWriter.write(report, order.paper(), foot, order.words().page());
    }

    /// Adds what the foot says of a file, and returns its hash.
    private static String sourceLines(
            PdfOrder.Words words, PdfOrder.Source source, List<String> foot) throws IOException {
        Path file = source.file();
        String sha256 = EvidenceReader.sha256(file);
        if (!source.sha256().isEmpty() && !source.sha256().equals(sha256)) {
            throw changed(file);
        }
        Verification check = EvidenceVerifier.verify(file);
        String name = String.valueOf(file.getFileName());
        if (!check.genuine()) {
            foot.add(filled(words.forged(), name));
        }
        String signer = check.signer().isEmpty() ? "\u2013" : check.signer();
        foot.add(filled(words.source(), name, sha256, signer));
        return sha256;
    }

    /// The foot must not vouch for another file than the text came from.
    private static void same(Path file, String sha256) throws IOException {
        if (!EvidenceReader.sha256(file).equals(sha256)) {
            throw changed(file);
        }
    }

    private static IOException changed(Path file) {
        return new IOException(
                file.getFileName() + " is not what it was when it was read; read it again");
    }

    /// The page on a sheet of its own behind what stands before it.
    private static Report behind(PdfOrder.SignedPage signed, byte[] html) throws IOException {
        Report page = SignedPageReader.read(new String(html, StandardCharsets.UTF_8));
        List<Report.Block> blocks = new ArrayList<>(signed.cover());
        if (!blocks.isEmpty()) {
            blocks.add(new Report.Break());
        }
        blocks.addAll(page.blocks());
        return new Report(page.title(), signed.language(), blocks);
    }

    private static String filled(String pattern, Object... values) {
        return new MessageFormat(pattern).format(values);
    }
}
