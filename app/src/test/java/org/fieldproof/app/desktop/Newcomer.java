package org.fieldproof.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TreeCell;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.fieldproof.robot.Hand;
import org.fieldproof.robot.Toolkit;
import org.fieldproof.testkit.Await;
import org.fieldproof.views.ConsoleWindow;
import org.fieldproof.views.tour.PngPicture;

/// Somebody who has never seen the console, at its real window with the real workspace behind it:
/// sees what is in sight, presses what can be pressed, and waits for what has been announced. Lists
/// are scrolled as by the wheel, which is no click.
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

    private boolean isGone(String selector) {
        Node node = node(selector);
        return node == null || Toolkit.onFx(() -> !isInSight(node));
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
        act("#draft-add");
        until(() -> focused().equals("quick-add-query"), "what is to be added");
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
        until(() -> isGone("#review-panel"), "the review to close");
    }

    /// Clicks the line of this name in a tree.
    void chooseLine(String tree, String name) {
        until(() -> line(tree, name).isPresent(), name);
        line(tree, name).ifPresent(this::click);
    }

    private Optional<Node> line(String tree, String name) {
        Node lines = there(tree);
        return Toolkit.onFx(
                () ->
                        lines.lookupAll(".tree-cell").stream()
                                .filter(cell -> isLine(cell, name))
                                .findFirst());
    }

    private static boolean isLine(Node cell, String name) {
        return cell instanceof TreeCell<?> line
                && line.getItem() != null
                && line.getItem().toString().contains("name=" + name);
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
