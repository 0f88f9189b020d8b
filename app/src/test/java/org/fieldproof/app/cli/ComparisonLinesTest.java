package org.fieldproof.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.fieldproof.api.drill.RunComparison;
import org.fieldproof.api.drill.RunComparison.Figure;
import org.fieldproof.api.drill.RunComparison.Line;
import org.fieldproof.api.drill.RunComparison.Measure;
import org.fieldproof.api.drill.RunComparison.Standing;
import org.fieldproof.api.drill.RunComparison.Why;
import org.fieldproof.drill.evidence.RunComparer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Harm if it breaks: a script takes a run that never recovered for one of which nothing is known.
class ComparisonLinesTest {
    @TempDir Path folder;

    private JsonNode printed(Line line) throws Exception {
        Path file = new WrittenEvidence().write(folder, 0);
        RunComparison any = RunComparer.compare(file, file);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            ComparisonLines.print(
                    new RunComparison(
                            any.base(), any.run(), true, true, List.of(), List.of(line), 0),
                    new Printer(stream, stream, true));
        }
        String last = out.toString(StandardCharsets.UTF_8).lines().toList().getLast();
        return new ObjectMapper().readTree(last);
    }

    @Test
    void whatDidNotHappenWithinItsLimitIsToldWithTheLimit() throws Exception {
        JsonNode run =
                printed(
                        new Line(
                                Measure.DRAIN,
                                "",
                                new Figure.Millis(7_600, -1),
                                new Figure.Beyond(60_000),
                                Standing.WORSE,
                                Why.NONE));
        assertThat(run.path("runNotWithinMs").asLong()).isEqualTo(60_000);
        assertThat(run.path("baseNotWithinMs").isNull()).isTrue();
        assertThat(run.path("run").isNull()).isTrue();
        assertThat(run.path("base").asLong()).isEqualTo(7_600);

        JsonNode both =
                printed(
                        new Line(
                                Measure.DRAIN,
                                "",
                                new Figure.Beyond(60_000),
                                new Figure.Beyond(60_000),
                                Standing.SAME,
                                Why.NONE));
        assertThat(both.path("unit").asText()).isEqualTo("ms");
        assertThat(both.path("baseNotWithinMs").asLong()).isEqualTo(60_000);
    }

    @Test
    void whatNobodyKnowsHasNoLimit() throws Exception {
        JsonNode unknown =
                printed(
                        new Line(
                                Measure.DRAIN,
                                "",
                                new Figure.Unknown(),
                                new Figure.Millis(7_600, -1),
                                Standing.NOT_COMPARABLE,
                                Why.UNKNOWN));
        assertThat(unknown.path("base").isNull()).isTrue();
        assertThat(unknown.path("baseNotWithinMs").isNull()).isTrue();
        assertThat(unknown.path("why").asText()).isEqualTo("unknown");
    }
}
