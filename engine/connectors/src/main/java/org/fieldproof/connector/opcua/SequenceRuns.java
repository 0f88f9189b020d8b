package org.fieldproof.connector.opcua;

import java.util.ArrayList;
import java.util.List;

/// Sequence numbers in words: those that follow one another as a run, such as `17, 20-24`. A run
/// takes the same room however long it is, since a server may leave out any number of messages.
/// Not thread-safe.
final class SequenceRuns {
    private static final int RUNS_MAX = 50;

    private final List<Run> runs = new ArrayList<>();
    private long messages;

    private record Run(long first, long last) {
        @Override
        public String toString() {
            return first == last ? Long.toString(first) : first + "-" + last;
        }
    }

    static SequenceRuns of(long sequence) {
        SequenceRuns runs = new SequenceRuns();
        runs.add(sequence);
        return runs;
    }

    /// Adds one, behind those that are there.
    void add(long sequence) {
        add(sequence, 1);
    }

    /// Adds `count` that follow one another.
    void add(long first, long count) {
        messages += count;
        long last = ServerSubscription.after(first, count - 1);
        if (!runs.isEmpty() && ServerSubscription.after(runs.getLast().last()) == first) {
            runs.add(new Run(runs.removeLast().first(), last));
        } else {
            runs.add(new Run(first, last));
        }
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    /// How many messages these are.
    long messages() {
        return messages;
    }

    /// The runs in words; bounded.
    @Override
    public String toString() {
        List<String> words = runs.stream().limit(RUNS_MAX).map(Run::toString).toList();
        return String.join(", ", words)
                + (runs.size() <= RUNS_MAX ? "" : " and others up to " + runs.getLast().last());
    }
}
