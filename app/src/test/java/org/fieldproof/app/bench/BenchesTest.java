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
import org.fieldproof.app.desktop.MeasuredConsole;
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
                MeasuredConsole.headless(),
                List.of());
    }

    private List<BenchLine> lines(String name) throws Exception {
        List<BenchLine> lines = new ArrayList<>();
        Benches.run(name, options(), lines::add);
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).as("nothing is left behind").isEmpty();
        }
        assertThat(lines).allMatch(line -> line.bench().equals(name));
        return lines;
    }

    private List<BenchLine> run(String name) throws Exception {
        List<BenchLine> lines = lines(name);
        for (BenchLine line : lines) {
            // The system counts processor time in ticks longer than a short run may take; and a
            // gateway of an earlier test may leave the heap while another's memory is measured.
            if (!line.caseName().endsWith("-cpu") && !line.caseName().startsWith("memory-")) {
                assertThat(line.median()).as(line.caseName()).isPositive();
                assertThat(line.baselineMedian()).as(line.caseName()).isPositive();
            }
        }
        return lines;
    }

    @Test
    void theLogIsMeasuredInGroupsByWaitersOpenedAndRead() throws Exception {
        assertThat(run("log"))
                .extracting(BenchLine::caseName)
                .containsExactly(
                        "append-1",
                        "append-1",
                        "append-64",
                        "append-64",
                        "append-1024",
                        "append-1024",
                        "append-1024-cpu",
                        "append-64-threads",
                        "open-19456",
                        "read-19456");
    }

    /// The bench itself compares what the two find before it measures.
    @Test
    void routesAreMatchedAlsoWhileFiltersChange() throws Exception {
        assertThat(run("route"))
                .extracting(BenchLine::caseName)
                .containsExactly(
                        "match-10000",
                        "match-10000-changing",
                        "match-100000",
                        "match-100000-changing",
                        "memory-100000");
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
    void burstsArriveWholeAtTheOtherEnd() throws Exception {
        assertAllDelivered(lines("burst"), "burst-1000");
    }

    @Test
    void everySteadyRateArrivesWholeAtTheOtherEnd() throws Exception {
        List<BenchLine> lines = lines("sustained");
        for (int rate : new int[] {100, 200, 500, 1_000, 2_000, 5_000}) {
            assertAllDelivered(lines, "at-" + rate);
        }
    }

    private static void assertAllDelivered(List<BenchLine> lines, String tier) {
        assertThat(lines)
                .filteredOn(line -> line.caseName().equals(tier + "-delivered"))
                .singleElement()
                .satisfies(line -> assertThat(line.min()).isEqualTo(100));
        assertThat(lines)
                .filteredOn(line -> line.caseName().equals(tier + "-p99"))
                .singleElement()
                .satisfies(line -> assertThat(line.median()).isPositive());
    }

    /// The bench itself fails where a record of the backlog does not come.
    @Test
    void aBacklogDrainsWhenTheEndpointIsBack() throws Exception {
        assertThat(lines("drain"))
                .extracting(BenchLine::caseName)
                .containsExactly("mqtt-to-mqtt", "mqtt-to-mqtt-return");
    }

    @Test
    void aDestinationIsMeasuredBesideOneThatHangs() throws Exception {
        assertThat(run("island"))
                .extracting(BenchLine::baseline)
                .containsExactly("both-healthy", "alone");
    }

    /// The bench itself fails where a record that was durable is not found.
    @Test
    void whatAKilledProcessLeftIsOpened() throws Exception {
        List<String> cases = run("restart").stream().map(BenchLine::caseName).distinct().toList();
        assertThat(cases).contains("log-cached-2000", "buffer-cached-2000");
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
