package org.fieldproof.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.event.EventPage;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.event.GatewayEvent.Level;
import org.fieldproof.engine.secret.Redactor;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.ManualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventJournalTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir Path temp;
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-20T12:00:00Z"));
    private final Redactor redactor = new Redactor();

    // Harm: a reader cannot tell that it missed something (JRN-2).
    @Test
    void numbersHaveNoGapsAndLetGoIsVisible() {
        try (EventJournal journal = open(temp)) {
            for (int i = 1; i <= EventJournal.KEPT_MAX + 10; i++) {
                assertThat(record(journal, "m" + i)).isEqualTo(i);
            }
            EventPage page = journal.page(1, 5);
            assertThat(page.firstKept()).isEqualTo(11);
            assertThat(page.lastSeq()).isEqualTo(EventJournal.KEPT_MAX + 10);
            assertThat(page.events())
                    .extracting(GatewayEvent::seq)
                    .containsExactly(11L, 12L, 13L, 14L, 15L);
            assertThat(journal.page(page.lastSeq() + 1, 5).events()).isEmpty();
        }
    }

    // Harm: two threads get one number, or the file has another order than the pages.
    @Test
    void manyThreadsGetDifferentNumbersAndTheFileKeepsTheirOrder() throws Exception {
        try (EventJournal journal = open(temp)) {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                threads.add(
                        Thread.ofPlatform()
                                .start(
                                        () -> {
                                            for (int i = 0; i < 250; i++) {
                                                record(journal, "x");
                                            }
                                        }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            awaitInFile("\"seq\":2000,");
        }
        List<String> lines = Files.readAllLines(temp.resolve("events.jsonl"));
        assertThat(lines).hasSize(2_000);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).startsWith("{\"seq\":" + (i + 1) + ",");
        }
    }

    // Harm: a canary password in the journal, which goes into every evidence file (JRN-3).
    @Test
    void noSecretReachesMemoryOrDisk() throws Exception {
        redactor.remember("canary-0815".toCharArray());
        try (EventJournal journal = open(temp)) {
            journal.record(
                    Level.ERROR,
                    "MQTT-0104",
                    "connection canary-0815",
                    "login failed: canary-0815\nforged line",
                    Map.of("url", "mqtt://a:other-canary@h", "password", "third-canary"));
            assertThat(journal.page(1, 1).events().toString()).doesNotContain("canary");
            awaitInFile("forged line");
        }
        String text = Files.readString(temp.resolve("events.jsonl"));
        assertThat(text).doesNotContain("canary").contains("\\nforged");
        assertThat(text.lines()).hasSize(1);
    }

    // Harm: the journal fills the disk that the log needs.
    @Test
    void filesRotateAndTheirNumberIsBounded() throws Exception {
        JournalFile file = new JournalFile(temp, "events", new JournalFile.Limits(2_000, 3, 5_000));
        file.start();
        for (int i = 0; i < 2_000; i++) {
            file.offer(event(i, "x".repeat(100)));
        }
        awaitInFile("\"seq\":1999,");
        file.close();
        try (var files = Files.list(temp)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("events.jsonl", "events.1.jsonl", "events.2.jsonl");
        }
        assertThat(Files.readString(temp.resolve("events.jsonl"))).contains("\"seq\":1999,");
    }

    // Harm: a full or broken disk stalls the threads that record, and with them the gateway.
    @Test
    void aDiskThatRefusesNeitherBlocksNorGoesUnnoticedAndRecovers() throws Exception {
        Path folder = temp.resolve("gone");
        EventJournal journal = open(folder);
        for (int i = 0; i < 25_000; i++) {
            record(journal, "while the folder is missing");
        }
        Await.until(LIMIT, () -> journal.fault().isPresent(), "the fault");
        assertThat(journal.fault().orElseThrow().code()).isEqualTo("DATA-0301");
        assertThat(journal.page(25_000, 1).events()).hasSize(1);
        Files.createDirectory(folder);
        record(journal, "again");
        Await.until(LIMIT, () -> journal.fault().isEmpty(), "writing to resume");
        // The queue may still be full of what waited, so one event alone could be among the missed.
        Await.until(LIMIT, () -> recordedInFile(journal, folder), "an event in the file");
        journal.close();
        assertThat(Files.readString(folder.resolve("events.jsonl")))
                .contains("\"missedLines\":")
                .contains("\"after\"");
    }

    private static boolean recordedInFile(EventJournal journal, Path folder) {
        record(journal, "after");
        return isIn(folder.resolve("events.jsonl"), "\"after\"");
    }

    /// Closing waits for two seconds at most.
    private void awaitInFile(String words) {
        Await.until(LIMIT, () -> isIn(temp.resolve("events.jsonl"), words), words);
    }

    private static boolean isIn(Path file, String words) {
        try {
            return Files.readString(file).contains(words);
        } catch (IOException notYet) {
            return false;
        }
    }

    private EventJournal open(Path folder) {
        return EventJournal.open(folder, clock, redactor);
    }

    private static long record(EventJournal journal, String message) {
        return journal.record(Level.INFO, "APP-0001", "gateway", message, Map.of());
    }

    private GatewayEvent event(long seq, String message) {
        return new GatewayEvent(
                seq, clock.now(), Level.INFO, "APP-0001", "gateway", message, Map.of());
    }
}
