package org.fieldproof.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.fieldproof.api.spi.ReadBack;
import org.fieldproof.api.spi.WriteOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// JDBC-1 in H2: what was called durable is there after a kill and after a power cut. Each law
/// has its mutant, H2's own defaults, which must fail it; else the test would prove nothing.
final class H2DurabilityTest {
    private static final int KILLS = 4;

    @TempDir Path directory;

    @Test
    void aKilledProcessLosesNothingThatWasDurable() throws Exception {
        assertThat(lostToKills("durable", KILLS)).isZero();
    }

    @Test
    void theDefaultWriteDelayLosesRowsWhenKilled() throws Exception {
        assertThat(lostToKills("default", KILLS)).isPositive();
    }

    @Test
    void aPowerCutLosesNothingThatWasDurable() throws Exception {
        assertThat(lostToPowerCut(true)).isZero();
    }

    @Test
    void withoutTheCheckpointAPowerCutLosesRows() throws Exception {
        assertThat(lostToPowerCut(false)).isPositive();
    }

    private long lostToKills(String mode, int kills) throws Exception {
        SplittableRandom random = new SplittableRandom(4711);
        long lost = 0;
        long next = 1;
        for (int kill = 0; kill < kills; kill++) {
            int batches = random.nextInt(3, 60);
            Process child =
                    ChildJvm.start(
                            StoringChild.class,
                            List.of(),
                            directory.toString(),
                            Long.toString(next),
                            mode);
            long durable = next - 1;
            try (BufferedReader answers = child.inputReader(StandardCharsets.UTF_8)) {
                String line;
                for (int i = 0; i < batches && (line = answers.readLine()) != null; i++) {
                    durable = Long.parseLong(line);
                }
                // Not Process.destroyForcibly, which closes the pipe with what is still in it.
                child.toHandle().destroyForcibly();
                while ((line = answers.readLine()) != null) {
                    durable = Long.parseLong(line); // said before the kill took effect
                }
            }
            child.onExit().join();
            assertThat(durable).as("the child stored something").isGreaterThanOrEqualTo(next);
            // The last batch may be in the table before its line was out: more is no loss.
            lost += Math.max(0, durable - contiguousFrom(1));
            next = durable + 1;
            if (lost > 0) {
                return lost;
            }
        }
        return lost;
    }

    /// The last seq of the gapless beginning of the table.
    private long contiguousFrom(long first) throws Exception {
        long expected = first;
        try (SinkBench bench =
                new SinkBench(new H2SinkFactory(), Map.of("table", "readings"), directory)) {
            for (ReadBack.Arrival arrival : bench.arrivals(Records.EPOCH)) {
                if (arrival.seq() != expected) {
                    break;
                }
                expected++;
            }
        }
        return expected - 1;
    }

    private long lostToPowerCut(boolean checkpoint) throws Exception {
        SyncedImages.register();
        H2File file = new H2File("table", directory.resolve("running"), "imaged:", 0, checkpoint);
        long stored = 0;
        try (SinkBench bench =
                new SinkBench(new H2SinkFactory(), Map.of("table", "readings"), directory)) {
            bench.sink(H2SinkFactory.sink(bench, file));
            for (int batch = 0; batch < 30; batch++) {
                assertThat(bench.write(Records.range(stored + 1, stored + 20)))
                        .isEqualTo(new WriteOutcome.Durable());
                stored += 20;
            }
            // The power goes now, before anything is closed.
            Path image = SyncedImages.imageOf(file.databaseFile());
            if (Files.exists(image)) {
                Files.copy(image, directory.resolve("readings.mv.db"));
            }
        }
        return stored - contiguousFrom(1);
    }
}
