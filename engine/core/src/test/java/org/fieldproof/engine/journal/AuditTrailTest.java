package org.fieldproof.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.fieldproof.api.snapshot.MarkerSnapshot;
import org.fieldproof.engine.secret.Redactor;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.ManualClock;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTrailTest {
    private static final int LINES = 12;

    /// Closing waits for two seconds at most, which a disk may take for a sync.
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir Path temp;
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-20T12:00:00Z"));
    private final Redactor redactor = new Redactor();

    @Test
    void theTrailGoesOnOverRestartsAndIsIntact() throws Exception {
        write();
        try (AuditTrail trail = open()) {
            assertThat(trail.append("ann", "alarm", "acknowledge", "done")).isEqualTo(LINES + 1);
            Await.until(LIMIT, () -> trail.writtenThrough() == LINES + 1, "sync");
            assertThat(trail.verify()).isZero();
            assertThat(trail.read(2))
                    .extracting(l -> l.act())
                    .containsExactly("acknowledge", "act 12");
        }
    }

    // Harm: somebody changes who did it, and nobody can tell (JRN-4).
    @Test
    void anyChangedByteOfAnyLineIsFound() throws Exception {
        write();
        byte[] good = Files.readAllBytes(file());
        Random random = new Random(22);
        for (int round = 0; round < 400; round++) {
            byte[] bad = good.clone();
            int at = random.nextInt(bad.length);
            bad[at] ^= (byte) (1 << random.nextInt(7));
            Files.write(file(), bad);
            assertThat(AuditChain.verify(file(), head())).as("seed 22, byte %d", at).isPositive();
        }
        Files.write(file(), good);
        assertThat(AuditChain.verify(file(), head())).isZero();
    }

    // Harm: a line is taken out, put in, repeated or moved.
    @Test
    void removedInsertedAndMovedLinesAreFound() throws Exception {
        write();
        List<String> good = Files.readAllLines(file());
        for (int i = 0; i < LINES; i++) {
            List<String> removed = new ArrayList<>(good);
            removed.remove(i);
            assertThat(verify(removed)).as("removed %d", i + 1).isEqualTo(i + 1);
            List<String> repeated = new ArrayList<>(good);
            repeated.add(i, good.get(i));
            assertThat(verify(repeated)).as("repeated %d", i + 1).isPositive();
        }
        List<String> swapped = new ArrayList<>(good);
        java.util.Collections.swap(swapped, 3, 4);
        assertThat(verify(swapped)).isEqualTo(4);
        assertThat(verify(List.of())).isEqualTo(1);
        assertThat(verify(good)).isZero();
    }

    // Harm: the last acts are cut off and the rest looks whole.
    @Test
    void linesCutFromTheEndAreFoundByTheHead() throws Exception {
        write();
        List<String> good = Files.readAllLines(file());
        assertThat(verify(good.subList(0, LINES - 1))).isEqualTo(LINES);
    }

    // Harm: a power cut in the middle of a line stops the next start or breaks the chain.
    @Test
    void aTornLineIsCutOffAndSaidSo() throws Exception {
        write();
        Files.writeString(file(), "{\"number\":13,\"ti", StandardOpenOption.APPEND);
        try (AuditTrail trail = open()) {
            Await.until(LIMIT, () -> trail.writtenThrough() == LINES + 1, "sync");
            assertThat(trail.verify()).isZero();
            assertThat(trail.read(1).getFirst().act()).contains("torn");
        }
    }

    // Harm: damage found by nobody, or a gateway that does not start because of it.
    @Test
    void aDamagedTrailStillTakesActsAndStaysFoundOut() throws Exception {
        write();
        String text = Files.readString(file()).replace("act 5", "act X");
        Files.write(file(), text.getBytes(StandardCharsets.UTF_8));
        try (AuditTrail trail = open()) {
            trail.append("ann", "alarm", "acknowledge", "done");
            Await.until(LIMIT, () -> trail.writtenThrough() == LINES + 1, "sync");
            assertThat(trail.verify()).isEqualTo(5);
        }
    }

    // Harm: a marker that is shown today and gone after a restart, or that nobody can read.
    @Test
    void aMarkedMomentIsWhatItsLineSays() throws Exception {
        redactor.remember("canary-0815".toCharArray());
        Instant at = clock.now();
        try (AuditTrail trail = open()) {
            assertThat(trail.setMarker(at, "see canary-0815"))
                    .isEqualTo(new MarkerLine.Added(1, 1));
            assertThat(trail.setMarker(at, "")).isEqualTo(new MarkerLine.Added(2, 2));
            trail.append("ann", "operation", "set marker 9 at " + at, "done");
            trail.append("ann", "marker", "set marker 9 at half past ten, or so", "done");
            trail.append("ann", "marker", "set marker 99999999999999999999 at " + at, "done");
            assertThat(trail.markers().shown())
                    .extracting(marker -> marker.text())
                    .as("what reaches the trail, and nothing else")
                    .hasSize(2)
                    .noneMatch(text -> text.contains("canary"));
            assertThat(trail.markers().last()).isEqualTo(2);
        }
        try (AuditTrail trail = open()) {
            assertThat(trail.markers().shown()).extracting(m -> m.id()).containsExactly(1L, 2L);
            assertThat(trail.setMarker(at, "")).isEqualTo(new MarkerLine.Added(3, 6));
        }
    }

    @Test
    void secretsAndLineEndsDoNotReachTheTrail() throws Exception {
        redactor.remember("canary-0815".toCharArray());
        try (AuditTrail trail = open()) {
            trail.append("bob", "access", "login with canary-0815", "no\n{\"number\":99}");
            Await.until(LIMIT, () -> trail.writtenThrough() == 1, "sync");
        }
        assertThat(Files.readString(file())).doesNotContain("canary");
        assertThat(Files.readAllLines(file())).hasSize(1);
    }

    // Harm: an act is lost because the disk was full for a minute.
    @Test
    void linesWaitForADiskThatRefuses() throws Exception {
        try (AuditTrail trail = open()) {
            trail.append("a", "drill", "first", "ok");
            Await.until(LIMIT, () -> trail.writtenThrough() == 1, "sync");
            Path away = temp.resolveSibling(temp.getFileName() + "-away");
            Files.move(temp, away);
            trail.append("a", "drill", "second", "ok");
            Await.until(LIMIT, () -> trail.fault().isPresent(), "the fault");
            assertThat(trail.fault().orElseThrow().code()).isEqualTo("DATA-0302");
            Files.move(away, temp);
            Await.until(LIMIT, () -> trail.writtenThrough() == 2, "resume");
            assertThat(trail.fault()).isEmpty();
            assertThat(trail.verify()).isZero();
        }
    }

    // Harm: what was done is reported as failed because the disk is full, and done again.
    @Test
    void anActThatFindsNoPlaceIsNoFailureAndIsCounted() throws Exception {
        try (AuditTrail trail = open()) {
            trail.append("a", "drill", "first", "ok");
            Await.until(LIMIT, () -> trail.writtenThrough() == 1, "sync");
            Path away = temp.resolveSibling(temp.getFileName() + "-away");
            Files.move(temp, away);
            long last = 1;
            try {
                for (int i = 0; i < 11_000; i++) {
                    last = Math.max(last, trail.append("drill", "act " + i, "done"));
                }
                assertThat(trail.append("drill", "one more", "done")).isZero();
                assertThat(last).isBetween(10_001L, 10_900L);
            } finally {
                Files.move(away, temp);
            }
            long told = last + 1;
            Await.until(LIMIT, () -> trail.writtenThrough() == told, "all, and what is missing");
            assertThat(trail.read(1).getFirst().act())
                    .isEqualTo(11_002 - last + " acts stand in no line here");
            assertThat(trail.append("drill", "after", "done")).isEqualTo(told + 1);
            assertThat(trail.read(1).getFirst().by()).isEqualTo("ann (console)");
            Await.until(LIMIT, () -> trail.writtenThrough() == told + 1, "the next");
            assertThat(trail.verify()).isZero();
        }
    }

    // Harm: what a command does beside a running gateway is in no trail.
    @Test
    void notesOfOtherProcessesAreTakenOnceAndInTheirOrder() throws Exception {
        Operator bob = new Operator("bob", "command line");
        for (int i = 1; i <= 3; i++) {
            clock.advance(Duration.ofSeconds(1));
            ActNotes.leave(temp, clock, bob, "access", "store secret s" + i, "done");
        }
        Path forged = temp.resolve("acts/9-forged.json");
        Files.writeString(forged, "{\"by\":\"eve\"}\n");
        ActNotes notes = new ActNotes(temp);
        try (AuditTrail trail = open()) {
            notes.take(trail);
            notes.take(trail);
            Await.until(LIMIT, () -> trail.writtenThrough() == 4, "the lines");
            notes.take(trail);
            assertThat(temp.resolve("acts")).as("taken").isEmptyDirectory();
            notes.take(trail);
            assertThat(trail.read(10))
                    .extracting(line -> line.by() + ": " + line.act() + ": " + line.result())
                    .containsExactly(
                            "fieldproof: note of an act 9-forged.json: unread: its hash does not"
                                    + " fit",
                            "bob (command line): store secret s3, at 2026-11-20T12:00:03Z: done",
                            "bob (command line): store secret s2, at 2026-11-20T12:00:02Z: done",
                            "bob (command line): store secret s1, at 2026-11-20T12:00:01Z: done");
            assertThat(trail.verify()).isZero();
        }
    }

    // Harm: a note that waits for its line is counted as a missing act, five times a second.
    @Test
    void aNoteThatFindsNoPlaceWaitsAndIsNotCounted(@TempDir Path beside) throws Exception {
        ActNotes.leave(beside, clock, new Operator("bob", "cli"), "access", "store", "done");
        ActNotes notes = new ActNotes(beside);
        try (AuditTrail trail = open()) {
            trail.append("a", "drill", "first", "ok");
            Await.until(LIMIT, () -> trail.writtenThrough() == 1, "sync");
            Path away = temp.resolveSibling(temp.getFileName() + "-away");
            Files.move(temp, away);
            int without = 0;
            try {
                for (int i = 0; i < 11_000; i++) {
                    without += trail.append("drill", "act " + i, "done") == 0 ? 1 : 0;
                }
                for (int i = 0; i < 5; i++) {
                    assertThat(notes.take(trail)).isEmpty();
                }
            } finally {
                Files.move(away, temp);
            }
            String told = without + " acts stand in no line here";
            Await.until(LIMIT, () -> trail.read(1).getFirst().act().equals(told), told);
            notes.take(trail);
            long number = trail.read(1).getFirst().number();
            assertThat(trail.read(1).getFirst().by()).isEqualTo("bob (cli)");
            Await.until(LIMIT, () -> trail.writtenThrough() == number, "the note's line");
            notes.dropWritten(trail);
            assertThat(beside.resolve("acts")).isEmptyDirectory();
        }
    }

    // Harm: an act is gone because its note could not be read for a moment.
    @Test
    void aNoteThatCannotBeReadStaysAndHoldsUpNoOther() throws Exception {
        Path unreadable = temp.resolve("acts/1-unreadable.json");
        Files.createDirectories(unreadable); // even an administrator cannot read it
        ActNotes.leave(temp, clock, new Operator("bob", "cli"), "access", "store", "done");
        ActNotes notes = new ActNotes(temp);
        try (AuditTrail trail = open()) {
            assertThat(notes.take(trail).orElseThrow().code()).isEqualTo("DATA-0304");
            Await.until(LIMIT, () -> trail.writtenThrough() == 1, "the other's line");
            assertThat(notes.take(trail)).isPresent();
            assertThat(trail.read(10)).extracting(each -> each.by()).containsExactly("bob (cli)");
            assertThat(unreadable).isEmptyDirectory();
            Files.delete(unreadable);
            assertThat(notes.take(trail)).isEmpty();
        }
    }

    // Harm: after an administrator's command a gateway of another user takes no note any more.
    @Test
    void aNoteBelongsToWhomTheJournalBelongsTo() throws Exception {
        UserPrincipal other =
                temp.getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName("nobody");
        try {
            Files.setOwner(temp, other);
        } catch (FileSystemException notAnAdministrator) {
            Assumptions.abort("only an administrator can give files away");
        }
        ActNotes.leave(temp, clock, new Operator("root", "cli"), "access", "store", "done");
        assertThat(Files.getOwner(temp.resolve("acts"))).isEqualTo(other);
        try (Stream<Path> all = Files.list(temp.resolve("acts"))) {
            for (Path note : all.toList()) {
                assertThat(Files.getOwner(note)).isEqualTo(other);
            }
        }
    }

    // Harm: a password such as `mark` takes every marker away at the next start.
    @Test
    void aSecretIsTakenFromWhatAMarkerSaysAndFromNothingThatItIsReadBy() throws Exception {
        for (String secret : List.of("marker", "2026", "done", "hunter2")) {
            redactor.remember(secret.toCharArray());
        }
        Instant at = Instant.parse("2026-11-20T11:59:58.123Z");
        try (AuditTrail trail = open()) {
            trail.setMarker(at, "by hunter2");
        }
        assertThat(Files.readString(file())).doesNotContain("hunter2");
        try (AuditTrail trail = open()) {
            assertThat(trail.markers().shown())
                    .containsExactly(new MarkerSnapshot(1, at, "by ***", "ann (console)"));
        }
    }

    private void write() throws Exception {
        try (AuditTrail trail = open()) {
            for (int i = 1; i <= LINES; i++) {
                clock.advance(Duration.ofSeconds(1));
                trail.append("ann", "drill", "act " + i, "done \"quoted\" ü");
            }
            Await.until(LIMIT, () -> trail.writtenThrough() == LINES, "sync");
        }
        assertThat(Files.readAllLines(file())).hasSize(LINES);
    }

    private long verify(List<String> lines) throws Exception {
        Files.write(file(), lines);
        return AuditChain.verify(file(), head());
    }

    private AuditTrail open() throws Exception {
        return AuditTrail.open(temp, clock, redactor, new Operator("ann", "console"));
    }

    private Path file() {
        return temp.resolve("audit.jsonl");
    }

    private Path head() {
        return temp.resolve("audit.head");
    }
}
