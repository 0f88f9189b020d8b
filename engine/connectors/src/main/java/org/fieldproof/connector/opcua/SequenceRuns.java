package org.fieldproof.connector.opcua;

import java.util.ArrayList;
import java.util.List;

/// Sequence numbers in words: those that follow one another as a run.
final class SequenceRuns {
    private static final int RUNS_MAX = 50;

    private SequenceRuns() {}

    /// Such as `17, 20-24`; bounded.
    ///
    /// @param sequences in their order
    static String of(List<Long> sequences) {
        List<String> runs = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= sequences.size(); to++) {
            long last = sequences.get(to - 1);
            if (to == sequences.size() || sequences.get(to) != ServerSubscription.after(last)) {
                long first = sequences.get(from);
                runs.add(from == to - 1 ? Long.toString(first) : first + "-" + last);
                from = to;
            }
        }
        return runs.size() <= RUNS_MAX
                ? String.join(", ", runs)
                : String.join(", ", runs.subList(0, RUNS_MAX))
                        + " and others up to "
                        + sequences.getLast();
    }
}
