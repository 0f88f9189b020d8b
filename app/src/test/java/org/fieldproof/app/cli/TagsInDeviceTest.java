package org.fieldproof.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fieldproof.app.RunningGateway;
import org.fieldproof.app.Wiring;
import org.fieldproof.engine.EngineSeams;
import org.fieldproof.engine.journal.Operator;
import org.fieldproof.engine.project.ProjectRead;
import org.fieldproof.engine.secret.Redactor;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.FreePorts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `fieldproof tags import --live`, with simulated devices of two protocols. Harm if it breaks: a
/// table goes to the plant whose addresses no device has, and its values never come.
class TagsInDeviceTest {
    private static final String PLANT =
            """
            fieldproof: 1
            name: plant
            standIns:
              - id: boiler
                type: modbus-simulator
                port: PORT
                signal: constant(0)
                tagList:
                  - {name: flow, address: "40003", type: "float32:CDAB"}
                  - {name: level, address: "40010", type: int16}
                signals:
                  - {match: flow, signal: constant(21.5)}
                  - {match: level, signal: constant(214)}
              - id: press
                type: s7-simulator
                port: SECOND
                signal: constant(7)
                tagList:
                  - {name: count, address: DB1.DBW0, type: int}
            """;
    private static final String GATEWAY =
            """
            fieldproof: 1
            name: gateway
            connections:
              - {id: boiler, type: modbus, host: 127.0.0.1, port: PORT, tags: tags/boiler.csv}
              - {id: press, type: s7, host: 127.0.0.1, port: SECOND, tags: tags/press.csv}
              - {id: off, type: modbus, host: 127.0.0.1, port: 1, tags: tags/boiler.csv}
              - {id: broker, type: mqtt, host: 127.0.0.1, topics: [a]}
            """;

    @TempDir Path folder;

    private int first;
    private int second;
    private Optional<RunningGateway> plant = Optional.empty();

    @BeforeEach
    void startThePlant() throws IOException {
        first = FreePorts.next();
        second = FreePorts.next();
        Path project = written("plant", PLANT);
        ProjectRead.Ready ready = (ProjectRead.Ready) Wiring.readProject(project);
        Wiring.Start start =
                Wiring.start(
                        ready.project(),
                        Optional.of(folder.resolve("plant-data")),
                        EngineSeams.none(),
                        new Redactor(),
                        Operator.atCommandLine());
        plant = Optional.of(((Wiring.Start.Running) start).gateway());
    }

    @AfterEach
    void stopThePlant() {
        plant.ifPresent(running -> running.stop(Duration.ofSeconds(10)));
    }

    private Path written(String name, String yaml) throws IOException {
        Path project = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(project.resolve("tags"));
        Files.writeString(
                project.resolve("project.yaml"),
                yaml.replace("PORT", "" + first).replace("SECOND", "" + second));
        return project;
    }

    private Path gateway() throws IOException {
        Path project = written("gateway", GATEWAY);
        Files.writeString(
                project.resolve("tags/boiler.csv"), "name,address,type\nold,40010,int16\n");
        Files.writeString(
                project.resolve("tags/press.csv"), "name,address,type\nold,DB1.DBW0,int\n");
        return project;
    }

    private Path file(String rows) throws IOException {
        Path file = folder.resolve("new.csv");
        Files.writeString(file, "name,address,type\n" + rows);
        return file;
    }

    private Ran imported(Path project, String table, Path file, String... more) {
        List<String> words =
                new ArrayList<>(List.of("import", project.toString(), table, file.toString()));
        words.addAll(List.of("--data", folder.resolve("data").toString()));
        words.addAll(List.of(more));
        return Ran.of(new TagsCommand(), words.toArray(new String[0]));
    }

    private static List<JsonNode> inDevice(Ran ran) {
        return ran.lines().stream()
                .filter(line -> line.path("kind").asText().equals("tagInDevice"))
                .toList();
    }

    @Test
    void theDeviceSaysWhichTagsItHasAndNothingIsWritten() throws IOException {
        Path project = gateway();
        Path file = file("flow,40003,float32:CDAB\nnowhere,49000,int16\n");
        Await.until(
                Duration.ofMinutes(2),
                () ->
                        inDevice(
                                                imported(
                                                        project,
                                                        "tags/boiler.csv",
                                                        file,
                                                        "--live",
                                                        "boiler",
                                                        "--json"))
                                        .size()
                                == 2,
                "the device to listen");
        Ran ran = imported(project, "tags/boiler.csv", file, "--live", "boiler", "--json");
        assertThat(ran.exit()).as(ran.toString()).isZero();
        assertThat(inDevice(ran).getFirst().path("name").asText()).isEqualTo("flow");
        assertThat(inDevice(ran).getFirst().path("value").asText()).isEqualTo("21.5");
        assertThat(inDevice(ran).getLast().path("name").asText()).isEqualTo("nowhere");
        assertThat(inDevice(ran).getLast().path("there").asBoolean()).isFalse();
        assertThat(inDevice(ran).getLast().path("why").asText()).isEqualTo("2");
        assertThat(ran.err()).contains("has 1 of 2 tags");
        assertThat(project.resolve("tags/boiler.csv")).content().doesNotContain("flow");
    }

    /// All or nothing, as with faulty lines.
    @Test
    void aTagThatTheDeviceDoesNotHaveRefusesTheWhole() throws IOException {
        Path project = gateway();
        Path file = file("count,DB1.DBW0,int\nnowhere,DB77.DBW0,int\n");
        String[] live = {"--live", "press", "--json", "--apply"};
        Await.until(
                Duration.ofMinutes(2),
                () -> inDevice(imported(project, "tags/press.csv", file, live)).size() == 2,
                "the device to listen");
        assertThat(imported(project, "tags/press.csv", file, live).exit()).isEqualTo(2);
        assertThat(project.resolve("tags/press.csv")).content().doesNotContain("count");
        Ran partial =
                imported(
                        project, "tags/press.csv", file, "--live", "press", "--apply", "--partial");
        assertThat(partial.exit()).as(partial.toString()).isZero();
        assertThat(project.resolve("tags/press.csv")).content().contains("count", "nowhere");
    }

    @Test
    void aDeviceThatCannotBeAskedRefusesTheWhole() throws IOException {
        Path project = gateway();
        Path file = file("flow,40003,float32:CDAB\n");
        for (String[] each :
                new String[][] {
                    {"off", "DOCT-0211"}, {"broker", "DOCT-0108"}, {"none", "APP-0925"}
                }) {
            Ran ran =
                    imported(
                            project,
                            "tags/boiler.csv",
                            file,
                            "--live",
                            each[0],
                            "--apply",
                            "--json");
            assertThat(ran.exit()).as(ran.toString()).isEqualTo(2);
            assertThat(ran.out()).contains(each[1]);
            assertThat(project.resolve("tags/boiler.csv")).content().doesNotContain("flow");
        }
    }
}
