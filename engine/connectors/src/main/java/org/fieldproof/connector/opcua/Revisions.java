package org.fieldproof.connector.opcua;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a server made less of than was asked for, over the items of one subscription: it may revise
/// sampling and queue as it likes (Part 4 clause 5.13.2), and a queue of one drops values without a
/// flag (clause 5.13.1.5). Immutable.
///
/// @param queues items with a shorter queue than asked for
/// @param queueLeast the shortest of these queues
/// @param samplings items that are sampled more slowly than asked for
/// @param slowestMillis the slowest of these, and what was asked for it
record Revisions(
        int queues,
        long queueAsked,
        long queueLeast,
        int samplings,
        double slowestAskedMillis,
        double slowestMillis) {
    static final Revisions NONE = new Revisions(0, 0, Long.MAX_VALUE, 0, 0, 0);

    /// A server that counts in ticks may be off by less.
    private static final double TICK_MILLIS = 1;

    /// What was asked for one item, and what became of it. A sampling of 0 asks for the fastest
    /// there is: whatever comes of it is as wanted.
    Revisions with(long askedQueue, long queue, double askedMillis, double millis) {
        boolean shorter = queue < askedQueue;
        boolean slower = askedMillis > 0 && millis >= askedMillis + TICK_MILLIS;
        boolean slowest = slower && millis > slowestMillis;
        return new Revisions(
                queues + (shorter ? 1 : 0),
                shorter ? askedQueue : queueAsked,
                shorter ? Math.min(queueLeast, queue) : queueLeast,
                samplings + (slower ? 1 : 0),
                slowest ? askedMillis : slowestAskedMillis,
                slowest ? millis : slowestMillis);
    }

    /// Whether the worst is the same: how many are concerned varies with what the server refuses.
    boolean isAsBadAs(Revisions other) {
        return queueAsked == other.queueAsked
                && queueLeast == other.queueLeast
                && Double.compare(slowestAskedMillis, other.slowestAskedMillis) == 0
                && Double.compare(slowestMillis, other.slowestMillis) == 0;
    }

    boolean isEmpty() {
        return queues == 0 && samplings == 0;
    }

    /// For a person; of how many items.
    String words(int items) {
        List<String> parts = new ArrayList<>();
        if (queues > 0) {
            parts.add(
                    "keeps shorter queues for "
                            + queues
                            + " of "
                            + items
                            + " tags (least "
                            + queueLeast
                            + " in place of "
                            + queueAsked
                            + "): of more changes than that in one publishing interval, or while"
                            + " the line is down, values are lost there"
                            + (queueLeast <= 1 ? ", with a queue of 1 without a sign" : ""));
        }
        if (samplings > 0) {
            parts.add(
                    "looks more slowly at "
                            + samplings
                            + " of "
                            + items
                            + " tags (at most every "
                            + millis(slowestMillis)
                            + " ms in place of "
                            + millis(slowestAskedMillis)
                            + " ms): changes in between are not seen");
        }
        return "The server does less than it was asked for: it "
                + String.join("; it ", parts)
                + ".";
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, millis == Math.rint(millis) ? "%.0f" : "%.1f", millis);
    }
}
