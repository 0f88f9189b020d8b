package org.fieldproof.app.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/// The evidence files that drills have left.
final class FoundEvidence {
    private FoundEvidence() {}

    /// The one in a folder.
    static Path in(Path out) throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.filter(file -> file.toString().endsWith(".evidence.zip"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no evidence in " + out));
        }
    }

    static JsonNode entry(Path evidence, String name) throws IOException {
        try (ZipFile zip = new ZipFile(evidence.toFile())) {
            return Distribution.parse(
                    new String(
                            zip.getInputStream(zip.getEntry(name)).readAllBytes(),
                            StandardCharsets.UTF_8));
        }
    }
}
