package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Command;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a button is off, and a person has to guess what would put it on.
final class OffReasonTest {
    /// Where the toolkit keeps the tooltip of a node.
    private static final String TOOLTIP = "javafx.scene.control.Tooltip";

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);
    private final List<String> mute = new ArrayList<>();
    private int off;

    @AfterEach
    void close() {
        console.close();
    }

    /// Notes each button in sight that is off and says no reason to whoever points there.
    private void look(String where) {
        Console.onFx(
                () -> {
                    look(where, console.window.scene().getRoot());
                    return true;
                });
    }

    private void look(String where, Node node) {
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof ButtonBase button && button.isDisable()) {
            off++;
            String why = button.getAccessibleHelp();
            boolean told = button.getParent().getProperties().containsKey(TOOLTIP);
            if (why == null || why.isBlank() || !told) {
                mute.add(where + ": " + button.getId() + " " + button.getText() + " (" + why + ")");
            }
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> look(where, child));
        }
    }

    private void everyPage(String state) {
        for (PerspectiveId id : Perspectives.registry().keySet()) {
            console.onWindow(window -> window.show(id));
            console.live(1);
            look(state + " " + id);
        }
    }

    private void perform(String action) {
        console.onWindow(window -> window.perform(action));
        console.live(1);
        look(action);
    }

    @Test
    void aButtonThatIsOffSaysWhyWhoeverPointsThere() {
        look("welcome");
        console.click("#new-project");
        look("a new project");
        console.workspace.openSample();
        console.live(3);
        everyPage("observing");
        perform("app.support");
        perform("shell.keys");
        perform("shell.help");
        perform("shell.help");
        console.onWindow(window -> window.show(PerspectiveId.PIPELINES));
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.click("#draft-pipeline-main");
        console.live(1);
        everyPage("commissioning");
        perform("draft.trial");
        perform("draft.review");
        console.onWindow(window -> window.show(PerspectiveId.BUFFERS, "quarantine/"));
        console.live(1);
        look("quarantine");
        perform("time.open");
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "t", null));
        console.live(3);
        everyPage("a drill");
        assertThat(mute).isEmpty();
        assertThat(off).as("buttons that were off at all").isGreaterThan(20);
    }
}
