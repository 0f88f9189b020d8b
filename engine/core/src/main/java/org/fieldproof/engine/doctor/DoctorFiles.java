package org.fieldproof.engine.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.engine.data.PrivateFiles;

/// Keeps reports as `evidence/doctor-<time>-<id>.json`, the newest two hundred of them.
/// Stateless.
final class DoctorFiles {
    private static final int KEPT_MAX = 200;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private DoctorFiles() {}

    static Path keep(Path folder, DoctorReport report) throws IOException {
        PrivateFiles.directory(folder);
        Path file =
                folder.resolve(
                        "doctor-"
                                + TIME.format(report.startedAt())
                                + "-"
                                + report.connector()
                                + ".json");
        PrivateFiles.replace(file, DoctorJson.report(report).getBytes(StandardCharsets.UTF_8));
        forgetOldest(folder);
        return file;
    }

    private static void forgetOldest(Path folder) throws IOException {
        List<Path> newestFirst;
        try (Stream<Path> files = Files.list(folder)) {
            newestFirst =
                    files.filter(DoctorFiles::isReport)
                            .sorted(
                                    (a, b) ->
                                            String.valueOf(b.getFileName())
                                                    .compareTo(String.valueOf(a.getFileName())))
                            .toList();
        }
        for (Path file :
                newestFirst.subList(Math.min(KEPT_MAX, newestFirst.size()), newestFirst.size())) {
            Files.deleteIfExists(file);
        }
    }

    private static boolean isReport(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith("doctor-") && name.endsWith(".json");
    }
}
