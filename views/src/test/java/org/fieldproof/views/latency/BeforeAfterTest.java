package org.fieldproof.views.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.fieldproof.api.snapshot.LatencySpread;
import org.fieldproof.views.bridge.History;
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
        assertThat(windows).isEqualTo(new BeforeAfter(at(0), at(6), at(6), at(12), kept()));
        BeforeAfter.Sides sides = windows.sides(all);
        assertThat(sides.before().total()).isEqualTo((1L << 7) - 2);
        assertThat(sides.after().total()).isEqualTo((1L << 13) - (1L << 7));
        assertThat(sides.before().seconds()).isEqualTo(6);
        assertThat(sides.after().seconds()).isEqualTo(6);
    }

    private static BeforeAfter.Bound kept() {
        return BeforeAfter.Bound.KEPT;
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
        assertThat(later.bound()).isEqualTo(BeforeAfter.Bound.LATER_MARKER);
        BeforeAfter earlier = BeforeAfter.of(all, at(28), markers);
        assertThat(earlier.seconds()).isEqualTo(3);
        assertThat(earlier.bound()).isEqualTo(BeforeAfter.Bound.EARLIER_MARKER);
        BeforeAfter alone = BeforeAfter.of(all, at(40), List.of(at(40)));
        assertThat(alone.seconds()).isEqualTo(20);
        assertThat(alone.bound()).isEqualTo(BeforeAfter.Bound.PRESENT);
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

    @Test
    void secondsThatWereNotSeenAreMissingAndMoveNoOthers() {
        List<History.Spread> all = new ArrayList<>(seconds(20, second -> 1));
        all.removeIf(each -> each.of().second() == 4 || each.of().second() == 12);
        BeforeAfter windows = BeforeAfter.of(all, at(8), List.of());
        BeforeAfter.Sides sides = windows.sides(all);
        assertThat(windows.seconds()).isEqualTo(8);
        assertThat(sides.before().seconds()).isEqualTo(7);
        assertThat(sides.after().seconds()).isEqualTo(7);
    }
}
