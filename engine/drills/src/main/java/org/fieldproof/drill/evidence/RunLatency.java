package org.fieldproof.drill.evidence;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.drill.RunComparison.Figure;
import org.fieldproof.drill.ledger.AcceptedRow;
import org.fieldproof.drill.ledger.ArrivalRow;
import org.fieldproof.drill.ledger.Ledgers;

/// How long records took from being accepted to their first arrival at one destination, from the
/// raw ledgers; apart for those that were accepted before, during and after the fault. Known where
/// the destination says when each arrived, and the file when the fault was.
final class RunLatency {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final RunLatency UNKNOWN = new RunLatency(new double[0]);

    /// When the fault was on the line, in nanoseconds of the epoch.
    ///
    /// @param fromNanos [Long#MAX_VALUE] if never
    record Fault(long fromNanos, long toNanos) {
        static final Fault NEVER = new Fault(Long.MAX_VALUE, Long.MAX_VALUE);

        /// Empty where one of the two is not known, which is -1.
        ///
        /// @param atMs since the start of the run
        static Optional<Fault> of(Instant start, long atMs, long lastedMs) {
            if (atMs < 0 || lastedMs < 0) {
                return Optional.empty();
            }
            long from =
                    TimeUnit.SECONDS.toNanos(start.getEpochSecond())
                            + start.getNano()
                            + TimeUnit.MILLISECONDS.toNanos(atMs);
            return Optional.of(new Fault(from, from + TimeUnit.MILLISECONDS.toNanos(lastedMs)));
        }
    }

    /// Ascending, in milliseconds; of one part of a run.
    private final double[] millis;

    private RunLatency(double[] millis) {
        this.millis = millis;
    }

    /// Before, during and after the fault.
    record Parts(RunLatency before, RunLatency during, RunLatency after) {
        static final Parts UNKNOWN =
                new Parts(RunLatency.UNKNOWN, RunLatency.UNKNOWN, RunLatency.UNKNOWN);
    }

    /// Nothing is known of a destination where something arrived before it was accepted: its clock
    /// is another, and what it says of the others is as wrong. A clock of whole milliseconds, as
    /// Kafka's, is not early by less than one.
    ///
    /// @param fault empty where nobody knows when it was
    static Parts of(Ledgers ledgers, int lane, Optional<Fault> fault) {
        List<AcceptedRow> accepted = ledgers.accepted();
        if (fault.isEmpty() || !ascending(accepted)) {
            return Parts.UNKNOWN;
        }
        long[] first = firstArrivals(accepted, ledgers.lanes().get(lane).arrivals());
        for (int i = 0; i < first.length; i++) {
            AcceptedRow each = accepted.get(i);
            boolean to = (each.lanes() & (1L << lane)) != 0;
            first[i] = to ? first[i] : 0;
            if (first[i] != 0 && isBefore(first[i], each.acceptEpochNanos())) {
                return Parts.UNKNOWN;
            }
        }
        long from = fault.get().fromNanos();
        long to = fault.get().toNanos();
        return new Parts(
                part(accepted, first, Long.MIN_VALUE, from),
                part(accepted, first, from, to),
                part(accepted, first, to, Long.MAX_VALUE));
    }

    private static boolean isBefore(long arrivedNanos, long acceptedNanos) {
        long resolutionNanos = arrivedNanos % NANOS_PER_MILLI == 0 ? NANOS_PER_MILLI : 1;
        return arrivedNanos + resolutionNanos <= acceptedNanos;
    }

    private static boolean ascending(List<AcceptedRow> accepted) {
        for (int i = 1; i < accepted.size(); i++) {
            if (accepted.get(i).seq() <= accepted.get(i - 1).seq()) {
                return false;
            }
        }
        return true;
    }

    /// Of each accepted record when it arrived first; 0 if nobody knows.
    private static long[] firstArrivals(List<AcceptedRow> accepted, List<ArrivalRow> arrivals) {
        long[] seqs = accepted.stream().mapToLong(AcceptedRow::seq).toArray();
        long[] first = new long[seqs.length];
        for (ArrivalRow each : arrivals) {
            int at = Arrays.binarySearch(seqs, each.seq());
            long arrived = each.arrivedEpochNanos();
            if (at >= 0 && arrived > 0) {
                first[at] = first[at] == 0 ? arrived : Math.min(first[at], arrived);
            }
        }
        return first;
    }

    private static RunLatency part(
            List<AcceptedRow> accepted, long[] first, long fromNanos, long toNanos) {
        double[] found = new double[first.length];
        int n = 0;
        for (int i = 0; i < first.length; i++) {
            long at = accepted.get(i).acceptEpochNanos();
            if (first[i] != 0 && at >= fromNanos && at < toNanos) {
                found[n] = Math.max(0, first[i] - at) / (double) NANOS_PER_MILLI;
                n++;
            }
        }
        double[] sorted = Arrays.copyOf(found, n);
        Arrays.sort(sorted);
        return new RunLatency(sorted);
    }

    /// The value that so large a share of all does not exceed.
    Figure within(double share) {
        if (millis.length == 0) {
            return new Figure.Unknown();
        }
        int index = (int) Math.ceil(share * millis.length) - 1;
        return new Figure.Millis(millis[Math.max(0, index)], millis.length);
    }
}
