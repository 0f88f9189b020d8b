package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Newer versions. Harm if it breaks: a console in a plant talks to the outside without being
/// told to.
final class UpdateTasksTest {
    private static final String ADDRESS = "https://intranet.example/fieldproof.json";
    private static final int DAY_SECONDS = 24 * 3_600;

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void nothingIsAskedUntilSomebodyWantsIt() {
        open();
        assertThat(((CheckBox) console.there("#updates-daily")).isSelected()).isFalse();
        assertThat(console.there("#updates-daily").isDisabled()).isTrue();
        assertThat(console.there("#updates-look").isDisabled()).isTrue();
        type(ADDRESS);
        console.workspace.clock.advanceMillis(2_000L * DAY_SECONDS);
        console.live(2);
        assertThat(asked()).as("an address alone is no wish").isEmpty();
    }

    @Test
    void oneClickAsksNowAndSaysWhatIsThere() {
        open();
        type(ADDRESS);
        reveal();
        console.click("#updates-look");
        console.live(1);
        assertThat(asked()).containsExactly(ADDRESS);
        assertThat(console.texts())
                .anyMatch(t -> t.startsWith("Version 0.2.0 is there; 0.1.0 runs."));
        type("https://away.example/");
        reveal();
        console.click("#updates-look");
        console.live(1);
        assertThat(console.texts()).anyMatch(t -> t.contains("It does not answer."));
    }

    @Test
    void onceADayWhenItIsSwitchedOnAndNeverAfterItIsSwitchedOff() {
        open();
        type(ADDRESS);
        reveal();
        console.click("#updates-daily");
        console.live(3);
        assertThat(asked()).hasSize(1);
        assertThat(console.texts()).anyMatch(t -> t.startsWith("Version 0.2.0 is there"));
        console.workspace.clock.advanceMillis(1_000L * DAY_SECONDS);
        console.live(2);
        assertThat(asked()).hasSize(2);
        reveal();
        console.click("#updates-daily");
        console.workspace.clock.advanceMillis(2_000L * DAY_SECONDS);
        console.live(2);
        assertThat(asked()).hasSize(2);
    }

    // Harm: half an address is asked, which belongs to somebody else.
    @Test
    void anAddressIsKeptWhenItIsWhole() {
        open();
        console.click("#updates-address");
        console.type("https://intra");
        assertThat(kept()).isEmpty();
        console.press(KeyCode.TAB);
        assertThat(kept()).contains("https://intra");
    }

    // Harm: an answer is taken for that of the address in sight.
    @Test
    void theAnswerOfAnotherAddressIsNotShown() {
        CompletableFuture<Outcome> late = new CompletableFuture<>();
        console.workspace.updateLater = Optional.of(late);
        open();
        type(ADDRESS);
        reveal();
        console.click("#updates-look");
        type("https://other.example/");
        assertThat(console.there("#updates-look").isDisabled()).as("one at a time").isTrue();
        console.onWindow(
                window -> late.complete(new Outcome.UpdateSeen("0.1.0", "0.2.0", true, "page")));
        console.live(1);
        assertThat(console.there("#updates-look").isDisabled()).isFalse();
        assertThat(console.texts()).noneMatch(t -> t.startsWith("Version 0.2.0 is there"));
    }

    // Harm: a console that is started often asks often.
    @Test
    void onceADayHoldsOverRestarts() {
        console.workspace.setPreference("updates.address", ADDRESS);
        console.workspace.setPreference("updates.daily", "on");
        open();
        assertThat(asked()).hasSize(1);
        Console again = new Console(Theme.LIGHT, Locale.ENGLISH, console.workspace);
        try {
            again.live(2);
            assertThat(asked()).hasSize(1);
            console.workspace.clock.advanceMillis(1_000L * DAY_SECONDS);
            again.live(1);
            assertThat(asked()).hasSize(2);
        } finally {
            again.close();
        }
    }

    private Optional<String> kept() {
        return console.workspace.preference("updates.address").filter(kept -> !kept.isEmpty());
    }

    private void open() {
        console.workspace.openSample();
        console.live(2);
        reveal();
    }

    private void reveal() {
        console.onWindow(window -> window.show(PerspectiveId.SETTINGS, "updates"));
        console.live(1);
    }

    private void type(String address) {
        TextField field = (TextField) console.there("#updates-address");
        console.onWindow(window -> field.setText(address));
    }

    private List<String> asked() {
        return console.workspace.updatesAsked;
    }
}
