package org.fieldproof.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The console is measured under both of its loads, and nothing is left behind. No figure is held
/// to its budget: a busy machine must not turn a build red.
class UiBenchIT {
    private static final Duration LIMIT = Duration.ofMinutes(8);

    @TempDir Path folder;

    @Test
    void bothLoadsAreMeasuredWithTheirDevicesConnected() throws Exception {
        Map<String, JsonNode> lines = new Distribution(folder).bench(LIMIT, "ui", "--for", "300ms");

        for (String load : new String[] {"field-demo", "500-devices"}) {
            for (String figure :
                    new String[] {"work-p95", "gap-p95", "drawing-cpu", "heap-after-gc"}) {
                JsonNode line = lines.get(load + "-" + figure);
                assertThat(line).as(load + "-" + figure).isNotNull();
                assertThat(line.path("median").asDouble()).as(line.toString()).isPositive();
            }
            assertThat(lines.get(load + "-accepted").path("median").asDouble()).isPositive();
        }
        for (String use :
                new String[] {
                    "500-devices-time-bar-pipelines",
                    "field-demo-canvas-drag",
                    "field-demo-canvas-drag-all",
                    "field-demo-canvas-undo"
                }) {
            JsonNode line = lines.get(use + "-work-p95");
            assertThat(line).as(use).isNotNull();
            assertThat(line.path("median").asDouble()).as(line.toString()).isPositive();
        }
    }
}
