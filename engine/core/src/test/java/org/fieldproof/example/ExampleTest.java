package org.fieldproof.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.MeterSnapshot;
import org.fieldproof.api.spi.ReadBack.Arrival;
import org.fieldproof.api.spi.TagBrowser.Reading;
import org.fieldproof.engine.project.Catalog;
import org.fieldproof.engine.project.ProjectRead;
import org.fieldproof.engine.project.ProjectReader;
import org.fieldproof.engine.rig.EngineRig;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The examples of the SPI, in a project of their own and a real gateway. Harm if it breaks: who
/// writes a connector begins with what does not work.
class ExampleTest {
    private static final String PROJECT =
            """
            fieldproof: 1
            name: example
            connections:
              - {id: clock, type: tick, every: 5ms, count: 40}
            pipelines:
              - id: main
                from: [clock]
                transforms:
                  - {id: loud, type: shout, without: "tick 7"}
                to: [lines]
            destinations:
              - {id: lines, type: line-file, file: ticks.txt}
            """;
    private static final Catalog CATALOG =
            new Catalog(
                    List.of(new TickSource()),
                    List.of(new LineFileSink()),
                    List.of(new ShoutTransform()));

    @TempDir private Path root;

    @Test
    void aSourceATransformAndADestinationOfOtherPeopleRunInTheGateway() throws Exception {
        Path data = root.resolve("data");
        try (EngineRig rig = EngineRig.of(data, project(PROJECT), CATALOG)) {
            rig.awaitLane(0, lane -> lane.durableTotal() + lane.droppedTotal() == 40, "40 ticks");
            LaneSnapshot lane = rig.lane(0);
            assertThat(lane.droppedTotal()).as("the transform let one go").isEqualTo(1);
            assertThat(lane.imbalance()).isZero();
            Await.until(
                    EngineRig.PATIENCE,
                    () -> rig.snapshot().connections().getFirst().inFlight() == 0,
                    "every record told to the source");
            assertThat(rig.snapshot().connections().getFirst().meters())
                    .as("its own figures")
                    .containsExactly(
                            new MeterSnapshot("waits", "waits", MeterSnapshot.Kind.COUNTER, 0),
                            new MeterSnapshot("untold", "records", MeterSnapshot.Kind.GAUGE, 0));
            assertThat(rig.lane(0).meters())
                    .containsExactly(
                            new MeterSnapshot("lines", "lines", MeterSnapshot.Kind.COUNTER, 39));
        }
        List<String> payloads = new ArrayList<>();
        List<Arrival> arrivals = arrivals(data, payloads);
        assertThat(payloads).hasSize(39).startsWith("TICK 1", "TICK 2").doesNotContain("TICK 7");
        assertThat(arrivals).hasSize(39).allMatch(each -> each.address().equals("clock/tick"));
        // The same project again: it goes on behind what is there, and nothing comes twice.
        try (EngineRig rig = EngineRig.of(data, project(PROJECT), CATALOG)) {
            rig.awaitLane(0, lane -> lane.durableTotal() + lane.droppedTotal() == 40, "40 more");
        }
        assertThat(arrivals(data, new ArrayList<>()))
                .hasSize(78)
                .extracting(Arrival::seq)
                .doesNotHaveDuplicates();
    }

    @Test
    void aFieldThatItDoesNotHaveIsRefusedWithASuggestion() throws Exception {
        Path folder = written(PROJECT.replace("every:", "evry:"));
        ProjectRead read = ProjectReader.read(folder, CATALOG);
        assertThat(read).isInstanceOf(ProjectRead.Refused.class);
        assertThat(read.problems().getFirst().remedy()).contains("every");
    }

    @Test
    void aLookAroundFindsWhatCanBeATag() {
        try (TickBrowser browser = new TickBrowser()) {
            assertThat(browser.children("", 10)).hasSize(1);
            assertThat(browser.read(List.of("clock/tick", "clock/none")))
                    .extracting(Reading::quality)
                    .containsExactly(Quality.GOOD, Quality.BAD);
        }
    }

    @Test
    void aTagOfOtherPeopleIsWrittenTheGuardedWay() throws Exception {
        try (EngineRig rig = EngineRig.of(root.resolve("data"), project(PROJECT), CATALOG)) {
            assertThat(rig.ask(new Command.ConfirmWrite("none")))
                    .isInstanceOf(Outcome.Refused.class);
            rig.ask(new Command.ArmWrites("clock", "clock", 1));
            Outcome.WritePrepared shown =
                    (Outcome.WritePrepared) rig.ask(new Command.PrepareWrite("clock", "day", "28"));
            assertThat(shown.before()).isEqualTo("1");
            Outcome.TagWritten written =
                    (Outcome.TagWritten) rig.ask(new Command.ConfirmWrite(shown.token()));
            assertThat(written.result()).isEqualTo(Outcome.WriteResult.HELD);
            assertThat(written.now()).isEqualTo("28");
            Outcome.WritePrepared none =
                    (Outcome.WritePrepared) rig.ask(new Command.PrepareWrite("clock", "day", "32"));
            assertThat(rig.ask(new Command.ConfirmWrite(none.token())))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            each -> assertThat(each.why().code()).isEqualTo("TICK-0101"));
        }
    }

    /// What has arrived, read back as a drill does it.
    private static List<Arrival> arrivals(Path data, List<String> payloads) throws Exception {
        Path file;
        try (var files = Files.walk(data)) {
            file = files.filter(each -> each.endsWith("ticks.txt")).findFirst().orElseThrow();
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        lines.forEach(line -> payloads.add(line.split(" ", 5)[4]));
        List<Arrival> arrivals = new ArrayList<>();
        for (UUID epoch :
                lines.stream()
                        .map(line -> UUID.fromString(line.split(" ", 2)[0]))
                        .distinct()
                        .toList()) {
            new LineFileReader(file).arrivals(epoch, 1, Long.MAX_VALUE, arrivals::add);
        }
        return arrivals;
    }

    private ProjectDefinition project(String yaml) throws Exception {
        return ((ProjectRead.Ready) ProjectReader.read(written(yaml), CATALOG)).project();
    }

    private Path written(String yaml) throws Exception {
        Path folder = Files.createDirectories(root.resolve("project"));
        Files.writeString(folder.resolve("project.yaml"), yaml);
        return folder;
    }
}
