package org.fieldproof.app.desktop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.support.SupportBundle;
import org.fieldproof.api.support.SupportDesk;
import org.fieldproof.app.support.SupportCollector;
import org.fieldproof.app.support.SupportSources;
import org.fieldproof.app.support.SupportZip;

/// The support desk of this machine. All of it happens on `fp-support`.
final class DesktopSupport implements SupportDesk {
    private final Supplier<SupportSources> sources;

    /// Which request is wanted; each new one ends those before it.
    private final AtomicInteger wanted = new AtomicInteger();

    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("fp-support").daemon(true).factory());

    /// @param sources asked on `fp-support`
    DesktopSupport(Supplier<SupportSources> sources) {
        this.sources = sources;
    }

    @Override
    public CompletionStage<Outcome> collect(List<Problem> shown, boolean payloads) {
        List<Problem> problems = List.copyOf(shown);
        return onThread(
                mine ->
                        new SupportCollector(sources.get(), () -> wanted.get() != mine)
                                .collect(problems, payloads, Instant.now())
                                .<Outcome>map(Outcome.SupportCollected::new)
                                .orElseGet(Outcome.SupportCancelled::new));
    }

    @Override
    public CompletionStage<Outcome> save(SupportBundle bundle, Path file) {
        return onThread(
                mine -> {
                    try {
                        SupportZip.write(bundle, file);
                        return new Outcome.Done(file.toString());
                    } catch (IOException e) {
                        return new Outcome.Refused(unwritable(file, e));
                    }
                });
    }

    @Override
    public void cancel() {
        wanted.incrementAndGet();
    }

    private CompletionStage<Outcome> onThread(Function<Integer, Outcome> work) {
        int mine = wanted.incrementAndGet();
        return CompletableFuture.supplyAsync(
                () -> wanted.get() == mine ? work.apply(mine) : new Outcome.SupportCancelled(),
                thread);
    }

    private static Problem unwritable(Path file, IOException cause) {
        return Problem.error(
                "APP-0920",
                "support bundle " + file,
                "It cannot be written there: " + cause + ".",
                "Choose another place, or check space and permissions of that one.");
    }

    void shutDown() {
        cancel();
        thread.shutdown();
    }
}
