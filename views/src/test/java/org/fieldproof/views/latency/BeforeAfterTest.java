package org.fieldproof.views.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.fieldproof.api.snapshot.LatencySpread;
import org.fieldproof.views.bridge.History;
import org.fieldproof.views.latency.BeforeAfter.Bound;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a change is said to have helped, because the two sides were not alike, or a
/// slow second before it counted after it.
final class BeforeAfterTest {
    private static final long START = 1_764_250_000_000L;
    private static final int BUCKET = 10;

    /// Seconds that end at START + 1 s, START + 2 s, ..., each with as many records in one bucket.
    private static List<History.Spread> seconds(int count, IntToLongFunction records) {
        List<History.Spread> all = new ArrayList<>();
        for (int second = 1; second <= count; second++) {
            long[] counts = new long[LatencySpread.BUCKETS];
            counts[BUCKET] = records.applyAsLong(second);
            all.add(new History.Spread(START + second * 1_000L, new LatencySpread(second, counts)));
        }
        return all;
    }

    private static long at(double second) {
        return START + Math.round(second * 1_000);
    }

    @Test
    void asManySecondsAreTakenOnEitherSideAndNoOthers() {
        // Each second has a number of its own, so that a sum tells which were added.
        List<History.Spread> all = seconds(20, second -> 1L << second);
        BeforeAfter windows = BeforeAfter.of(all, at(6), List.of(at(6)));
        assertThat(windows).isEqualTo(new BeforeAfter(at(0), at(6), at(12), 6, at(0), Bound.KEPT));
        BeforeAfter.Sides sides = windows.sides(all);
        assertThat(sides.before().total()).isEqualTo((1L << 7) - 2);
        assertThat(sides.after().total()).isEqualTo((1L << 13) - (1L << 7));
        assertThat(sides.before().seconds()).isEqualTo(6);
        assertThat(sides.after().seconds()).isEqualTo(6);
    }

    @Test
    void theSecondOfTheMomentItselfCountsOnNeitherSide() {
        List<History.Spread> all = seconds(20, second -> 1L << second);
        BeforeAfter windows = BeforeAfter.of(all, at(6.4), List.of(at(6.4)));
        BeforeAfter.Sides sides = windows.sides(all);
        assertThat(sides.before().total()).as("1 to 6").isEqualTo((1L << 7) - 2);
        assertThat(sides.after().total()).as("8 to 13").isEqualTo((1L << 14) - (1L << 8));
    }

    @Test
    void markersBesideItEndBothSides() {
        List<History.Spread> all = seconds(60, second -> 1);
        List<Long> markers = List.of(at(10), at(25), at(28), at(-500), at(9_000));
        BeforeAfter later = BeforeAfter.of(all, at(25), markers);
        assertThat(later.seconds()).isEqualTo(3);
        assertThat(later.bound()).isEqualTo(Bound.LATER_MARKER);
        BeforeAfter earlier = BeforeAfter.of(all, at(28), markers);
        assertThat(earlier.seconds()).isEqualTo(3);
        assertThat(earlier.bound()).isEqualTo(Bound.EARLIER_MARKER);
        BeforeAfter alone = BeforeAfter.of(all, at(40), List.of(at(40)));
        assertThat(alone.seconds()).isEqualTo(20);
        assertThat(alone.bound()).isEqualTo(Bound.PRESENT);
    }

    @Test
    void aMarkerBeyondWhatIsKeptHasNoSides() {
        List<History.Spread> all = seconds(20, second -> 1);
        for (double beyond : new double[] {-5, 0, 20, 25}) {
            BeforeAfter windows = BeforeAfter.of(all, at(beyond), List.of());
            assertThat(windows.seconds()).as("at %s", beyond).isZero();
            assertThat(windows.sides(all).before().total()).isZero();
            assertThat(windows.sides(all).after().total()).isZero();
        }
        assertThat(BeforeAfter.of(List.of(), at(1), List.of()).seconds()).isZero();
    }

    /// Harm: a minute in which the console looked away makes one side half as long, and the change
    /// seems to have doubled what came.
    @Test
    void aGapOnOneSideLeavesAsManySecondsOnEither() {
        List<History.Spread> all = new ArrayList<>(seconds(40, second -> 1));
        all.removeIf(each -> each.of().second() > 3 && each.of().second() <= 8);
        BeforeAfter windows = BeforeAfter.of(all, at(10), List.of());
        assertThat(windows).isEqualTo(new BeforeAfter(at(0), at(10), at(15), 5, at(0), Bound.KEPT));
        BeforeAfter.Sides sides = windows.sides(all);
        assertThat(sides.before().total()).isEqualTo(5);
        assertThat(sides.after().total()).isEqualTo(5);
    }

    @Test
    void aHopThatWasNotSeenAllTheTimeHasAsManyOnEitherSideToo() {
        List<History.Spread> all = seconds(20, second -> 1L << second);
        BeforeAfter windows = BeforeAfter.of(all, at(8), List.of());
        assertThat(windows.seconds()).isEqualTo(8);
        List<History.Spread> late = all.subList(5, 20);
        BeforeAfter.Sides sides = windows.sides(late);
        assertThat(sides.before().total()).as("6 to 8").isEqualTo((1L << 9) - (1L << 6));
        assertThat(sides.after().total()).as("9 to 11").isEqualTo((1L << 12) - (1L << 9));
    }

    @Test
    void whyThereIsNothingToCompareIsTold() {
        List<History.Spread> all = seconds(20, second -> 1);
        BeforeAfter close = BeforeAfter.of(all, at(10), List.of(at(10), at(11.5)));
        assertThat(close.seconds()).isEqualTo(1);
        close = BeforeAfter.of(all, at(10.2), List.of(at(10.2), at(11.5)));
        assertThat(close.seconds()).isZero();
        assertThat(close.bound()).isEqualTo(Bound.LATER_MARKER);
        close = BeforeAfter.of(all, at(11.5), List.of(at(10.2), at(11.5)));
        assertThat(close.seconds()).isZero();
        assertThat(close.bound()).isEqualTo(Bound.EARLIER_MARKER);
        BeforeAfter beyond = BeforeAfter.of(all, at(-5), List.of(at(-5), at(-4)));
        assertThat(beyond.bound()).as("not the marker beside it").isEqualTo(Bound.KEPT);
        assertThat(BeforeAfter.of(all, at(25), List.of()).bound()).isEqualTo(Bound.PRESENT);
    }
}
