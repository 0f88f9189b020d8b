package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.fieldproof.api.Workspace.Phase;
import org.fieldproof.api.command.Command;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a double click on another project stops a plant that runs, or is not heard.
class OutsideTest {
    private static final Path SAMPLE = Path.of("/opt/fieldproof/sample-projects/field-demo");

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    private void take(String file) {
        console.onWindow(window -> window.take(Path.of(file)));
        console.live(1);
    }

    private Path open() {
        return console.workspace.status().project().orElseThrow();
    }

    @Test
    void aProjectIsOpenedAtOnceWhereNoneIs() {
        take("/plants/north/project.yaml");

        assertThat(open()).isEqualTo(Path.of("/plants/north"));
        assertThat(console.workspace.status().phase()).isEqualTo(Phase.FAILED);
        console.sees("There is no project.yaml in this folder.");
    }

    @Test
    void aProjectThatRunsIsStoppedOnlyByWhoSaysSo() {
        console.workspace.openSample();
        console.live(2);

        take("/plants/north/north.fieldproof");

        assertThat(open()).isEqualTo(SAMPLE);
        assertThat(String.join(" ", console.texts()))
                .contains("/plants/north was asked for")
                .contains("stops field-demo");
        console.click("#outside-leave");
        assertThat(Console.onFx(() -> console.window.scene().lookup("#outside-bar").isVisible()))
                .isFalse();
        assertThat(open()).isEqualTo(SAMPLE);

        take("/plants/north");
        console.click("#outside-open");
        console.live(1);

        assertThat(open()).isEqualTo(Path.of("/plants/north"));
    }

    @Test
    void anyOtherFileIsRefusedAndNothingIsAsked() {
        console.workspace.openSample();
        console.live(2);

        take("/plants/north/tags/boiler.csv");

        assertThat(String.join(" ", console.texts())).contains("It is no project");
        assertThat(Console.onFx(() -> console.window.scene().lookup("#outside-bar").isVisible()))
                .isFalse();
        assertThat(open()).isEqualTo(SAMPLE);
    }

    /// Another program asks: the next key of whoever types here is not for that.
    @Test
    void theQuestionDoesNotTakeTheFocus() {
        console.workspace.openSample();
        console.live(2);

        take("/plants/north");

        assertThat(console.there("#outside-bar").isFocusWithin()).isFalse();
    }

    @Test
    void aDrillIsNotEndedByAnotherProject() {
        console.workspace.openSample();
        console.live(2);
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "test", null));
        console.live(2);

        take("/plants/north");

        assertThat(console.there("#outside-open").isDisabled()).isTrue();
        assertThat(console.there("#outside-open").getAccessibleHelp()).isNotEmpty();
    }

    @Test
    void theProjectThatIsOpenComesToTheFront() {
        console.workspace.openSample();
        console.live(1);

        console.onWindow(
                window -> {
                    window.stage().setIconified(true);
                    window.present(Optional.of(SAMPLE.resolve("project.yaml")));
                });
        console.live(1);

        assertThat(Console.onFx(() -> console.window.stage().isIconified())).isFalse();
        assertThat(String.join(" ", console.texts())).contains("is open already");
    }

    @Test
    void evidenceIsOpenedWhereEvidenceIsShown() {
        take("/tmp/evidence-of-another-plant.zip");
        assertThat(String.join(" ", console.texts()))
                .contains("Evidence is shown beside an open project, and none is open.");

        console.workspace.openSample();
        console.live(1);
        take("/tmp/evidence-of-another-plant.zip");

        assertThat(Console.onFx(() -> console.window.shown())).isEqualTo(PerspectiveId.EVIDENCE);
        assertThat(Console.onFx(() -> console.window.scene().lookup("#evidence-open"))).isNotNull();
    }
}
