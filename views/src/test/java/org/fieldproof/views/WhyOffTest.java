package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Tooltip;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a button is off, and nobody who sees it learns why.
final class WhyOffTest {
    /// Where the toolkit keeps what is installed on a node.
    private static final String INSTALLED = "javafx.scene.control.Tooltip";

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    /// What somebody reads who points at a control that is off: that of what is around it.
    private static String said(Node off) {
        return off.getParent() != null
                        && off.getParent().getProperties().get(INSTALLED) instanceof Tooltip why
                        && why.getText() != null
                ? why.getText()
                : "";
    }

    @Test
    void everyButtonThatIsOffSaysWhyToWhoeverPointsAtIt() {
        console.workspace.openSample();
        console.live(2);
        List<String> silent = new ArrayList<>();
        int off = 0;
        for (PerspectiveId id : PerspectiveId.values()) {
            console.onWindow(window -> window.show(id));
            console.live(1);
            for (Node each : offButtons()) {
                off++;
                if (Console.onFx(() -> said(each)).isBlank()) {
                    silent.add(id + " " + each);
                }
            }
        }
        assertThat(silent).isEmpty();
        assertThat(off).isGreaterThan(9);
    }

    private List<Node> offButtons() {
        return Console.onFx(
                () ->
                        console.window.scene().getRoot().lookupAll(".button").stream()
                                .filter(
                                        node ->
                                                node instanceof ButtonBase
                                                        && node.isDisable()
                                                        && isSeen(node))
                                .toList());
    }

    private static boolean isSeen(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    @Test
    void stopSaysThatNothingRunsAndNothingOnceSomethingDoes() {
        console.workspace.openSample();
        console.live(2);
        Node stop = console.there("#stop");
        assertThat(Console.onFx(() -> said(stop))).isEqualTo("No drill is running");
        console.click("#pipelines-run-drill");
        console.live(2);
        assertThat(stop.isDisabled()).isFalse();
        assertThat(Console.onFx(() -> said(stop))).isEmpty();
    }
}
