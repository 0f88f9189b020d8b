package org.fieldproof.app.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.fieldproof.api.project.Problem;
import org.fieldproof.app.CrashText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a report of each surprise of the console in a folder of this user, the newest so many.
/// Nothing is sent anywhere, and what runs goes on. Any thread; guarded by this.
final class CrashReports implements Thread.UncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(CrashReports.class);
    private static final int KEPT_MAX = 10;

    /// A view that fails at each beat is reported once, and not five times a second.
    private static final int KINDS_MAX = 100;

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Consumer<Problem> tell;
    private final Set<String> kinds = new HashSet<>();

    /// @param tell says to a person where a report lies; called on the thread that failed
    CrashReports(Path folder, Consumer<Problem> tell) {
        this.folder = folder;
        this.tell = tell;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        LOG.error("console: {} failed", thread.getName(), failure);
        try {
            write(thread, failure).ifPresent(file -> tell.accept(words(file)));
        } catch (IOException | RuntimeException e) {
            LOG.warn("console: no report could be written to {}", folder, e);
        }
    }

    private synchronized Optional<Path> write(Thread thread, Throwable failure) throws IOException {
        StackTraceElement[] trace = failure.getStackTrace();
        String kind = failure.getClass().getName() + (trace.length == 0 ? "" : " " + trace[0]);
        if (kinds.size() >= KINDS_MAX || !kinds.add(kind)) {
            return Optional.empty();
        }
        Files.createDirectories(folder);
        Path file = folder.resolve("crash-" + NAME.format(Instant.now()) + ".txt");
        for (int again = 1; Files.exists(file); again++) {
            file =
                    file.resolveSibling(
                            "crash-" + NAME.format(Instant.now()) + "-" + again + ".txt");
        }
        Files.writeString(file, CrashText.of(failure, "thread: " + thread.getName()));
        List<Path> kept = kept();
        for (Path old : kept.subList(0, Math.max(0, kept.size() - KEPT_MAX))) {
            Files.deleteIfExists(old);
        }
        return Optional.of(file);
    }

    /// Oldest first.
    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("crash-"))
                    .sorted()
                    .toList();
        }
    }

    private static Problem words(Path file) {
        return Problem.error(
                "APP-0900",
                "console",
                "Something in the console failed; the gateway goes on. A report is in "
                        + file
                        + ".",
                "Go on; send the report to whoever helps you.");
    }
}
