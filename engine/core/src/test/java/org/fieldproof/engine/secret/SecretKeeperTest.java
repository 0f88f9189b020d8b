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
        store = opened(tool.keychain(environment));
        keeper = store.keeper();
    }

    /// As a new process would see it.
    private void restart() {
        restart(tool.keychain(environment));
    }

    /// The same with a keychain that is given up as soon as in a gateway.
    private void restartImpatient() {
        restart(tool.keychain(environment, Keychain.READ_SECONDS_MAX));
    }

    private void restart(Keychain keychain) {
        store = opened(keychain);
        keeper = store.keeper();
    }

    private SecretStore opened(Keychain keychain) {
        return new SecretStore(folder, environment, redactor, keychain);
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
        assertThat(tool.seen()).contains("shown to /dev/null").doesNotContain("shown to pipe");
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
        restartImpatient();
        keeper.unlock(PASSWORD);
        tool.mode(mode);
        assertThat(keeper.store("a", VALUE.toCharArray(), Optional.empty()))
                .isEqualTo(SecretPlace.ENCRYPTED_FILE);
        assertThat(filesOf(folder)).doesNotContain("größe").doesNotContain("correct horse");
        restartImpatient();
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
        restartImpatient();
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
        Problem differ = refusal(() -> keeper.move("a", SecretPlace.KEYCHAIN));
        assertThat(differ.code()).isEqualTo("SEC-0112");
        assertThat(differ.message()).contains("encrypted file").contains("system keychain");
        keeper.store("a", "the new one".toCharArray(), Optional.of(SecretPlace.KEYCHAIN));
        assertThat(places("a")).containsExactly(SecretPlace.KEYCHAIN);
        assertThat(resolved("a")).isEqualTo("the new one");
    }

    // Harm: the old password, in clear, is moved over the new one.
    @Test
    void noMoveChoosesBetweenAnOldAndANewValue() throws Exception {
        keeper.store("a", "the new one".toCharArray(), Optional.of(SecretPlace.KEYCHAIN));
        inClear("a", "the old one");
        Problem problem = refusal(() -> keeper.move("a", SecretPlace.KEYCHAIN));
        assertThat(problem.message()).contains("file in clear").contains("system keychain");
        assertThat(Files.readString(tool.folder.resolve("value-a"))).isEqualTo("the new one");
        keeper.store("a", "the new one".toCharArray(), Optional.empty());
        assertThat(places("a")).containsExactly(SecretPlace.KEYCHAIN);
        inClear("a", "the new one");
        keeper.move("a", SecretPlace.KEYCHAIN);
        assertThat(places("a")).containsExactly(SecretPlace.KEYCHAIN);
    }

    // Harm: a password is said to be encrypted and lies in clear behind a link.
    @Test
    void aLinkIsNotTakenForTheFileItself() throws Exception {
        Path elsewhere = Files.move(inClear("b", VALUE), temp.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("a"), elsewhere);
        for (ThrowingCallable change :
                List.<ThrowingCallable>of(
                        () -> keeper.move("a", SecretPlace.KEYCHAIN),
                        () -> keeper.store("a", new char[] {'x'}, Optional.empty()),
                        () -> keeper.remove("a"))) {
            Problem problem = refusal(change);
            assertThat(problem.code()).isEqualTo("SEC-0112");
            assertThat(problem.message()).contains("link");
        }
        assertThat(resolved("a")).isEqualTo(VALUE);
        assertThat(tool.holds("a")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "nul\0"})
    void whatCannotBeStoredIsNotMovedEither(String text) throws Exception {
        inClear("a", text);
        Problem problem = refusal(() -> keeper.move("a", SecretPlace.KEYCHAIN));
        assertThat(problem.code()).isEqualTo("SEC-0113");
        assertThat(problem.message()).contains("file in clear");
        assertThat(places("a")).containsExactly(SecretPlace.FILE);
    }

    // Harm: a secret is locked for ever by its name.
    @Test
    void aNameMaySayThatItIsLocked() throws Exception {
        keeper.store("unlocked", VALUE.toCharArray(), Optional.empty());
        restart();
        assertThat(resolved("unlocked")).isEqualTo(VALUE);
    }

    // Harm: a value lies in the keychain and no list and no command knows of it.
    @Test
    void whatArrivedAlthoughItsWriteFailedIsStillKnown() throws Exception {
        tool.mode("arrives");
        Optional<SecretPlace> there = Optional.of(SecretPlace.KEYCHAIN);
        refusal(() -> keeper.store("a", VALUE.toCharArray(), there));
        assertThat(tool.holds("a")).isTrue();
        assertThat(places("a")).containsExactly(SecretPlace.KEYCHAIN);
        assertThat(resolved("a")).isEqualTo(VALUE);
        tool.mode("gone");
        refusal(() -> keeper.store("b", VALUE.toCharArray(), there));
        assertThat(places("b")).as("nothing was written").isEmpty();
    }

    // Harm: Settings shows nothing at all, not even the field that would help.
    @Test
    void aFileThatCannotBeOpenedHidesNothingElse() throws Exception {
        keeper.store("b", VALUE.toCharArray(), Optional.of(SecretPlace.KEYCHAIN));
        keeper.unlock(PASSWORD);
        keeper.store("a", VALUE.toCharArray(), Optional.of(SecretPlace.ENCRYPTED_FILE));
        assertThat(keeper.list().unopened()).isEmpty();
        environment.put(EncryptedSecrets.PASSWORD_FILE, temp.resolve("none").toString());
        restart();
        assertThat(keeper.list().file()).isEqualTo(EncryptedFile.LOCKED);
        assertThat(keeper.list().unopened().orElseThrow().code()).isEqualTo("SEC-0106");
        assertThat(places("a")).containsExactly(SecretPlace.ENCRYPTED_FILE);
        Files.writeString(folder.resolve("secrets.encrypted"), "no such file");
        assertThat(keeper.list().unopened().orElseThrow().code()).isEqualTo("SEC-0111");
        assertThat(places("b")).containsExactly(SecretPlace.KEYCHAIN);
    }

    // Harm: every connection that tries again computes for a second each time.
    @Test
    void aPasswordThatFailedIsNotTriedAgainOnTheSameFile() throws Exception {
        keeper.unlock(PASSWORD);
        keeper.store("a", VALUE.toCharArray(), Optional.of(SecretPlace.ENCRYPTED_FILE));
        Path file = folder.resolve("secrets.encrypted");
        String sound = Files.readString(file);
        Files.writeString(file, sound.replace(" 600000 ", " 5000000 "));
        Path password = Files.move(inClear("p", "correct horse"), temp.resolve("password"));
        environment.put(EncryptedSecrets.PASSWORD_FILE, password.toString());
        restart();
        long first = nanosOfRefusal();
        // The best of some: one that does not compute is quick, unless the machine stands still.
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            least = Math.min(least, nanosOfRefusal());
        }
        assertThat(least).isLessThan(first / 4);
        Files.writeString(file, sound);
        assertThat(resolved("a")).as("another file is tried").isEqualTo(VALUE);
    }

    private long nanosOfRefusal() {
        long begin = System.nanoTime();
        assertThat(refusal(() -> store.resolve("secret:a")).code()).isEqualTo("SEC-0110");
        return System.nanoTime() - begin;
    }

    // Harm: under systemd the gateway refuses what systemd has given it.
    @Test
    void aCredentialOfSystemdMayBeReadByTheGroupThatItsListShows() throws Exception {
        Path credentials = Files.createDirectory(temp.resolve("credentials"));
        Path password = Files.move(inClear("p", "correct horse"), credentials.resolve("p"));
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("r--r-----"));
        environment.put(EncryptedSecrets.PASSWORD_FILE, password.toString());
        Optional<SecretPlace> there = Optional.of(SecretPlace.ENCRYPTED_FILE);
        assertThat(code("a", "x", SecretPlace.ENCRYPTED_FILE)).isEqualTo("SEC-0104");
        environment.put("CREDENTIALS_DIRECTORY", temp.toString());
        assertThat(code("a", "x", SecretPlace.ENCRYPTED_FILE)).isEqualTo("SEC-0104");
        environment.put("CREDENTIALS_DIRECTORY", credentials.toString());
        keeper.store("a", VALUE.toCharArray(), there);
        restart();
        assertThat(resolved("a")).isEqualTo(VALUE);
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("r--r--r--"));
        restart();
        assertThat(refusal(() -> store.resolve("secret:a")).code()).isEqualTo("SEC-0104");
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
