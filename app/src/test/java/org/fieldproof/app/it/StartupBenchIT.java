package org.fieldproof.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The gateway and the console are started, say that they are up, and are ended again; nobody's
/// preferences change. No figure is held to a budget: a busy machine must not turn a build red.
class StartupBenchIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir Path folder;

    @Test
    void theGatewayAndTheFirstWindowAreTimed() throws Exception {
        Map<String, JsonNode> lines =
                new Distribution(folder).bench(LIMIT, "startup", "--runs", "1");

        assertThat(lines).containsOnlyKeys("run-first-status", "console-first-window");
        for (JsonNode line : lines.values()) {
            assertThat(line.path("median").asDouble()).as(line.toString()).isPositive();
        }
    }
}
