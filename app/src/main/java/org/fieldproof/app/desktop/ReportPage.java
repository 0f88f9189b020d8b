package org.fieldproof.app.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.drill.evidence.EvidenceReader;

/// Shows a file outside. Of an evidence file that is its report: a browser cannot look into a
/// zip.
final class ReportPage {
    private ReportPage() {}

    static Outcome show(Path file) {
        if (!file.toString().endsWith(".evidence.zip")) {
            return DesktopPrograms.show(file);
        }
        try {
            Path page = Files.createTempFile("fieldproof-report-", ".html");
            page.toFile().deleteOnExit();
            Files.write(page, EvidenceReader.page(file));
            return DesktopPrograms.show(page);
        } catch (IOException e) {
            return unreadable(file, e.toString());
        }
    }

    private static Outcome unreadable(Path file, String why) {
        return new Outcome.Refused(
                Problem.error(
                        "APP-0108",
                        "evidence " + file.getFileName(),
                        "Its report cannot be shown: " + why + ".",
                        "Check the file with 'fieldproof verify " + file + "'."));
    }
}
