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

/// `fieldproof tags order` as scripts use it, on a simulated device. Harm if it breaks: the order
/// of bytes is guessed where there is no screen.
class TagOrderCommandTest {
    private static final String PLANT =
            """
            fieldproof: 1
            name: plant
            standIns:
              - id: boiler
                type: modbus-simulator
                port: %d
                signal: constant(0)
                tagList:
                  - {name: flow, address: "40003", type: "float32:CDAB"}
                  - {name: level, address: "40010", type: int16}
                signals:
                  - {match: flow, signal: constant(21.4)}
                  - {match: level, signal: constant(214)}
            """;
    private static final String GATEWAY =
            """
            fieldproof: 1
            name: gateway
            connections:
              - {id: boiler, type: modbus, host: 127.0.0.1, port: %d, tags: tags/none-yet.csv}
              - {id: bare, type: modbus, host: 127.0.0.1, port: %d}
              - {id: off, type: modbus, host: 127.0.0.1, port: 1}
              - {id: press, type: s7, host: 127.0.0.1, tagList: [{name: t, address: MW4}]}
            destinations:
              - {id: store, type: nothing}
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

    /// From a project with errors elsewhere, whose table is not written yet.
    @Test
    void whatTheDisplayShowsGivesTypeOrderAndScale() throws IOException {
        Path project = written("gateway", GATEWAY);
        Await.until(
                Duration.ofMinutes(2),
                () -> order(project, "bare", "40003", "21.4", "--json").exit() == 0,
                "the device to listen");
        Ran ran = order(project, "boiler", "40003", "21.4", "--json");
        assertThat(ran.exit()).as(ran.toString()).isZero();
        JsonNode best = ran.lines().getFirst();
        assertThat(best.path("type").asText()).isEqualTo("float32:CDAB");
        assertThat(best.path("scale").decimalValue()).isEqualByComparingTo("1");
        assertThat(best.path("value").decimalValue()).isEqualByComparingTo("21.4");
        assertThat(best.path("raw").asText()).startsWith("3333 41ab");
        assertThat(best.size()).isEqualTo(4);
        Ran scaled = order(project, "boiler", "1:40010", "21.4");
        assertThat(scaled.exit()).isZero();
        assertThat(scaled.out().lines().findFirst())
                .hasValue("int16:AB           scale 0.1    21.4");
        assertThat(scaled.err()).contains("Registers at 1:40010: 00d6");
    }

    @Test
    void whatCannotBeFoundSaysWhy() throws IOException {
        Path project = written("gateway", GATEWAY);
        Await.until(
                Duration.ofMinutes(2),
                () -> order(project, "bare", "40010", "-7.77").exit() == 1,
                "the device to listen, and nothing fits");
        Ran nothing = order(project, "bare", "40010", "-7.77", "--json");
        assertThat(nothing.lines()).isEmpty();
        assertThat(nothing.err()).contains("No way of reading 00d6 gives -7.77.");
        assertThat(refused(order(project, "bare", "40100", "1", "--json"))).isEqualTo("MODB-0110");
        assertThat(refused(order(project, "bare", "co1", "1", "--json"))).isEqualTo("MODB-0211");
        assertThat(refused(order(project, "bare", "nowhere", "1", "--json")))
                .isEqualTo("MODB-0201");
        assertThat(refused(order(project, "off", "40001", "1", "--json"))).isEqualTo("MODB-0101");
        assertThat(refused(order(project, "press", "MW4", "1", "--json"))).isEqualTo("DOCT-0106");
        assertThat(refused(order(project, "none", "40001", "1", "--json"))).isEqualTo("APP-0925");
        assertThat(order(project, "bare", "40010", "hot").exit()).isEqualTo(2);
    }

    private Path written(String name, String yaml) throws IOException {
        Path project = Files.createDirectories(folder.resolve(name));
        Files.writeString(project.resolve("project.yaml"), yaml.replace("%d", "" + port));
        return project;
    }

    private Ran order(Path project, String connection, String at, String shows, String... more) {
        List<String> words = new ArrayList<>(List.of("order", project.toString(), connection));
        words.addAll(List.of("--at", at, "--shows", shows));
        words.addAll(List.of("--data", folder.resolve("data").toString()));
        words.addAll(List.of(more));
        return Ran.of(new TagsCommand(), words.toArray(new String[0]));
    }

    private static String refused(Ran ran) {
        assertThat(ran.exit()).as(ran.toString()).isEqualTo(2);
        return ran.lines().getFirst().path("code").asText();
    }
}
