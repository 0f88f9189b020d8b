package org.fieldproof.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The soak runs, looks as often as it says, and leaves nothing behind. Hours are for whoever has
/// them: `fieldproof bench soak --for 8h`.
class SoakBenchIT {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    @TempDir Path folder;

    @Test
    void theConsoleIsUsedAndLookedAtTwelveTimes() throws Exception {
        Path scratch = Files.createDirectory(folder.resolve("scratch"));

        var run =
                new Distribution(folder)
                        .run(
                                LIMIT,
                                "bench",
                                "soak",
                                "--for",
                                "12s",
                                "--in",
                                scratch.toString(),
                                "--json");

        assertThat(run.exit()).as(run.toString()).isZero();
        assertThat(run.json())
                .extracting(line -> line.path("case").asText())
                .containsExactly("heap-after-gc", "threads", "open-files", "accepted");
        for (JsonNode line : run.json()) {
            assertThat(line.path("runs").asInt()).isEqualTo(12);
            assertThat(line.path("median").asDouble()).as(line.toString()).isPositive();
        }
        JsonNode accepted = run.json().getLast();
        assertThat(accepted.path("median").asDouble())
                .isGreaterThan(accepted.path("baselineMedian").asDouble());
        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left).isEmpty();
        }
    }
}
