package org.fieldproof.app.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HexFormat;
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
        for (Path source : order.sources()) {
            Verification check = EvidenceVerifier.verify(source);
            String name = String.valueOf(source.getFileName());
            if (!check.genuine()) {
                foot.add(filled(order.words().forged(), name));
            }
            foot.add(
                    filled(order.words().source(), name, sha256(source), check.summary().signer()));
        }
        Report report =
                switch (order.content()) {
                    case Report made -> made;
                    case PdfOrder.SignedPage signed ->
                            behind(signed, EvidenceReader.page(order.sources().getFirst()));
                };
        return PdfWriter.write(report, order.paper(), foot, order.words().page());
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

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            int n = in.read(buffer);
            while (n >= 0) {
                digest.update(buffer, 0, n);
                n = in.read(buffer);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
