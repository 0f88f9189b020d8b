package org.fieldproof.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.secret.SecretPlace;
import org.fieldproof.api.secret.SecretsSeen;
import org.fieldproof.api.secret.SecretsSeen.EncryptedFile;
import org.fieldproof.api.spi.ConnectorException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
class SecretKeeperTest {
    private static final String VALUE = "größe 42 \"zwei\\\nZeilen\" ";
    private static final char[] PASSWORD = "correct horse".toCharArray();

    @TempDir Path temp;
    private Path folder = Path.of("");
    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private final Redactor redactor = new Redactor();
    private FakeSecretTool tool;
    private SecretStore store;
    private SecretKeeper keeper;

    @BeforeEach
    void make() throws Exception {
        folder = temp.resolve("secrets");
        tool = new FakeSecretTool(temp.resolve("tool"));
        restart();
    }

    /// As a new process would see it.
    private void restart() {
        store = new SecretStore(folder, environment, redactor, tool.keychain(environment));
        keeper = store.keeper();
    }

    @Test
    void aNewSecretGoesIntoTheKeychainAndFromThereToItsConnector() throws Exception {
        assertThat(keeper.store("pg-main", VALUE.toCharArray(), Optional.empty()))
                .isEqualTo(SecretPlace.KEYCHAIN);
        restart();
        assertThat(resolved("pg-main")).isEqualTo(VALUE);
        assertThat(places("pg-main")).containsExactly(SecretPlace.KEYCHAIN);
        assertThat(redactor.redact("password is " + VALUE)).doesNotContain("größe");
    }

    // Harm: whoever lists processes reads passwords.
    @Test
    void aValueIsNeitherInArgumentsNorInTheEnvironmentOfTheProgram() throws Exception {
        environment.put("FIELDPROOF_SECRET_OTHER", "canary-of-another");
        environment.put(EncryptedSecrets.PASSWORD_FILE, "/canary/of/password");
        keeper.store("a", "canary-of-a".toCharArray(), Optional.empty());
        keeper.move("a", SecretPlace.KEYCHAIN);
        store.resolve("secret:a");
        assertThat(tool.seen()).contains("store").contains("lookup").doesNotContain("canary");
        assertThat(filesOf(folder)).doesNotContain("canary-of-a");
    }

