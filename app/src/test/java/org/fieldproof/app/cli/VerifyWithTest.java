package org.fieldproof.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Harm if it breaks: a build that only asks whether evidence is genuine stops over a comparison,
/// or passes over a file that is forged.
class VerifyWithTest {
    @TempDir Path folder;

    private static Ran ran(Object... words) {
        return Ran.fieldproof(Arrays.stream(words).map(Object::toString).toArray(String[]::new));
    }

    private static JsonNode figure(List<JsonNode> lines, String measure) {
        return lines.stream()
                .filter(each -> each.path("measure").asText().equals(measure))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLossOfOneIsWorseAndTheExitIsStillThatOfTheCheck() throws Exception {
        WrittenEvidence writer = new WrittenEvidence();
        Path base = writer.write(folder, 0);
        Path run = writer.write(folder, 1);

        Ran compared = ran("verify", run, "--with", base, "--json");

        assertThat(compared.exit()).as(compared.toString()).isZero();
        List<JsonNode> lines = compared.lines();
        assertThat(lines.getFirst().path("genuine").asBoolean()).isTrue();
        assertThat(lines.get(1).path("worse").asInt()).isEqualTo(3);
        JsonNode lost = figure(lines, "lost");
        assertThat(lost.path("base").asInt(-1)).isZero();
        assertThat(lost.path("run").asInt(-1)).isEqualTo(1);
        assertThat(lost.path("standing").asText()).isEqualTo("worse");
        assertThat(ran("verify", run, "--with", base).out())
                .contains("worse: 3")
                .contains("worse          lost press-100");
    }

    @Test
    void whatCannotBeComparedIsToldAndTheCheckStands() throws Exception {
        Path run = new WrittenEvidence().write(folder, 0);
        Path text = Files.writeString(folder.resolve("x.evidence.zip"), "x");

        Ran compared = ran("verify", run, "--with", text, "--json");

        assertThat(compared.exit()).isZero();
        assertThat(compared.lines().getLast().path("code").asText()).isEqualTo("EVID-0103");
        assertThat(ran("verify", text, "--with", run, "--json").exit()).isEqualTo(1);
    }
}
