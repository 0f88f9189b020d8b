package org.fieldproof.views.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
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
        trends().add("devices", PRESS, "bar");
        fake.after(10);
        Trends.Pen pen = trends().pens().getFirst();
        assertThat(pen.ring().size()).isBetween(48, 51);
        assertThat(pen.ring().last()).isBetween(5.0, 8.0);
        assertThat(pen.quality()).isEqualTo(Quality.GOOD);
    }

    /// Harm: a course that loses its newest five seconds at every beat.
    @Test
    void theSameAddressOfAnotherConnectionIsAnotherCourse() {
        fake.workspace.gateway.twins = true;
        trends().add("devices", PRESS, "bar");
        trends().add("twin", PRESS, "bar");
        fake.after(10);
        long now = fake.workspace.clock.now().toEpochMilli();
        for (Trends.Pen pen : trends().pens()) {
            assertThat(pen.ring().size()).as(pen.connection()).isBetween(48, 51);
            long behind = now - pen.ring().atMillis(pen.ring().size() - 1);
            assertThat(behind / 5_000).isEqualTo(pen.connection().equals("twin") ? 1 : 0);
        }
        trends().remove("devices", PRESS, "bar");
        assertThat(trends().pens())
                .extracting(Trends.Pen::connection)
                .as("only the one that was meant goes")
                .containsExactly("twin");
    }

    /// Harm: the page says "one of three" of a course in which each number is drawn.
    @Test
    void howManyAreDrawnIsToldOfTheTimeThatIsKept() {
        Trends.Pen every = pen(200_000, 1);
        assertThat(every.ring().size()).isEqualTo(Trends.POINTS_MAX);
        assertThat(every.sampledOneOf()).isEqualTo(1);
        Trends.Pen fifth = pen(50_000, 5);
        assertThat(fifth.sampledOneOf()).isBetween(4L, 5L);
        take(fifth, 50_000, 3);
        assertThat(fifth.sampledOneOf()).as("an engine began anew").isBetween(4L, 5L);
    }

    private static Trends.Pen pen(int points, int updatesEach) {
        TimeRing ring = new TimeRing(Trends.POINTS_MAX);
        Trends.Pen pen = new Trends.Pen("c", "a", "", ring, new TimeRing(Trends.POINTS_MAX));
        for (int i = 0; i < points; i++) {
            take(pen, i, (i + 1L) * updatesEach);
        }
        return pen;
    }

    private static void take(Trends.Pen pen, int beat, long updates) {
        FieldRecord record =
                new FieldRecord(
                        new UUID(0, 1),
                        updates,
                        "c",
                        "d",
                        "a",
                        new byte[] {'7'},
                        PayloadEncoding.TEXT,
                        Quality.GOOD,
                        0,
                        beat * 200_000_000L,
                        1,
                        false,
                        false,
                        List.of());
        pen.take(new Outcome.LatestValue(record, updates));
    }

    @Test
    void nothingIsAskedWhileNothingIsFollowedOrAnAnswerIsDue() {
        fake.after(2);
        assertThat(asked()).isZero();
        trends().add("devices", PRESS, "bar");
        trends().add("devices", PRESS, "degC");
        fake.workspace.gateway.hanging = true;
        fake.after(60);
        assertThat(asked()).as("one question for both numbers, and no second one").isEqualTo(1);
    }

    /// The recording for looking back asks for all values; that is not counted here.
    private long asked() {
        return fake.workspace.gateway.commands.stream()
                .filter(Command.ReadLatest.class::isInstance)
                .map(Command.ReadLatest.class::cast)
                .filter(read -> !read.filter().equals("#"))
                .count();
    }

    @Test
    void aNinthIsRefusedAndTheSameIsNoSecond() {
        for (int i = 0; i < Trends.PENS_MAX; i++) {
            assertThat(trends().add("devices", "a/" + i, "x")).isTrue();
        }
        assertThat(trends().add("devices", "a/3", "x")).isTrue();
        assertThat(trends().pens()).hasSize(Trends.PENS_MAX);
        assertThat(trends().add("devices", "a/9", "x")).isFalse();
        trends().remove("devices", "a/0", "x");
        assertThat(trends().add("devices", "a/9", "x")).isTrue();
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
        trends().add("devices", "plant/hall-2/press-01/status", "bar");
        fake.after(2);
        TimeRing ring = trends().pens().getFirst().ring();
        assertThat(ring.size()).isGreaterThan(5);
        assertThat(ring.last()).isNaN();
    }

    @Test
    void doubtIsKeptWithTheNumber() {
        trends().add("devices", "plant/hall-2/pump-02/counter", "");
        fake.after(2);
        TimeRing ring = trends().pens().getFirst().ring();
        assertThat(ring.quality(ring.size() - 1)).isEqualTo(Quality.UNCERTAIN);
        assertThat(ring.still().quality(0)).isEqualTo(Quality.UNCERTAIN);
    }

    @Test
    void anotherProjectsCoursesAreForgotten() {
        trends().add("devices", PRESS, "bar");
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
