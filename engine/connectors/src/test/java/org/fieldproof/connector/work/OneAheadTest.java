package org.fieldproof.connector.work;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: batches overtake one another, or a lane waits for ever.
final class OneAheadTest {
    private static final WriteOutcome DURABLE = new WriteOutcome.Durable();

    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final SinkTasks tasks = new SinkTasks(worker, this::drop);
    private final OneAhead ahead = new OneAhead("test", tasks);

    private void drop(Throwable bug) {
        seen.add("drop");
        ahead.fail(bug);
    }

    @AfterEach
    void end() {
        ahead.close();
        worker.shutdown();
    }

    private CompletableFuture<WriteOutcome> write(String name, Supplier<WriteOutcome> request) {
        CompletableFuture<WriteOutcome> told = new CompletableFuture<>();
        ahead.called();
        tasks.run(
                told,
                () -> {
                    ahead.begun();
                    seen.add("ready " + name);
                    ahead.start(
                            () -> {
                                seen.add("send " + name);
                                WriteOutcome outcome = request.get();
                                seen.add("sent " + name);
                                return outcome;
                            },
                            told,
                            told::complete);
                });
        return told;
    }

    private static WriteOutcome after(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return DURABLE;
    }

    @Test
    void theNextIsMadeReadyWhileOneIsSentAndSentAfterIt() {
        CountDownLatch held = new CountDownLatch(1);
        worker.execute(() -> after(held));
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<WriteOutcome> first = write("1", () -> after(go));
        CompletableFuture<WriteOutcome> second =
                write(
                        "2",
                        () -> {
                            seen.add(first.isDone() ? "first told" : "first not told");
                            return DURABLE;
                        });
        held.countDown();
        // Only a worker that is not busy with sending the first can come to this.
        Await.until(Duration.ofSeconds(30), () -> seen.contains("ready 2"), "the second");
        assertThat(first).isNotDone();
        go.countDown();
        assertThat(second.orTimeout(30, SECONDS).join()).isEqualTo(DURABLE);
        assertThat(seen)
                .containsSubsequence("sent 1", "send 2", "first told", "sent 2")
                .doesNotContain("drop");
    }

    @Test
    void aBugInARequestIsTheAnswerOfItAndOfWhatWaitsBehind() {
        CountDownLatch held = new CountDownLatch(1);
        worker.execute(() -> after(held));
        CompletableFuture<WriteOutcome> first =
                write(
                        "1",
                        () -> {
                            throw new IllegalArgumentException("planted");
                        });
        CompletableFuture<WriteOutcome> second = write("2", () -> DURABLE);
        held.countDown();
        for (CompletableFuture<WriteOutcome> each : List.of(first, second)) {
            assertThatThrownBy(() -> each.orTimeout(30, SECONDS).join())
                    .isInstanceOf(CompletionException.class)
                    .hasStackTraceContaining("planted");
        }
        assertThat(seen).contains("drop").doesNotContain("send 2");
    }

    @Test
    void aBugInWhatIsDoneWithTheOutcomeIsAnsweredToo() {
        CompletableFuture<WriteOutcome> told = new CompletableFuture<>();
        ahead.called();
        tasks.run(
                new CompletableFuture<>(),
                () -> {
                    ahead.begun();
                    ahead.start(
                            () -> DURABLE,
                            told,
                            _ -> {
                                throw new IllegalArgumentException("planted");
                            });
                });
        assertThatThrownBy(() -> told.orTimeout(30, SECONDS).join())
                .hasStackTraceContaining("planted");
    }

    @Test
    void whatIsUnderWayAtABugOfTheWorkerIsAnsweredOnceItHasEnded() {
        CountDownLatch held = new CountDownLatch(1);
        worker.execute(() -> after(held));
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<WriteOutcome> first = write("1", () -> after(go));
        CompletableFuture<WriteOutcome> second = new CompletableFuture<>();
        ahead.called();
        tasks.run(
                second,
                () -> {
                    go.countDown();
                    throw new IllegalArgumentException("planted");
                });
        held.countDown();
        for (CompletableFuture<WriteOutcome> each : List.of(first, second)) {
            assertThatThrownBy(() -> each.orTimeout(30, SECONDS).join())
                    .hasStackTraceContaining("planted");
        }
        assertThat(seen).contains("sent 1", "drop");
    }
}
