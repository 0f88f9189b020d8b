package org.fieldproof.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Secrets of a gateway without a window, as a user of the command line keeps them. The keychain's
/// program is one that hangs and sends away on demand; a real one is asked in `GnomeKeyringTest`.
@EnabledOnOs(OS.LINUX)
class SecretIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String CANARY = "canary-4711-of-the-press";

    private static final String PROGRAM =
            """
            #!/bin/sh
            here=$(dirname "$0")
            echo "$@" >> "$here/seen"; env >> "$here/seen"
            case $(cat "$here/mode") in
                hangs) exec sleep 600 ;;
                gone) echo "secret-tool: Could not connect" >&2; exit 1 ;;
            esac
            case "$1" in
                search) [ -f "$here/value" ] && echo "attribute.name = press" >&2 ;;
                lookup) cat "$here/value" ;;
                store) cat > "$here/value" ;;
                clear) rm -f "$here/value" ;;
            esac
            exit 0
            """;

    @TempDir Path scratch;
    private Path tool = Path.of("");
    private String project = "";
    private String data = "";
    private Distribution fieldproof;
    private Distribution.Running gateway;

    @BeforeEach
    void make() throws Exception {
        tool = Files.createDirectories(scratch.resolve("tool"));
        Path program = Files.writeString(tool.resolve("secret-tool"), PROGRAM);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        mode("sound");
        fieldproof = new Distribution(scratch).with("PATH", tool + ":" + System.getenv("PATH"));
        Path folder = Files.createDirectories(scratch.resolve("project"));
        Files.writeString(folder.resolve("project.yaml"), YAML);
        project = folder.toString();
        data = scratch.resolve("data").toString();
    }

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    // Harm: a plant that does not start because somebody's keychain waits for a click.
    @Test
    void aKeychainThatHangsKeepsNoOtherConnectionFromStartingAndIsTold() throws Exception {
        set();
        mode("hangs");
        start();
        gateway.port("open");
        gateway.await("SEC-0108", LIMIT, line -> hasFault(line, "SEC-0108"));
        assertThat(gateway.alive()).isTrue();
        mode("sound");
        gateway.port("passwords");
        mode("gone");
        gateway.stop(LIMIT);
        assertNowhere();
    }

    @Test
    void aSecretMovesToTheEncryptedFileAndAGatewayWithoutKeychainFindsItThere() throws Exception {
        set();
        Path password = Files.writeString(scratch.resolve("password"), "correct horse\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        fieldproof.with("FIELDPROOF_SECRETS_PASSWORD_FILE", password.toString());
        ok(fieldproof.run(LIMIT, "secret", "move", project, "press", "file", "--data", data));
        assertThat(tool.resolve("value")).doesNotExist();
        mode("gone");
        var listed = fieldproof.run(LIMIT, "secret", "list", project, "--data", data, "--json");
        assertThat(listed.json().getFirst().path("places").get(0).asText())
                .isEqualTo("encrypted file");
        start();
        gateway.port("passwords");
        gateway.stop(LIMIT);
        fieldproof.with("FIELDPROOF_SECRETS_PASSWORD_FILE", "");
        start();
        gateway.port("open");
        gateway.await("SEC-0109", LIMIT, line -> hasFault(line, "SEC-0109"));
        gateway.stop(LIMIT);
        assertNowhere();
    }

    private void set() throws Exception {
        Path value = Files.writeString(scratch.resolve("typed"), CANARY + "\n");
        var done =
                fieldproof.run(
                        ProcessBuilder.Redirect.from(value.toFile()),
                        LIMIT,
                        "secret",
                        "set",
                        project,
                        "press",
                        "--data",
                        data);
        ok(done);
        assertThat(done.lines()).contains("press is in the system keychain.");
        assertThat(Files.readString(tool.resolve("value"))).isEqualTo(CANARY);
        Files.delete(value);
    }

    private void start() {
        gateway = fieldproof.start("run", project, "--data", data, "--json");
    }

    private static void ok(Distribution.Finished finished) {
        assertThat(finished.exit()).as(finished.toString()).isZero();
    }

    private static boolean hasFault(JsonNode line, String code) {
        for (JsonNode fault : line.path("faults")) {
            if (fault.path("code").asText().equals(code)) {
                return !fault.path("remedy").asText().isBlank();
            }
        }
        return false;
    }

    /// The value is in no file of the gateway, in nothing it said, and no argument or environment.
    private void assertNowhere() throws Exception {
        List<Path> files;
        try (var all = Files.walk(scratch)) {
            files =
                    all.filter(Files::isRegularFile)
                            .filter(file -> !file.equals(tool.resolve("value")))
                            .toList();
        }
        assertThat(files).hasSizeGreaterThan(10);
        for (Path file : files) {
            assertThat(
                            new String(
                                    Files.readAllBytes(file),
                                    java.nio.charset.StandardCharsets.ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain(CANARY);
        }
    }

    private void mode(String mode) throws Exception {
        Files.writeString(tool.resolve("mode"), mode);
    }

    private static final String YAML =
            """
            fieldproof: 1
            name: secrets
            title: Where secrets live
            connections:
              - {id: open, type: mqtt-listener, host: 127.0.0.1, port: 0, identity: client-id}
              - id: passwords
                type: mqtt-listener
                host: 127.0.0.1
                port: 0
                users: [{name: press, password: "secret:press"}]
            pipelines:
              - id: main
                from: [open, passwords]
                match: ["plant/#"]
                to: [archive]
            destinations:
              - {id: archive, type: h2, table: archive}
            """;
}
