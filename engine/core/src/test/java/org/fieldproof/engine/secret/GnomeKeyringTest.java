package org.fieldproof.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.fieldproof.api.secret.SecretPlace;
import org.fieldproof.api.spi.ConnectorException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real GNOME Keyring on a bus of its own, without a screen.
class GnomeKeyringTest {
    private static final UUID INSTALLATION = UUID.randomUUID();

    @TempDir Path temp;
    private final Map<String, String> environment = new HashMap<>();
    private final List<Process> started = new ArrayList<>();
    private Keychain keychain = Keychain.none("not started");

    @BeforeEach
    void startAKeyringOfItsOwn() throws Exception {
        for (String each : List.of("secret-tool", "gnome-keyring-daemon", "dbus-daemon")) {
            Assumptions.assumeTrue(
                    Stream.of(System.getenv("PATH").split(":"))
                            .anyMatch(folder -> Files.isExecutable(Path.of(folder, each))),
                    each + " is not installed");
        }
        Path home = Files.createDirectory(temp.resolve("home"));
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", home.toString());
        environment.put("XDG_DATA_HOME", home.toString());
        environment.put("XDG_RUNTIME_DIR", Files.createDirectory(temp.resolve("run")).toString());
        Process bus = start("dbus-daemon", "--session", "--nofork", "--print-address");
        environment.put("DBUS_SESSION_BUS_ADDRESS", bus.inputReader().readLine());
        Process keyring =
                start("gnome-keyring-daemon", "--unlock", "--foreground", "--components=secrets");
        try (var password = keyring.getOutputStream()) {
            password.write("of the session\n".getBytes(StandardCharsets.UTF_8));
        }
        keyring.inputReader().readLine();
        keychain = SecretToolKeychain.ofSystem(environment, "Linux", Optional.of(INSTALLATION));
    }

    @AfterEach
    void endWhatWasStarted() throws Exception {
        for (Process each : started.reversed()) {
            each.destroy();
            if (!each.waitFor(10, TimeUnit.SECONDS)) {
                each.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void valuesOfEveryKindComeBackAsTheyWere() throws Exception {
        assertThat(keychain.hindrance()).isEmpty();
        assertThat(keychain.read("a")).isEmpty();
        for (String value :
                List.of(
                        "x",
                        "größe 日本 \uD83D\uDD11",
                        "line\nattribute.name = b\nlocked\n",
                        "x".repeat(8_000))) {
            keychain.write("a", value.toCharArray());
            assertThat(keychain.read("a").map(String::new)).contains(value);
            assertThat(keychain.read("b")).isEmpty();
        }
        keychain.remove("a");
        assertThat(keychain.read("a")).isEmpty();
        keychain.remove("a");
    }

    // Harm: the second gateway of a user writes over the passwords of the first.
    @Test
    void theSecretsOfAnotherInstallationAreNotSeen() throws Exception {
        keychain.write("a", "mine".toCharArray());
        Keychain other =
                SecretToolKeychain.ofSystem(environment, "Linux", Optional.of(UUID.randomUUID()));
        assertThat(other.read("a")).isEmpty();
        other.write("a", "other".toCharArray());
        assertThat(keychain.read("a").map(String::new)).contains("mine");
    }

    @Test
    void aLockedOneSaysSoAndPromptsNobody() throws Exception {
        keychain.write("a", "mine".toCharArray());
        lock();
        assertThat(code(() -> keychain.read("a"))).isEqualTo("SEC-0107");
        assertThat(code(() -> keychain.remove("a"))).isEqualTo("SEC-0107");
        assertThat(code(() -> keychain.write("b", "x".toCharArray()))).isEqualTo("SEC-0107");
    }

    @Test
    void oneThatDiesIsToldAndWhatRunsKeepsItsValue() throws Exception {
        SecretStore store =
                new SecretStore(temp.resolve("secrets"), environment, new Redactor(), keychain);
        SecretKeeper keeper = store.keeper();
        assertThat(keeper.store("a", "mine".toCharArray(), Optional.empty()))
                .isEqualTo(SecretPlace.KEYCHAIN);
        assertThat(new String(store.resolve("secret:a"))).isEqualTo("mine");
        started.getFirst().destroyForcibly().waitFor();
        assertThat(code(() -> keychain.read("a"))).isEqualTo("SEC-0108");
        assertThat(keychain.hindrance()).isPresent();
        assertThat(new String(store.resolve("secret:a"))).isEqualTo("mine");
    }

    private void lock() throws Exception {
        Process process =
                start(
                        "dbus-send",
                        "--session",
                        "--print-reply",
                        "--dest=org.freedesktop.secrets",
                        "/org/freedesktop/secrets",
                        "org.freedesktop.Secret.Service.Lock",
                        "array:objpath:/org/freedesktop/secrets/collection/login");
        assertThat(process.waitFor()).isZero();
    }

    private Process start(String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectError(temp.resolve(command[0] + ".err").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static String code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        ConnectorException refused = catchThrowableOfType(ConnectorException.class, call);
        assertThat(refused).isNotNull();
        return refused.problem().code();
    }
}
