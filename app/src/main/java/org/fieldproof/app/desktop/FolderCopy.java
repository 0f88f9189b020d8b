package org.fieldproof.app.desktop;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
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

    /// Makes the copy. A link to a file becomes that file; what goes away meanwhile is left out.
    ///
    /// @param to is not there yet, or is an empty folder
    /// @param taken of what is in the folder, files and folders
    /// @throws IOException also if there is a link to a folder, more than 2,000 files or 256 MiB;
    ///     it says what is in the way
    static void make(Path from, Path to, Predicate<Path> taken, Finish finish) throws IOException {
        Path parent = to.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException(to + " is no folder inside another");
        }
        // The folder may itself be reached through a link, which a walk would not follow.
        Path source = from.toRealPath();
        Files.createDirectories(parent);
        Path next = parent.resolve(".copy-" + UUID.randomUUID());
        try {
            Files.walkFileTree(source, new Copying(source, next, taken));
            finish.of(next);
            boolean empty = Files.deleteIfExists(to);
            try {
                Files.move(next, to, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException unmoved) {
                if (empty) {
                    Files.createDirectories(to);
                }
                throw unmoved;
            }
        } catch (AccessDeniedException denied) {
            throw new IOException(denied.getFile() + " must not be read or written", denied);
        } finally {
            delete(next);
        }
    }

    /// Nothing is left of it where it stands in its place.
    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
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
            if (!taken.test(file)) {
                return FileVisitResult.CONTINUE;
            }
            if (Files.isDirectory(file)) {
                throw new IOException(
                        file + " is a link to a folder; put what it leads to in its place first");
            }
            try {
                if (Files.isRegularFile(file)) {
                    count(Files.size(file));
                    put(file, target(file));
                }
            } catch (NoSuchFileException gone) {
                return FileVisitResult.CONTINUE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException && !file.equals(from)) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        private void count(long size) throws IOException {
            files++;
            bytes += size;
            if (files > FILES_MAX || bytes > BYTES_MAX) {
                throw new IOException(
                        from
                                + " holds more than "
                                + FILES_MAX
                                + " files or 256 MiB, which is no project");
            }
        }

        /// What is kept private stays so; but an installation's files may be read-only, and a copy
        /// is there to be changed.
        private static void put(Path file, Path target) throws IOException {
            Files.copy(file, target);
            if (!target.toFile().setWritable(true, true)) {
                throw new IOException(target + " cannot be made writable");
            }
        }

        private Path target(Path each) {
            return to.resolve(from.relativize(each).toString());
        }
    }
}
