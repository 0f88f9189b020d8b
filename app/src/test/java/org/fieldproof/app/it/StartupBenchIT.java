package org.fieldproof.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The gateway and the console are started, say that they are up, and are ended again; nobody's
/// preferences change. No figure is held to a budget: a busy machine must not turn a build red.
class StartupBenchIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir Path folder;

    @Test
    void theGatewayAndTheFirstWindowAreTimed() throws Exception {
        Path scratch = Files.createDirectory(folder.resolve("scratch"));

        var run =
                new Distribution(folder)
                        .run(
                                LIMIT,
                                "bench",
                                "startup",
                                "--runs",
                                "1",
                                "--in",
                                scratch.toString(),
                                "--json");

        assertThat(run.exit()).as(run.toString()).isZero();
        assertThat(run.json())
                .extracting(line -> line.path("case").asText())
                .containsExactly("run-first-status", "console-first-window");
        for (JsonNode line : run.json()) {
            assertThat(line.path("median").asDouble()).as(line.toString()).isPositive();
        }
        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left).isEmpty();
        }
    }
}
