package org.fieldproof.engine.lane;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import org.fieldproof.api.record.FieldRecord;
import org.jspecify.annotations.Nullable;

/// Records in memory, in log order, as runs of arrays. Confined to the lane's thread.
final class RecordQueue {
    private final Deque<Run> runs = new ArrayDeque<>();
    private int records;

    /// A part of an array: what one hand-over brought, minus what has left.
    private static final class Run {
        private final FieldRecord[] records;
        private final long receivedNanos;
        private int from;
        private final int to;

        Run(FieldRecord[] records, int from, int to, long receivedNanos) {
            this.records = records;
            this.from = from;
            this.to = to;
            this.receivedNanos = receivedNanos;
        }
    }

    void addLast(FieldRecord[] added, int count, long receivedNanos) {
        if (count > 0) {
            runs.addLast(new Run(added, 0, count, receivedNanos));
            records += count;
        }
    }

    /// Puts records back where they were, which is the head; but what came back from the buffer
    /// meanwhile may be older than what comes back from the destination.
    ///
    /// @param returned in log order
    void putBack(FieldRecord[] returned, long receivedNanos) {
        if (returned.length == 0) {
            return;
        }
        FieldRecord head = head();
        if (head == null || returned[returned.length - 1].seq() < head.seq()) {
            runs.addFirst(new Run(returned, 0, returned.length, receivedNanos));
            records += returned.length;
        } else {
            merge(returned, receivedNanos);
        }
    }

    private void merge(FieldRecord[] returned, long receivedNanos) {
        long received = Math.min(receivedNanos, headReceivedNanos());
        FieldRecord[] here = take(Integer.MAX_VALUE, Long.MAX_VALUE);
        FieldRecord[] all = Arrays.copyOf(here, here.length + returned.length);
        System.arraycopy(returned, 0, all, here.length, returned.length);
        Arrays.sort(all, Comparator.comparingLong(FieldRecord::seq));
        addLast(all, all.length, received);
    }

    int records() {
        return records;
    }

    boolean isEmpty() {
        return records == 0;
    }

    /// The oldest record.
    @Nullable FieldRecord head() {
        Run run = runs.peekFirst();
        return run == null ? null : run.records[run.from];
    }

    /// When the oldest record came; 0 if there is none.
    long headReceivedNanos() {
        Run run = runs.peekFirst();
        return run == null ? 0 : run.receivedNanos;
    }

    void removeHead() {
        Run run = runs.getFirst();
        run.from++;
        records--;
        if (run.from == run.to) {
            runs.removeFirst();
        }
    }

    /// True if a batch with these limits would be full.
    boolean fills(int recordsMax, long bytesMax) {
        if (records >= recordsMax) {
            return true;
        }
        long bytes = 0;
        for (Run run : runs) {
            for (int i = run.from; i < run.to; i++) {
                bytes += run.records[i].payload().length;
                if (bytes >= bytesMax) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Takes the next batch from the head: at least one record, otherwise within the limits.
    FieldRecord[] take(int recordsMax, long bytesMax) {
        FieldRecord[] taken = new FieldRecord[countOf(recordsMax, bytesMax)];
        int at = 0;
        while (at < taken.length) {
            Run run = runs.getFirst();
            int part = Math.min(run.to - run.from, taken.length - at);
            System.arraycopy(run.records, run.from, taken, at, part);
            run.from += part;
            at += part;
            if (run.from == run.to) {
                runs.removeFirst();
            }
        }
        records -= taken.length;
        return taken;
    }

    private int countOf(int recordsMax, long bytesMax) {
        int count = 0;
        long bytes = 0;
        for (Run run : runs) {
            for (int i = run.from; i < run.to; i++) {
                bytes += run.records[i].payload().length;
                if (count == recordsMax || (count > 0 && bytes > bytesMax)) {
                    return count;
                }
                count++;
            }
        }
        return count;
    }
}
