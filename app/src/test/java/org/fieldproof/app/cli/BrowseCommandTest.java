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

/// `fieldproof browse` as scripts use it, on a real server. Harm if it breaks: tag tables are typed
/// from paper where there is no screen.
class BrowseCommandTest {
    private static final String PLANT =
            """
            fieldproof: 1
            name: plant
            standIns:
              - id: server
                type: opcua-simulator
                port: %d
                unprotected: true
                variables:
                  - {name: Speed, type: Double, shape: constant}
            """;
    private static final String GATEWAY =
            """
            fieldproof: 1
            name: gateway
            connections:
              - {id: line-4, type: opcua, url: "opc.tcp://127.0.0.1:%d", policy: None, mode: None}
              - {id: self, type: opcua, connectTo: own}
              - {id: boiler, type: modbus, host: 127.0.0.1, tagList: [{name: t, address: "1:40001"}]}
            """;

    @TempDir Path folder;

    private int port;
    private Optional<RunningGateway> plant = Optional.empty();

    @BeforeEach
    void startThePlant() throws IOException {
        port = FreePorts.next();
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

    @Test
    void aPlaceIsListedWithValuesAndWhatIsListedCanBeLookedInto() throws IOException {
        Path project = written("gateway", GATEWAY);
        Await.until(
                Duration.ofMinutes(2),
                () -> browse(project, "line-4").exit() == 0,
                "the server to listen");
        JsonNode top = named(browse(project, "line-4"), "Fieldproof");
        assertThat(top.has("value")).isFalse();
        assertThat(top.path("mayHaveChildren").asBoolean()).isTrue();
        Ran inside = browse(project, "line-4", "--place", top.path("address").asText());
        JsonNode speed = named(inside, "Speed");
        assertThat(speed.path("address").asText())
                .isEqualTo("nsu=urn:fieldproof:simulator;s=Speed");
        assertThat(speed.path("type").asText()).isEqualTo("Double");
        assertThat(speed.path("quality").asText()).isEqualTo("GOOD");
        assertThat(Double.parseDouble(speed.path("value").asText())).isNotNaN();
        assertThat(browse(project, "line-4", "--max", "1").lines()).hasSize(1);
        assertThat(browse(project.resolve("project.yaml"), "line-4").lines())
                .as("a project may be named by its file")
                .hasSameSizeAs(browse(project, "line-4").lines());
    }

    @Test
    void whatCannotBeListedSaysWhy() throws IOException {
        Path project = written("gateway", GATEWAY);
        assertThat(refused(browse(project, "boiler"))).isEqualTo("DOCT-0105");
        assertThat(refused(browse(project, "line-5"))).isEqualTo("APP-0925");
        assertThat(refused(browse(project, "self"))).isEqualTo("APP-0311");
        assertThat(refused(browse(written("empty", "fieldproof: 1\n"), "line-4")))
                .isEqualTo("APP-0925");
        assertThat(refused(browse(folder.resolve("nowhere"), "line-4"))).isNotEmpty();
        for (String max : List.of("0", "10000", "-1")) {
            assertThat(browse(project, "line-4", "--max", max).exit()).as(max).isEqualTo(2);
        }
    }

    /// Harm: whoever is about to write the table of tags is told that there is none.
    @Test
    void aProjectWithErrorsElsewhereIsLookedFromAllTheSame() throws IOException {
        Path project =
                written(
                        "unfinished",
                        GATEWAY.replace("mode: None}", "mode: None, tags: tags/none-yet.csv}")
                                + "destinations:\n  - {id: store, type: nothing}\n");
        Await.until(
                Duration.ofMinutes(2),
                () -> browse(project, "line-4").exit() == 0,
                "the server to listen");
        assertThat(named(browse(project, "line-4"), "Fieldproof").has("value")).isFalse();
    }

    private Path written(String name, String yaml) throws IOException {
        Path project = Files.createDirectories(folder.resolve(name));
        Files.writeString(project.resolve("project.yaml"), yaml.replace("%d", "" + port));
        return project;
    }

    private Ran browse(Path project, String connection, String... more) {
        List<String> words = new ArrayList<>(List.of(project.toString(), connection, "--json"));
        words.addAll(List.of("--data", folder.resolve("data").toString()));
        words.addAll(List.of(more));
        return Ran.of(new BrowseCommand(), words.toArray(new String[0]));
    }

    private static JsonNode named(Ran ran, String name) {
        assertThat(ran.exit()).as(ran.toString()).isZero();
        return ran.lines().stream()
                .filter(line -> line.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " in " + ran));
    }

    private static String refused(Ran ran) {
        assertThat(ran.exit()).as(ran.toString()).isEqualTo(2);
        return ran.lines().getFirst().path("code").asText();
    }
}
