package org.fieldproof.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A directory for one run, deleted with everything in it afterwards.
public record Scratch(Path path) implements AutoCloseable {

    static Scratch in(Path directory) throws IOException {
        Files.createDirectories(directory);
        return new Scratch(Files.createTempDirectory(directory, "bench-"));
    }

    /// Where the system keeps what is temporary.
    public static Scratch temporary() throws IOException {
        return new Scratch(Files.createTempDirectory("fieldproof-bench-"));
    }

    @Override
    public void close() throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(path)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : deepestFirst) {
            Files.deleteIfExists(one);
        }
    }
}
