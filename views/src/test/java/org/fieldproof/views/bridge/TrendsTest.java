package org.fieldproof.views.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.fieldproof.api.command.Command;
import org.fieldproof.api.record.Quality;
import org.fieldproof.views.fake.FakeDesk;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a course has holes that were none, or the console grows for as long as it is
/// open.
final class TrendsTest {

    private static final String PRESS = "plant/hall-2/press-01/telemetry";

    private final FakeDesk fake = new FakeDesk();

    TrendsTest() {
        fake.after(1);
    }

    private Trends trends() {
        return fake.desk.pulse().trends();
    }

    @Test
    void aNumberIsFollowedAtEveryBeatFromWhenItIsChosen() {
        trends().add(PRESS, "bar");
        fake.after(10);
        Trends.Pen pen = trends().pens().getFirst();
        assertThat(pen.ring().size()).isBetween(48, 51);
        assertThat(pen.ring().last()).isBetween(5.0, 8.0);
        assertThat(pen.quality()).isEqualTo(Quality.GOOD);
    }

    @Test
    void nothingIsAskedWhileNothingIsFollowedOrAnAnswerIsDue() {
        fake.after(2);
        assertThat(asked()).isZero();
        trends().add(PRESS, "bar");
        trends().add(PRESS, "degC");
        fake.workspace.gateway.hanging = true;
        fake.after(60);
        assertThat(asked()).as("one question for both numbers, and no second one").isEqualTo(1);
    }

    private long asked() {
        return fake.workspace.gateway.commands.stream()
                .filter(Command.ReadLatest.class::isInstance)
                .count();
    }

    @Test
    void aNinthIsRefusedAndTheSameIsNoSecond() {
        for (int i = 0; i < Trends.PENS_MAX; i++) {
            assertThat(trends().add("a/" + i, "x")).isTrue();
        }
        assertThat(trends().add("a/3", "x")).isTrue();
        assertThat(trends().pens()).hasSize(Trends.PENS_MAX);
        assertThat(trends().add("a/9", "x")).isFalse();
        trends().remove("a/0", "x");
        assertThat(trends().add("a/9", "x")).isTrue();
    }

    /// Two days of beats: what is kept is an hour and a bit.
    @Test
    void aDayLongCourseKeepsAnHour() {
        TimeRing ring = new TimeRing(Trends.POINTS_MAX);
        for (int i = 0; i < 2 * 24 * 3_600 * 5; i++) {
            ring.add(i * 200L, i);
        }
        assertThat(ring.size()).isEqualTo(Trends.POINTS_MAX);
        long kept = ring.atMillis(ring.size() - 1) - ring.atMillis(0);
        assertThat(kept).isBetween(60 * 60_000L, 70 * 60_000L);
    }

    @Test
    void aValueWithoutTheNumberIsAMomentWithoutOne() {
        trends().add("plant/hall-2/press-01/status", "bar");
        fake.after(2);
        TimeRing ring = trends().pens().getFirst().ring();
        assertThat(ring.size()).isGreaterThan(5);
        assertThat(ring.last()).isNaN();
    }

    @Test
    void doubtIsKeptWithTheNumber() {
        trends().add("plant/hall-2/pump-02/counter", "");
        fake.after(2);
        TimeRing ring = trends().pens().getFirst().ring();
        assertThat(ring.quality(ring.size() - 1)).isEqualTo(Quality.UNCERTAIN);
        assertThat(ring.still().quality(0)).isEqualTo(Quality.UNCERTAIN);
    }

    @Test
    void anotherProjectsCoursesAreForgotten() {
        trends().add(PRESS, "bar");
        fake.workspace.close();
        fake.desk.pulse().tick();
        assertThat(trends().pens()).isEmpty();
    }

    @Test
    void whatIsUsualMakesTheGap() {
        TimeRing ring = new TimeRing(100);
        assertThat(ring.gapMillis()).isEqualTo(Long.MAX_VALUE);
        for (int i = 0; i < 50; i++) {
            ring.add(i * 200L, i);
        }
        assertThat(ring.gapMillis()).isEqualTo(2_000);
        ring.add(70_000, 1);
        assertThat(ring.gapMillis()).as("one silence is not usual").isEqualTo(2_000);
        TimeRing slow = new TimeRing(100);
        for (int i = 0; i < 5; i++) {
            slow.add(i * 60_000L, i);
        }
        assertThat(slow.gapMillis()).isEqualTo(180_000);
    }
}
