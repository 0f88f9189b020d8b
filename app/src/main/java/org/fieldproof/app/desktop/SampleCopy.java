package org.fieldproof.app.desktop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A sample as a project of the user's own: an installation's folder often cannot be written, and
/// what a newcomer tries out there would be gone with the next version. Stateless.
final class SampleCopy {
    private SampleCopy() {}

    /// The user's copy; made if there is none yet. One that is there is never touched.
    ///
    /// @param sample as it was delivered
    /// @param projects the folder of the user's projects
    static Path of(Path sample, Path projects) throws IOException {
        Path own = projects.resolve(String.valueOf(sample.getFileName()));
        if (Files.isRegularFile(own.resolve("project.yaml"))) {
            return own;
        }
        if (Files.exists(own)) {
            throw new FileAlreadyExistsException(
                    own.toString(), null, "something else is there; rename it");
        }
        Files.createDirectories(projects);
        // Half a copy must not be taken for a project by the next start.
        Path next = Files.createTempDirectory(projects, ".sample-");
        try {
            copy(sample, next);
            ProjectHandle.put(next, String.valueOf(sample.getFileName()));
            Files.move(next, own, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | UncheckedIOException e) {
            try {
                delete(next);
            } catch (IOException | UncheckedIOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
        return own;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    // Not its permissions: an installation's files may be read-only.
                    Files.write(target, Files.readAllBytes(each));
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : deepestFirst) {
            Files.delete(each);
        }
    }
}
