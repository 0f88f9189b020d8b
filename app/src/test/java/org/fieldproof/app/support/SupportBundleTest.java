package org.fieldproof.app.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.fieldproof.api.Gateway;
import org.fieldproof.api.Workspace;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.event.EventPage;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.support.SupportBundle;
import org.fieldproof.app.RunningGateway;
import org.fieldproof.app.Wiring;
import org.fieldproof.engine.EngineSeams;
import org.fieldproof.engine.journal.Operator;
import org.fieldproof.engine.project.ProjectRead;
import org.fieldproof.engine.secret.Redactor;
import org.fieldproof.engine.secret.Redactor.Redacted;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Harm if it breaks: somebody asks for help, and hands over the passwords of his plant.
final class SupportBundleTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    /// What is planted, each in places of its own.
    private static final List<String> SECRETS =
            List.of(
                    "canary-in-clear and more",
                    "and more",
                    "canary flow",
                    "canary-below",
                    "canary-in-remark",
                    "canary-url",
                    "canary's/url",
                    "canary''s/url",
                    "canary0token0of0a0url",
                    "canary-header",
                    "canary-\"file\"",
                    "canary-\\\"file\\\"",
                    "canary-env",
                    "canary-log",
                    "canary-thrown",
                    "canary-key",
                    "canary-tag",
                    "canary-json",
                    "canary-bearer",
                    "canary-sas",
                    "canary, twice");

    private static final String PROJECT =
            """
            fieldproof: 1
            name: planted
            # password: canary-in-remark
            connections:
              - id: devices
                type: mqtt-listener
                password: canary-in-clear and more  # not so clever
                login: {user: anna, password: "canary flow"}
                token: |
                  canary-below
                url: mqtt://anna:canary-url@broker
                mirror: 'https://anna:canary''s/url@b'
                source: https://canary0token0of0a0url@c
                secretKey: secret:pg-main
                host: broker.example
            """;

    private static final String RUNS =
            """
            fieldproof: 1
            name: planted
            connections:
              - id: devices
                type: mqtt-listener
                host: 127.0.0.1
                port: 0
                tls:
                  identity: installation
                  clientCertificates: required
            pipelines:
              - id: main
                from: [devices]
                to: [local]
            destinations:
              - id: local
                type: h2
            """;

    @TempDir private Path root;

    private Optional<RunningGateway> running = Optional.empty();
    private List<String> log = List.of();

    @BeforeEach
    void plant() throws IOException {
        Path plain = folder("plain");
        Files.writeString(plain.resolve("project.yaml"), RUNS);
        if (Wiring.readProject(plain) instanceof ProjectRead.Ready ready
                && Wiring.start(
                                ready.project(),
                                Optional.of(root.resolve("data")),
                                EngineSeams.none(),
                                new Redactor(),
                                Operator.atCommandLine())
                        instanceof Wiring.Start.Running(RunningGateway gateway)) {
            running = Optional.of(gateway);
        }
        Path project = folder("project");
        Files.writeString(project.resolve("project.yaml"), PROJECT);
        Files.writeString(
                Files.createDirectories(project.resolve("tags")).resolve("press.csv"),
                "address,comment\nplant/1,api_key=canary-tag\n");
        Files.writeString(
                Files.createDirectories(project.resolve("tests")).resolve("press.yaml"),
                "cases:\n  - name: payload-of-a-test\n");
        Path secret = root.resolve("data/secrets/pg-main");
        Files.writeString(secret, "canary-\"file\"\n");
        Files.writeString(
                folder("crashes").resolve("crash-1.txt"),
                // Whoever wrote the report did not know any of them.
                trace(
                        new IllegalStateException(
                                "refused canary-\"file\", token: canary-thrown",
                                new IOException("-----BEGIN PRIVATE KEY-----\ncanary-key"))));
        log =
                List.of(
                        "{\"message\":\"login failed, password=canary-log\"}",
                        "{\"message\":\"Authorization: Token canary-header\"}",
                        "{\"message\":\"sent canary-\\\"file\\\" and canary-env\"}",
                        "{\"message\":\"got {\\\"sharedAccessKey\\\":\\\"canary-sas\\\"}\"}",
                        "{\"message\":\"password: canary, twice (2)\",\"n\":1}",
                        "{\"message\":\"canary's/url canary0token0of0a0url\"}",
                        "{\"message\":\"mqtt at canary-url, canary flow, canary-below\"}");
    }

    private static String trace(Exception failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    @AfterEach
    void stop() {
        running.ifPresent(gateway -> gateway.stop(Duration.ofSeconds(10)));
    }

    @Test
    void noSecretIsInTheZipWhereverItWasPlanted() throws Exception {
        Map<String, String> zip = written(collect(Optional.empty(), true));
        assertThat(found(zip)).isEmpty();
        assertThat(zip.get("project/project.yaml"))
                .contains("host: broker.example", "secretKey: secret:pg-main", "password: ***")
                .contains("name: planted");
        assertThat(zip.get("gateway/events.jsonl")).contains("\"code\":\"TEST-0001\"", "***");
        assertThat(zip.get("gateway/events.jsonl")).contains("key/1");
        assertThat(zip.get("console/log.jsonl")).contains("login failed", "\",\"n\":1}");
        for (String line : text(zip, "console/log.jsonl").lines().toList()) {
            assertThat(new ObjectMapper().readTree(line).has("message")).as(line).isTrue();
        }
        assertThat(zip.get("console/crashes/crash-1.txt")).contains("SupportBundleTest", "***");
        assertThat(zip.get("problems.txt")).contains("MQTT-0104 connection devices");
    }

    /// The planted fault: nothing is masked, and the search finds every one of them. So it would
    /// have found it in the bundle as well.
    @Test
    void withoutMaskingEachOfThemIsFound() throws Exception {
        Masking none = (file, text) -> new Redacted(text, new TreeMap<>());
        List<String> found = found(written(collect(Optional.of(none), true)));
        for (String secret : SECRETS) {
            assertThat(found).as(secret).anyMatch(each -> each.endsWith(": " + secret));
        }
        assertThat(found)
                .anyMatch(each -> each.startsWith("project/project.yaml"))
                .anyMatch(each -> each.startsWith("project/tags/press.csv"))
                .anyMatch(each -> each.startsWith("gateway/events.jsonl"))
                .anyMatch(each -> each.startsWith("console/log.jsonl"))
                .anyMatch(each -> each.startsWith("console/crashes/crash-1.txt"))
                .anyMatch(each -> each.startsWith("payloads/last.jsonl"))
                .anyMatch(each -> each.startsWith("problems.txt"));
    }

    @Test
    void payloadsAreInItOnlyWhenTheyAreWanted() throws Exception {
        Map<String, String> without = written(collect(Optional.empty(), false));
        assertThat(without.keySet()).noneMatch(name -> name.startsWith("payloads/"));
        assertThat(without.values()).noneMatch(text -> text.contains("measured-21.5"));
        assertThat(without.values()).noneMatch(text -> text.contains("payload-of-a-test"));
        Map<String, String> with = written(collect(Optional.empty(), true));
        assertThat(with.get("payloads/last.jsonl")).contains("measured-21.5");
        assertThat(with.get("payloads/tests/press.yaml")).contains("payload-of-a-test");
    }

    @Test
    void theManifestTellsSizeHashAndWhatWasMaskedOfEachFile() throws Exception {
        Map<String, String> zip = written(collect(Optional.empty(), false));
        JsonNode manifest = new ObjectMapper().readTree(text(zip, "manifest.json"));
        assertThat(manifest.get("payloads").asBoolean()).isFalse();
        assertThat(manifest.get("madeAt").asText()).isEqualTo(NOW.toString());
        List<String> listed = new ArrayList<>();
        for (JsonNode file : manifest.get("files")) {
            byte[] content = text(zip, file.get("file").asText()).getBytes(StandardCharsets.UTF_8);
            listed.add(file.get("file").asText());
            assertThat(file.get("bytes").asInt()).isEqualTo(content.length);
            assertThat(file.get("sha256").asText())
                    .isEqualTo(
                            HexFormat.of()
                                    .formatHex(
                                            MessageDigest.getInstance("SHA-256").digest(content)));
        }
        listed.add("manifest.json");
        assertThat(listed).containsExactlyElementsOf(zip.keySet());
        JsonNode project = manifest.get("files").get(listed.indexOf("project/project.yaml"));
        assertThat(project.get("masked").get("field of a secret's name").asInt()).isEqualTo(3);
        assertThat(listed).contains("versions.txt", "gateway/state.json", "gateway/storage.txt");
        assertThat(zip.get("console/threads.txt")).contains("fp-log", "fp-dispatch");
        assertThat(zip.get("gateway/files.txt")).contains("log/");
    }

    @Test
    void aPlaceThatCannotBeWrittenHoldsNothingAfterwards() throws Exception {
        SupportBundle bundle = collect(Optional.empty(), false).orElseThrow();
        Path folder = folder("taken.zip");
        Files.writeString(folder.resolve("inside"), "kept");
        Path own = Files.writeString(root.resolve("taken.zip.tmp"), "mine");
        assertThatThrownBy(() -> SupportZip.write(bundle, folder)).isInstanceOf(IOException.class);
        assertThat(folder.resolve("inside")).hasContent("kept");
        assertThat(own).hasContent("mine");
        try (var files = Files.list(root)) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("."));
        }
    }

    @Test
    void whoThinksBetterOfItGetsNothing() {
        assertThat(new SupportCollector(sources(), () -> true).collect(List.of(), false, NOW))
                .isEmpty();
    }

    /// A project that cannot even be parsed is the one that needs help most.
    @Test
    void aProjectThatIsNoYamlIsMaskedLineByLine() throws Exception {
        Path file = root.resolve("project/project.yaml");
        Files.writeString(
                file,
                "name: [broken\n  pass\n- password: canary-in-clear and more\n"
                        + "token:\n    canary-below\n    more of it\nhost: broker.example\n");
        Map<String, String> zip = written(collect(Optional.empty(), false));
        assertThat(zip.get("project/project.yaml"))
                .isEqualTo(
                        "name: [broken\n  pass\n- password: ***\ntoken: ***\n"
                                + "host: broker.example\n");
    }

    @Test
    void whatBelongsToASecretsFieldIsHiddenInListsAndInRemarksToo() throws Exception {
        Files.writeString(
                root.resolve("project/project.yaml"),
                """
                name: [broken
                tokens:  # two of them
                - canary-below
                - canary flow
                host: broker.example
                list:
                  - passwords:
                    - canary-url
                    other: kept
                  - canary: kept
                secrets:
                # old ones
                  - canary flow
                # token: |
                #   canary-in-remark

                #   canary-below
                # passwords:
                # - canary-url
                #
                # host: kept.example
                  #password: >-
                  #  canary-header
                # privateKey: |
                #   -----BEGIN RSA PRIVATE KEY-----
                #   canary-header

                #   canary-key

                port: 1
                """);
        Map<String, String> zip = written(collect(Optional.empty(), false));
        assertThat(zip.get("project/project.yaml"))
                .isEqualTo(
                        """
                        name: [broken
                        tokens: ***
                        host: broker.example
                        list:
                          - passwords: ***
                            other: kept
                          - canary: kept
                        secrets: ***
                        # token: ***
                        # passwords: ***
                        # host: kept.example
                          #password: ***
                        # privateKey: ***
                        port: 1
                        """);
    }

    /// One broken file must not be why all the others are handed over in clear.
    @Test
    @EnabledOnOs(OS.LINUX)
    void aSecretThatCannotBeReadKeepsNoOtherFromBeingKnown() throws Exception {
        for (int each = 0; each < 20; each++) {
            Files.createSymbolicLink(
                    root.resolve("data/secrets/broken-" + each), Path.of("/proc/self/mem"));
        }
        Files.createSymbolicLink(
                Files.createDirectories(root.resolve("project/drills")).resolve("a.yaml"),
                Path.of("/proc/self/mem"));
        Map<String, String> zip = written(collect(Optional.empty(), true));
        assertThat(found(zip)).isEmpty();
        assertThat(zip.get("README.txt")).contains("could not be read: 20.");
        assertThat(zip.get("project/drills/a.yaml")).contains("could not be read");
        assertThat(zip.get("project/project.yaml")).contains("broker.example");
    }

    @Test
    void theArgumentsOfTheProcessAreMaskedAsAWhole() {
        String text =
                SupportParts.arguments(
                        List.of(
                                "-Xmx512m",
                                "-Daws.secretAccessKey=a(b)c,d e",
                                "-Daws.secretKey=abcd",
                                "-Ddb.url=jdbc:x?password=a&b c",
                                "-Dfieldproof.log.level=WARN"));
        assertThat(new Redactor().redact(text))
                .isEqualTo(
                        "Arguments\n-Xmx512m\n-Daws.secretAccessKey=***\n-Daws.secretKey=***\n"
                                + "-Ddb.url=jdbc:x?password=***\n-Dfieldproof.log.level=WARN\n");
    }

    private Optional<SupportBundle> collect(Optional<Masking> masking, boolean payloads) {
        return new SupportCollector(sources(), () -> false, masking)
                .collect(
                        List.of(
                                Problem.error(
                                        "MQTT-0104",
                                        "connection devices",
                                        "The broker refused amqp://a:canary-url@b.",
                                        "Mend it.")),
                        payloads,
                        NOW);
    }

    private SupportSources sources() {
        RunningGateway gateway = running.orElseThrow();
        return new SupportSources(
                List.of(List.of("Fieldproof", "1")),
                new Workspace.Status(
                        Workspace.Phase.OPEN, Optional.of(root.resolve("project")), List.of()),
                Optional.of(new Talkative(gateway.gateway())),
                Optional.of(gateway.dataDirectory()),
                root.resolve("crashes"),
                () -> log,
                Map.of("FIELDPROOF_SECRET_OTHER", "canary-env", "PATH", "/bin"),
                new Redactor());
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(root.resolve(name));
    }

    private Map<String, String> written(Optional<SupportBundle> bundle) throws IOException {
        Path file = root.resolve("bundle.zip");
        SupportZip.write(bundle.orElseThrow(), file);
        Map<String, String> texts = new java.util.LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                texts.put(
                        entry.getName(),
                        new String(
                                zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(texts).hasSizeGreaterThan(9);
        return texts;
    }

    /// `file: secret` for each that is in the zip.
    private static List<String> found(Map<String, String> zip) {
        List<String> found = new ArrayList<>();
        zip.forEach(
                (name, text) ->
                        SECRETS.stream()
                                .filter(text::contains)
                                .forEach(secret -> found.add(name + ": " + secret)));
        return found;
    }

    private static String text(Map<String, String> zip, String name) {
        return java.util.Objects.requireNonNull(zip.get(name));
    }

    /// The real gateway, with an event and a record that say too much.
    private record Talkative(Gateway real) implements Gateway {
        @Override
        public GatewaySnapshot snapshot() {
            return real.snapshot();
        }

        @Override
        public EventPage events(long fromSeq, int max) {
            EventPage page = real.events(fromSeq, max);
            if (fromSeq > 1_000_000) {
                return page;
            }
            GatewayEvent event =
                    new GatewayEvent(
                            1_000_000,
                            NOW,
                            GatewayEvent.Level.ERROR,
                            "TEST-0001",
                            "connection devices",
                            "sent canary-\"file\" to it",
                            Map.of(
                                    "header",
                                    "Authorization: Bearer canary-header",
                                    "sent",
                                    "{\"password\":\"canary-json\",\"topic\":\"key/1\"}",
                                    "got",
                                    "{\"Authorization\":\"Bearer canary-bearer\"}"));
            return new EventPage(List.of(event), page.firstKept(), page.lastSeq());
        }

        @Override
        public CompletionStage<Outcome> submit(Command command) {
            FieldRecord record =
                    new FieldRecord(
                            new UUID(1, 2),
                            1,
                            "devices",
                            "press",
                            "plant/1",
                            "measured-21.5 for canary-env".getBytes(StandardCharsets.UTF_8),
                            PayloadEncoding.BYTES,
                            Quality.GOOD,
                            0,
                            0,
                            0,
                            false,
                            false,
                            List.of());
            return CompletableFuture.completedFuture(
                    new Outcome.WireInspected(List.of(new Outcome.PassedRecord(record, 0, 0)), 1));
        }
    }
}
