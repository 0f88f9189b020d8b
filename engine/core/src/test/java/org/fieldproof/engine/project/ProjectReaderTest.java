package org.fieldproof.engine.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.fieldproof.api.drill.DrillDefinition;
import org.fieldproof.api.drill.Fault;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Location;
import org.fieldproof.api.project.Mend;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectReaderTest {
    static final String GOOD =
            """
            $schema: https://fieldproof.org/schema/project-1.json
            fieldproof: 1
            name: field-demo
            title: Two devices
            limits: {intakeBytes: 32MiB, logBytes: 2GiB, segmentBytes: 16MiB}
            standIns:
              - {id: broker-a, type: listener, title: Upstream broker}
            connections:
              - id: devices
                type: listener
                link: proxied
                tls: {identity: files, certificate: tls/own.crt, key: tls/own.key}
                keepAlive: 90s
              - id: plant
                type: simulator
                target: devices
                devices:
                  - {id: press-01, topic: plant/press, ratePerSecond: 2.5}
                  - {id: press-02, topic: plant/press}
            pipelines:
              - {id: main, from: [devices], match: ["plant/#"], to: [upstream, local]}
            destinations:
              - id: upstream
                type: broker
                link: proxied
                connectTo: broker-a
                password: secret:up
                lane: {batchRecords: 10, linger: 5ms, whenFull: drop-oldest, replayPerSecond: 2000}
              - {id: local, type: table}
            """;
    private static final String DRILL =
            """
            title: Broker away
            hypothesis: Nothing is lost.
            link: upstream
            publisher: plant
            fault: {kind: latency, delay: 500ms}
            hold: 30s
            """;

    @TempDir Path temp;

    @Test
    void aGoodProjectIsReadWhole() throws Exception {
        write("drills/away.yaml", DRILL);
        ProjectRead.Ready ready = ready(GOOD);
        ProjectDefinition project = ready.project();
        assertThat(ready.warnings()).isEmpty();
        assertThat(project.name()).isEqualTo("field-demo");
        assertThat(project.limits().segmentBytes()).isEqualTo(16L << 20);
        assertThat(project.standIns())
                .singleElement()
                .satisfies(s -> assertThat(s.type()).isEqualTo("listener"));
        var devices = project.connections().getFirst();
        assertThat(devices.title()).isEqualTo("devices");
        assertThat(devices.proxied()).isTrue();
        assertThat(devices.deviceClass()).isEqualTo(DeviceClass.SIM);
        Config config = devices.config();
        assertThat(config.duration("keepAlive")).isEqualTo(Duration.ofSeconds(90));
        assertThat(config.bytes("payloadLimit")).isEqualTo(1L << 20);
        assertThat(config.integer("port")).isZero();
        assertThat(config.flag("anonymous")).isFalse();
        assertThat(config.group("tls").orElseThrow().text("certificate")).isEqualTo("tls/own.crt");
        assertThat(project.connections().get(1).config().groups("devices"))
                .extracting(d -> d.decimal("ratePerSecond"))
                .containsExactly(2.5, 1.0);
        LaneDefinition lane = project.destinations().getFirst().lane();
        assertThat(lane.batchRecords()).isEqualTo(10);
        assertThat(lane.lingerNanos()).isEqualTo(5_000_000);
        assertThat(lane.whenFull()).isEqualTo(FullPolicy.DROP_OLDEST);
        assertThat(lane.bufferBytes()).isEqualTo(512L << 20);
        assertThat(project.destinations().get(1).lane().batchRecords()).isEqualTo(256);
        assertThat(project.pipelines().getFirst().match()).containsExactly("plant/#");
        DrillDefinition drill = project.drills().getFirst();
        assertThat(drill.name()).isEqualTo("away");
        assertThat(drill.fault())
                .isEqualTo(new Fault.Latency(Duration.ofMillis(500), Duration.ZERO));
        assertThat(drill.baseline()).isEqualTo(Duration.ofSeconds(5));
        assertThat(ready.configurationText())
                .contains("# project.yaml", "# drills/away.yaml", "secret:up");
    }

    // Harm: an operator mends one line, runs it again, and finds the next one, ten times (PRJ-1).
    @Test
    void allProblemsAreListedAtOnceEachWithItsPlace() throws Exception {
        String bad =
                GOOD.replace("keepAlive: 90s", "keepAlife: 90s")
                        .replace("ratePerSecond: 2.5", "ratePerSecond: fast")
                        .replace("linger: 5ms", "linger: 5")
                        .replace("to: [upstream, local]", "to: [upstraem, local]")
                        .replace("batchRecords: 10", "batchRecords: 0")
                        .replace("type: table", "type: tabel")
                        .replace("title: Two devices", "titel: Two devices");
        write("drills/away.yaml", DRILL.replace("hold: 30s\n", "").replace("latency", "latincy"));
        List<Problem> problems = refused(bad);
        assertThat(problems)
                .extracting(
                        p ->
                                p.where().file()
                                        + ":"
                                        + p.where().line()
                                        + " "
                                        + p.code()
                                        + " "
                                        + p.where().path())
                .containsExactly(
                        "project.yaml:4 PROJ-0202 titel",
                        "project.yaml:13 PROJ-0202 connections[0].keepAlife",
                        "project.yaml:18 PROJ-0205 connections[1].devices[0].ratePerSecond",
                        "project.yaml:21 PROJ-0305 pipelines[0].to[0]",
                        "project.yaml:28 PROJ-0206 destinations[0].lane.batchRecords",
                        "project.yaml:28 PROJ-0205 destinations[0].lane.linger",
                        "project.yaml:29 PROJ-0301 destinations[1].type",
                        "drills/away.yaml:1 PROJ-0203 hold",
                        "drills/away.yaml:5 PROJ-0205 fault.kind");
        assertThat(problems)
                .allSatisfy(
                        p -> {
                            assertThat(p.object()).isNotBlank();
                            assertThat(p.remedy()).isNotBlank();
                            assertThat(p.where().column()).isPositive();
                        });
        assertThat(problems)
                .extracting(Problem::message)
                .anyMatch(m -> m.contains("Did you mean keepAlive?"));
        assertThat(problems)
                .extracting(Problem::message)
                .anyMatch(m -> m.contains("Did you mean table?"));
        assertThat(problems)
                .extracting(Problem::message)
                .anyMatch(m -> m.contains("Did you mean upstream?"));
        assertThat(problems).extracting(Problem::remedy).anyMatch(r -> r.contains("5ms or 5s"));
    }

    // Harm: a password lives in git, and in the message that complains about it (PRJ-3).
    @Test
    void secretsInClearAreRefusedAndNotRepeated() throws Exception {
        String canary = "canary-4711";
        for (String line :
                List.of(
                        "password: " + canary,
                        "topic: \"x://bob:" + canary + "@h/y\"",
                        "topic: \"-----BEGIN PRIVATE KEY-----" + canary + "\"",
                        "pasword: " + canary)) {
            List<Problem> problems = refused(GOOD.replace("password: secret:up", line));
            assertThat(problems).isNotEmpty();
            assertThat(problems.toString()).as(line).doesNotContain(canary);
        }
        assertThat(codes(refused(GOOD.replace("secret:up", canary)))).containsExactly("PROJ-0207");
    }

    // Harm: an unknown reference is found at three in the morning, when the drill runs.
    @Test
    void namesThatLeadNowhereAreRefused() throws Exception {
        assertThat(codes(refused(GOOD.replace("target: devices", "target: device"))))
                .containsExactly("PROJ-0305");
        assertThat(codes(refused(GOOD.replace("connectTo: broker-a", "connectTo: brokerA"))))
                .containsExactly("PROJ-0305");
        write("drills/away.yaml", DRILL.replace("link: upstream", "link: local"));
        assertThat(codes(refused(GOOD))).containsExactly("PROJ-0311");
        write("drills/away.yaml", DRILL.replace("publisher: plant", "publisher: plane"));
        assertThat(codes(refused(GOOD))).containsExactly("PROJ-0305");
    }

    // Harm: one record, published once, circles until the disk is full.
    @Test
    void aLoopIsRefused() throws Exception {
        assertThat(codes(refused(GOOD.replace("connectTo: broker-a", "connectTo: devices"))))
                .containsExactly("PROJ-0307");
    }

    // Harm: two lanes share a folder, or a name that one system cannot store.
    @Test
    void idsAreUniqueAndPlain() throws Exception {
        assertThat(codes(refused(GOOD.replace("{id: local,", "{id: devices,"))))
                .contains("PROJ-0303");
        for (String id : List.of("Local", "lo cal", "../x", "nul", "a".repeat(49), "ö")) {
            String bad =
                    GOOD.replace("id: local,", "id: \"" + id + "\",")
                            .replace("local]", "\"" + id + "\"]");
            assertThat(codes(refused(bad))).as(id).containsExactly("PROJ-0302");
        }
    }

    @Test
    void duplicateKeysAndEmptyValuesAreRefused() throws Exception {
        List<Problem> twice = refused(GOOD.replace("title: Two devices", "title: a\ntitle: b"));
        assertThat(codes(twice)).containsExactly("PROJ-0201");
        assertThat(twice.getFirst().message()).contains("line 4");
        assertThat(codes(refused(GOOD.replace("keepAlive: 90s", "keepAlive:"))))
                .containsExactly("PROJ-0204");
    }

    // Harm: a hundred "unknown field" lines hide that the program is simply too old.
    @Test
    void aNewerFormatIsOneProblem() throws Exception {
        String newer = GOOD.replace("fieldproof: 1", "fieldproof: 2").replace("link:", "wire:");
        assertThat(codes(refused(newer))).containsExactly("PROJ-0113");
        assertThat(codes(refused(GOOD.replace("fieldproof: 1", "fieldproof: 0"))))
                .containsExactly("PROJ-0113");
    }

    // Harm: editors of one system write files that the other refuses.
    @Test
    void byteOrderMarkAndWindowsLineEndsAreFine() throws Exception {
        ProjectRead.Ready ready = ready("\uFEFF" + GOOD.replace("\n", "\r\n"));
        assertThat(ready.project().title()).isEqualTo("Two devices");
        List<Problem> bad =
                refused("\uFEFF" + GOOD.replace("\n", "\r\n").replace("name:", "nama:"));
        assertThat(bad.getFirst().where().toString()).isEqualTo("project.yaml:1:1");
        assertThat(bad.get(1).where().toString()).isEqualTo("project.yaml:3:1");
    }

    @Test
    void textThatIsNotUtf8IsNamedWithItsLine() throws Exception {
        write(
                "project.yaml",
                GOOD.replace("Two devices", "Gerät").getBytes(StandardCharsets.ISO_8859_1));
        Problem problem = refused().getFirst();
        assertThat(problem.code()).isEqualTo("PROJ-0105");
        assertThat(problem.where().line()).isEqualTo(4);
        write("project.yaml", GOOD.getBytes(StandardCharsets.UTF_16));
        assertThat(refused().getFirst().message()).contains("UTF-16");
        assertThat(codes(refused(GOOD.replace("Two", "T\u0007wo")))).containsExactly("PROJ-0105");
    }

    // Harm: a file of 42 kB that unfolds into terabytes, or nests until the stack is gone (PRJ-4).
    @Test
    void bombsAreRefused() throws Exception {
        assertThat(codes(refused("a: &a [x]\nb: *a\n"))).contains("PROJ-0109");
        assertThat(codes(refused("a: " + "[".repeat(500_000)))).containsExactly("PROJ-0108");
        assertThat(codes(refused("a: " + "{b: ".repeat(40) + "1"))).containsExactly("PROJ-0108");
        assertThat(codes(refused("a: [" + "1,".repeat(120_000) + "]")))
                .containsExactly("PROJ-0108");
        assertThat(codes(refused("#" + "x".repeat(1 << 20)))).containsExactly("PROJ-0104");
        assertThat(codes(refused("a: !!java.io.File [x]\n"))).contains("PROJ-0109");
        assertThat(codes(refused("--- {a: 1}\n--- {a: 2}\n"))).contains("PROJ-0111");
        assertThat(codes(refused("? [a]\n: b\n"))).contains("PROJ-0110");
    }

    @Test
    void brokenYamlNamesTheLine() throws Exception {
        Problem tab = refused(GOOD.replace("  - id: devices", "\t- id: devices")).getFirst();
        assertThat(tab.code()).isEqualTo("PROJ-0106");
        assertThat(tab.where().line()).isEqualTo(9);
        assertThat(codes(refused(""))).containsExactly("PROJ-0107");
        assertThat(codes(refused("- a\n"))).containsExactly("PROJ-0107");
        assertThat(codes(refused("a: 'b\n"))).containsExactly("PROJ-0106");
    }

    @Test
    void whatIsNotAProjectIsNamed() throws Exception {
        assertThat(ProjectReader.read(temp.resolve("no"), FakeTypes.catalog()).problems())
                .extracting(Problem::code)
                .containsExactly("PROJ-0101");
        assertThat(codes(refused())).containsExactly("PROJ-0102");
        write("project.yml", GOOD);
        assertThat(refused().getFirst().remedy()).contains("Rename");
        write("project.yaml", GOOD);
        assertThat(ProjectReader.read(temp.resolve("project.yaml"), FakeTypes.catalog()))
                .isInstanceOf(ProjectRead.Ready.class);
    }

    // Harm: a drill cuts a line that a plant depends on, because nobody said what it is.
    @Test
    void whatIsNotLoopbackIsLiveUnlessSaid() throws Exception {
        String open = GOOD.replace("keepAlive: 90s", "host: 0.0.0.0");
        assertThat(ready(open).project().connections().getFirst().deviceClass())
                .isEqualTo(DeviceClass.LIVE);
        ProjectRead.Ready said =
                ready(open.replace("host: 0.0.0.0", "host: 10.0.0.7\n    class: SIM"));
        assertThat(codes(said.warnings())).containsExactly("PROJ-0304");
        assertThat(ready(GOOD).project().connections().get(1).deviceClass())
                .isEqualTo(DeviceClass.SIM);
    }

    /// Harm: devices are looked for where nobody said that they are.
    @Test
    void aLocationIsReadAndWhatIsNoneIsRefused() throws Exception {
        String at = "type: listener\n    location: ";
        String good = GOOD.replace("type: listener\n", at + "north-works/{2}\n");
        assertThat(ready(good).project().connections().getFirst().location())
                .isEqualTo(
                        new Location(
                                List.of(
                                        new Location.Level.Named("north-works"),
                                        new Location.Level.OfTopic(2))));
        assertThat(ready(GOOD).project().connections().getFirst().location())
                .isEqualTo(Location.NONE);
        List<Problem> problems = refused(good.replace("north-works/{2}", "/north-works/hall 2/"));
        assertThat(codes(problems)).containsExactly("PROJ-0316");
        assertThat(problems.getFirst().mend()).isEqualTo(new Mend.Write("north-works/hall 2"));
        assertThat(refused(good.replace("{2}", "hall-{2}")).getFirst().mend())
                .isEqualTo(new Mend.ByHand());
        assertThat(codes(refused(GOOD.replace("title: Upstream broker", "location: north"))))
                .as("a stand-in stands nowhere")
                .containsExactly("PROJ-0202");
        String simulator = "type: simulator\n";
        assertThat(codes(refused(GOOD.replace(simulator, simulator + "    location: north\n"))))
                .as("the devices that it makes up stand where its target says")
                .containsExactly("PROJ-0202");
    }

    @Test
    void warningsDoNotRefuse() throws Exception {
        ProjectRead.Ready ready =
                ready(
                        GOOD.replace("keepAlive: 90s", "anonymous: true")
                                .replace("to: [upstream, local]", "to: [upstream]")
                                .replace("tls/own.crt", "../own.crt"));
        assertThat(codes(ready.warnings())).containsExactly("MQTT-0199", "PROJ-0208", "PROJ-0309");
        assertThat(codes(refused(GOOD.replace("tls/own.crt", "file:///etc/own.crt"))))
                .containsExactly("PROJ-0205");
    }

    // Harm: a bug of a connector reads another field than the one that was checked.
    @Test
    void aConfigAnswersOnlyForItsSchema() throws Exception {
        Config config = ready(GOOD).project().connections().getFirst().config();
        assertThatThrownBy(() -> config.text("nosuch"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> config.text("port")).isInstanceOf(IllegalArgumentException.class);
        assertThat(config.has("port")).isTrue();
        assertThat(config.placeOf("keepAlive").toString()).isEqualTo("project.yaml:13:16");
        assertThat(config.placeOf("port").toString()).isEqualTo("project.yaml:9:5");
        assertThat(config.toYaml())
                .isEqualTo(
                        """
                        tls:
                          identity: files
                          certificate: tls/own.crt
                          key: tls/own.key
                        keepAlive: 90s
                        """);
    }

    @Test
    void theHashTellsRevisionsApart() throws Exception {
        String first = ready(GOOD).project().contentHash();
        assertThat(ready(GOOD).project().contentHash()).isEqualTo(first).hasSize(64);
        assertThat(ready(GOOD + "# note\n").project().contentHash()).isNotEqualTo(first);
        write("drills/away.yaml", DRILL);
        assertThat(ready(GOOD).project().contentHash()).isNotEqualTo(first);
    }

    // Harm: a file damaged in transit stops the program instead of being refused.
    @Test
    void noDamagedFileThrows() throws Exception {
        write("drills/away.yaml", DRILL);
        byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
        Random random = new Random(76);
        int refusals = 0;
        for (int round = 0; round < 600; round++) {
            byte[] bad = good.clone();
            int edits = 1 + random.nextInt(3);
            for (int i = 0; i < edits; i++) {
                int at = random.nextInt(bad.length);
                bad[at] =
                        random.nextInt(3) == 0
                                ? (byte) random.nextInt(256)
                                : good[random.nextInt(good.length)];
            }
            Files.write(temp.resolve("project.yaml"), bad);
            try {
                ProjectRead read = ProjectReader.read(temp, FakeTypes.catalog());
                refusals += read instanceof ProjectRead.Refused ? 1 : 0;
            } catch (RuntimeException thrown) {
                throw new AssertionError(
                        "seed 76, round " + round + ":\n" + new String(bad, StandardCharsets.UTF_8),
                        thrown);
            }
        }
        assertThat(refusals).isGreaterThan(400);
    }

    // Harm: a saved test that names a part of tomorrow stops the plant of today.
    @Test
    void whatIsWrongWithATestIsNotWrongWithTheProject() throws Exception {
        Files.createDirectories(temp.resolve("tests"));
        write(
                "tests/ahead.yaml",
                """
                cases:
                  - name: one
                    given: {connection: devices, address: a}
                    expect:
                      - {to: second, payload: x}
                """);
        write("tests/torn.yaml", "cases: [");
        ProjectRead.Ready ready = ready(GOOD);
        assertThat(ready.warnings())
                .hasSize(2)
                .noneMatch(each -> each.severity() == Problem.Severity.ERROR);
        assertThat(codes(ready.problems())).contains("PROJ-0331");
        assertThat(ready.problems())
                .as("for who runs tests they are errors")
                .allMatch(each -> each.severity() == Problem.Severity.ERROR);
        List<Problem> refused = refused(GOOD.replace("to: [upstream, local]", "to: [nobody]"));
        assertThat(refused.getFirst().where().file()).isEqualTo("project.yaml");
        assertThat(codes(refused)).contains("PROJ-0331");
    }

    private ProjectRead.Ready ready(String text) throws Exception {
        write("project.yaml", text);
        ProjectRead read = ProjectReader.read(temp, FakeTypes.catalog());
        assertThat(read).as(read.problems().toString()).isInstanceOf(ProjectRead.Ready.class);
        return (ProjectRead.Ready) read;
    }

    private List<Problem> refused(String text) throws Exception {
        write("project.yaml", text);
        return refused();
    }

    private List<Problem> refused() {
        ProjectRead read = ProjectReader.read(temp, FakeTypes.catalog());
        assertThat(read).isInstanceOf(ProjectRead.Refused.class);
        return read.problems();
    }

    private static List<String> codes(List<Problem> problems) {
        return problems.stream().map(Problem::code).toList();
    }

    private void write(String name, String text) throws Exception {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String name, byte[] bytes) throws Exception {
        Path file = temp.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }
}
