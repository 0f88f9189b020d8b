package org.fieldproof.app.tidy;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Finds the project's sources from wherever the test runs.
final class Sources {
    private Sources() {}

    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve(".mvn"))) {
            here = here.getParent();
        }
        return here;
    }

    static List<Path> java(Path root, String part) {
        return files(root, part, ".java");
    }

    static List<Path> files(Path root, String part, String ending) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(root, new Kept(found::add));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return found.stream()
                .filter(path -> path.toString().endsWith(ending))
                .filter(path -> path.toString().replace('\\', '/').contains(part))
                .sorted()
                .toList();
    }

    static String text(List<Path> files) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            text.append(Files.readString(file));
        }
        return text.toString();
    }

    /// Goes through all that is kept. What is made comes and goes while one looks: the tests that
    /// run beside this one write there.
    private static final class Kept extends SimpleFileVisitor<Path> {
        private final Consumer<Path> found;

        Kept(Consumer<Path> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return Set.of("target", ".git").contains(folder.getFileName().toString())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found.accept(file);
            return FileVisitResult.CONTINUE;
        }
    }
}
