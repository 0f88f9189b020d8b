package org.fieldproof.connector.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.record.FieldRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Harm if it breaks: a small heap is full of what one large request once held.
final class RequestLinesTest {
    private static final int SMALL = 1 << 16;
    private static final int LARGE = 4 << 20;

    @TempDir Path directory;

    private InfluxConfig config() {
        Map<String, Object> fields = Map.of("database", "plant");
        return InfluxConfig.of(Points.bench(directory, fields).host().config());
    }

    private RequestLines lines() {
        return new RequestLines(new InfluxProblems("store", config()));
    }

    private PointWriter writer() {
        return new PointWriter(config().points());
    }

    private static FieldRecord text(long seq, int length) {
        return Points.json(seq, "{\"note\":\"" + "x".repeat(length) + "\"}");
    }

    @Test
    void whatALargeRequestNeededIsNotKept() {
        RequestLines lines = lines();
        PointWriter writer = writer();
        List<FieldRecord> records = new ArrayList<>();
        for (long seq = 1; seq <= 100; seq++) {
            records.add(text(seq, 60_000));
        }
        lines.add(records, writer);
        assertThat(lines.size()).isEqualTo(100);
        assertThat(lines.bytes()).hasSizeGreaterThan(LARGE);
        lines.clear();
        assertThat(lines.bytes()).hasSize(SMALL);
        assertThat(lines.size()).isZero();
        lines.add(Points.range(1, 70_000), writer);
        lines.clear();
        lines.add(Points.range(1, 300), writer);
        assertThat(lines.size()).isEqualTo(300);
        assertThat(lines.start(300)).isPositive();
    }

    /// The text after it shows that nothing of the refused line stands before it.
    @Test
    void aTextThatIsTooLongIsRefusedBeforeItIsMade() {
        RequestLines lines = lines();
        lines.add(List.of(text(1, 1_000_000), text(2, 10), text(3, 65_535)), writer());
        assertThat(lines.bytes()).hasSizeLessThan(1_000_000);
        assertThat(lines.size()).isEqualTo(1);
        assertThat(lines.refusedOf(0)).extracting(each -> each.seq()).containsExactly(1L, 3L);
        assertThat(new String(lines.bytes(), 0, lines.start(1), StandardCharsets.UTF_8))
                .contains("fp_seq=2i")
                .doesNotContain("xxxxxxxxxxx");
    }
}
