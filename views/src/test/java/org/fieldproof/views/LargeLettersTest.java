package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableRow;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: who needs larger letters sees half of them, as their box stays as it was.
final class LargeLettersTest {
    private static final double TOUCH = 1.5;

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void boxesGrowWithTheLettersInThem() {
        console.onWindow(window -> window.setScale(2.0));
        console.workspace.openSample();
        console.live(20);
        console.onWindow(window -> window.show(PerspectiveId.PIPELINES));
        console.live(2);
        assertThat(beyond(console, ".fp-node")).isEmpty();
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.live(1);
        console.click("#draft-connection-devices");
        console.live(1);
        assertThat(beyond(console, ".fp-node")).isEmpty();
        assertThat(beyond(console, ".combo-box-base")).isEmpty();
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.onWindow(window -> window.show(PerspectiveId.BUFFERS));
        console.live(2);
        assertThat(beyond(console, ".table-row-cell")).isEmpty();
    }

    /// Texts higher or lower than the box of that class that they are in.
    private static List<String> beyond(Console console, String selector) {
        return Console.onFx(
                () -> {
                    console.window.scene().getRoot().applyCss();
                    console.window.scene().getRoot().layout();
                    List<String> found = new ArrayList<>();
                    Set<Node> boxes = console.window.scene().getRoot().lookupAll(selector);
                    assertThat(boxes).as(selector).isNotEmpty();
                    boxes.forEach(box -> look(box, found));
                    return found;
                });
    }

    private static void look(Node box, List<String> found) {
        Bounds room = box.localToScene(box.getLayoutBounds());
        if (box instanceof TableRow<?> row && row.isEmpty()) {
            return;
        }
        for (Node each : box.lookupAll(".text")) {
            boolean seen = each.getParent() instanceof Labeled || box instanceof ComboBoxBase<?>;
            if (each instanceof Text text && seen && !text.getText().isBlank()) {
                Bounds place = text.localToScene(text.getLayoutBounds());
                if (place.getMinY() < room.getMinY() - TOUCH
                        || place.getMaxY() > room.getMaxY() + TOUCH) {
                    found.add(text.getText() + " " + place + " in " + room);
                }
            }
        }
    }
}
