package org.fieldproof.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fieldproof.app.desktop.MeasuredConsole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Apart from the other benches: what it leaves to the collector would be taken for their memory.
final class FieldsBenchTest {
    @TempDir Path directory;

    /// Three simulated devices in a process of their own, and the line to one of them encrypted.
    @Test
    void fieldDevicesAreAskedAtOnceAndTheirValuesCounted() throws Exception {
        List<BenchLine> lines = new ArrayList<>();
        BenchOptions options =
                new BenchOptions(
                        1,
                        Duration.ofSeconds(2),
                        directory,
                        1_000,
                        Optional.empty(),
                        new TestGateways(),
                        MeasuredConsole.headless(),
                        List.of());
        Benches.run("fields", options, lines::add);
        assertThat(lines)
                .extracting(BenchLine::caseName)
                .containsExactly("accepted-cpu", "accepted", "stored-cpu", "stored");
        assertThat(lines)
                .filteredOn(line -> line.unit().equals("values/s"))
                .allSatisfy(
                        line -> {
                            assertThat(line.median()).as(line.caseName()).isPositive();
                            assertThat(line.baselineMedian()).isEqualTo(1_400);
                        });
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).as("nothing is left behind").isEmpty();
        }
    }
}
