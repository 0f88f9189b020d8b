package org.fieldproof.connector.mqtt.client;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/// Notices two clients with one id throwing each other out. Confined to one thread.
final class TakeoverWatch {
    private static final int HITS = 3;
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final ArrayDeque<Long> hits = new ArrayDeque<>();

    /// Counts one; true if that makes it a loop, after which it counts afresh.
    boolean isLoop(long nowNanos) {
        hits.add(nowNanos);
        while (nowNanos - hits.getFirst() > WINDOW_NANOS) {
            hits.removeFirst();
        }
        if (hits.size() < HITS) {
            return false;
        }
        hits.clear();
        return true;
    }
}
