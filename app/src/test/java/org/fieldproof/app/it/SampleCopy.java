package org.fieldproof.app.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Copies a sample project, so that a test may change its waiting times.
final class SampleCopy {
    private SampleCopy() {}

    static Path of(Path sample, Path to) throws IOException {
        try (Stream<Path> walk = Files.walk(sample)) {
            for (Path from : walk.toList()) {
                Path target = to.resolve(sample.relativize(from).toString());
                if (Files.isDirectory(from)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(from, target);
                }
            }
        }
        return to;
    }
}
