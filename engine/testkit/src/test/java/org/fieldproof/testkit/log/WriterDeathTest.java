package org.fieldproof.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.LogEntry;
import org.fieldproof.log.LogState;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.FaultyFiles;
import org.junit.jupiter.api.Test;

/// LOG-0108: the log's thread ends by an error, such as no memory left. Harm, in all of these:
/// whoever sent a record waits for an answer that never comes, and its bytes stay counted.
class WriterDeathTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final FaultyFiles disk = new FaultyFiles();
    private final LogOracle oracle = new LogOracle();

    /// Where it throws.
    private enum Where {
        ENCODING,
        DURABLE,
        REFUSED
    }

    private record Deadly(Where where) implements LogEntry {
        private void at(Where here) {
            if (where == here) {
                throw new OutOfMemoryError("planted");
            }
        }

        @Override
        public int encodedBytes() {
            at(Where.ENCODING);
            return where == Where.REFUSED ? -1 : 4;
        }

        @Override
        public void encode(ByteBuffer into) {
            into.putInt(7);
        }

        @Override
        public void durable(long seq) {
            at(Where.DURABLE);
        }

        @Override
        public void refused(StoreException why) {
            at(Where.REFUSED);
        }
    }

    private List<TextRecord> recordsAround(DurableLog log, int each, Where where) {
        List<TextRecord> records =
                IntStream.range(0, 2 * each).mapToObj(_ -> oracle.record(2000)).toList();
        LogEntry[] group = new LogEntry[2 * each + 1];
        for (int i = 0; i < each; i++) {
            group[i] = records.get(i);
            group[each + 1 + i] = records.get(each + i);
        }
        group[each] = new Deadly(where);
        log.append(group, group.length);
        return records;
    }

    private static String codes(List<TextRecord> records) {
        return String.join(
                " ",
                records.stream()
                        .map(TextRecord::refusal)
                        .filter(Objects::nonNull)
                        .map(StoreException::code)
                        .distinct()
                        .toList());
    }

    /// Two units and a piece in front of it, as much behind it.
    @Test
    void whatWasTakenWhenEncodingEndsTheWriterIsRefused() throws Exception {
        try (DurableLog log = LogOracle.open(disk)) {
            List<TextRecord> records = recordsAround(log, 10, Where.ENCODING);
            Await.until(LIMIT, () -> log.stats().state() == LogState.FAILED, "the end");
            records.forEach(TextRecord::await);
            assertThat(codes(records)).isEqualTo("LOG-0108");
            long durable = records.stream().filter(each -> each.seq() > 0).count();
            assertThat(durable).isEqualTo(log.durableSeq());
        }
    }

    /// The unit is on the disk by then: to refuse it would bring it twice.
    @Test
    void whatIsDurableWhenAnAnswerEndsTheWriterIsToldSo() throws Exception {
        try (DurableLog log = LogOracle.open(disk)) {
            List<TextRecord> records = recordsAround(log, 1, Where.DURABLE);
            records.forEach(TextRecord::await);
            assertThat(records).extracting(TextRecord::seq).containsExactly(1L, 3L);
            Await.until(LIMIT, () -> log.stats().state() == LogState.FAILED, "the end");
        }
    }

    @Test
    void anEntryThatFailsWhileItIsRefusedKeepsNoOtherFromItsAnswer() throws Exception {
        try (DurableLog log = LogOracle.open(disk)) {
            List<TextRecord> records = recordsAround(log, 3, Where.REFUSED);
            records.forEach(TextRecord::await);
            assertThat(log.stats().state()).isEqualTo(LogState.WRITABLE);
            assertThat(log.stats().callbackFailures()).isEqualTo(1);
        }
    }
}
