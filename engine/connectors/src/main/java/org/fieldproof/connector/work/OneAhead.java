package org.fieldproof.connector.work;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.fieldproof.api.spi.WriteOutcome;
import org.jspecify.annotations.Nullable;

/// One request under way, on a thread of its own, while the worker makes the next one ready.
///
/// There are never two at once, and what became of one is known before the next begins: requests
/// arrive in the order of their starts, and none is sent behind one that failed. Where no batch
/// waits the worker makes the request itself, for a hand-over would cost two wake-ups.
///
/// Confined to the sink's worker, but for [#called()], which the lane calls, and the request.
public final class OneAhead {
    private static final int IDLE_SECONDS = 10;

    /// @param settled is told what became of the request, on the worker
    private record UnderWay(
            CompletableFuture<WriteOutcome> result,
            CompletableFuture<WriteOutcome> told,
            Consumer<WriteOutcome> settled) {}

    private final SinkTasks tasks;
    private final ThreadPoolExecutor sender;
    private final AtomicInteger waiting = new AtomicInteger();
    private @Nullable UnderWay underWay;

    /// @param id the destination's; its thread is named after it and ends when it is idle
    public OneAhead(String id, SinkTasks tasks) {
        this.tasks = tasks;
        this.sender =
                new ThreadPoolExecutor(
                        1,
                        1,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("fp-send-" + id).factory());
        sender.allowCoreThreadTimeOut(true);
    }

    /// A batch waits for the worker from now on.
    public void called() {
        waiting.incrementAndGet();
    }

    /// The worker has begun with one that waited.
    public void begun() {
        waiting.decrementAndGet();
    }

    /// Makes a request once the one before is settled, and tells `settled` what became of it. A
    /// bug in it is the answer of `told`.
    public void start(
            Supplier<WriteOutcome> request,
            CompletableFuture<WriteOutcome> told,
            Consumer<WriteOutcome> settled) {
        settle();
        if (waiting.get() == 0) {
            answer(told, () -> settled.accept(request.get()));
            return;
        }
        Executor thread = sender;
        CompletableFuture<WriteOutcome> result = CompletableFuture.supplyAsync(request, thread);
        UnderWay fresh = new UnderWay(result, told, settled);
        underWay = fresh;
        var _ = result.whenComplete((_, _) -> tasks.run(told, () -> settleIfStill(fresh)));
    }

    private void settleIfStill(UnderWay one) {
        if (one.equals(underWay)) {
            settle();
        }
    }

    /// Waits for what is under way and tells what became of it.
    public void settle() {
        UnderWay one = underWay;
        if (one == null) {
            return;
        }
        underWay = null;
        WriteOutcome outcome;
        try {
            outcome = one.result().join();
        } catch (CompletionException e) {
            Throwable bug = e.getCause() == null ? e : e.getCause();
            one.told().completeExceptionally(bug);
            throw new IllegalStateException("a request ended in a bug", bug);
        }
        answer(one.told(), () -> one.settled().accept(outcome));
    }

    private static void answer(CompletableFuture<WriteOutcome> told, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error bug) {
            told.completeExceptionally(bug);
            throw bug;
        }
    }

    /// After a bug: what is under way is answered with it once its request has ended.
    public void fail(Throwable bug) {
        UnderWay one = underWay;
        underWay = null;
        if (one != null) {
            one.result().handle((_, _) -> one.told().completeExceptionally(bug)).join();
        }
    }

    /// Lets the thread go; nothing is started any more.
    public void close() {
        sender.shutdown();
    }
}
