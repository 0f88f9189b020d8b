package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.secret.SecretPlace;
import org.fieldproof.api.secret.SecretsSeen.EncryptedFile;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.fake.FakeSecrets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: nobody knows where a password lives, or it stays on the screen.
final class SecretTasksTest {
    private static final Problem LOCKED =
            Problem.error(
                    "SEC-0107",
                    "secret:pg-main",
                    "The system keychain is locked.",
                    "Unlock it; what waits for it goes on by itself.");

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void whereEachSecretLivesIsSeenAndItIsMovedBothWays() {
        secrets().places.put("pg-main", SecretPlace.FILE);
        secrets().places.put("press", SecretPlace.KEYCHAIN);
        open();
        assertThat(console.texts()).contains("file in clear", "system keychain");
        assertThat(console.there("#secrets-to-keychain").isDisabled()).isTrue();
        choose();
        console.click("#secrets-to-keychain");
        assertThat(secrets().places).containsEntry("pg-main", SecretPlace.KEYCHAIN);
        assertThat(console.there("#secrets-to-keychain").isDisabled()).isTrue();
        console.click("#secrets-to-file");
        assertThat(secrets().places).containsEntry("pg-main", SecretPlace.ENCRYPTED_FILE);
        assertThat(console.texts()).contains("encrypted file");
    }

    @Test
    void aValueIsTypedStoredAndNoLongerOnTheScreen() {
        open();
        console.click("#secrets-name");
        console.type("pg-main");
        console.press(KeyCode.TAB);
        console.type("hunter2");
        assertThat(console.texts()).doesNotContain("hunter2");
        console.press(KeyCode.ENTER);
        assertThat(secrets().lastValue).isEqualTo("hunter2");
        assertThat(secrets().places).containsEntry("pg-main", SecretPlace.KEYCHAIN);
        assertThat(field("#secrets-value")).isEmpty();
    }

    // Harm: a slip of the fingers, and the only copy of a password is written over.
    @Test
    void aValueThatIsThereIsReplacedOnlyAfterAsking() {
        secrets().places.put("pg-main", SecretPlace.KEYCHAIN);
        open();
        console.click("#secrets-name");
        console.type("pg-main");
        assertThat(button("#secrets-store")).isEqualTo("Replace");
        console.press(KeyCode.TAB);
        console.type("hunter2");
        console.press(KeyCode.ENTER);
        assertThat(secrets().lastValue).isEmpty();
        console.press(KeyCode.ESCAPE);
        assertThat(console.there("#secrets-ask").isVisible()).isFalse();
        console.click("#secrets-store");
        console.press(KeyCode.SPACE);
        assertThat(secrets().lastValue).as("the safe way has the focus").isEmpty();
        console.click("#secrets-store");
        console.click("#secrets-sure");
        assertThat(secrets().lastValue).isEqualTo("hunter2");
        assertThat(secrets().last).as("what was handed over is wiped").containsOnly('\0');
        assertThat(field("#secrets-value")).isEmpty();
    }

    @Test
    void aSecretIsRemovedOnlyAfterAsking() {
        secrets().places.put("pg-main", SecretPlace.KEYCHAIN);
        open();
        assertThat(console.there("#secrets-remove").isDisabled()).isTrue();
        choose();
        console.click("#secrets-remove");
        console.click("#secrets-keep");
        assertThat(secrets().places).containsKey("pg-main");
        console.click("#secrets-remove");
        console.click("#secrets-sure");
        assertThat(secrets().places).isEmpty();
    }

    // Harm: a slip in a password that is typed once, and nobody can ever open the file.
    @Test
    void theFirstPasswordOfTheEncryptedFileIsTypedTwice() {
        open();
        assertThat(button("#secrets-unlock")).isEqualTo("Create");
        console.click("#secrets-password");
        console.type("correct horse");
        console.press(KeyCode.ENTER);
        assertThat(secrets().file).isEqualTo(EncryptedFile.ABSENT);
        console.click("#secrets-again");
        console.type("correct hors");
        console.press(KeyCode.ENTER);
        assertThat(secrets().file).isEqualTo(EncryptedFile.ABSENT);
        console.type("e");
        console.press(KeyCode.ENTER);
        assertThat(secrets().file).isEqualTo(EncryptedFile.OPEN);
        assertThat(secrets().last).containsOnly('\0');
        assertThat(field("#secrets-again")).isEmpty();
    }

    @Test
    void whyTheEncryptedFileDoesNotOpenIsShownBesideItsPassword() {
        secrets().file = EncryptedFile.LOCKED;
        secrets().unopened = Optional.of(LOCKED);
        open();
        assertThat(console.texts()).contains("SEC-0107", LOCKED.remedy());
        assertThat(console.there("#secrets-password").getParent().isVisible()).isTrue();
        assertThat(console.there("#secrets-again").isVisible()).isFalse();
        assertThat(button("#secrets-unlock")).isEqualTo("Open");
    }

    @Test
    void withoutAKeychainThePasswordOfTheEncryptedFileIsAskedFor() {
        secrets().keychain = Optional.of(LOCKED);
        secrets().file = EncryptedFile.LOCKED;
        open();
        assertThat(console.texts())
                .anyMatch(text -> text.contains("keychain is locked"))
                .anyMatch(text -> text.contains("locked until its password"));
        console.click("#secrets-password");
        console.type("correct horse");
        console.press(KeyCode.ENTER);
        assertThat(secrets().file).isEqualTo(EncryptedFile.OPEN);
        assertThat(console.there("#secrets-password").getParent().isVisible()).isFalse();
        assertThat(field("#secrets-password")).isEmpty();
    }

    @Test
    void aRefusalIsShownWithCodeAndRemedyAndNothingChanges() {
        secrets().places.put("pg-main", SecretPlace.FILE);
        open();
        secrets().refusal = Optional.of(LOCKED);
        choose();
        console.click("#secrets-to-keychain");
        assertThat(console.texts()).contains("SEC-0107", LOCKED.remedy());
        assertThat(secrets().places).containsEntry("pg-main", SecretPlace.FILE);
    }

    private void open() {
        console.workspace.openSample();
        console.live(2);
        console.click("#rail-settings");
    }

    private FakeSecrets secrets() {
        return console.workspace.secrets;
    }

    private void choose() {
        TableView<?> table = table();
        Console.onFx(
                () -> {
                    table.getSelectionModel().select(0);
                    return true;
                });
    }

    private TableView<?> table() {
        return (TableView<?>) console.there("#secrets-table");
    }

    private String button(String id) {
        return ((Button) console.there(id)).getText();
    }

    private String field(String id) {
        return ((javafx.scene.control.TextField) console.there(id)).getText();
    }
}
