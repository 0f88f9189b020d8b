package org.fieldproof.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A project with a mistake is refused before anything starts, by `check` and by `run` alike,
/// with file, line, object, cause and remedy.
class BadProjectIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String GOOD =
            """
            fieldproof: 1
            name: bad-project
            title: A mistake
            connections:
              - {id: devices, type: mqtt-listener, host: 127.0.0.1, port: 0}
            pipelines:
              - {id: main, from: [devices], match: ["plant/#"], to: [local]}
            destinations:
              - {id: local, type: h2, table: readings}
            """;

    @TempDir Path folder;
    private Distribution fieldproof;

    @BeforeEach
    void openTheDistribution() {
        fieldproof = new Distribution(folder);
    }

    @Test
    void aProjectWithoutAMistakeIsClean() throws IOException {
        var check = check(GOOD);
        assertThat(check.exit()).as(check.toString()).isZero();
    }

    @Test
    void brokenYamlIsNamedWithItsLine() throws IOException {
        var check = check(GOOD.replace("to: [local]}", "to: [local}"));
        assertProblem(check, "PROJ-0106", "project.yaml", "", "");
        assertThat(check.json().getFirst().path("line").asInt()).isEqualTo(7);
    }

    @Test
    void anUnknownFieldIsNamedWithTheLikelyOne() throws IOException {
        var check = check(GOOD.replace("table: readings", "tabel: readings"));
        assertProblem(check, "PROJ-0202", "local", "tabel", "table");
        assertThat(check.json().getFirst().path("line").asInt()).isEqualTo(9);
    }

    @Test
    void aPasswordInClearIsNamedAndNotRepeated() throws IOException {
        var check =
                check(
                        GOOD.replace(
                                "port: 0}",
                                "port: 0, users: [{name: press, password: hunter22}]}"));
        assertProblem(check, "PROJ-0207", "", "", "secret:");
        assertThat(check.toString()).doesNotContain("hunter22");
    }

    @Test
    void runRefusesWhatCheckRefusesAndMakesNoDataDirectory() throws IOException {
        Path project = project(GOOD.replace("port: 0}", "prot: 0}"));
        Path data = folder.resolve("data");
        var run = fieldproof.run(LIMIT, "run", project.toString(), "--data", data.toString());
        assertThat(run.exit()).as(run.toString()).isOne();
        assertThat(run.errors()).contains("project.yaml", "PROJ-0202", "devices", "prot", "port");
        assertThat(data).doesNotExist();
    }

    @Test
    void aFolderWithoutAProjectIsNamed() {
        var check = fieldproof.run(LIMIT, "check", folder.toString(), "--json");
        assertProblem(check, "PROJ-0102", folder.getFileName().toString(), "project.yaml", "");
    }

    private static void assertProblem(
            Distribution.Finished check, String code, String object, String cause, String remedy) {
        assertThat(check.exit()).as(check.toString()).isEqualTo(2);
        JsonNode problem = check.json().getFirst();
        assertThat(problem.path("code").asText()).as(check.toString()).isEqualTo(code);
        assertThat(problem.path("message").asText()).isNotBlank().contains(object);
        assertThat(problem.path("message").asText()).isNotBlank().contains(cause);
        assertThat(problem.path("remedy").asText()).isNotBlank().contains(remedy);
    }

    private Distribution.Finished check(String yaml) throws IOException {
        return fieldproof.run(LIMIT, "check", project(yaml).toString(), "--json");
    }

    private Path project(String yaml) throws IOException {
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(project.resolve("project.yaml"), yaml);
        return project;
    }
}
