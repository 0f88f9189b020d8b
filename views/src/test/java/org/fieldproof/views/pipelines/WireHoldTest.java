package org.fieldproof.views.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: somebody looks for a message that came, and it is neither held nor counted.
final class WireHoldTest {
    private static final UUID EPOCH = new UUID(0, 1);

    private final WireHold even = new WireHold(each -> each.record().seq() % 2 == 0);

    private static Outcome.PassedRecord record(long seq) {
        return new Outcome.PassedRecord(
                new FieldRecord(
                        EPOCH,
                        seq,
                        "devices",
                        "press-01",
                        "plant/press-01",
                        "1".getBytes(StandardCharsets.UTF_8),
                        PayloadEncoding.TEXT,
                        Quality.GOOD,
                        0,
                        1_000_000_000,
                        0,
                        false,
                        false,
                        List.of()),
                0,
                -1);
    }

    /// A look that lists a range, newest first.
    private static Outcome.WireInspected look(long total, long from, long to) {
        List<Outcome.PassedRecord> oldestFirst =
                LongStream.rangeClosed(from, to).mapToObj(WireHoldTest::record).toList();
        return new Outcome.WireInspected(oldestFirst.reversed(), total);
    }

    private long present(WireHold hold) {
        return hold.present().orElseThrow().seq();
    }

    @Test
    void whatFitsIsHeldInItsOrderOnce() {
        even.take(look(4, 1, 4));
        assertThat(even.size()).as("what passed before it began").isZero();
        even.take(look(8, 3, 8));
        even.take(look(8, 3, 8));
        assertThat(even.size()).isEqualTo(2);
        assertThat(present(even)).isEqualTo(6);
        even.next();
        assertThat(present(even)).isEqualTo(8);
        even.next();
        assertThat(present(even)).as("after the last the first").isEqualTo(6);
        assertThat(even.passed()).isEqualTo(4);
        assertThat(even.fitting()).isEqualTo(2);
        assertThat(even.notKept()).isZero();
        assertThat(even.unseen()).isZero();
    }

    @Test
    void theFirstTwentyAreHeldAndTheRestIsCounted() {
        even.take(look(1, 1, 1));
        for (long at = 2; at <= 60; at += 10) {
            even.take(look(at + 9, at, at + 9));
        }
        assertThat(even.size()).isEqualTo(WireHold.HELD_MAX);
        assertThat(present(even)).isEqualTo(2);
        assertThat(even.fitting()).isEqualTo(30);
        assertThat(even.notKept()).isEqualTo(10);
        even.letGo();
        assertThat(present(even)).as("the one behind it").isEqualTo(4);
        even.take(look(63, 62, 63));
        assertThat(even.size()).as("its room is taken by the next").isEqualTo(WireHold.HELD_MAX);
        assertThat(even.notKept()).isEqualTo(10);
    }

    @Test
    void whatPassedUnseenIsAdmitted() {
        even.take(look(1, 1, 1));
        even.take(look(1_001, 982, 1_001));
        assertThat(even.passed()).isEqualTo(1_000);
        assertThat(even.unseen()).isEqualTo(980);
        assertThat(even.fitting()).isEqualTo(10);
    }

    @Test
    void theLastOneThatIsLetGoLeavesNone() {
        even.take(look(1, 1, 1));
        even.take(look(5, 2, 5));
        even.letGo();
        even.letGo();
        even.next();
        assertThat(even.present()).isEmpty();
        assertThat(even.number()).isZero();
    }
}
