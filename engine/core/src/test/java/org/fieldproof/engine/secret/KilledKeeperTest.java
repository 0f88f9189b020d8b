package org.fieldproof.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.secret.SecretPlace;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Harm: a machine that loses power while a password is moved, and nobody has another copy. The
/// keychain's program kills the process that asked it, before or after each of its answers.
@EnabledOnOs(OS.LINUX)
class KilledKeeperTest {
    private static final String VALUE = "the only copy";
    private static final char[] PASSWORD = "correct horse".toCharArray();

    @TempDir Path temp;

    @ParameterizedTest
    @CsvSource({"KEYCHAIN,4", "ENCRYPTED_FILE,4"})
    void aMoveThatIsKilledLeavesTheValueAndCanBeDoneAgain(SecretPlace to, int calls)
            throws Exception {
        int killed = 0;
        for (String when : List.of("before", "after")) {
            for (int call = 0; call < calls; call++) {
                Path place = temp.resolve(when + call);
                FakeSecretTool tool = new FakeSecretTool(place.resolve("tool"));
                Path folder = place.resolve("secrets");
                begin(tool, folder, to);
                tool.mode("kill-" + when + "-" + call);
                killed += moveInAnotherProcess(place, to) == 137 ? 1 : 0;
                tool.mode("sound");
                SecretStore store = store(tool, folder);
                store.keeper().unlock(PASSWORD);
                assertThat(new String(store.resolve("secret:a")))
                        .as(when + " call " + call)
                        .isEqualTo(VALUE);
                store.keeper().move("a", to);
                assertThat(store.keeper().list().secrets().getFirst().places()).containsExactly(to);
                assertThat(new String(store.resolve("secret:a"))).isEqualTo(VALUE);
            }
        }
        assertThat(killed).as("every one was killed").isEqualTo(2 * calls);
    }

    private static void begin(FakeSecretTool tool, Path folder, SecretPlace to) throws Exception {
        SecretStore store = store(tool, folder);
        store.keeper().unlock(PASSWORD);
        Path file = Files.writeString(folder.resolve("a"), VALUE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        store.keeper()
                .move(
                        "a",
                        to == SecretPlace.KEYCHAIN
                                ? SecretPlace.ENCRYPTED_FILE
                                : SecretPlace.KEYCHAIN);
    }

    private static SecretStore store(FakeSecretTool tool, Path folder) {
        return new SecretStore(
                folder, System.getenv(), new Redactor(), tool.keychain(System.getenv()));
    }

    private int moveInAnotherProcess(Path place, SecretPlace to) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Mover.class.getName(),
                                place.toString(),
                                to.name())
                        .redirectErrorStream(true)
                        .redirectOutput(place.resolve("said.txt").toFile())
                        .start();
        assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /// The process that is killed.
    static final class Mover {
        private Mover() {}

        public static void main(String... args) throws Exception {
            Path place = Path.of(args[0]);
            Path program = place.resolve("tool").resolve("secret-tool");
            SecretStore store =
                    new SecretStore(
                            place.resolve("secrets"),
                            System.getenv(),
                            new Redactor(),
                            new SecretToolKeychain(
                                    program,
                                    System.getenv(),
                                    FakeSecretTool.INSTALLATION,
                                    FakeSecretTool.PATIENT_SECONDS));
            store.keeper().unlock(PASSWORD);
            store.keeper().move("a", SecretPlace.valueOf(args[1]));
        }
    }
}
