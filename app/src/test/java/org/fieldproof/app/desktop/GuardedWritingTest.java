package org.fieldproof.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.TagWritten;
import org.fieldproof.api.command.Outcome.WritePrepared;
import org.fieldproof.api.command.Outcome.WriteResult;
import org.fieldproof.api.drill.Verdict;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.app.RunningGateway;
import org.fieldproof.app.Wiring;
import org.fieldproof.engine.EngineSeams;
import org.fieldproof.engine.journal.Operator;
import org.fieldproof.engine.project.ProjectRead;
import org.fieldproof.engine.secret.Redactor;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// G20 in a whole gateway with devices of all three protocols: it reads, a drill cuts a line,
/// doctors examine, and the devices are asked for nothing but values; then one write, the way a
/// person does it. Harm if it breaks: a plant is moved by a program that was put there to read.
final class GuardedWritingTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /// What the simulators say when they are asked for something other than a value.
    private static final List<String> ASKED_TO_WRITE = List.of("MODB-0304", "S7-0304", "OPC-0406");

    private static final String PROJECT =
            """
            fieldproof: 1
            name: guarded
            standIns:
              - id: boiler-device
                type: modbus-simulator
                port: 0
                signal: constant(100)
                tagList: [{name: setpoint, address: hr0, type: int16}]
              - id: press-plc
                type: s7-simulator
                port: 0
                signal: constant(7)
                tagList: [{name: strokes, address: DB1.DBW0, type: int}]
              - id: turbine-server
                type: opcua-simulator
                port: 0
                variables: [{name: Speed, type: Double, shape: sine, interval: 50ms}]
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
                class: SIM
                link: proxied
                connectTo: boiler-device
                interval: 100ms
                tagList:
                  - name: setpoint
                    address: hr0
                    type: int16
                    scale: 0.1
                    clampLow: 0
                    clampHigh: 50
                    writable: true
              - id: press
                type: s7
                class: SIM
                connectTo: press-plc
                interval: 100ms
                tagList: [{name: strokes, address: DB1.DBW0, type: int, writable: true}]
              - id: turbine
                type: opcua
                class: SIM
                connectTo: turbine-server
                certificate: installation
                trustInstallation: true
                publishing: 100ms
                tagList:
                  - name: speed
                    address: nsu=urn:fieldproof:simulator;s=Speed
                    writable: true
            pipelines:
              - {id: main, from: [devices, boiler, press, turbine], to: [local]}
            destinations:
              - {id: local, type: h2}
            """;

    private static final String DRILL =
            """
            title: Boiler away
            hypothesis: Nothing is lost.
            link: boiler
            publisher: plant
            fault: down
            baseline: 2s
            hold: 2s
            recoverLimit: 30s
            drainLimit: 60s
            settle: 1s
            """;

    @TempDir private Path root;
    private Optional<RunningGateway> running = Optional.empty();

    @BeforeEach
    void start() throws Exception {
        Path folder = Files.createDirectories(root.resolve("project"));
        Files.writeString(folder.resolve("project.yaml"), PROJECT);
        Files.createDirectories(folder.resolve("drills"));
        Files.writeString(folder.resolve("drills/boiler-away.yaml"), DRILL);
        ProjectRead read = Wiring.readProject(folder);
        assertThat(read).as(read.problems().toString()).isInstanceOf(ProjectRead.Ready.class);
        Wiring.Start start =
                Wiring.start(
                        ((ProjectRead.Ready) read).project(),
                        Optional.of(root.resolve("data")),
                        EngineSeams.none(),
                        new Redactor(),
                        Operator.atConsole());
        assertThat(start).isInstanceOf(Wiring.Start.Running.class);
        running = Optional.of(((Wiring.Start.Running) start).gateway());
    }

    @AfterEach
    void stop() {
        running.ifPresent(gateway -> gateway.stop(Duration.ofSeconds(10)));
    }

    @Test
    void devicesAreAskedForValuesOnlyUntilAPersonArmsNamesAndConfirms() {
        Await.until(LIMIT, this::allUp, "all connections");
        Await.until(LIMIT, () -> latest("boiler/setpoint").contains("10"), "a value");
        assertThat(ask(new Command.ListWritable()))
                .isInstanceOfSatisfying(
                        Outcome.WritableListed.class, all -> assertThat(all.tags()).hasSize(3));
        assertThat(ask(new Command.ExamineConnectors(List.of(), 20_000)))
                .isInstanceOf(Outcome.Examined.class);
        Await.until(LIMIT, this::drillMayStart, "the preflight");
        assertThat(ask(new Command.StartDrill("boiler-away", null, null)))
                .isInstanceOf(Outcome.DrillStarted.class);
        Await.until(LIMIT, () -> drills().running() != null, "the drill");
        assertThat(code(ask(new Command.ArmWrites("boiler", "boiler", 5)))).isEqualTo("WRIT-0104");
        Await.until(LIMIT, () -> !drills().results().isEmpty(), "the verdict");
        assertThat(drills().results().getFirst().verdict()).isEqualTo(Verdict.PASSED);
        Await.until(LIMIT, () -> drills().running() == null, "the end of the drill");
        assertThat(writesNoticed()).as("a normal run, a drill, an examination").isEmpty();

        for (String[] each :
                new String[][] {
                    {"boiler", "setpoint", "21.44", "21.4"},
                    {"press", "strokes", "12", "12"},
                    {"turbine", "speed", "1500.5", "1500.5"}
                }) {
            write(each[0], each[1], each[2], each[3]);
        }
        Await.until(LIMIT, () -> latest("boiler/setpoint").contains("21.4"), "the line that runs");
        Await.until(LIMIT, () -> writesNoticed().size() == 3, "the witnesses notice a writer");
    }

    private void write(String connection, String tag, String value, String wanted) {
        assertThat(code(ask(new Command.PrepareWrite(connection, tag, value))))
                .isEqualTo("WRIT-0105");
        assertThat(ask(new Command.ArmWrites(connection, connection, 1)))
                .isInstanceOf(Outcome.Done.class);
        Await.until(
                LIMIT, () -> snapshot().writing().connection().equals(connection), "the picture");
        Outcome prepared = ask(new Command.PrepareWrite(connection, tag, value));
        assertThat(prepared).as("%s", prepared).isInstanceOf(WritePrepared.class);
        Outcome written = ask(new Command.ConfirmWrite(((WritePrepared) prepared).token()));
        assertThat(written)
                .isInstanceOfSatisfying(
                        TagWritten.class,
                        each -> {
                            assertThat(each.result()).isEqualTo(WriteResult.HELD);
                            assertThat(each.now()).isEqualTo(wanted);
                        });
    }

    private boolean allUp() {
        return snapshot().connections().stream()
                .map(ConnectionSnapshot::state)
                .allMatch(each -> each == ConnectorState.UP);
    }

    private boolean drillMayStart() {
        return drills().available().getFirst().interlocks().stream()
                .allMatch(DrillSnapshot.Interlock::ok);
    }

    private List<String> writesNoticed() {
        return running.orElseThrow().gateway().events(1, 10_000).events().stream()
                .map(GatewayEvent::code)
                .filter(ASKED_TO_WRITE::contains)
                .distinct()
                .toList();
    }

    private String latest(String address) {
        return ask(new Command.ReadLatest(address, 1)) instanceof Outcome.LatestRead read
                        && !read.values().isEmpty()
                ? TypedValue.decode(read.values().getFirst().record().payload()).toString()
                : "";
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
