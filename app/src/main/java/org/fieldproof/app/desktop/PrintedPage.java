package org.fieldproof.app.desktop;

import java.io.IOException;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.report.PdfOrder;
import org.fieldproof.app.pdf.PdfPrint;

/// A page for reading, written as PDF where a person wants it.
final class PrintedPage {
    private PrintedPage() {}

    static Outcome write(PdfOrder order) {
        byte[] content;
        try {
            content = PdfPrint.bytes(order);
        } catch (IOException e) {
            return new Outcome.Refused(
                    Problem.error(
                            "APP-0110",
                            "file " + order.to().getFileName(),
                            "The page cannot be made as PDF: " + e.getMessage() + ".",
                            "Check the evidence with 'fieldproof verify'; a browser can print the"
                                    + " page that 'Open report' shows."));
        }
        return SavedFile.write(order.to(), content);
    }
}
