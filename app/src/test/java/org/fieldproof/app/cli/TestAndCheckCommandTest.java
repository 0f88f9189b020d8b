package org.fieldproof.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.fieldproof.app.Wiring;
import org.fieldproof.engine.project.ProjectRead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `fieldproof test` and `fieldproof check --live` as scripts use them: exit codes and lines. If a
/// failing case ends with 0, somebody's CI lets a broken pipeline through.
class TestAndCheckCommandTest {
    private static final Path SAMPLES =
            Path.of("..", "sample-projects").toAbsolutePath().normalize();

    @TempDir Path folder;

    private record Ran(int exit, List<JsonNode> lines) {}

    private static Ran run(Object command, String... arguments) throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        int exit;
        try {
            exit = new CommandLine(command).execute(arguments);
        } finally {
            System.setOut(before);
        }
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return new Ran(exit, lines);
    }

    @Test
    void everyCaseOfTheSamplesPasses() throws Exception {
        for (String sample : List.of("field-demo", "transforms-demo", "four-protocols")) {
            Ran ran = run(new TestCommand(), "--json", SAMPLES.resolve(sample).toString());
            assertThat(ran.lines()).as(sample).isNotEmpty();
            assertThat(ran.lines())
                    .allSatisfy(line -> assertThat(line.get("passed").asBoolean()).isTrue());
            assertThat(ran.exit()).as(sample).isZero();
        }
    }

    @Test
    void aFailingCaseIsNamedWithFileLineAndBothValuesAndEndsWith1() throws Exception {
        Path project = copyOf("transforms-demo");
        Path file = project.resolve("tests").resolve("pipelines.yaml");
        String text = Files.readString(file).replace("\"degC\":50}", "\"degC\":51}");
        Files.writeString(file, text);
        Ran ran = run(new TestCommand(), "--json", project.toString());
        assertThat(ran.exit()).isEqualTo(1);
        List<JsonNode> failed =
                ran.lines().stream().filter(line -> !line.get("passed").asBoolean()).toList();
        assertThat(failed).hasSize(1);
        JsonNode mismatch = failed.getFirst().get("mismatches").get(0);
        assertThat(failed.getFirst().get("file").asText()).isEqualTo("tests/pipelines.yaml");
        assertThat(text.lines().toList().get(mismatch.get("line").asInt() - 1))
                .contains("to: archive");
        assertThat(mismatch.get("expected").asText()).contains("51");
        assertThat(mismatch.get("actual").asText()).contains("50");
    }

    @Test
    void aRecordThatGoesWhereNothingIsExpectedFails() throws Exception {
        Path project = copyOf("field-demo");
        Path file = project.resolve("tests").resolve("routes.yaml");
        Files.writeString(file, Files.readString(file).replace("office/printer", "plant/printer"));
        Ran ran = run(new TestCommand(), "--json", project.toString());
        assertThat(ran.exit()).isEqualTo(1);
    }

    @Test
    void testsThatCannotBeReadAndProjectsWithoutAnyEndWith2() throws Exception {
        Path project = copyOf("transforms-demo");
        Path file = project.resolve("tests").resolve("pipelines.yaml");
        String text = Files.readString(file);
        Files.writeString(file, text.replace("to: archive", "to: archiv"));
        Ran misspelt = run(new TestCommand(), "--json", project.toString());
        assertThat(misspelt.exit()).isEqualTo(2);
        assertThat(misspelt.lines().getFirst().get("code").asText()).isEqualTo("PROJ-0331");
        assertThat(run(new CheckCommand(), "--json", project.toString()))
                .as("the check says the same")
                .isEqualTo(misspelt);
        Files.delete(file);
        assertThat(run(new TestCommand(), "--json", project.toString()).exit()).isEqualTo(2);
    }

    /// A transform whose table is missing is found by the check, not by the first record.
    @Test
    void theCheckFindsATransformThatCannotWork() throws Exception {
        Path project = copyOf("transforms-demo");
        Files.delete(project.resolve("tables").resolve("assets.csv"));
        Path file = project.resolve("project.yaml");
        Files.writeString(
                file, Files.readString(file).replace("payload.bar > 7.0", "payload.bar >"));
        Ran ran = run(new CheckCommand(), "--json", project.toString());
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.lines())
                .extracting(line -> line.get("code").asText())
                .contains("XFRM-0301", "XFRM-0302");
        assertThat(ran.lines()).allSatisfy(l -> assertThat(l.get("line").asInt()).isPositive());
    }

    /// A backlog leaves by the tables as they are: the revision must tell that they changed.
    @Test
    void aChangedTableIsAnotherRevisionAndAChangedTestIsNot() throws Exception {
        Path project = copyOf("transforms-demo");
        String before = revision(project);
        Path tests = project.resolve("tests").resolve("pipelines.yaml");
        Files.writeString(tests, Files.readString(tests) + "\n");
        assertThat(revision(project)).isEqualTo(before);
        Path table = project.resolve("tables").resolve("assets.csv");
        Files.writeString(table, Files.readString(table).replace("A-1007", "A-1009"));
        assertThat(revision(project)).isNotEqualTo(before);
    }

    private static String revision(Path project) {
        return ((ProjectRead.Ready) Wiring.readProject(project)).project().contentHash();
    }

    @Test
    void aLiveCheckNamesTheStepThatFailsAndKeepsEvidence() throws Exception {
        Path project = copyOf("field-demo");
        Path file = project.resolve("project.yaml");
        Path data = folder.resolve("data");
        Ran ran;
        // A port that is taken, and on which nobody listens.
        try (Socket mute = new Socket()) {
            mute.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String there = "host: 127.0.0.1\n    port: " + mute.getLocalPort();
            Files.writeString(file, Files.readString(file).replace("connectTo: broker-a", there));
            ran =
                    run(
                            new CheckCommand(),
                            "--live",
                            "--json",
                            "--data",
                            data.toString(),
                            project.toString());
        }
        assertThat(ran.exit()).isEqualTo(2);
        JsonNode tcp =
                ran.lines().stream()
                        .filter(line -> line.path("kind").asText().equals("step"))
                        .filter(line -> line.get("connector").asText().equals("upstream"))
                        .filter(line -> line.get("step").asText().equals("tcp"))
                        .findFirst()
                        .orElseThrow();
        assertThat(tcp.get("verdict").asText()).isEqualTo("failed");
        assertThat(tcp.get("code").asText()).isEqualTo("DOCT-0211");
        assertThat(tcp.get("line").asInt()).isPositive();
        try (Stream<Path> kept = Files.list(data.resolve("evidence"))) {
            assertThat(kept.map(each -> String.valueOf(each.getFileName())))
                    .anyMatch(name -> name.matches("doctor-.*-upstream\\.json"));
        }
    }

    /// Harm: a report of a crash right after the examination holds the password in clear.
    @Test
    void whatALiveCheckResolvesIsMaskedInWhateverTheCommandLineWrites() throws Exception {
        Path project = copyOf("field-demo");
        Path file = project.resolve("project.yaml");
        Path data = folder.resolve("data");
        CommandLine line = new CommandLine(new FieldproofCommand());
        line.setOut(new PrintWriter(new StringWriter()));
        try (ServerSocket curt = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUp(curt));
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replace(
                                    "connectTo: broker-a",
                                    "host: 127.0.0.1\n    port: "
                                            + curt.getLocalPort()
                                            + "\n    user: anna\n"
                                            + "    password: secret:check-live")
                            .replaceFirst("(qos: 1\n)    tls:\n      trust: installation\n", "$1"));
            String[] words = {"check", "--live", "--json", "--data", "" + data, "" + project};
            line.execute(words);
            Path secret = data.resolve("secrets").resolve("check-live");
            Files.writeString(secret, "hushed-password");
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
            line.execute(words);
        }
        assertThat(
                        FieldproofCommand.redactorOf(line.getCommandSpec())
                                .redact("refused hushed-password"))
                .isEqualTo("refused ***");
    }

    /// Ends every connection as soon as it is made, until the socket is closed.
    private static void hangUp(ServerSocket on) {
        try {
            while (true) {
                on.accept().close();
            }
        } catch (IOException closed) {
            assertThat(on.isClosed()).isTrue();
        }
    }

    private Path copyOf(String sample) throws IOException {
        Path from = SAMPLES.resolve(sample);
        Path to = folder.resolve(sample);
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target);
                }
            }
        }
        return to;
    }
}
