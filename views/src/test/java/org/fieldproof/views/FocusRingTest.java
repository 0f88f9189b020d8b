package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import org.fieldproof.styles.Palette;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Harm if it breaks: who works by the keyboard cannot see where they are.
final class FocusRingTest {

    private static final List<PseudoClass> FOCUS =
            List.of(
                    PseudoClass.getPseudoClass("focused"),
                    PseudoClass.getPseudoClass("focus-visible"));

    private final Set<String> thin = new TreeSet<>();
    private int seen;

    @ParameterizedTest
    @CsvSource({"LIGHT,2", "DARK,2", "CONTRAST,3"})
    void whatHasTheFocusWearsARing(Theme theme, int pixels) {
        Console console = new Console(theme, Locale.ENGLISH);
        look(console, "welcome", pixels);
        console.workspace.openSample();
        console.live(5);
        for (PerspectiveId id : Perspectives.registry().keySet()) {
            console.onWindow(window -> window.show(id));
            console.live(1);
            look(console, id.key(), pixels);
        }
        console.onWindow(window -> window.show(PerspectiveId.PIPELINES));
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.live(1);
        console.click("#draft-connection-devices");
        console.live(1);
        look(console, "edit", pixels);
        console.press(KeyCode.CONTROL, KeyCode.K);
        look(console, "palette", pixels);
        console.close();
        assertThat(seen).isGreaterThan(100);
        assertThat(thin).isEmpty();
    }

    private void look(Console console, String page, int pixels) {
        Palette palette = Palette.of(console.window.theme());
        Console.onFx(
                () -> {
                    for (Node node : focusable(console.window.scene().getRoot())) {
                        seen++;
                        node.requestFocus();
                        FOCUS.forEach(state -> node.pseudoClassStateChanged(state, true));
                        node.applyCss();
                        double wide = ring(node, palette);
                        FOCUS.forEach(state -> node.pseudoClassStateChanged(state, false));
                        if (wide < pixels) {
                            thin.add(page + ": " + node + " has a ring of " + wide);
                        }
                    }
                    return true;
                });
    }

    private static List<Node> focusable(Node node) {
        List<Node> found = new ArrayList<>();
        if (node.isVisible() && !node.isDisabled()) {
            if (node.isFocusTraversable()) {
                found.add(node);
            }
            if (node instanceof Parent parent) {
                parent.getChildrenUnmodifiable().forEach(child -> found.addAll(focusable(child)));
            }
        }
        return found;
    }

    /// The widest band in the colour of the focus, around the node or a part of it.
    private static double ring(Node node, Palette palette) {
        double widest = 0;
        if (node instanceof Region region) {
            if (region.getBackground() != null) {
                widest = band(region.getBackground().getFills(), palette);
            }
            if (region.getBorder() != null) {
                for (var stroke : region.getBorder().getStrokes()) {
                    if (isRing(stroke.getTopStroke(), palette)) {
                        widest = Math.max(widest, stroke.getWidths().getTop());
                    }
                }
            }
        }
        if (node instanceof Parent parent) {
            for (Node child : parent.getChildrenUnmodifiable()) {
                widest =
                        child.isFocusTraversable()
                                ? widest
                                : Math.max(widest, ring(child, palette));
            }
        }
        return widest;
    }

    private static double band(List<BackgroundFill> fills, Palette palette) {
        double widest = 0;
        for (int i = 0; i + 1 < fills.size(); i++) {
            if (isRing(fills.get(i).getFill(), palette)) {
                double wide =
                        fills.get(i + 1).getInsets().getTop() - fills.get(i).getInsets().getTop();
                widest = Math.max(widest, wide);
            }
        }
        return widest;
    }

    private static boolean isRing(Paint paint, Palette palette) {
        return paint instanceof Color colour
                && (colour.equals(palette.focus()) || colour.equals(palette.text()));
    }
}
