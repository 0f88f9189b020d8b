package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.scene.control.Labeled;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// *What is kept* of Settings. Harm if it breaks: nobody sees what fills the disk.
final class StoredTest {

    private Optional<Console> opened = Optional.empty();

    @AfterEach
    void close() {
        opened.ifPresent(Console::close);
    }

    private Console open(Locale language) {
        Console console = new Console(Theme.LIGHT, language);
        opened = Optional.of(console);
        console.workspace.openSample();
        console.live(2);
        console.onWindow(window -> window.show(PerspectiveId.SETTINGS, "setting/stored"));
        console.live(1);
        return console;
    }

    @Test
    void whatIsKeptIsCountedWhenSomebodyLooks() {
        Console console = open(Locale.ENGLISH);
        assertThat(console.rows("#stored-table"))
                .hasSize(6)
                .anyMatch(row -> row.contains("kind=LOG") && row.contains("bytes=210763776"));
        assertThat(console.texts()).contains("201 MiB", "until each destination or buffer has it");
        assertThat(((Labeled) console.there("#stored-room")).getText())
                .isEqualTo("41 GiB free beside it, in /var/lib/fieldproof/field-demo");
        long looks = asked(console);
        console.live(20);
        assertThat(asked(console)).as("not by itself").isEqualTo(looks);
        console.space("#stored-again");
        assertThat(asked(console)).isEqualTo(looks + 1);
    }

    private static long asked(Console console) {
        return console.workspace.gateway.commands.stream()
                .filter(Command.ReadStorage.class::isInstance)
                .count();
    }

    @Test
    void whatCannotBeCountedIsSaid() {
        Console console = open(Locale.ENGLISH);
        Problem why = Problem.error("APP-0336", "data directory /data", "It is gone.", "Look.");
        console.workspace.gateway.late.put(
                new Command.ReadStorage(),
                CompletableFuture.completedFuture(new Outcome.Refused(why)));
        console.space("#stored-again");
        assertThat(console.rows("#stored-table")).isEmpty();
        assertThat(console.texts()).contains("It is gone.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void nothingIsCut(String language) {
        Console console = open(Locale.of(language));
        assertThat(console.audit()).isEmpty();
        if (System.getProperty("looks") != null) {
            console.picture("stored-" + language);
        }
    }
}
