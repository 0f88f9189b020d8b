package org.fieldproof.connector.work;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.jspecify.annotations.Nullable;

/// A sink's tasks on its worker, each with an answer: a bug of ours, or a class that is not there,
/// must not leave the lane waiting for ever. After such a failure nothing is tried any more, or
/// the next batch would overtake the one that failed; the lane closes the sink and makes another.
///
/// Any thread may ask; tasks run on the worker.
public final class SinkTasks {
    private final Executor worker;
    private final Consumer<Throwable> drop;

    // Written by the worker, read there and by whoever asks.
    private volatile @Nullable Throwable broken;

    /// @param drop lets go of what is open, and answers what still waits for one; called on the
    ///     worker after a failure
    public SinkTasks(Executor worker, Consumer<Throwable> drop) {
        this.worker = worker;
        this.drop = drop;
    }

    /// Runs a task, and completes `answer` exceptionally with what it throws; at once with what
    /// an earlier one threw. False if the worker has ended, which happens only when the engine
    /// stops.
    public boolean run(CompletableFuture<?> answer, Runnable task) {
        return execute(
                () -> {
                    Throwable before = broken;
                    if (before == null) {
                        runGuarded(answer, task);
                    } else {
                        answer.completeExceptionally(before);
                    }
                });
    }

    /// What a sink is asked for beside writing: to open, to give a sign of life.
    @FunctionalInterface
    public interface Question {
        void answer() throws ConnectorException;
    }

    /// Runs a question; the stage completes when it is answered, or with what it throws.
    ///
    /// @param refused told first, on the worker, what a [ConnectorException] says
    /// @param closed what is said where the worker has ended
    public CompletionStage<Void> ask(
            Question question, Consumer<Problem> refused, Supplier<Problem> closed) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        Runnable task =
                () -> {
                    try {
                        question.answer();
                        answer.complete(null);
                    } catch (ConnectorException e) {
                        refused.accept(e.problem());
                        answer.completeExceptionally(e);
                    }
                };
        if (!run(answer, task)) {
            answer.completeExceptionally(new ConnectorException(closed.get()));
        }
        return answer;
    }

    /// The same for closing, which is done after a failure too.
    public boolean close(CompletableFuture<?> answer, Runnable task) {
        return execute(() -> runGuarded(answer, task));
    }

    /// A task without an answer, to be given to the worker by a clock.
    public Runnable guarded(Runnable task) {
        return () -> {
            if (broken == null) {
                runGuarded(new CompletableFuture<>(), task);
            }
        };
    }

    private boolean execute(Runnable task) {
        try {
            worker.execute(task);
            return true;
        } catch (RejectedExecutionException _) {
            return false;
        }
    }

    private void runGuarded(CompletableFuture<?> answer, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error bug) {
            broken = bug;
            try {
                drop.accept(bug);
            } finally {
                answer.completeExceptionally(bug);
            }
        }
    }
}
