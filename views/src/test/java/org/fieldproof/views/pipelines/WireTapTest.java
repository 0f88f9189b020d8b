package org.fieldproof.views.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a file says that it has all, and has not, or has some twice.
final class WireTapTest {
    private static final UUID BEFORE = new UUID(0, 1);
    private static final UUID AFTER = new UUID(0, 2);

    private final WireTap tap =
            new WireTap(Path.of("tap.ndjson"), new Command.Wire.OfConnection("devices"));

    private static FieldRecord record(UUID epoch, long seq, String payload, List<Property> more) {
        return new FieldRecord(
                epoch,
                seq,
                "devices",
                "press-01",
                "plant/press-01",
                payload.getBytes(StandardCharsets.UTF_8),
                PayloadEncoding.TEXT,
                Quality.GOOD,
                0,
                1_000_000_000,
                0,
                false,
                false,
                more);
    }

    /// A look that lists these, in this order.
    private void look(UUID epoch, long total, long... seqs) {
        take(total, LongStream.of(seqs).mapToObj(seq -> record(epoch, seq, "1", List.of())));
    }

    private void take(long total, Stream<FieldRecord> records) {
        tap.take(
                new Outcome.WireInspected(
                        records.map(each -> new Outcome.PassedRecord(each, 0, -1)).toList(),
                        total));
    }

    private List<String> lines() {
        return new String(tap.content().get(), StandardCharsets.UTF_8).lines().toList();
    }

    private List<Long> seqs() {
        List<Long> seqs = new ArrayList<>();
        for (String line : lines()) {
            if (line.startsWith("{\"seq\":")) {
                seqs.add(Long.parseLong(line.substring(7, line.indexOf(','))));
            }
        }
        return seqs;
    }

    @Test
    void whatWasThereBeforeItBeganIsNotInIt() {
        look(BEFORE, 2, 2, 1);
        look(BEFORE, 4, 4, 3, 2, 1);
        assertThat(seqs()).containsExactly(3L, 4L);
        assertThat(lines()).last().isEqualTo("{\"sampled\":2,\"of\":2}");
    }

    @Test
    void aWireThatHadBeenEmptyIsTakenFromItsFirst() {
        look(BEFORE, 0);
        look(BEFORE, 2, 2, 1);
        assertThat(seqs()).containsExactly(1L, 2L);
    }

    @Test
    void oneThatCameWhileTheGatewayLookedIsThereOnceAndInItsPlace() {
        look(BEFORE, 2, 2, 1);
        // 5 has taken the slot of the oldest.
        look(BEFORE, 5, 4, 3, 5);
        assertThat(seqs()).containsExactly(3L, 4L);
        look(BEFORE, 6, 6, 5, 4);
        assertThat(seqs()).containsExactly(3L, 4L, 5L, 6L);
        assertThat(lines()).last().isEqualTo("{\"sampled\":4,\"of\":4}");
    }

    @Test
    void thereAreNeverMoreThanPassed() {
        // Counted after it was listed.
        look(BEFORE, 3, 2, 1);
        look(BEFORE, 3, 3, 2);
        assertThat(lines()).last().isEqualTo("{\"sampled\":1,\"of\":1}");
    }

    @Test
    void aGatewayThatBeganAnewIsCountedAndTakenFromItsFirst() {
        look(BEFORE, 100, 100, 99);
        look(BEFORE, 101, 101, 100);
        look(AFTER, 2, 2, 1);
        assertThat(seqs()).containsExactly(101L, 1L, 2L);
        assertThat(lines()).last().isEqualTo("{\"sampled\":3,\"of\":3}");
    }

    @Test
    void aPayloadOfWhichOnlyTheBeginningIsThereSaysSo() {
        look(BEFORE, 1, 1);
        FieldRecord cut =
                record(BEFORE, 2, "{\"a", List.of(new Property(Property.SHORTENED, "5000")));
        take(2, Stream.of(cut));
        assertThat(lines())
                .first()
                .asString()
                .contains("\"properties\":[{\"name\":\"" + Property.SHORTENED)
                .contains("\"value\":\"5000\"}]");
        assertThat(lines()).last().isEqualTo("{\"sampled\":1,\"of\":1,\"shortened\":1}");
    }

    @Test
    void itEndsByItselfBeforeItFillsTheMemory() {
        String large = "x".repeat(4_096);
        look(BEFORE, 1, 1);
        long seq = 1;
        while (!tap.isFull() && seq < 10_000) {
            seq++;
            take(seq, Stream.of(record(BEFORE, seq, large, List.of())));
        }
        assertThat(tap.isFull()).isTrue();
        long full = tap.written();
        take(seq + 1, Stream.of(record(BEFORE, seq + 1, large, List.of())));
        assertThat(tap.written()).isEqualTo(full);
        assertThat(tap.passed()).as("still counted").isEqualTo(full + 1);
    }
}
