package org.fieldproof.log.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.fieldproof.log.io.LogFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// LOG-9.
class PositionFileTest {
    @TempDir Path directory;

    private PositionFile open() throws Exception {
        return PositionFile.open(directory.resolve("lane.fppos"), 2, LogFiles.nio());
    }

    @Test
    void theLastWriteIsFoundAgain() throws Exception {
        try (PositionFile file = open()) {
            assertThat(file.found()).isEqualTo(PositionFile.Found.FRESH);
            assertThat(file.read()).containsExactly(0, 0);
            for (long i = 1; i <= 5; i++) {
                file.write(i, Long.MAX_VALUE - i);
            }
        }
        try (PositionFile file = open()) {
            assertThat(file.found()).isEqualTo(PositionFile.Found.INTACT);
            assertThat(file.read()).containsExactly(5, Long.MAX_VALUE - 5);
        }
    }

    /// LOG-9. Harm: a torn write takes the position with it, and everything is delivered again.
    @Test
    void anyDamagedBitLeavesTheLastOrTheLastButOneWrite() throws Exception {
        Path path = directory.resolve("lane.fppos");
        try (PositionFile file = open()) {
            file.write(1, 10);
            file.write(2, 20);
        }
        byte[] bytes = Files.readAllBytes(path);
        for (int slot : new int[] {0, 4096}) {
            for (int bit = 0; bit < 36 * 8; bit++) {
                byte[] damaged = bytes.clone();
                damaged[slot + bit / 8] ^= (byte) (1 << bit % 8);
                Files.write(path, damaged);
                try (PositionFile file = open()) {
                    assertThat(file.found()).as("LOG-9").isEqualTo(PositionFile.Found.ONE_SLOT);
                    assertThat(file.read()[0]).isBetween(1L, 2L);
                    assertThat(file.read()[1]).isEqualTo(file.read()[0] * 10);
                }
            }
        }
    }

    @Test
    void twoDamagedSlotsAreSaidToBeLost() throws Exception {
        Path path = directory.resolve("lane.fppos");
        Files.write(path, new byte[8192]);
        try (PositionFile file = open()) {
            assertThat(file.found()).isEqualTo(PositionFile.Found.LOST);
            file.write(7, 8);
        }
        try (PositionFile file = open()) {
            assertThat(file.found()).isEqualTo(PositionFile.Found.INTACT);
            assertThat(file.read()).containsExactly(7, 8);
        }
    }

    @Test
    void aWrongNumberOfValuesIsRefused() throws Exception {
        try (PositionFile file = open()) {
            assertThatThrownBy(() -> file.write(1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected: 2");
        }
    }
}
