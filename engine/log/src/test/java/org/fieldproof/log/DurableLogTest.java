package org.fieldproof.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The log as its callers see it, on a real disk.
class DurableLogTest {
    @TempDir Path directory;

    private LogConfig config() {
        return new LogConfig(directory.resolve("log"), 64 << 10, 8 << 10, System::nanoTime);
    }

    private DurableLog open() throws StoreException {
        return DurableLog.open(config(), LogFiles.nio(), LogListener.none());
    }

    private static List<TextEntry> append(DurableLog log, int from, int count) {
        List<TextEntry> entries = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            TextEntry entry = new TextEntry("record " + i);
            entries.add(entry);
            log.append(entry);
        }
        return entries;
    }

    private static void await(List<TextEntry> entries) throws Exception {
        CompletableFuture<?>[] answers =
                entries.stream().map(TextEntry::answer).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(answers).get(60, TimeUnit.SECONDS);
    }

    private static List<String> readAll(DurableLog log, long fromSeq) throws StoreException {
        List<String> found = new ArrayList<>();
        try (LogReader reader = log.reader(fromSeq)) {
            while (reader.read(
                            1 << 16,
                            (seq, payload) ->
                                    found.add(seq + "=" + StandardCharsets.UTF_8.decode(payload)))
                    > 0) {
                assertThat(reader.damaged()).isEmpty();
            }
        }
        return found;
    }

    /// Harm: seqs with holes or repeats break identity.
    @Test
    void seqsAreContiguousFromOneInTheOrderOfTheCalls() throws Exception {
        try (DurableLog log = open()) {
            List<TextEntry> entries = append(log, 1, 500);
            await(entries);
            for (int i = 0; i < entries.size(); i++) {
                assertThat(entries.get(i).answer().get()).isEqualTo(i + 1L);
            }
            assertThat(log.durableSeq()).isEqualTo(500);
            assertThat(readAll(log, 1)).hasSize(500).startsWith("1=record 1");
            assertThat(readAll(log, 499)).containsExactly("499=record 499", "500=record 500");
        }
    }

    /// Harm: accepted records are gone after a stop.
    @Test
    void recordsAndEpochSurviveAReopenAndSeqsGoOn() throws Exception {
        UUID epoch;
        try (DurableLog log = open()) {
            epoch = log.epoch();
            assertThat(log.recovery().newEpoch()).isTrue();
            await(append(log, 1, 10_000));
            assertThat(log.stats().segments()).isGreaterThan(3);
        }
        try (DurableLog log = open()) {
            assertThat(log.epoch()).isEqualTo(epoch);
            assertThat(log.recovery().cleanStop()).isTrue();
            assertThat(log.recovery().clean()).isTrue();
            assertThat(log.recovery().records()).isEqualTo(10_000);
            await(append(log, 10_001, 1));
            List<String> all = readAll(log, 1);
            assertThat(all).hasSize(10_001).endsWith("10001=record 10001");
        }
    }

    /// Harm: a disk that fills up with what is long delivered, or a hold that does not hold.
    @Test
    void releasedSegmentsAreDeletedUnlessHeld() throws Exception {
        try (DurableLog log = open()) {
            await(append(log, 1, 10_000));
            LogHold hold = log.hold(1);
            log.releaseThrough(10_000);
            await(append(log, 10_001, 1));
            assertThat(log.firstSeq()).isEqualTo(1);
            hold.close();
            log.releaseThrough(10_000);
            // A segment is off the list before its file is gone, by the log's own thread.
            long deadline = System.nanoTime() + 60_000_000_000L;
            while (filesLeft() > 1 && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(filesLeft()).isEqualTo(1);
            assertThat(log.stats().segments()).isEqualTo(1);
            assertThat(readAll(log, log.firstSeq())).endsWith("10001=record 10001");
            assertThatThrownBy(() -> log.reader(1))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("no longer in the log");
        }
    }

    private long filesLeft() throws IOException {
        try (Stream<Path> left = Files.list(config().directory())) {
            return left.filter(p -> p.toString().endsWith(".fplog")).count();
        }
    }

    /// Harm: a caller waits for ever.
    @Test
    void aClosedLogRefuses() throws Exception {
        DurableLog log = open();
        log.close();
        TextEntry late = new TextEntry("late");
        log.append(late);
        assertThat(late.answer()).isCompletedExceptionally();
    }

    /// LOG-4. Harm: new records under old identities would be taken for duplicates and dropped.
    @Test
    void anEmptiedDirectoryGetsANewEpoch() throws Exception {
        UUID before;
        try (DurableLog log = open()) {
            before = log.epoch();
            await(append(log, 1, 1));
        }
        try (Stream<Path> files = Files.list(config().directory())) {
            for (Path file : files.filter(p -> p.toString().endsWith(".fplog")).toList()) {
                Files.delete(file);
            }
        }
        try (DurableLog log = open()) {
            assertThat(log.epoch()).isNotEqualTo(before);
            assertThat(log.firstSeq()).isEqualTo(1);
        }
    }
}
