package org.fieldproof.app.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;

/// Shows a file outside. Of an evidence file that is its report: a browser cannot look into a
/// zip.
final class ReportPage {
    private static final String REPORT = "report.html";
    private static final long SIZE_BYTES_MAX = 64L * 1024 * 1024;

    private ReportPage() {}

    static Outcome show(Path file) {
        if (!file.toString().endsWith(".evidence.zip")) {
            return DesktopPrograms.show(file);
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry report = zip.getEntry(REPORT);
            if (report == null || report.getSize() > SIZE_BYTES_MAX) {
                return unreadable(file, "it holds no report of a sensible size");
            }
            Path page = Files.createTempFile("fieldproof-report-", ".html");
            Files.write(page, zip.getInputStream(report).readAllBytes());
            page.toFile().deleteOnExit();
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
