package org.fieldproof.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a service manager sees when it ends the program by a signal. Harm: a gateway that stopped
/// in order is restarted as a failure, one that accepted nothing any more is taken for well, and
/// nobody can tell a drill that was broken off from one that never began.
class SignalIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir Path folder;

    private Path project = Path.of(".");

    @BeforeEach
    void copyTheSample() throws IOException {
        project =
                SampleCopy.of(
                        new Distribution(folder).sample("field-demo"),
                        folder.resolve("field-demo"));
    }

    private Distribution.Running run(Path data) {
        return new Distribution(folder)
                .with("FIELDPROOF_JAVA_OPTS", "-Dfieldproof.log.level=INFO")
                .start("run", project.toString(), "--data", data.toString(), "--json");
    }

    private static boolean accepts(JsonNode status) {
        return status.path("acceptedTotal").asLong() > 0;
    }

    @Test
    void aGatewayThatStopsInOrderEndsWithZeroAndSaysSo() {
        try (Distribution.Running gateway = run(folder.resolve("data"))) {
            gateway.await("records", LIMIT, SignalIT::accepts);
            assertThat(gateway.stop(LIMIT)).as(gateway.toString()).isZero();
            JsonNode last = gateway.await("the last line", LIMIT, _ -> true);
            assertThat(last.path("state").asText()).isEqualTo("STOPPED");
            assertThat(gateway.errors()).as("events of the stop").contains("APP-0003 gateway");
        }
    }

    @Test
    void aGatewayThatAcceptsNothingAnyMoreEndsWithAFault() throws IOException {
        Path data = folder.resolve("data");
        try (Distribution.Running gateway = run(data)) {
            gateway.await("records", LIMIT, SignalIT::accepts);
            Files.move(data, folder.resolve("elsewhere"));
            gateway.await(
                    "the fault", LIMIT, line -> line.path("state").asText().equals("FAULTED"));
            assertThat(gateway.stop(LIMIT)).as(gateway.toString()).isEqualTo(1);
        }
    }

    @Test
    void aDrillThatIsBrokenOffEndsWithFourAndItsFinding() {
        try (Distribution.Running drill =
                new Distribution(folder)
                        .start(
                                "drill",
                                project.toString(),
                                "upstream-outage",
                                "--data",
                                folder.resolve("data").toString(),
                                "--out",
                                folder.resolve("out").toString(),
                                "--json")) {
            drill.await(
                    "the baseline", LIMIT, line -> line.path("phase").asText().equals("BASELINE"));
            assertThat(drill.stop(LIMIT)).as(drill.toString()).isEqualTo(4);
            JsonNode last = drill.await("the finding", LIMIT, _ -> true);
            assertThat(last.path("verdict").asText()).isEqualTo("aborted");
            assertThat(Path.of(last.path("evidence").asText())).isRegularFile();
        }
    }

    /// Harm: each bench leaves a folder behind.
    @Test
    void aBenchLeavesNothing() throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        Distribution fieldproof =
                new Distribution(folder)
                        .with("FIELDPROOF_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
        assertThat(fieldproof.run(LIMIT, "bench", "nothing", "--json").exit()).isEqualTo(2);
        var bench = fieldproof.run(LIMIT, "bench", "route", "--records", "1000", "--runs", "1");
        assertThat(bench.exit()).as(bench.toString()).isZero();
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left.map(each -> each.getFileName().toString()))
                    .noneMatch(each -> each.startsWith("fieldproof-"));
        }
    }
}
