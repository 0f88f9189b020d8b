package org.fieldproof.drill.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.fieldproof.api.drill.RunComparison.Figure;
import org.fieldproof.drill.ledger.AcceptedRow;
import org.fieldproof.drill.ledger.ArrivalRow;
import org.fieldproof.drill.ledger.Planted;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a latency is told that the clock of a destination made up, or none of a
/// destination whose clock is right.
class RunLatencyTest {
    /// The p99 where one record was accepted and arrived at these times, and all others well.
    private static Figure p99(long acceptEpochNanos, long arrivedEpochNanos) {
        Planted run = new Planted(40);
        AcceptedRow row = run.accepted.removeLast();
        run.accepted.add(
                new AcceptedRow(
                        row.seq(),
                        row.device(),
                        row.address(),
                        row.counter(),
                        row.payloadCrc32c(),
                        row.duplicateFlagged(),
                        acceptEpochNanos,
                        row.lanes()));
        ArrivalRow last = run.upstream.removeLast();
        run.upstream.add(
                new ArrivalRow(
                        last.seq(),
                        last.device(),
                        last.address(),
                        last.payloadCrc32c(),
                        arrivedEpochNanos));
        return RunLatency.of(run.ledgers(), 0, Optional.of(RunLatency.Fault.NEVER))
                .before()
                .within(0.99);
    }

    /// A destination whose clock is behind, or that was told when the record was accepted.
    @Test
    void latencyIsNotKnownWhereSomethingArrivedBeforeItWasAccepted() {
        assertThat(p99(1_999_999, 1)).isEqualTo(new Figure.Unknown());
        assertThat(p99(1_999_999, 1_999_998)).isEqualTo(new Figure.Unknown());
        assertThat(p99(1_999_999, 1_999_999)).isInstanceOf(Figure.Millis.class);
    }

    /// A log appends within the millisecond in which a record was accepted, and tells whole ones.
    @Test
    void aClockOfWholeMillisecondsIsEarlyOnlyFromOneOn() {
        assertThat(p99(1_999_999, 1_000_000)).isInstanceOf(Figure.Millis.class);
        assertThat(p99(2_000_000, 1_000_000)).isEqualTo(new Figure.Unknown());
    }

    @Test
    void whatArrivedWithinTheSameMillisecondTookNoTime() {
        Planted one = new Planted(0);
        one.accept(1_001, Planted.PRESS, 101, false);
        AcceptedRow row = one.accepted.getFirst();
        long arrived = row.acceptEpochNanos() / 1_000_000 * 1_000_000;
        ArrivalRow at = one.upstream.removeFirst();
        one.upstream.add(
                new ArrivalRow(at.seq(), at.device(), at.address(), at.payloadCrc32c(), arrived));
        assertThat(arrived).isPositive().isLessThan(row.acceptEpochNanos());

        assertThat(
                        RunLatency.of(one.ledgers(), 0, Optional.of(RunLatency.Fault.NEVER))
                                .before()
                                .within(0.5))
                .isEqualTo(new Figure.Millis(0, 1));
    }
}
