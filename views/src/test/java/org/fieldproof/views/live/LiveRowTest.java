package org.fieldproof.views.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fieldproof.views.live.Course.Trend.RISING;
import static org.fieldproof.views.live.Course.Trend.STEADY;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.views.fake.FakeDesk;
import org.junit.jupiter.api.Test;

/// Rows are compared without their words being made. Harm if it breaks: a cell goes on showing what
/// is not so any more, or every cell is drawn at every beat.
final class LiveRowTest {
    private static final long[] AGES = {0, 40, 99, 100, 950, 999, 1000, 1999, 2000, 61_000};

    private final LiveWords words = new LiveWords(new FakeDesk().desk, Instant.EPOCH);

    private static FieldRecord record(
            String device, String payload, Quality quality, long sourceNanos, long acceptNanos) {
        return new FieldRecord(
                new UUID(0, 0),
                1,
                "devices",
                device,
                "plant/press-01",
                payload.getBytes(StandardCharsets.UTF_8),
                PayloadEncoding.BYTES,
                quality,
                sourceNanos,
                acceptNanos,
                0,
                false,
                false,
                List.of());
    }

    private List<LiveRow> rows() {
        List<FieldRecord> records = new ArrayList<>();
        for (String payload : List.of("1", "2")) {
            for (Quality quality : Quality.values()) {
                for (long millis : new long[] {0, 5}) {
                    records.add(record("press", payload, quality, millis * 1_000_000, 7_000_000));
                    records.add(record("press", payload, quality, 9_000_000, millis * 1_000_000));
                }
            }
        }
        records.add(record("pump", "1", Quality.GOOD, 0, 7_000_000));
        List<LiveRow> rows = new ArrayList<>();
        for (FieldRecord each : records) {
            rows.add(LiveRow.of("id", new Outcome.LatestValue(each, 3), 1500, words, STEADY));
        }
        for (long age : AGES) {
            rows.add(
                    LiveRow.of(
                            "id",
                            new Outcome.LatestValue(records.getFirst(), 4),
                            age,
                            words,
                            STEADY));
        }
        LiveWords tomorrow =
                new LiveWords(new FakeDesk().desk, Instant.EPOCH.plus(Duration.ofDays(1)));
        rows.add(
                LiveRow.of(
                        "id",
                        new Outcome.LatestValue(records.getFirst(), 3),
                        1500,
                        tomorrow,
                        STEADY));
        rows.add(
                LiveRow.of(
                        "id", new Outcome.LatestValue(records.getFirst(), 3), 1500, words, RISING));
        return rows;
    }

    private static List<String> words(LiveRow row) {
        return List.of(
                row.id(),
                row.connection(),
                row.address(),
                row.device(),
                row.value(),
                row.valueClass(),
                row.course(),
                row.quality(),
                row.sourceTime(),
                row.acceptTime(),
                row.age(),
                row.updates());
    }

    @Test
    void rowsAreEqualIfAndOnlyIfAllTheirWordsAre() {
        int equal = 0;
        for (LiveRow one : rows()) {
            for (LiveRow other : rows()) {
                boolean alike = words(one).equals(words(other));
                assertThat(one.equals(other)).as("%s and %s", one, other).isEqualTo(alike);
                if (alike) {
                    assertThat(one).hasSameHashCodeAs(other);
                    equal++;
                }
            }
        }
        // Each with itself, read once more, and a few that only differ in what is not shown.
        assertThat(equal).isGreaterThan(rows().size()).isLessThan(rows().size() * 2);
    }
}
