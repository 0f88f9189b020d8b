package org.fieldproof.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.fieldproof.api.command.Outcome.StorageRead;
import org.fieldproof.api.command.Outcome.StoredKind;
import org.fieldproof.api.command.Outcome.StoredPart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is counted of a data directory. Harm if it breaks: somebody frees the disk by deleting
/// what nobody has another copy of.
class StoredPartsTest {
    private static final Instant OLD = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant NEW = Instant.parse("2026-11-02T03:04:05Z");

    @TempDir Path root;

    @Test
    void everyFileIsCountedOnceAsWhatItIs() throws Exception {
        file("log/0000.seg", 4_096, NEW);
        file("log/0001.seg", 100, OLD);
        file("lanes/pg/buffer/1.ndjson", 50, NEW);
        file("lanes/pg/position", 8, OLD);
        file("lanes/quarantine/position", 8, NEW);
        file("lanes/pg/quarantine/q.ndjson", 30, NEW);
        file("journal/events.jsonl", 7, NEW);
        file("journal/events.1.jsonl", 7, OLD);
        file("journal/audit.jsonl", 9, NEW);
        file("evidence/run.evidence.zip", 1_000, NEW);
        file("revisions/3/project.yaml", 20, NEW);
        file("pki/ca.crt", 5, NEW);
        file("lock", 0, NEW);

        StorageRead read = StoredParts.of(root);
        assertThat(read.parts())
                .containsExactlyInAnyOrder(
                        new StoredPart(StoredKind.LOG, 2, 4_196, OLD),
                        new StoredPart(StoredKind.BUFFERS, 3, 66, OLD),
                        new StoredPart(StoredKind.QUARANTINE, 1, 30, NEW),
                        new StoredPart(StoredKind.EVENTS, 2, 14, OLD),
                        new StoredPart(StoredKind.AUDIT, 1, 9, NEW),
                        new StoredPart(StoredKind.EVIDENCE, 1, 1_000, NEW),
                        new StoredPart(StoredKind.REVISIONS, 1, 20, NEW),
                        new StoredPart(StoredKind.OTHER, 2, 5, NEW));
        assertThat(read.freeBytes()).isPositive();
    }

    /// The folders that the gateway makes are those that are told apart here.
    @Test
    void whatAGatewayMakesIsKnown() throws Exception {
        Path data = root.resolve("data");
        try (DataDirectory open = DataDirectory.open(data)) {
            assertThat(StoredParts.of(open.root()).parts())
                    .extracting(StoredPart::kind)
                    .doesNotContain(StoredKind.LOG, StoredKind.BUFFERS, StoredKind.EVIDENCE);
            assertThat(placed(open, open.log())).isEqualTo(StoredKind.LOG);
            assertThat(placed(open, open.lanes().resolve("pg/buffer")))
                    .isEqualTo(StoredKind.BUFFERS);
            assertThat(placed(open, open.lanes().resolve("pg/quarantine")))
                    .isEqualTo(StoredKind.QUARANTINE);
            assertThat(placed(open, open.evidence())).isEqualTo(StoredKind.EVIDENCE);
            assertThat(placed(open, open.pki())).isEqualTo(StoredKind.OTHER);
        }
    }

    private static StoredKind placed(DataDirectory open, Path folder) {
        return StoredParts.kind(open.root().relativize(folder.resolve("x")));
    }

    @Test
    void whatIsNotThereIsNoEmptyDirectory() {
        assertThatIOException().isThrownBy(() -> StoredParts.of(root.resolve("gone")));
    }

    private void file(String name, int bytes, Instant written) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[bytes]);
        Files.setLastModifiedTime(file, FileTime.from(written));
    }
}