    // Harm: a gateway that keeps nothing there waits for a keychain at each reconnect.
    @Test
    void aKeychainThatHoldsNothingIsNeverAsked() throws Exception {
        tool.mode("hangs");
        inClear("a", "from file");
        assertThat(resolved("a")).isEqualTo("from file");
        assertThat(refusal(() -> store.resolve("secret:none")).code()).isEqualTo("SEC-0101");
        assertThat(tool.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone", "locked", "hangs"})
    void withoutAKeychainTheEncryptedFileTakesANewSecret(String mode) throws Exception {
        keeper.unlock(PASSWORD);
        tool.mode(mode.equals("hangs") ? "gone" : mode);
        assertThat(keeper.store("a", VALUE.toCharArray(), Optional.empty()))
                .isEqualTo(SecretPlace.ENCRYPTED_FILE);
        assertThat(filesOf(folder)).doesNotContain("größe").doesNotContain("correct horse");
        restart();
        assertThat(refusal(() -> store.resolve("secret:a")).code()).isEqualTo("SEC-0109");
        assertThat(keeper.list().file()).isEqualTo(EncryptedFile.LOCKED);
        keeper.unlock(PASSWORD);
        assertThat(resolved("a")).isEqualTo(VALUE);
    }

    @Test
    void withoutBothNothingIsStoredAndTheProblemSaysWhatToDo() throws Exception {
        tool.mode("gone");
        Problem problem = refusal(() -> keeper.store("a", VALUE.toCharArray(), Optional.empty()));
        assertThat(problem.code()).isEqualTo("SEC-0109");
        assertThat(problem.remedy()).contains(EncryptedSecrets.PASSWORD_FILE);
        assertThat(keeper.list().secrets()).isEmpty();
    }

    // Harm: a gateway without a window cannot be given its password.
    @Test
    void aFileNamedInTheEnvironmentOpensTheEncryptedFileOrMakesIt() throws Exception {
        Path password = inClear("password-for-test", "correct horse\n");
        Path outside = Files.move(password, temp.resolve("password"));
        environment.put(EncryptedSecrets.PASSWORD_FILE, outside.toString());
        tool.mode("gone");
        keeper.store("a", VALUE.toCharArray(), Optional.empty());
        restart();
        assertThat(resolved("a")).isEqualTo(VALUE);
        Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("rw-r--r--"));
        restart();
        assertThat(refusal(() -> store.resolve("secret:a")).code()).isEqualTo("SEC-0104");
        Files.delete(outside);
        assertThat(refusal(() -> store.resolve("secret:a")).code()).isEqualTo("SEC-0106");
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYCHAIN", "ENCRYPTED_FILE"})
    void aSecretMovesFromClearAndBothWaysAndIsNowhereElse(SecretPlace to) throws Exception {
        keeper.unlock(PASSWORD);
        SecretPlace other =
                to == SecretPlace.KEYCHAIN ? SecretPlace.ENCRYPTED_FILE : SecretPlace.KEYCHAIN;
        inClear("a", VALUE);
        for (SecretPlace next : List.of(to, other, to)) {
            keeper.move("a", next);
            assertThat(places("a")).containsExactly(next);
            assertThat(resolved("a")).isEqualTo(VALUE);
            assertThat(tool.holds("a")).isEqualTo(next == SecretPlace.KEYCHAIN);
        }
        keeper.remove("a");
        assertThat(keeper.list().secrets()).isEmpty();
        assertThat(tool.holds("a")).isFalse();
    }

    // Harm: the only copy of a password is lost in a keychain that keeps a part of it.
    @Test
    void aKeychainThatForgetsIsFoundOutBeforeTheOldValueIsTakenAway() throws Exception {
        inClear("a", VALUE);
        tool.mode("forgets");
        Problem problem = refusal(() -> keeper.move("a", SecretPlace.KEYCHAIN));
        assertThat(problem.code()).isEqualTo("SEC-0112");
        assertThat(resolved("a")).isEqualTo(VALUE);
        assertThat(places("a")).contains(SecretPlace.FILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone", "locked"})
    void aKeychainThatGoesAwayIsToldAndWhatRunsReconnects(String mode) throws Exception {
        keeper.store("a", VALUE.toCharArray(), Optional.empty());
        assertThat(resolved("a")).isEqualTo(VALUE);
        tool.mode(mode);
        assertThat(resolved("a")).as("the process that knows it").isEqualTo(VALUE);
        restart();
        Problem problem = refusal(() -> store.resolve("secret:a"));
        assertThat(problem.code()).isEqualTo(mode.equals("gone") ? "SEC-0108" : "SEC-0107");
        assertThat(problem.remedy()).isNotBlank();
        keeper.unlock(PASSWORD);
        refusal(() -> keeper.move("a", SecretPlace.ENCRYPTED_FILE));
        assertThat(tool.holds("a")).isTrue();
        tool.mode("sound");
        assertThat(resolved("a")).as("and it goes on by itself").isEqualTo(VALUE);
    }

    @Test
    void aKeychainThatHangsIsGivenUp() throws Exception {
        keeper.store("a", VALUE.toCharArray(), Optional.empty());
        restart();
        tool.mode("hangs");
        Problem problem = refusal(() -> store.resolve("secret:a"));
        assertThat(problem.code()).isEqualTo("SEC-0108");
        assertThat(problem.message()).contains("5 s");
    }

    // Harm: an old password comes back from a keychain that was locked when the new one was stored.
    @Test
    void whatCouldNotBeTakenOutOfALockedKeychainIsToldAndNotUsed() throws Exception {
        keeper.unlock(PASSWORD);
        keeper.store("a", "the old one".toCharArray(), Optional.of(SecretPlace.KEYCHAIN));
        tool.mode("locked");
        Problem problem =
                refusal(
                        () ->
                                keeper.store(
                                        "a",
                                        "the new one".toCharArray(),
                                        Optional.of(SecretPlace.ENCRYPTED_FILE)));
        assertThat(problem.code()).isEqualTo("SEC-0114");
        tool.mode("sound");
        assertThat(resolved("a")).isEqualTo("the new one");
        assertThat(places("a")).hasSize(2);
        keeper.move("a", SecretPlace.KEYCHAIN);
        assertThat(places("a")).containsExactly(SecretPlace.KEYCHAIN);
        assertThat(resolved("a")).isEqualTo("the new one");
    }

    @Test
    void anEntryThatSomebodyDeletedIsMissingAndCanBeStoredAnew() throws Exception {
        keeper.store("a", VALUE.toCharArray(), Optional.empty());
        Files.delete(tool.folder.resolve("value-a"));
        Problem problem = refusal(() -> store.resolve("secret:a"));
        assertThat(problem.code()).isEqualTo("SEC-0101");
        assertThat(problem.message()).contains("keychain");
        keeper.store("a", "anew".toCharArray(), Optional.empty());
        assertThat(resolved("a")).isEqualTo("anew");
    }

    @Test
    void badValuesNamesAndPlacesAreRefused() throws Exception {
        assertThat(code("a", "", SecretPlace.KEYCHAIN)).isEqualTo("SEC-0113");
        assertThat(code("a", "nul\0", SecretPlace.KEYCHAIN)).isEqualTo("SEC-0113");
        assertThat(code("a", "x".repeat(8_001), SecretPlace.KEYCHAIN)).isEqualTo("SEC-0113");
        assertThat(code("../a", "x", SecretPlace.KEYCHAIN)).isEqualTo("SEC-0105");
        assertThat(code("-a", "x", SecretPlace.KEYCHAIN)).isEqualTo("SEC-0105");
        assertThat(code("a", "x", SecretPlace.FILE)).isEqualTo("SEC-0112");
        assertThat(code("a", "x", SecretPlace.ENVIRONMENT)).isEqualTo("SEC-0112");
        assertThat(refusal(() -> keeper.move("a", SecretPlace.KEYCHAIN)).code())
                .isEqualTo("SEC-0112");
        assertThat(keeper.list().secrets()).isEmpty();
    }

    @Test
    void aWrongOrShortPasswordIsRefused() throws Exception {
        assertThat(refusal(() -> keeper.unlock("short".toCharArray())).code())
                .isEqualTo("SEC-0110");
        assertThat(keeper.list().file()).isEqualTo(EncryptedFile.ABSENT);
        keeper.unlock(PASSWORD);
        restart();
        assertThat(refusal(() -> keeper.unlock("incorrect horse".toCharArray())).code())
                .isEqualTo("SEC-0110");
        assertThat(keeper.list().file()).isEqualTo(EncryptedFile.LOCKED);
    }

    // Harm: a damaged file is taken for an empty one and written over, and every secret is gone.
    @Test
    void everyKindOfDamageIsToldAndTheFileIsNotWrittenTo() throws Exception {
        keeper.unlock(PASSWORD);
        keeper.store("a", "of a".toCharArray(), Optional.of(SecretPlace.ENCRYPTED_FILE));
        keeper.store("b", "of b".toCharArray(), Optional.of(SecretPlace.ENCRYPTED_FILE));
        Path file = folder.resolve("secrets.encrypted");
        String sound = Files.readString(file);
        List<String> lines = sound.lines().toList();
        String a = lines.get(2).substring(2);
        String b = lines.get(3).substring(2);
        List<String> damaged = new ArrayList<>();
        damaged.add("");
        damaged.add(sound.substring(0, 30));
        damaged.add(sound.replace("fieldproof-secrets 1", "fieldproof-secrets 2"));
        damaged.add(sound.replace(" 600000 ", " 99999999 "));
        damaged.add(sound.replace(" 600000 ", " 0 "));
        damaged.add(sound.replace("a " + a, "a " + b).replace("b " + b, "b " + a));
        damaged.add(sound.replace(a, a.substring(0, 8)));
        damaged.add(sound.replace(a, "===="));
        damaged.add(sound.replace("a " + a, "no line of it at all"));
        damaged.add(sound + "x".repeat(9 << 20));
        for (String text : damaged) {
            Files.writeString(file, text);
            restart();
            Problem problem = refusal(this::useA);
            assertThat(problem.code())
                    .as(text.substring(0, Math.min(200, text.length())))
                    .isEqualTo("SEC-0111");
            assertThat(Files.readString(file)).isEqualTo(text);
        }
        Files.writeString(file, sound);
        restart();
        keeper.unlock(PASSWORD);
        assertThat(resolved("b")).isEqualTo("of b");
    }

    private void useA() throws ConnectorException {
        keeper.unlock(PASSWORD);
        store.resolve("secret:a");
    }

    private String code(String name, String value, SecretPlace to) {
        return refusal(() -> keeper.store(name, value.toCharArray(), Optional.of(to))).code();
    }

    private String resolved(String name) throws ConnectorException {
        return new String(store.resolve("secret:" + name));
    }

    private List<SecretPlace> places(String name) throws ConnectorException {
        return keeper.list().secrets().stream()
                .filter(each -> each.name().equals(name))
                .map(SecretsSeen.Kept::places)
                .findFirst()
                .orElse(List.of());
    }

    private Path inClear(String name, String value) throws Exception {
        Path file = Files.createDirectories(folder).resolve(name);
        Files.writeString(file, value);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private static String filesOf(Path folder) throws Exception {
        StringBuilder all = new StringBuilder();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    private static Problem refusal(ThrowingCallable call) {
        ConnectorException refused = catchThrowableOfType(ConnectorException.class, call);
        assertThat(refused).isNotNull();
        return refused.problem();
    }
}
