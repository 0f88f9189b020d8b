package org.fieldproof.connector.mqtt.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.fieldproof.api.time.GatewayClock;

/// Sends messages on one line at no more than a rate, in order. Its state is the event loop's own;
/// any thread may hand messages over.
final class PublishPace {
    private static final long SECOND_NANOS = 1_000_000_000L;

    /// What timers may be late without the rate falling behind.
    private static final long CATCH_UP_NANOS = 20_000_000L;

    private final LineLoop loop;
    private final GatewayClock clock;
    private final long intervalNanos;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long nextNanos;
    private boolean scheduled;
    private boolean ended;

    /// A message that waits for its turn.
    ///
    /// @param send sends it
    /// @param abandon says that it was not sent
    record Waiting(Runnable send, Runnable abandon) {}

    PublishPace(LineLoop loop, GatewayClock clock, int messagesPerSecond) {
        this.loop = loop;
        this.clock = clock;
        intervalNanos = SECOND_NANOS / messagesPerSecond;
        nextNanos = clock.nanoTime();
    }

    /// How long so many messages take.
    long nanosFor(int messages) {
        return messages * intervalNanos;
    }

    void publish(List<Waiting> messages) {
        loop.execute(
                () -> {
                    waiting.addAll(messages);
                    drain();
                });
    }

    private void drain() {
        if (ended) {
            abandon();
            return;
        }
        long now = clock.nanoTime();
        while (!waiting.isEmpty() && nextNanos - now <= 0) {
            nextNanos = Math.max(nextNanos, now - CATCH_UP_NANOS) + intervalNanos;
            waiting.remove().send().run();
        }
        if (!waiting.isEmpty() && !scheduled) {
            scheduled = true;
            loop.schedule(this::wakeUp, nextNanos - now);
        }
    }

    private void wakeUp() {
        scheduled = false;
        drain();
    }

    /// The line is of no use any more: nothing is kept for another one (MQ-5).
    void end() {
        loop.execute(
                () -> {
                    ended = true;
                    abandon();
                });
    }

    private void abandon() {
        while (!waiting.isEmpty()) {
            waiting.remove().abandon().run();
        }
    }
}
