package org.fieldproof.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The benches measure what they say, on a real gateway, and leave nothing behind. No figure is
/// asserted: a busy machine must not turn a build red.
final class BenchesTest {
    @TempDir Path directory;

    private BenchOptions options() {
        return new BenchOptions(
                1,
                Duration.ofMillis(100),
                directory,
                2_000,
                Optional.empty(),
                new TestGateways(),
                List.of());
    }

    private List<BenchLine> run(String name) throws Exception {
        List<BenchLine> lines = new ArrayList<>();
        Benches.run(name, options(), lines::add);
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).as("nothing is left behind").isEmpty();
        }
        for (BenchLine line : lines) {
            assertThat(line.bench()).isEqualTo(name);
            assertThat(line.median()).isPositive();
            assertThat(line.baselineMedian()).isPositive();
        }
        return lines;
    }

    @Test
    void theLogIsMeasuredInThreeGroups() throws Exception {
        assertThat(run("log"))
                .extracting(BenchLine::caseName)
                .containsExactly("append-1", "append-64", "append-1024");
    }

    @Test
    void ingestIsMeasuredToTheLastAcknowledgement() throws Exception {
        assertThat(run("ingest"))
                .extracting(BenchLine::caseName)
                .containsExactly("mqtt-qos1-durable");
    }

    @Test
    void deliveryIsMeasuredToTheLastRow() throws Exception {
        assertThat(run("deliver")).extracting(BenchLine::caseName).containsExactly("mqtt-to-h2");
        assertThat(Benches.leftOut("deliver", options())).hasSize(1);
    }

    @Test
    void anUnknownBenchIsNamed() {
        assertThatThrownBy(() -> run("speed"))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("APP-0401")
                .hasMessageContaining("deliver");
    }

    @Test
    void aLineHasTheFieldsOfTheContract() throws Exception {
        JsonNode line =
                new ObjectMapper()
                        .readTree(
                                new BenchLine(
                                                "log",
                                                "append-64",
                                                "records/s",
                                                50,
                                                40,
                                                60,
                                                3,
                                                "raw",
                                                100)
                                        .json());
        assertThat(line.propertyStream().map(Map.Entry::getKey))
                .containsExactly(
                        "bench",
                        "case",
                        "unit",
                        "median",
                        "min",
                        "max",
                        "runs",
                        "baseline",
                        "baselineMedian",
                        "ratio");
        assertThat(line.get("ratio").asDouble()).isEqualTo(0.5);
    }
}
