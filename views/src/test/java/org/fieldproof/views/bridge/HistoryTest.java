package org.fieldproof.views.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.snapshot.HopSnapshot;
import org.fieldproof.api.snapshot.LatencySpread;
import org.fieldproof.api.snapshot.LatencyStats;
import org.fieldproof.views.bridge.History.Happening;
import org.fieldproof.views.fake.FakeDesk;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a chart does not say what made its line move.
final class HistoryTest {

    private static final long START = 1_764_250_000_400L;

    private final FakeDesk fake = new FakeDesk();

    @Test
    void aDrillIsMarkedAtItsBeginAndItsEndAndEachAlarmOnce() {
        fake.after(2);
        assertThat(fake.frame().history().happenings()).isEmpty();
        fake.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "c", null));
        List<Happening> happenings = fake.after(90).history().happenings();
        assertThat(of(happenings, Happening.Kind.DRILL_BEGUN)).hasSize(1);
        assertThat(of(happenings, Happening.Kind.DRILL_ENDED)).hasSize(1);
        assertThat(of(happenings, Happening.Kind.ALARM_P2)).isNotEmpty();
    }

    @Test
    void happeningsAreBounded() {
        for (int i = 0; i < 200; i++) {
            fake.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "c", null));
            fake.after(1);
            fake.workspace.gateway.submit(new Command.StopDrills("c"));
            fake.after(1);
        }
        assertThat(fake.frame().history().happenings()).hasSize(128);
        assertThat(fake.frame().history().still().happenings()).hasSize(128);
    }

    /// Harm: a second that several pictures show is counted several times.
    @Test
    void eachSecondsLatenciesAreKeptOnceAndNoMoreThanAQuarterOfAnHour() {
        Frame frame = fake.after(30);
        HopSnapshot hop = frame.snapshot().hops().getLast();
        List<History.Spread> spreads = frame.history().spreads(hop);
        assertThat(spreads).hasSizeBetween(29, 32);
        assertThat(spreads.stream().map(each -> each.of().second()).distinct())
                .hasSameSizeAs(spreads);
        assertThat(fake.after(1_000).history().spreads(hop)).hasSize(900);
    }

    /// Harm: two seconds in one column of the heat map, and none in the next.
    @Test
    void aSecondIsAsLongAsTheOthersWheneverItWasSeen() {
        Random random = new Random(7);
        History history = new History();
        for (int second = 1; second <= 800; second++) {
            history.addSpread(hop("a", second), START + second * 1_000L + random.nextInt(250));
        }
        List<History.Spread> spreads = history.spreads(hop("a", 1));
        assertThat(spreads).hasSize(800);
        for (int i = 1; i < spreads.size(); i++) {
            long between = spreads.get(i).atMillis() - spreads.get(i - 1).atMillis();
            assertThat(between).as("second %s", i).isEqualTo(1_000);
        }
        history.addSpread(hop("a", 801), START + 900_000);
        assertThat(history.spreads(hop("a", 1)).getLast().atMillis())
                .as("after a machine stood still, what is seen counts")
                .isEqualTo(START + 900_000);
    }

    /// Harm: a lane that was added today has an empty chart, because of those of last week.
    @Test
    void whatVanishedMakesRoom() {
        History history = new History();
        for (int i = 0; i < 400; i++) {
            history.add("old-" + i, START, 1);
            history.addSpread(hop("old-" + i, 1), START);
        }
        long soon = START + 5_000;
        history.add("early", soon, 1);
        history.addSpread(hop("early", 1), soon);
        assertThat(history.series("early").size()).as("all of them may still be fed").isZero();
        assertThat(history.spreads(hop("early", 1))).isEmpty();
        long later = START + 20_000;
        history.add("old-0", later - 1_000, 1);
        history.addSpread(hop("old-0", 20), later - 1_000);
        history.add("old-1", START + 1, 1);
        history.add("new", later, 1);
        history.addSpread(hop("new", 1), later);
        assertThat(history.series("new").size()).isEqualTo(1);
        assertThat(history.spreads(hop("new", 1))).hasSize(1);
        assertThat(history.series("old-0").size()).as("it is fed").isEqualTo(2);
        assertThat(history.series("old-1").size()).as("others were fed longer ago").isEqualTo(2);
        assertThat(history.series("old-2").size()).as("the oldest").isZero();
        assertThat(history.series("old-3").size()).as("one is enough").isEqualTo(1);
        assertThat(history.spreads(hop("old-0", 1))).hasSize(2);
        assertThat(history.spreads(hop("old-1", 1))).isEmpty();
    }

    private static HopSnapshot hop(String lane, int second) {
        long[] counts = new long[LatencySpread.BUCKETS];
        counts[9] = 5;
        return new HopSnapshot(
                HopSnapshot.Hop.INTAKE_TO_DURABLE,
                lane,
                LatencyStats.NONE,
                10,
                new LatencySpread(second, counts));
    }

    private static List<Happening> of(List<Happening> all, Happening.Kind kind) {
        return all.stream().filter(each -> each.kind() == kind).toList();
    }
}
