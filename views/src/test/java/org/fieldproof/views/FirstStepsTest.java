package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Command;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.fake.FakeWorkspace;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The way round for a newcomer. Harm if it breaks: it ticks what nobody has done, or stands in the
/// way of who knows the way.
final class FirstStepsTest {
    private Console console = newcomers(Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    private static Console newcomers(Locale language) {
        FakeWorkspace workspace = new FakeWorkspace();
        workspace.setPreference("firstSteps", "");
        return new Console(Theme.LIGHT, language, workspace);
    }

    private List<String> steps() {
        return Stream.of(1, 2, 3, 4)
                .map(n -> ((Labeled) console.there("#first-step-" + n)).getText())
                .toList();
    }

    private void open() {
        console.workspace.openSample();
        console.live(3);
    }

    @Test
    void eachStepLeadsThereAndIsDoneWhenItIs() {
        open();
        assertThat(steps())
                .containsExactly(
                        "1  See live values",
                        "2  Click a wire",
                        "3  Start the drill",
                        "4  Read its evidence");
        console.click("#first-step-4");
        console.live(1);
        assertThat(steps().getLast()).as("there is none to be read").startsWith("4");
        console.click("#first-step-1");
        console.live(1);
        assertThat(console.window.shown()).isEqualTo(PerspectiveId.LIVE);
        assertThat(steps()).element(0).isEqualTo("✓  See live values");

        console.click("#first-step-2");
        console.live(1);
        assertThat(console.window.shown()).isEqualTo(PerspectiveId.PIPELINES);
        assertThat(steps()).as("being there is not enough").element(1).isEqualTo("2  Click a wire");
        console.click("#pipelines-table-button");
        console.live(1);
        console.chooseWire("id=lane/local>");
        assertThat(steps()).element(1).isEqualTo("✓  Click a wire");

        console.click("#first-step-3");
        console.live(1);
        console.click("#drill-start");
        console.live(2);
        assertThat(steps()).element(2).isEqualTo("✓  Start the drill");
        console.live(100);
        console.click("#first-step-4");
        console.live(1);
        assertThat(console.texts()).anyMatch(text -> text.startsWith("That was the round"));
        console.click("#first-steps-leave");
        console.live(1);
        assertThat(console.there("#first-steps").isVisible()).isFalse();
        assertThat(console.workspace.preference("firstSteps")).contains("over");
    }

    /// Harm: who tries out a pipeline is told that he has looked at a wire.
    @Test
    void messagesThatOthersAskForAreNoWireThatWasClicked() {
        open();
        console.editPipeline();
        console.press(KeyCode.F7);
        console.live(3);
        assertThat(console.workspace.gateway.commands)
                .anyMatch(Command.InspectWire.class::isInstance);
        assertThat(steps()).element(1).isEqualTo("2  Click a wire");
    }

    @Test
    void whoeverSkipsItDoesNotSeeItAgain() {
        open();
        console.focus("#first-steps-leave");
        console.press(KeyCode.SPACE);
        console.live(1);
        assertThat(console.there("#first-steps").isVisible()).isFalse();
        FakeWorkspace same = console.workspace;
        console.close();
        console = new Console(Theme.LIGHT, Locale.ENGLISH, same);
        open();
        assertThat(console.there("#first-steps").isVisible()).isFalse();
    }

    @Test
    void whatIsDoneIsDoneTheNextTime() {
        open();
        console.click("#first-step-1");
        console.live(1);
        FakeWorkspace same = console.workspace;
        console.close();
        console = new Console(Theme.LIGHT, Locale.ENGLISH, same);
        open();
        assertThat(steps()).element(0).isEqualTo("✓  See live values");
        assertThat(steps()).element(1).isEqualTo("2  Click a wire");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void nothingIsCutOnANarrowScreen(String language) {
        console.close();
        console = newcomers(Locale.of(language));
        open();
        for (PerspectiveId id : List.of(PerspectiveId.PIPELINES, PerspectiveId.DRILLS)) {
            console.onWindow(window -> window.show(id));
            console.live(1);
            assertThat(console.audit()).as(id.key()).isEmpty();
        }
        if (System.getProperty("looks") != null) {
            console.picture("first-steps-" + language);
        }
    }
}
