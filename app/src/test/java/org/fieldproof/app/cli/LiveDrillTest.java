package org.fieldproof.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.drill.Verdict;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.api.snapshot.DrillSnapshot.Interlock;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.app.RunningGateway;
import org.fieldproof.app.Wiring;
import org.fieldproof.engine.EngineSeams;
import org.fieldproof.engine.journal.Operator;
import org.fieldproof.engine.project.ProjectRead;
import org.fieldproof.engine.secret.Redactor;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// RUN-4 in a whole gateway: the line of a Modbus simulator that the project calls LIVE. Harm if it
/// breaks: a plant is cut off without a permit, or nobody can say who did it.
final class LiveDrillTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String DRILL = "boiler-away";

    private static final String PROJECT =
            """
            fieldproof: 1
            name: live-plant
            title: POLICY
            standIns:
              - id: boiler-device
                type: modbus-simulator
                port: 0
                signal: constant(100)
                tagList: [{name: level, address: hr0, type: int16}]
            connections:
              - id: devices
                type: mqtt-listener
                tls: {identity: installation, clientCertificates: required}
              - id: plant
                type: simulator
                class: SIM
                target: devices
                devices:
                  - {id: press-01, topic: plant/press-01, ratePerSecond: 20, payload: '{"n":${n}}'}
              - id: boiler
                type: modbus
                class: LIVE
                link: proxied
                connectTo: boiler-device
                interval: 100ms
                tagList: [{name: level, address: hr0, type: int16}]
            pipelines:
              - {id: main, from: [devices, boiler], to: [local]}
            destinations:
              - {id: local, type: h2}
            """;

    private static final String COURSE =
            """
            title: Boiler away
            hypothesis: Nothing is lost.
            link: boiler
            publisher: plant
            fault: down
            baseline: 1s
            hold: 1s
            recoverLimit: 30s
            drainLimit: 60s
            settle: 1s
            """;

    @TempDir private Path root;
    private Optional<RunningGateway> running = Optional.empty();

    private Path project(String policy) throws IOException {
        Path folder = Files.createDirectories(root.resolve("project"));
        Files.writeString(folder.resolve("project.yaml"), PROJECT.replace("title: POLICY", policy));
        Files.createDirectories(folder.resolve("drills"));
        Files.writeString(folder.resolve("drills/" + DRILL + ".yaml"), COURSE);
        return folder;
    }

    private void start(String policy) throws IOException {
        ProjectRead read = Wiring.readProject(project(policy));
        assertThat(read).as(read.problems().toString()).isInstanceOf(ProjectRead.Ready.class);
        Wiring.Start start =
                Wiring.start(
                        ((ProjectRead.Ready) read).project(),
                        Optional.of(root.resolve("data")),
                        EngineSeams.none(),
                        new Redactor(),
                        new Operator("ann", "command line"));
        assertThat(start).isInstanceOf(Wiring.Start.Running.class);
        running = Optional.of(((Wiring.Start.Running) start).gateway());
        Await.until(LIMIT, this::allUp, "all connections");
    }

    @AfterEach
    void stop() {
        running.ifPresent(gateway -> gateway.stop(Duration.ofSeconds(10)));
    }

    @Test
    void aLiveLineIsFaultedUnderAPermitAndThatIsOnRecord() throws Exception {
        start("liveDrills: line");
        Await.until(LIMIT, this::onlyPeopleAreMissing, "the preflight");
        assertThat(code(ask(startOf("boiler")))).isEqualTo("DRILL-0112");
        assertThat(code(ask(arm("boiler-awa", "WP-7", "Line 3")))).isEqualTo("DRILL-0115");
        assertThat(code(ask(arm(DRILL, "", "Line 3")))).isEqualTo("DRILL-0113");
        assertThat(ask(arm(DRILL, "WP-7", "Line 3"))).isInstanceOf(Outcome.Done.class);
        assertThat(code(ask(startOf("boile")))).isEqualTo("DRILL-0114");
        assertThat(ask(startOf("boiler"))).isInstanceOf(Outcome.DrillStarted.class);
        Await.until(LIMIT, () -> !drills().results().isEmpty(), "the verdict");

        DrillSnapshot.Result result = drills().results().getFirst();
        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.PASSED);
        try (ZipFile zip = new ZipFile(result.evidence());
                InputStream in = zip.getInputStream(zip.getEntry("evidence.json"))) {
            assertThat(new String(in.readAllBytes(), UTF_8))
                    .contains("Armed by ann (command line) at ", "Permit WP-7. Affected: Line 3")
                    .contains("boiler was typed.", "\"deviceClass\" : \"LIVE\"");
        }
        Outcome audit = ask(new Command.ReadAudit(100));
        assertThat(audit).isInstanceOf(Outcome.AuditRead.class);
        assertThat(((Outcome.AuditRead) audit).lines())
                .anyMatch(
                        each ->
                                each.by().equals("ann (command line)")
                                        && each.act().contains("Armed until")
                                        && each.act().contains("permit WP-7"))
                .anyMatch(each -> each.act().contains("Disarmed: it was used."))
                .anyMatch(each -> each.act().contains("Refused: DRILL-0115"))
                .anyMatch(each -> each.act().contains("started, armed by ann"));
    }

    /// The same way without a window: each name is an argument, and none is guessed.
    @Test
    void aScriptNamesAllOfIt() throws Exception {
        Path folder = project("liveDrills: line");
        assertThat(drill(folder)).isEqualTo("3 DRILL-0112");
        assertThat(drill(folder, "--arm", "boiler", "--permit", "WP-7", "--affected", "Line 3"))
                .isEqualTo("3 DRILL-0115");
        assertThat(drill(folder, "--arm", DRILL, "--permit", "WP-7", "--affected", "Line 3"))
                .isEqualTo("3 DRILL-0114");
        assertThat(
                        drill(
                                folder,
                                "--arm",
                                DRILL,
                                "--permit",
                                "WP-7",
                                "--affected",
                                "Line 3",
                                "--line",
                                "boiler"))
                .isEqualTo("0 passed");
    }

    /// Exit code, and the code or the verdict that was printed last.
    private String drill(Path folder, String... more) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "drill",
                                folder.toString(),
                                DRILL,
                                "--json",
                                "--data",
                                root.resolve("data").toString()));
        words.addAll(List.of(more));
        Ran ran = Ran.fieldproof(words.toArray(String[]::new));
        JsonNode last = ran.lines().getLast();
        return ran.exit() + " " + last.path("code").asText(last.path("verdict").asText());
    }

    /// The counter-case.
    @Test
    void withoutTheProjectsLeaveNothingHelps() throws Exception {
        start("title: Left alone");
        assertThat(code(ask(arm(DRILL, "WP-7", "Line 3")))).isEqualTo("DRILL-0101");
        assertThat(code(ask(startOf("boiler")))).isEqualTo("DRILL-0101");
    }

    private static Command arm(String typed, String permit, String affected) {
        return new Command.ArmDrill(DRILL, typed, null, permit, affected);
    }

    private static Command startOf(String line) {
        return new Command.StartDrill(DRILL, null, null, line);
    }

    private boolean allUp() {
        return snapshot().connections().stream()
                .map(ConnectionSnapshot::state)
                .allMatch(each -> each == ConnectorState.UP);
    }

    private boolean onlyPeopleAreMissing() {
        return drills().available().getFirst().interlocks().stream()
                .filter(each -> !each.ok())
                .map(Interlock::id)
                .toList()
                .equals(List.of("I6", "I7", "I8"));
    }

    private GatewaySnapshot snapshot() {
        return running.orElseThrow().gateway().snapshot();
    }

    private DrillSnapshot drills() {
        return snapshot().drills();
    }

    private Outcome ask(Command command) {
        return running.orElseThrow().gateway().submit(command).toCompletableFuture().join();
    }

    private static String code(Outcome outcome) {
        return outcome instanceof Outcome.Refused(Problem why) ? why.code() : outcome.toString();
    }
}
