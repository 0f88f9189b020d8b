package org.fieldproof.engine.supervise;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The one thread of one sink, `fp-sink-<id>`, for its calls that block. Started with the first
/// task; ends after the last one once it is released. Never interrupted.
final class SinkWorker implements Executor {
    private static final int TASKS_MAX = 4_096;

    private final Thread thread;
    private final Consumer<Throwable> onFailure;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean started;
    private boolean released;

    SinkWorker(String name, Consumer<Throwable> onFailure) {
        this.onFailure = onFailure;
        this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
    }

    @Override
    public void execute(Runnable task) {
        synchronized (tasks) {
            if (released || tasks.size() >= TASKS_MAX) {
                throw new RejectedExecutionException(
                        thread.getName() + (released ? " has ended" : " has too many tasks"));
            }
            tasks.addLast(task);
            if (!started) {
                started = true;
                thread.start();
            }
        }
        LockSupport.unpark(thread);
    }

    /// Takes no more tasks; those that wait are still done.
    void release() {
        synchronized (tasks) {
            released = true;
        }
        LockSupport.unpark(thread);
    }

    boolean isFinished() {
        synchronized (tasks) {
            return released && (!started || !thread.isAlive());
        }
    }

    private void run() {
        while (true) {
            Runnable task = next();
            if (task != null) {
                try {
                    task.run();
                } catch (RuntimeException | Error e) {
                    // The worker of a sink must not end while tasks can come.
                    onFailure.accept(e);
                }
                continue;
            }
            synchronized (tasks) {
                if (released && tasks.isEmpty()) {
                    return;
                }
            }
            LockSupport.park(this);
        }
    }

    private @Nullable Runnable next() {
        synchronized (tasks) {
            return tasks.pollFirst();
        }
    }
}
