package org.fieldproof.engine.readmodel;

import java.util.ArrayDeque;
import java.util.Deque;

/// Tells how long ago a seq became durable, to a fifth of a second or so, from marks set with
/// each picture. Bounded: when it is full, every other mark goes. Confined to one thread.
final class AgeOfSeq {
    private static final int MARKS_MAX = 4_096;

    private record Mark(long seq, long nanos) {}

    private final Deque<Mark> marks = new ArrayDeque<>();

    /// Notes that everything up to `durableSeq` is durable now.
    void mark(long durableSeq, long nowNanos) {
        Mark last = marks.peekLast();
        if (last != null && last.seq() == durableSeq) {
            return;
        }
        marks.addLast(new Mark(durableSeq, nowNanos));
        if (marks.size() > MARKS_MAX) {
            int[] at = {0};
            marks.removeIf(mark -> (at[0]++ & 1) == 1);
        }
    }

    /// Milliseconds since the first record behind `custodySeq` became durable; -1 if none has.
    long ageMillis(long custodySeq, long nowNanos) {
        while (!marks.isEmpty() && marks.getFirst().seq() <= custodySeq) {
            if (marks.size() == 1) {
                return -1;
            }
            marks.removeFirst();
        }
        Mark first = marks.peekFirst();
        return first == null ? -1 : Math.max(0, nowNanos - first.nanos()) / 1_000_000;
    }
}
