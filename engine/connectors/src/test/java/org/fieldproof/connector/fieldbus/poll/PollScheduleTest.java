package org.fieldproof.connector.fieldbus.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.fieldproof.api.spi.DeviceHandle;
import org.fieldproof.api.tag.TagDefinition;
import org.junit.jupiter.api.Test;

/// Harm if these break: readings drift, or a device that was slow once is flooded afterwards.
class PollScheduleTest {
    private static final DeviceHandle NOBODY =
            new DeviceHandle() {
                @Override
                public String id() {
                    return "u";
                }

                @Override
                public void connected(String peer, String identity) {}

                @Override
                public void disconnected(String reason) {}
            };

    @Test
    void readingsKeepTheirRhythmAndLateOnesAreNotMadeUpFor() {
        PollSchedule<String> schedule = new PollSchedule<>(List.of(tag("a", 100)), 1_000);
        assertThat(schedule.next().nextNanos).isEqualTo(1_000);
        schedule.done(schedule.next(), 1_030);
        assertThat(schedule.next().nextNanos).isEqualTo(1_100);
        schedule.done(schedule.next(), 1_450);
        assertThat(schedule.next().nextNanos).isEqualTo(1_500);
        assertThat(schedule.missed()).isEqualTo(3);
    }

    @Test
    void tagsOfOneIntervalAreOneGroupAndTheNextDueComesFirst() {
        PollSchedule<String> schedule =
                new PollSchedule<>(List.of(tag("a", 100), tag("b", 30), tag("c", 100)), 0);
        schedule.done(schedule.next(), 1);
        schedule.done(schedule.next(), 1);
        assertThat(schedule.next().tags).hasSize(1);
        assertThat(schedule.next().nextNanos).isEqualTo(30);
        for (int i = 0; i < 3; i++) {
            schedule.done(schedule.next(), schedule.next().nextNanos);
        }
        assertThat(schedule.next().tags).hasSize(2);
    }

    @Test
    void aSecondLiesBetweenTwoDialsPoll2() {
        DialSpacing spacing = new DialSpacing();
        assertThat(spacing.untilNanos(5)).isZero();
        spacing.dialled(5);
        assertThat(spacing.untilNanos(5)).isEqualTo(DialSpacing.LEAST_NANOS);
        assertThat(spacing.untilNanos(5 + DialSpacing.LEAST_NANOS)).isZero();
    }

    private static PolledTag<String> tag(String name, long interval) {
        return new PolledTag<>(
                TagDefinition.of(name, "x", ""), "x", "t/" + name, NOBODY, interval, Map.of());
    }
}
