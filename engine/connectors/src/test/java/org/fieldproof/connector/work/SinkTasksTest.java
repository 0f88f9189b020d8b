package org.fieldproof.connector.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/// What becomes of a sink's batches when one of them meets a bug.
class SinkTasksTest {
    private final List<String> done = new ArrayList<>();
    private final SinkTasks tasks = new SinkTasks(Runnable::run, _ -> done.add("dropped"));

    // Harm: the batch behind the one that failed is stored before it, and order is lost.
    @Test
    void nothingIsTriedBehindAFailureButClosing() {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> second = new CompletableFuture<>();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        NoClassDefFoundError missing = new NoClassDefFoundError("Missing");
        tasks.run(
                first,
                () -> {
                    throw missing;
                });
        tasks.run(second, () -> done.add("second"));
        tasks.guarded(() -> done.add("tick")).run();
        tasks.close(closed, () -> closed.complete(null));
        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedExceptionally();
        assertThat(second.exceptionNow()).isSameAs(missing);
        assertThat(closed).isCompleted();
        assertThat(done).containsExactly("dropped");
    }

    // Harm: letting go fails as well, and the lane waits for ever.
    @Test
    void theAnswerComesEvenIfLettingGoFails() {
        SinkTasks broken =
                new SinkTasks(
                        task -> {
                            try {
                                task.run();
                            } catch (IllegalStateException e) {
                                done.add(String.valueOf(e.getMessage()));
                            }
                        },
                        _ -> {
                            throw new IllegalStateException("not closed");
                        });
        CompletableFuture<String> answer = new CompletableFuture<>();
        broken.run(
                answer,
                () -> {
                    throw new IllegalArgumentException("bug");
                });
        assertThat(answer.exceptionNow()).hasMessage("bug");
        assertThat(done).containsExactly("not closed");
    }

    @Test
    void aWorkerThatHasEndedIsSaid() {
        SinkTasks ended =
                new SinkTasks(
                        task -> {
                            throw new RejectedExecutionException();
                        },
                        _ -> {});
        assertThat(ended.run(new CompletableFuture<>(), () -> {})).isFalse();
    }
}
