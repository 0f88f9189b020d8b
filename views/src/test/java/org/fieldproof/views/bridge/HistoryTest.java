package org.fieldproof.views.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.snapshot.HopSnapshot;
import org.fieldproof.views.bridge.History.Happening;
import org.fieldproof.views.fake.FakeDesk;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a chart does not say what made its line move.
final class HistoryTest {

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

    private static List<Happening> of(List<Happening> all, Happening.Kind kind) {
        return all.stream().filter(each -> each.kind() == kind).toList();
    }
}
