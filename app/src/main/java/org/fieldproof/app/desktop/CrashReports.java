package org.fieldproof.app.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.fieldproof.api.project.Problem;
import org.fieldproof.app.CrashText;
import org.fieldproof.engine.secret.Redactor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a report of each surprise of this process in a folder of this user, the newest so many,
/// and says whether the gateway goes on. Nothing is sent anywhere. Any thread; guarded by this.
final class CrashReports implements Thread.UncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(CrashReports.class);
    private static final int KEPT_MAX = 10;

    /// A view that fails at each beat is reported once, and not five times a second.
    private static final int KINDS_MAX = 100;

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    /// Threads that are the console's own, beside those of its toolkit; any other `fp-` thread is
    /// the gateway's.
    private static final Set<String> OWN =
            Set.of(
                    "fp-workspace",
                    "fp-drafts",
                    "fp-trials",
                    "fp-tags",
                    "fp-recovery",
                    "fp-support",
                    "fp-secrets");

    private static final String OURS = "fp-";
    private static final String PRODUCT = "org.fieldproof.";

    private final Path folder;
    private final Redactor redactor;
    private final Consumer<Problem> tell;
    private final Set<String> written = new HashSet<>();
    private final Set<String> told = new HashSet<>();

    /// The time that the last report is named for.
    private Instant named = Instant.EPOCH;

    /// @param redactor knows the secrets of every gateway of this process
    /// @param tell says to a person where a report lies; called on the thread that failed
    CrashReports(Path folder, Redactor redactor, Consumer<Problem> tell) {
        this.folder = folder;
        this.redactor = redactor;
        this.tell = tell;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        String text = CrashText.of(failure, "thread: " + thread.getName(), redactor);
        LOG.error("console: {} failed\n{}", thread.getName(), text);
        String kind = kind(thread, failure);
        try {
            write(kind, text)
                    .ifPresent(file -> tell.accept(words(thread, "A report is in " + file + ".")));
        } catch (IOException | RuntimeException e) {
            LOG.warn("console: no report could be written to {}", folder, e);
            if (isNew(kind)) {
                tell.accept(
                        words(thread, "No report could be written to " + folder + ": " + e + "."));
            }
        }
    }

    /// What counts as the same surprise again: the same failure at the same place of ours.
    private static String kind(Thread thread, Throwable failure) {
        List<StackTraceElement> trace = List.of(failure.getStackTrace());
        String place =
                trace.stream()
                        .filter(frame -> frame.getClassName().startsWith(PRODUCT))
                        .findFirst()
                        .or(() -> trace.stream().findFirst())
                        .map(StackTraceElement::toString)
                        .orElse("");
        return isGateways(thread) + " " + failure.getClass().getName() + " " + place;
    }

    private synchronized boolean isNew(String kind) {
        return told.size() < KINDS_MAX && told.add(kind);
    }

    private synchronized Optional<Path> write(String kind, String text) throws IOException {
        if (written.size() >= KINDS_MAX || written.contains(kind)) {
            return Optional.empty();
        }
        Files.createDirectories(folder);
        Path file = next();
        Files.writeString(file, text);
        // Only now: what could not be written is tried again.
        written.add(kind);
        List<Path> kept = kept();
        for (Path old : kept.subList(0, Math.max(0, kept.size() - KEPT_MAX))) {
            Files.deleteIfExists(old);
        }
        return Optional.of(file);
    }

    /// A name that comes after those before it, also of the same millisecond: by their names the
    /// oldest are deleted.
    private Path next() {
        Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Path file;
        do {
            at = at.isAfter(named) ? at : named.plusMillis(1);
            named = at;
            file = folder.resolve("crash-" + NAME.format(at) + ".txt");
        } while (Files.exists(file));
        return file;
    }

    /// Oldest first.
    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("crash-"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isGateways(Thread thread) {
        return thread.getName().startsWith(OURS) && !OWN.contains(thread.getName());
    }

    private static Problem words(Thread thread, String report) {
        return isGateways(thread)
                ? Problem.error(
                        "APP-0903",
                        "gateway",
                        "Its thread "
                                + thread.getName()
                                + " has ended by an unexpected failure; what it did is not done"
                                + " any more. "
                                + report,
                        "Quit, and start the gateway again; send the report to whoever helps you.")
                : Problem.error(
                        "APP-0900",
                        "console",
                        "Something in the console failed; the gateway goes on. " + report,
                        "Go on; send the report to whoever helps you.");
    }
}
