package org.fieldproof.log.buffer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.fieldproof.log.io.LogFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// LOG-10: records that wait for a person's decision.
class QuarantineFileTest {
    @TempDir Path directory;

    private QuarantineFile open() throws Exception {
        return QuarantineFile.open(directory.resolve("quarantine.ndjson"), LogFiles.nio());
    }

    private static byte[] json(long seq) {
        return ("{\"n\":" + seq + ",\"reason\":\"no such column\"}").getBytes(UTF_8);
    }

    private static List<Long> seqs(List<QuarantinedLine> lines) {
        return lines.stream().map(QuarantinedLine::seq).toList();
    }

    @Test
    void whatIsNotRemovedSurvivesARestart() throws Exception {
        try (QuarantineFile file = open()) {
            for (long seq = 1; seq <= 20; seq++) {
                file.append(seq * 10, json(seq * 10));
            }
            assertThat(file.remove(List.of(30L, 40L, 999L))).isEqualTo(2);
        }
        try (QuarantineFile file = open()) {
            assertThat(file.count()).isEqualTo(18);
            assertThat(seqs(file.list(20, 3))).containsExactly(20L, 50L, 60L);
            assertThat(file.list(50, 1).getFirst().json()).isEqualTo(json(50));
        }
    }

    /// Harm: a file that only grows.
    @Test
    void theFileIsWrittenAnewOnceMostOfItIsRemoved() throws Exception {
        byte[] large = ("{\"x\":\"" + "y".repeat(40_000) + "\"}").getBytes(UTF_8);
        try (QuarantineFile file = open()) {
            for (long seq = 1; seq <= 60; seq++) {
                file.append(seq, large);
            }
            long before = Files.size(directory.resolve("quarantine.ndjson"));
            file.remove(LongStream.rangeClosed(1, 55).boxed().toList());
            assertThat(Files.size(directory.resolve("quarantine.ndjson"))).isLessThan(before / 5);
            file.append(100, json(100));
        }
        try (QuarantineFile file = open()) {
            assertThat(seqs(file.list(1, 100))).containsExactly(56L, 57L, 58L, 59L, 60L, 100L);
            assertThat(file.list(56, 1).getFirst().json()).isEqualTo(large);
        }
    }

    /// Harm: the same seq of a new epoch replaces a record that nobody decided about.
    @Test
    void theSameSeqTwiceKeepsBoth() throws Exception {
        try (QuarantineFile file = open()) {
            file.append(5, json(1));
            file.append(5, json(2));
            assertThat(file.count()).isEqualTo(2);
        }
        try (QuarantineFile file = open()) {
            assertThat(file.list(1, 10)).hasSize(2);
            assertThat(file.remove(List.of(5L))).isEqualTo(2);
            assertThat(file.count()).isZero();
        }
    }

    @Test
    void aTornLastLineIsNoRecordAndTheNextOneStandsAlone() throws Exception {
        Path path = directory.resolve("quarantine.ndjson");
        try (QuarantineFile file = open()) {
            file.append(1, json(1));
            file.append(2, json(2));
        }
        byte[] whole = Files.readAllBytes(path);
        int secondLine = new String(whole, UTF_8).lastIndexOf('\n', whole.length - 2) + 1;
        for (int cut = whole.length - 2; cut > secondLine; cut--) {
            Files.write(path, java.util.Arrays.copyOf(whole, cut));
            try (QuarantineFile file = open()) {
                assertThat(file.count()).as("cut at %s", cut).isEqualTo(1);
                assertThat(file.damagedLines()).isEqualTo(1);
                file.append(3, json(3));
            }
            try (QuarantineFile file = open()) {
                assertThat(seqs(file.list(1, 9))).as("cut at %s", cut).containsExactly(1L, 3L);
            }
        }
    }
}
