package org.fieldproof.drill.evidence;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.drill.RunComparison.Figure;
import org.fieldproof.drill.ledger.AcceptedRow;
import org.fieldproof.drill.ledger.ArrivalRow;
import org.fieldproof.drill.ledger.Ledgers;

/// How long records took from being accepted to their first arrival at one destination, from the
/// raw ledgers; apart for those that were accepted before, during and after the fault. Known where
/// the destination says when each arrived.
final class RunLatency {
    private static final double NANOS_PER_MILLI = 1e6;

    /// When the fault was on the line, in nanoseconds of the epoch.
    ///
    /// @param fromNanos [Long#MAX_VALUE] if never
    record Fault(long fromNanos, long toNanos) {
        /// @param atMs since the start of the run; -1 if never
        static Fault of(Instant start, long atMs, long lastedMs) {
            if (atMs < 0 || lastedMs < 0) {
                return new Fault(Long.MAX_VALUE, Long.MAX_VALUE);
            }
            long from =
                    TimeUnit.SECONDS.toNanos(start.getEpochSecond())
                            + start.getNano()
                            + TimeUnit.MILLISECONDS.toNanos(atMs);
            return new Fault(from, from + TimeUnit.MILLISECONDS.toNanos(lastedMs));
        }
    }

    /// Ascending, in milliseconds; of one part of a run.
    private final double[] millis;

    private RunLatency(double[] millis) {
        this.millis = millis;
    }

    /// Before, during and after the fault.
    record Parts(RunLatency before, RunLatency during, RunLatency after) {}

    static Parts of(Ledgers ledgers, int lane, Fault fault) {
        Map<Long, Long> arrived = new HashMap<>();
        for (ArrivalRow each : ledgers.lanes().get(lane).arrivals()) {
            if (each.arrivedEpochNanos() > 0) {
                arrived.merge(each.seq(), each.arrivedEpochNanos(), Long::min);
            }
        }
        return new Parts(
                part(ledgers, lane, arrived, Long.MIN_VALUE, fault.fromNanos()),
                part(ledgers, lane, arrived, fault.fromNanos(), fault.toNanos()),
                part(ledgers, lane, arrived, fault.toNanos(), Long.MAX_VALUE));
    }

    private static RunLatency part(
            Ledgers ledgers, int lane, Map<Long, Long> arrived, long fromNanos, long toNanos) {
        double[] found = new double[arrived.size()];
        int n = 0;
        for (AcceptedRow each : ledgers.accepted()) {
            Long at = arrived.get(each.seq());
            long accepted = each.acceptEpochNanos();
            boolean of = accepted >= fromNanos && accepted < toNanos;
            if (of && at != null && (each.lanes() & (1L << lane)) != 0 && n < found.length) {
                found[n] = (at - accepted) / NANOS_PER_MILLI;
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
