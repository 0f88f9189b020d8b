package org.fieldproof.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The soak runs, looks as often as it says, and leaves nothing behind. Hours are for whoever has
/// them: `fieldproof bench soak --for 8h`.
class SoakBenchIT {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    @TempDir Path folder;

    @Test
    void theConsoleIsUsedAndLookedAtTwelveTimes() throws Exception {
        Map<String, JsonNode> lines = new Distribution(folder).bench(LIMIT, "soak", "--for", "12s");

        assertThat(lines).containsOnlyKeys("heap-after-gc", "threads", "open-files", "accepted");
        for (JsonNode line : lines.values()) {
            assertThat(line.path("runs").asInt()).isEqualTo(12);
            assertThat(line.path("median").asDouble()).as(line.toString()).isPositive();
        }
        JsonNode accepted = lines.get("accepted");
        assertThat(accepted.path("median").asDouble())
                .isGreaterThan(accepted.path("baselineMedian").asDouble());
    }
}
