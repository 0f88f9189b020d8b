package org.fieldproof.drill.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.drill.EvidenceSummary;
import org.fieldproof.api.event.GatewayEvent.Level;
import org.fieldproof.api.snapshot.DrillSnapshot.Result;
import org.fieldproof.drill.evidence.EvidenceReader;
import org.fieldproof.drill.evidence.EvidenceVerifier;
import org.fieldproof.drill.evidence.RunComparer;
import org.fieldproof.drill.evidence.Verification;
import org.fieldproof.engine.port.DrillEnvironment;

/// The evidence files: those that are there, and the thread `fp-evidence` on which they are read
/// and checked. Any thread may call.
final class EvidenceShelf {
    private static final int RESULTS_MAX = 100;
    private static final int WAITING_MAX = 64;

    private final CopyOnWriteArrayList<Result> results = new CopyOnWriteArrayList<>();
    private final ThreadPoolExecutor reader =
            new ThreadPoolExecutor(
                    1,
                    1,
                    30,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(WAITING_MAX),
                    task -> {
                        Thread thread = new Thread(task, "fp-evidence");
                        thread.setDaemon(true);
                        return thread;
                    });

    EvidenceShelf() {
        reader.allowCoreThreadTimeOut(true);
    }

    /// Newest first.
    List<Result> results() {
        return List.copyOf(results);
    }

    void add(Result result) {
        results.add(0, result);
        while (results.size() > RESULTS_MAX) {
            results.removeLast();
        }
    }

    /// Looks, in the background, for what earlier starts left. A file that cannot be read is
    /// passed over with a warning: history never stands in the way of a start.
    void load(DrillEnvironment environment) {
        var _ =
                submit(
                        () -> {
                            loadNow(environment);
                            return new Outcome.Done("");
                        });
    }

    private void loadNow(DrillEnvironment environment) {
        List<Result> found = new ArrayList<>();
        for (Path file : newest(environment.evidenceDirectory())) {
            try {
                found.add(resultOf(EvidenceReader.read(file)));
            } catch (IOException e) {
                environment.record(
                        Level.WARNING,
                        "EVID-0101",
                        "evidence " + file.getFileName(),
                        "The file cannot be read as evidence: " + e.getMessage() + ".",
                        Map.of());
            }
        }
        found.sort(Comparator.comparing(Result::startedAt).reversed());
        results.addAll(found);
    }

    private static List<Path> newest(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(each -> each.toString().endsWith(".evidence.zip"))
                    .sorted(Comparator.comparingLong(EvidenceShelf::modified).reversed())
                    .limit(RESULTS_MAX)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    static Result resultOf(EvidenceSummary summary) {
        return new Result(
                RunId.of(summary.drill(), summary.startedAt()),
                summary.drill(),
                summary.verdict(),
                firstOf(summary.reasons()),
                summary.startedAt(),
                summary.endedAt(),
                summary.file());
    }

    /// The first reason, or what a pass means.
    static String firstOf(List<String> reasons) {
        return reasons.isEmpty()
                ? "Nothing was lost, changed, duplicated or reordered."
                : reasons.getFirst();
    }

    CompletionStage<Outcome> read(Path file) {
        return submit(
                () -> {
                    try {
                        // Before what it says: whoever replaces it meanwhile is found out later.
                        String sha256 = EvidenceReader.sha256(file);
                        return new Outcome.EvidenceRead(EvidenceReader.read(file), sha256);
                    } catch (IOException e) {
                        return new Outcome.Refused(
                                DrillProblems.unreadable(
                                        String.valueOf(file.getFileName()),
                                        String.valueOf(e.getMessage())));
                    }
                });
    }

    CompletionStage<Outcome> verify(Path file, String trusted) {
        return submit(
                () -> {
                    Verification found = EvidenceVerifier.verify(file, trusted);
                    return new Outcome.EvidenceVerified(
                            found.genuine(), found.findings(), found.summary());
                });
    }

    CompletionStage<Outcome> compare(Path one, Path other, String trusted) {
        return submit(
                () -> {
                    try {
                        return new Outcome.EvidenceCompared(
                                RunComparer.earlierFirst(one, other, trusted));
                    } catch (IOException e) {
                        return new Outcome.Refused(RunComparer.unreadable(e));
                    }
                });
    }

    private CompletionStage<Outcome> submit(Supplier<Outcome> work) {
        CompletableFuture<Outcome> promise = new CompletableFuture<>();
        try {
            reader.execute(
                    () -> {
                        try {
                            promise.complete(work.get());
                        } catch (RuntimeException | Error e) {
                            promise.completeExceptionally(e);
                        }
                    });
        } catch (RejectedExecutionException e) {
            promise.complete(new Outcome.Refused(DrillProblems.tooMuch()));
        }
        return promise;
    }

    void close() {
        reader.shutdown();
    }
}
