package org.fieldproof.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SecretStoreTest {
    @TempDir Path temp;
    private final Map<String, String> environment = new HashMap<>();
    private final Redactor redactor = new Redactor();
    private SecretStore store = new SecretStore(Path.of(""), environment, redactor);

    @BeforeEach
    void makeStore() {
        store = new SecretStore(temp, environment, redactor);
    }

    @Test
    void theEnvironmentComesFirstThenTheFile() throws Exception {
        file("pg-main", "from file\n");
        assertThat(store.resolve("secret:pg-main")).containsExactly("from file".toCharArray());
        environment.put("FIELDPROOF_SECRET_PG_MAIN", "from environment");
        assertThat(store.resolve("secret:pg-main"))
                .containsExactly("from environment".toCharArray());
    }

    // Harm: "authentication failed" because an editor added a line end, or a tool needed it kept.
    @Test
    void oneLineEndIsTakenOffAndNothingElse() throws Exception {
        file("a", "  spaced \r\n");
        assertThat(store.resolve("secret:a")).containsExactly("  spaced ".toCharArray());
        file("b", "two\n\n");
        assertThat(store.resolve("secret:b")).containsExactly("two\n".toCharArray());
    }

    // Harm: the operator does not learn where the value is expected.
    @Test
    void aMissingSecretNamesTheReferenceAndBothPlaces() {
        Problem problem = refusal("secret:pg-main");
        assertThat(problem.code()).isEqualTo("SEC-0101");
        assertThat(problem.object()).isEqualTo("secret:pg-main");
        assertThat(problem.message())
                .contains("FIELDPROOF_SECRET_PG_MAIN")
                .contains(temp.resolve("pg-main").toString());
    }

    // Harm: the message that refuses a password shows it.
    @Test
    void aSecretInClearIsRefusedAndNotRepeated() {
        Problem problem = refusal("hunter2-in-clear");
        assertThat(problem.code()).isEqualTo("SEC-0102");
        assertThat(problem.oneLine()).doesNotContain("hunter2");
    }

    @Test
    void emptyAndUnreadableValuesAreToldApart() throws Exception {
        file("empty", "\n");
        assertThat(refusal("secret:empty").code()).isEqualTo("SEC-0103");
        Path broken = file("broken", "");
        Files.write(broken, new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(refusal("secret:broken").code()).isEqualTo("SEC-0106");
        Files.createDirectory(
                temp.resolve("folder"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        assertThat(refusal("secret:folder").code()).isEqualTo("SEC-0106");
    }

    // Harm: a reference reads any file of the machine.
    @Test
    void aNameThatLeadsOutIsRefused() {
        for (String name : new String[] {"../signing.key", "a/b", "", ".hidden", "a b"}) {
            assertThat(refusal("secret:" + name).code()).as(name).isEqualTo("SEC-0105");
        }
    }

    // Harm: a database password that every user of the machine can read.
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileThatOthersCanReadIsRefused() throws Exception {
        Path file = file("open", "value");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(refusal("secret:open").code()).isEqualTo("SEC-0104");
    }

    // Harm: a library puts the password into its exception, and the log publishes it.
    @Test
    void whatWasResolvedIsMaskedWhereverItAppears() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            String canary = "cn" + Long.toString(random.nextLong(), 36);
            file("s" + round, canary);
            store.resolve("secret:s" + round);
            String text = "FATAL: " + canary + " refused for jdbc:x?y=" + canary + ";" + canary;
            assertThat(redactor.redact(text)).as("seed 7, round %d", round).doesNotContain(canary);
        }
        assertThat(redactor.redact("nothing to hide: here")).isEqualTo("nothing to hide: here");
    }

    // Harm: secrets that never went through the store (a URL in a driver's message) leak by key.
    @Test
    void secretsAreMaskedByKeyToo() {
        assertThat(redactor.redact("jdbc:postgresql://h/db?user=a&password=canary1&ssl=true"))
                .isEqualTo("jdbc:postgresql://h/db?user=a&password=***&ssl=true");
        assertThat(redactor.redact("mqtt://bob:canary2@broker:1883"))
                .isEqualTo("mqtt://bob:***@broker:1883");
        assertThat(redactor.redact("Authorization: Bearer canary3"))
                .isEqualTo("Authorization: Bearer ***");
        assertThat(redactor.redact("{\"apiKey\": \"canary4\"}")).doesNotContain("canary4");
        assertThat(
                        redactor.redact(
                                "-----BEGIN EC PRIVATE KEY-----\ncanary5\n"
                                        + "-----END EC PRIVATE KEY-----"))
                .doesNotContain("canary5");
        assertThat(redactor.redact("password: secret:pg-main")).contains("secret:pg-main");
    }

    private Path file(String name, String value) throws Exception {
        Path file = temp.resolve(name);
        Files.writeString(file, value);
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        return file;
    }

    private Problem refusal(String reference) {
        return catchThrowableOfType(ConnectorException.class, () -> store.resolve(reference))
                .problem();
    }
}
