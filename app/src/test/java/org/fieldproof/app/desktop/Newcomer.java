package org.fieldproof.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.fieldproof.robot.Hand;
import org.fieldproof.robot.Toolkit;
import org.fieldproof.testkit.Await;
import org.fieldproof.views.ConsoleWindow;
import org.fieldproof.views.tour.PngPicture;
import org.jspecify.annotations.Nullable;

/// Somebody who has never seen the console, at its real window with the real workspace behind it:
/// sees what is in sight, presses what can be pressed, and waits for what has been announced.
final class Newcomer extends Hand implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    final ConsoleWindow window;

    Newcomer(DesktopWorkspace workspace) {
        Toolkit.start();
        workspace.setPreference("language", Locale.ENGLISH.toLanguageTag());
        window =
                Toolkit.onFx(
                        () -> {
                            ConsoleWindow made = new ConsoleWindow(new Stage(), workspace);
                            made.open();
                            return made;
                        });
    }

    @Override
    protected Scene scene() {
        return window.scene();
    }

    /// Waits, and says with a picture what was in sight if it was in vain.
    void until(BooleanSupplier condition, String what) {
        try {
            Await.until(LIMIT, condition, what);
        } catch (AssertionError inVain) {
            picture("newcomer-in-vain");
            throw new AssertionError(what + ", among " + texts(), inVain);
        }
    }

    /// Waits until a text is in sight.
    void sees(Predicate<String> text, String what) {
        until(() -> texts().stream().anyMatch(text), what);
    }

    /// Presses what must be there and able to be pressed.
    void act(String selector) {
        until(() -> isReady(selector), selector + " to be pressed");
        click(selector);
    }

    private boolean isReady(String selector) {
        Node node = node(selector);
        return node != null && Toolkit.onFx(() -> !node.isDisabled() && isInSight(node));
    }

    private static boolean isInSight(Node node) {
        for (Node up = node; up != null; up = up.getParent()) {
            if (!up.isVisible()) {
                return false;
            }
        }
        return true;
    }

    /// Adds a part by typing what it is called.
    void add(String type) {
        focus("#draft-canvas");
        press(KeyCode.A);
        there("#quick-add-query");
        type(type);
        enter();
    }

    /// Clicks into a field and types over what stands there.
    void fill(String field, String text) {
        String selector = "#field-" + field;
        scrollTo(selector);
        click(selector);
        press(KeyCode.CONTROL, KeyCode.A);
        type(text);
        assertThat(field(field)).as(field).isEqualTo(text);
    }

    /// What stands in a field.
    String field(String field) {
        TextInputControl control = (TextInputControl) there("#field-" + field);
        return Toolkit.onFx(control::getText);
    }

    /// The id of what has the focus; empty if it has none.
    String focused() {
        return Toolkit.onFx(
                () -> {
                    Node owner = scene().getFocusOwner();
                    return owner == null || owner.getId() == null ? "" : owner.getId();
                });
    }

    /// Draws a wire from a part's port to another part.
    void wire(String from, String to) {
        until(() -> node("#draft-" + to) != null, to);
        drag("#draft-" + from + "-port", "#draft-" + to, 0, 0);
    }

    /// Reviews what has changed and applies it.
    void apply(BooleanSupplier runs, String what) {
        act("#review");
        act("#review-apply");
        until(runs, what);
        until(() -> !isReady("#review-apply"), "the review to close");
    }

    /// Moves in a tree to the line of this name, as the arrow keys would.
    void chooseLine(String tree, String name) {
        TreeView<?> lines = (TreeView<?>) there(tree);
        until(() -> Toolkit.onFx(() -> choose(lines, name)), name);
    }

    private static <T> boolean choose(TreeView<T> tree, String name) {
        TreeItem<T> found = find(tree.getRoot(), name);
        if (found != null) {
            tree.requestFocus();
            tree.getSelectionModel().select(found);
        }
        return found != null;
    }

    private static <T> @Nullable TreeItem<T> find(TreeItem<T> item, String name) {
        for (TreeItem<T> child : item.getChildren()) {
            if (child.getValue().toString().contains("name=" + name)) {
                return child;
            }
            TreeItem<T> deeper = find(child, name);
            if (deeper != null) {
                return deeper;
            }
        }
        return null;
    }

    void picture(String name) {
        byte[] png =
                Toolkit.onFx(
                        () -> {
                            ((Region) scene().getRoot()).layout();
                            return PngPicture.encode(window.snapshot());
                        });
        try {
            Path folder = Files.createDirectories(Path.of("target/looks"));
            Files.write(folder.resolve(name + ".png"), png);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() {
        Toolkit.onFx(
                () -> {
                    window.close();
                    return true;
                });
    }
}
