package org.fieldproof.connector.opcua;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeSet;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;

/// What we know of our subscription at the server; outlives the line it was made on. All but the
/// constants is owned by `fp-opcua-<id>`.
final class ServerSubscription {
    private static final long SEQUENCE_MAX = 0xFFFF_FFFFL;

    final long id;
    final long keepAliveMillis;

    /// Last number in the server's sequence that was delivered; 0 for none.
    long lastSequence;

    /// Delivered and durable, to be acknowledged with the next publish request.
    final Deque<Long> toAcknowledge = new ArrayDeque<>();

    /// Delivered and not taken in; must be asked for again.
    final TreeSet<Long> toRepeat = new TreeSet<>();

    /// Delivered, the log has not answered yet.
    final TreeSet<Long> unsettled = new TreeSet<>();

    /// Arrived while earlier ones are being asked for again.
    final Deque<NotificationMessage> behind = new ArrayDeque<>();

    boolean repairing;

    /// Whether a line was opened for it before.
    boolean begun;

    ServerSubscription(long id, long keepAliveMillis) {
        this.id = id;
        this.keepAliveMillis = keepAliveMillis;
    }

    /// The number after: the sequence goes back to 1, never to 0 (Part 4 clause 7.38).
    static long after(long sequence) {
        return sequence >= SEQUENCE_MAX ? 1 : sequence + 1;
    }

    /// How many are missing before this one; 0 also for one that was delivered before.
    long missingBefore(long sequence) {
        long expected = after(lastSequence);
        long ahead =
                sequence >= expected ? sequence - expected : SEQUENCE_MAX - expected + sequence;
        return ahead > SEQUENCE_MAX / 2 ? 0 : ahead;
    }

    /// True for one that was delivered before.
    boolean known(long sequence) {
        long expected = after(lastSequence);
        if (lastSequence == 0 || sequence == expected) {
            return false;
        }
        long behindBy =
                sequence < expected ? expected - sequence : SEQUENCE_MAX - sequence + expected;
        return behindBy <= SEQUENCE_MAX / 2;
    }
}
