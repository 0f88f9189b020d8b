package org.fieldproof.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What scripts rely on: exit codes, and that with `--json` nothing but JSON is on stdout. Harm if
/// it breaks: somebody else's build passes over a damaged backlog, or stops over a sound one.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractTest {
    /// A destination that is away, so that the records stay in its disk buffer.
    private static final String PROJECT =
            """
            fieldproof: 1
            name: contract
            connections:
              - id: devices
                type: mqtt-listener
                host: 127.0.0.1
                port: 0
                tls: {identity: installation, clientCertificates: required}
              - id: plant
                type: simulator
                target: devices
                devices:
                  - {id: press, topic: plant/press, ratePerSecond: 200, payload: '{"n":${n}}'}
            pipelines:
              - {id: main, from: [devices], match: ["plant/#"], to: [upstream]}
            destinations:
              - {id: upstream, type: mqtt, host: 127.0.0.1, port: 1, topic: "up/{topic}"}
            """;

    private static final int TRIES_MAX = 10;
    private static final int RECORDS_LEAST = 100;

    private Path folder = Path.of(".");
    private Path project = Path.of(".");
    private Path data = Path.of(".");

    @BeforeAll
    void runAGateway(@TempDir Path scratch) throws IOException {
        folder = scratch;
        project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(project.resolve("project.yaml"), PROJECT);
        data = folder.resolve("data");
        runUntil(data, last -> last.path("acceptedTotal").asLong() >= RECORDS_LEAST);
    }

    /// A machine that runs tests may stand still for as long as a gateway was to run.
    private void runUntil(Path at, Predicate<JsonNode> enough) {
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            Ran run = ran("run", project, "--data", at, "--for", "4s", "--json");
            assertThat(run.exit()).as(run.toString()).isZero();
            List<JsonNode> lines = run.lines();
            assertThat(lines).allMatch(JsonNode::isObject);
            assertThat(lines.getLast().path("state").asText()).isEqualTo("STOPPED");
            if (enough.test(lines.getLast())) {
                return;
            }
        }
        throw new AssertionError("not in " + TRIES_MAX + " runs");
    }

    private static Ran ran(Object... words) {
        return Ran.fieldproof(Stream.of(words).map(Object::toString).toArray(String[]::new));
    }

    private Path copy(String name) throws IOException {
        Path to = folder.resolve(name);
        try (Stream<Path> all = Files.walk(data)) {
            for (Path each : all.toList()) {
                Path target = to.resolve(data.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target);
                }
            }
        }
        return to;
    }

    private static Path only(Path folder, String suffix) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(each -> each.toString().endsWith(suffix))
                    .sorted()
                    .toList()
                    .getFirst();
        }
    }

    /// In the middle of what is written; a log's file is longer than that, and zeros behind it.
    private static void flipInTheMiddle(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        bytes[end / 2] ^= 0x55;
        Files.write(file, bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bench route --runs 0",
                "bench route --runs 101",
                "bench route --records 5",
                "bench nothing",
                "bench route --for x",
                "tour --out . --scale 500",
                "run . --plant x",
                "run . --plant lose:0",
                "drill . any --plant lose:x",
                "nothing",
                "run --nothing",
                "log"
            })
    void wordsThatMakeNoSenseAreUsageAndNoCrash(String words) {
        Ran run = ran((Object[]) words.split(" "));
        assertThat(run.exit()).as(run.toString()).isEqualTo(2);
        assertThat(run.err()).isNotBlank().doesNotContain("APP-0900");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stat", "dump", "verify"})
    void aLogThatIsNotThereIsAMistakeAndNoDamage(String what) throws IOException {
        Ran nothing = ran("log", what, folder.resolve("nothing"));
        assertThat(nothing.exit()).isEqualTo(2);
        assertThat(nothing.err()).contains("LOG-0303", "There is no such directory.");
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Ran none = ran("log", what, empty, "--json");
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).contains("LOG-0303", "There is no log in this directory.");
        assertThat(none.out()).isEmpty();
    }

    @Test
    void aSoundDirectoryIsCleanAndItsLanesAreCounted() {
        for (String what : List.of("stat", "dump", "verify")) {
            Ran run = ran("log", what, data, "--json");
            assertThat(run.exit()).as(run.toString()).isZero();
            assertThat(run.lines()).isNotEmpty().allMatch(JsonNode::isObject);
        }
        JsonNode lane = ran("log", "stat", data, "--json").lines().getLast();
        assertThat(lane.path("lane").asText()).isEqualTo("upstream");
        assertThat(lane.path("bufferRecords").asLong()).isGreaterThanOrEqualTo(50);
        assertThat(lane.path("damaged").asBoolean(true)).isFalse();
        assertThat(ran("log", "verify", data).out()).contains("clean: ");
    }

    @Test
    void aDamagedLogIsDamageForAllThree() throws IOException {
        Path spoiled = copy("spoiled-log");
        flipInTheMiddle(only(spoiled.resolve("log"), ".fplog"));
        for (String what : List.of("stat", "dump", "verify")) {
            Ran run = ran("log", what, spoiled, "--json");
            assertThat(run.exit()).as(what + run).isEqualTo(1);
            assertThat(run.lines()).allMatch(JsonNode::isObject);
        }
    }

    @Test
    void aDamagedDiskBufferIsDamageAndIsNamed() throws IOException {
        Path spoiled = copy("spoiled-buffer");
        Path buffer = only(spoiled.resolve("lanes/upstream/buffer"), ".ndjson");
        flipInTheMiddle(buffer);
        assertThat(ran("log", "stat", spoiled).exit()).isEqualTo(1);
        Ran verify = ran("log", "verify", spoiled, "--json");
        assertThat(verify.exit()).isEqualTo(1);
        assertThat(verify.lines().getLast().path("clean").asBoolean(true)).isFalse();
        assertThat(verify.lines())
                .anyMatch(
                        each ->
                                each.path("kind").asText().equals("lane")
                                        && each.path("file")
                                                .asText()
                                                .equals("buffer/" + buffer.getFileName())
                                        && each.path("fromByte").asLong() > 0);
        assertThat(ran("log", "verify", spoiled).out()).contains("DAMAGED: ", "lane upstream ");
    }

    @Test
    void aDrillThatCannotStartIsInconclusive() {
        Ran noProject = ran("drill", folder.resolve("nothing"), "any", "--json");
        assertThat(noProject.exit()).isEqualTo(3);
        assertThat(noProject.lines()).isNotEmpty().allMatch(each -> each.has("code"));
    }

    /// Harm: a permit is named, and nobody is told that it armed nothing.
    @Test
    void whatGoesWithAnArmingIsRefusedWithoutIt() {
        for (String option : List.of("--permit", "--affected", "--line")) {
            assertThat(ran("drill", folder.resolve("nothing"), "any", option, "x").exit())
                    .as(option)
                    .isEqualTo(2);
        }
    }

    @Test
    void aGatewayThatCannotStartIsAFault() throws IOException {
        Path taken = Files.writeString(folder.resolve("a-file"), "x");
        Ran run = ran("run", project, "--data", taken, "--for", "1s", "--json");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.lines()).singleElement().matches(each -> each.has("code"));
    }

    @Test
    void otherCommandsSayJsonAndNothingElse() throws IOException {
        assertJson(0, "check", project, "--json");
        assertJson(2, "check", folder.resolve("nothing"), "--json");
        assertJson(2, "test", folder.resolve("nothing"), "--json");
        assertJson(0, "secret", "list", project, "--data", data, "--json");
        assertJson(0, "certificate", project, "meter-1", "--data", data, "--json");
        assertJson(0, "quarantine", "list", data, "--json");
        Path noEvidence = Files.writeString(folder.resolve("x.evidence.zip"), "x");
        assertJson(1, "verify", noEvidence, "--json");
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.findAny().isEmpty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertJson(int exit, Object... words) {
        Ran run = ran(words);
        assertThat(run.exit()).as(run.toString()).isEqualTo(exit);
        assertThat(run.lines()).as(run.toString()).allMatch(JsonNode::isObject);
    }

    /// Harm: secrets change and certificates are made, and nobody can say by whom.
    @Test
    void whatACommandChangesIsInTheTrailOfTheNextGateway() throws IOException {
        Path own = copy("audited");
        assertThat(ran("certificate", project, "meter-2", "--data", own).exit()).isZero();
        Path notes = own.resolve("journal/acts");
        assertThat(notes).isNotEmptyDirectory();
        runUntil(own, _ -> isEmpty(notes));
        String trail = Files.readString(own.resolve("journal/audit.jsonl"));
        String by = "\"by\":\"" + System.getProperty("user.name") + " (command line)\"";
        assertThat(trail.lines())
                .anyMatch(
                        each ->
                                each.contains(by)
                                        && each.contains("\"category\":\"access\"")
                                        && each.contains("make client certificate meter-2"))
                .anyMatch(each -> each.contains(by) && each.contains("start project contract"))
                .anyMatch(each -> each.contains(by) && each.contains("stop project contract"));
    }
}
