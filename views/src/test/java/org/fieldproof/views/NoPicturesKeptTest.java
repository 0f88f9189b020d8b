package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: each page that was looked at keeps a picture of itself, and each figure that
/// changes draws all of its page.
final class NoPicturesKeptTest {

    private final Set<String> kept = new TreeSet<>();
    private int panes;

    @Test
    void noPageKeepsAPictureOfItself() {
        Console console = new Console(Theme.DARK, Locale.ENGLISH);
        console.workspace.openSample();
        console.live(2);
        for (PerspectiveId id : Perspectives.registry().keySet()) {
            console.onWindow(window -> window.show(id));
            console.live(1);
            console.onWindow(window -> look(id.key(), window.scene().getRoot()));
        }
        console.close();
        assertThat(panes).isGreaterThan(5);
        assertThat(kept).isEmpty();
    }

    private void look(String page, Node node) {
        if (node.isCache()) {
            kept.add(page + ": " + node);
        }
        if (node instanceof ScrollPane) {
            panes++;
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> look(page, child));
        }
    }
}
