package org.fieldproof.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.fieldproof.api.command.Outcome.QuarantinedRecord;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.engine.data.DataDirectory;
import org.fieldproof.engine.record.RecordJson;
import org.fieldproof.engine.shelf.StoppedQuarantine;
import org.fieldproof.log.buffer.QuarantineFile;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.ledger.PositionFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `fieldproof quarantine` on a data directory that no gateway uses.
class QuarantineCommandTest {
    private static final UUID EPOCH = new UUID(3, 4);

    @TempDir private Path folder;
    private Path data = Path.of("");

    @BeforeEach
    void fiveRefusedRecords() throws Exception {
        data = folder.resolve("data");
        try (DataDirectory made = DataDirectory.open(data)) {
            LogFiles files = LogFiles.nio();
            try (PositionFile position =
                    PositionFile.open(made.lanePosition("history"), 3, files)) {
                position.write(EPOCH.getMostSignificantBits(), EPOCH.getLeastSignificantBits(), 50);
            }
            Path file = made.laneQuarantine("history").resolve("records.ndjson");
            try (QuarantineFile quarantine = QuarantineFile.open(file, files)) {
                for (long seq = 1; seq <= 5; seq++) {
                    quarantine.append(seq, new RecordJson().writeQuarantined(refused(seq)));
                }
            }
        }
    }

    private static QuarantinedRecord refused(long seq) {
        FieldRecord record =
                new FieldRecord(
                        EPOCH,
                        seq,
                        "devices",
                        "press-01",
                        "plant/press-01",
                        ("payload " + seq).getBytes(StandardCharsets.UTF_8),
                        PayloadEncoding.BYTES,
                        Quality.GOOD,
                        0,
                        1,
                        1,
                        false,
                        false,
                        List.of());
        return new QuarantinedRecord(
                record, Problem.error("JDBC-0301", "x", "No.", "Look."), Instant.EPOCH);
    }

    private List<Long> held() throws Exception {
        try (DataDirectory opened = DataDirectory.open(data);
                StoppedQuarantine lane =
                        StoppedQuarantine.open(opened, "history", LogFiles.nio()).orElseThrow()) {
            return lane.list(1, 100).stream().map(each -> each.record().seq()).toList();
        }
    }

    private int quarantine(String act, String... rest) {
        String[] words = new String[rest.length + 3];
        words[0] = "quarantine";
        words[1] = act;
        words[2] = data.toString();
        System.arraycopy(rest, 0, words, 3, rest.length);
        return FieldproofCommand.execute(words);
    }

    // Harm: a person who takes records out to mend them cannot bring them back, or finds them
    // twice.
    @Test
    void exportDiscardAndImportComeBackToTheSameQuarantine() throws Exception {
        Path file = folder.resolve("out.ndjson");
        assertThat(quarantine("list")).isZero();
        assertThat(quarantine("export", "history", file.toString(), "--seq", "2,4")).isZero();
        assertThat(Files.readString(file).lines()).hasSize(4);
        assertThat(quarantine("export", "history", file.toString())).as("never over it").isOne();
        assertThat(quarantine("discard", "history", "--seq", "2,4,99")).isZero();
        assertThat(held()).containsExactly(1L, 3L, 5L);
        assertThat(quarantine("import", "history", file.toString(), "--json")).isZero();
        assertThat(quarantine("import", "history", file.toString())).isZero();
        assertThat(held()).containsExactly(1L, 2L, 3L, 4L, 5L);
        try (var journal = Files.walk(data.resolve("journal"))) {
            assertThat(journal.filter(Files::isRegularFile))
                    .as("the audit trail")
                    .anySatisfy(
                            each ->
                                    assertThat(Files.readString(each))
                                            .contains("discard 3 quarantined of history"));
        }
    }

    // Harm: two processes write one quarantine, or a mistyped path is made a data directory.
    @Test
    void aDirectoryInUseAndOneThatIsNoneAreRefused() throws Exception {
        try (DataDirectory _ = DataDirectory.open(data)) {
            assertThat(quarantine("discard", "history", "--seq", "1")).isOne();
        }
        assertThat(held()).hasSize(5);
        assertThat(quarantine("list")).isZero();
        assertThat(quarantine("discard", "nowhere", "--seq", "1")).isOne();
        Path other = folder.resolve("other");
        assertThat(FieldproofCommand.execute("quarantine", "list", other.toString())).isOne();
        assertThat(other).doesNotExist();
    }
}
