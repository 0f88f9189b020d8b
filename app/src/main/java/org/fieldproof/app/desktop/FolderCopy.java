package org.fieldproof.app.desktop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Copies a folder, whole or not at all: half a copy must not be taken for a project by the next
/// start. Stateless.
final class FolderCopy {
    private static final int FILES_MAX = 2_000;
    private static final long BYTES_MAX = 256L << 20;

    private FolderCopy() {}

    /// What is done to the copy before it stands in its place.
    interface Finish {
        void of(Path copy) throws IOException;
    }

    /// Makes the copy. Links are followed where they lead to a file and left out where they lead
    /// to a folder.
    ///
    /// @param to is not there yet, or is an empty folder
    /// @param taken of what is in the folder, files and folders
    /// @throws IOException also if there are more than 2,000 files or 256 MiB
    static void make(Path from, Path to, Predicate<Path> taken, Finish finish) throws IOException {
        Path parent = to.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException(to + " is no folder inside another");
        }
        Files.createDirectories(parent);
        Path next = Files.createTempDirectory(parent, ".copy-");
        try {
            Files.walkFileTree(from, new Copying(from, next, taken));
            finish.of(next);
            Files.deleteIfExists(to);
            Files.move(next, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | UncheckedIOException e) {
            try {
                delete(next);
            } catch (IOException | UncheckedIOException left) {
                e.addSuppressed(left);
            }
            throw e;
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

    /// One copy under way. Confined to its caller.
    private static final class Copying extends SimpleFileVisitor<Path> {
        private final Path from;
        private final Path to;
        private final Predicate<Path> taken;
        private int files;
        private long bytes;

        Copying(Path from, Path to, Predicate<Path> taken) {
            this.from = from;
            this.to = to;
            this.taken = taken;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
            if (!folder.equals(from) && !taken.test(folder)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(target(folder));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            if (!Files.isRegularFile(file) || !taken.test(file)) {
                return FileVisitResult.CONTINUE;
            }
            files++;
            bytes += Files.size(file);
            if (files > FILES_MAX || bytes > BYTES_MAX) {
                throw new IOException(
                        "it holds more than "
                                + FILES_MAX
                                + " files or 256 MiB, which is no project");
            }
            // Not its permissions: an installation's files may be read-only.
            Files.write(target(file), Files.readAllBytes(file));
            return FileVisitResult.CONTINUE;
        }

        private Path target(Path each) {
            return to.resolve(from.relativize(each).toString());
        }
    }
}
