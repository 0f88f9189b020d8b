package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.fake.FakePrompt;
import org.fieldproof.views.fake.FakeWorkspace;
import org.fieldproof.views.tour.Finding;
import org.fieldproof.views.tour.PngPicture;
import org.fieldproof.views.tour.TextAudit;
import org.jspecify.annotations.Nullable;
import org.testfx.api.FxRobot;

/// The real console on the pretended workspace, on the headless platform.
final class Console {
    private static final int PULSES_MAX = 500;
    private static final long PULSE_NANOS = 20_000_000L;

    private static final FxRobot ROBOT = new FxRobot();
    private static final AtomicBoolean STARTED = new AtomicBoolean();

    final FakeWorkspace workspace;
    final FakePrompt prompt = new FakePrompt();
    final ConsoleWindow window;
    private int clicks;

    Console(Theme theme, Locale language) {
        this(theme, language, new FakeWorkspace());
    }

    /// Another console of somebody who has had one before.
    Console(Theme theme, Locale language, FakeWorkspace workspace) {
        this.workspace = workspace;
        start();
        workspace.setPreference("theme", theme.id());
        workspace.setPreference("language", language.toLanguageTag());
        window =
                onFx(
                        () -> {
                            ConsoleWindow made =
                                    new ConsoleWindow(
                                            new Stage(), workspace, workspace.clock, prompt);
                            made.open();
                            return made;
                        });
    }

    private static void start() {
        if (STARTED.compareAndSet(false, true)) {
            CompletableFuture<Void> up = new CompletableFuture<>();
            try {
                Platform.startup(() -> up.complete(null));
                Platform.setImplicitExit(false);
                up.get(20, TimeUnit.SECONDS);
            } catch (Exception failed) {
                throw new IllegalStateException("the toolkit does not start", failed);
            }
        }
    }

    /// The sample plant, being edited, with its first pipeline chosen.
    void editPipeline() {
        workspace.openSample();
        live(2);
        press(KeyCode.CONTROL, KeyCode.E);
        click("#draft-pipeline-main");
        live(1);
    }

    void focus(String selector) {
        Node node = there(selector);
        onFx(
                () -> {
                    node.requestFocus();
                    return true;
                });
    }

    static <T> T onFx(Callable<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(
                () -> {
                    try {
                        done.complete(task.call());
                    } catch (Throwable failure) {
                        done.completeExceptionally(failure);
                    }
                });
        try {
            return done.get(20, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// Lets time pass, beat by beat.
    void live(int seconds) {
        for (int i = 0; i < seconds; i++) {
            onFx(
                    () -> {
                        workspace.clock.advanceMillis(1000);
                        window.refresh();
                        return true;
                    });
        }
    }

    /// Changes the draft, as one step of its history.
    void edit(String name, UnaryOperator<ProjectDraft> change) {
        onWindow(shown -> shown.draft().edit(name, change));
    }

    void onWindow(Consumer<ConsoleWindow> task) {
        onFx(
                () -> {
                    task.accept(window);
                    return true;
                });
    }

    /// Every text in sight.
    List<String> texts() {
        return onFx(
                () -> {
                    List<String> texts = new ArrayList<>();
                    collect(window.scene().getRoot(), texts);
                    return texts;
                });
    }

    private static void collect(Node node, List<String> into) {
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof Labeled labeled && labeled.getText() != null) {
            into.add(labeled.getText());
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, into));
        }
    }

    int clicks() {
        return clicks;
    }

    /// Presses and releases the mouse in the middle of a node: one click.
    void click(String selector) {
        Node node = there(selector);
        ROBOT.interact(() -> {});
        clicks++;
        ROBOT.clickOn(node);
        ROBOT.interact(() -> {});
    }

    /// The second of a double click, told to the node as such: on a busy machine the toolkit takes
    /// the two for single ones.
    void clickAgain(String selector) {
        tell(there(selector), MouseEvent.MOUSE_CLICKED, 2, false);
    }

    /// Presses at one node, lets go at the middle of another one and some way from it: one click.
    void drag(String from, String to, double dx, double dy) {
        Bounds target = onFx(() -> inScene(to));
        dragTo(from, target.getCenterX() + dx, target.getCenterY() + dy);
    }

    void dragTo(String from, double x, double y) {
        Node node = there(from);
        Point2D corner = onFx(() -> window.scene().getRoot().localToScreen(0, 0));
        clicks++;
        ROBOT.drag(node, MouseButton.PRIMARY)
                .moveTo(corner.getX() + x - 9, corner.getY() + y)
                .moveTo(corner.getX() + x, corner.getY() + y)
                .drop();
        ROBOT.interact(() -> {});
    }

    private Bounds inScene(String selector) {
        Node node = window.scene().lookup(selector);
        assertThat(node).as(selector).isNotNull();
        return node.localToScene(node.getLayoutBounds());
    }

    /// The middle between the right edge of one node and the left edge of another.
    List<Double> between(String left, String right) {
        return onFx(
                () -> {
                    Bounds a = inScene(left);
                    Bounds b = inScene(right);
                    return List.of(
                            (a.getMaxX() + b.getMinX()) / 2, (a.getCenterY() + b.getCenterY()) / 2);
                });
    }

    /// Enter, counted as a click.
    void enter() {
        clicks++;
        press(KeyCode.ENTER);
    }

    /// Presses and releases with Shift down, which the headless robot does not tell with a press of
    /// the mouse: one click.
    void shiftClick(String selector) {
        Node node = there(selector);
        clicks++;
        tell(node, MouseEvent.MOUSE_PRESSED, 1, true);
        tell(node, MouseEvent.MOUSE_RELEASED, 1, true);
        ROBOT.interact(() -> {});
    }

    /// Tells a node of the primary button in its middle, past the robot.
    static void tell(Node node, EventType<MouseEvent> type, int count, boolean shift) {
        onFx(
                () -> {
                    Bounds at = node.localToScreen(node.getLayoutBounds());
                    Event.fireEvent(node, primary(type, at, count, shift));
                    return true;
                });
    }

    private static MouseEvent primary(
            EventType<MouseEvent> type, Bounds at, int count, boolean shift) {
        return new MouseEvent(
                type,
                at.getWidth() / 2,
                at.getHeight() / 2,
                at.getCenterX(),
                at.getCenterY(),
                MouseButton.PRIMARY,
                count,
                shift,
                false,
                false,
                false,
                type == MouseEvent.MOUSE_PRESSED,
                false,
                false,
                true,
                false,
                true,
                null);
    }

    void press(KeyCode... keys) {
        ROBOT.push(keys);
        ROBOT.interact(() -> {});
    }

    void type(String text) {
        ROBOT.write(text);
        ROBOT.interact(() -> {});
    }

    /// Turns the wheel until a node of a scrolled list is in sight.
    void scrollTo(String selector) {
        Node node = there(selector);
        onFx(
                () -> {
                    Node up = node;
                    while (up != null && !(up instanceof ScrollPane)) {
                        up = up.getParent();
                    }
                    if (up instanceof ScrollPane pane) {
                        Bounds content = pane.getContent().getLayoutBounds();
                        double beyond = content.getHeight() - pane.getViewportBounds().getHeight();
                        Bounds at =
                                pane.getContent()
                                        .sceneToLocal(node.localToScene(node.getLayoutBounds()));
                        pane.setVvalue(Math.clamp(at.getMinY() / Math.max(1, beyond), 0, 1));
                        pane.layout();
                    }
                    return true;
                });
        ROBOT.interact(() -> {});
    }

    /// A node that must be there; skins make theirs with the next pulse, so it may take a few.
    Node there(String selector) {
        for (int pulse = 0; pulse < PULSES_MAX; pulse++) {
            Node found = node(selector);
            if (found != null) {
                return found;
            }
            LockSupport.parkNanos(PULSE_NANOS);
        }
        throw new AssertionError("not on the screen: " + selector);
    }

    /// Waits until a text is in sight: what a draft is worth is told a moment after the edit.
    void sees(String text) {
        for (int pulse = 0; pulse < PULSES_MAX; pulse++) {
            live(1);
            if (texts().contains(text)) {
                return;
            }
            LockSupport.parkNanos(PULSE_NANOS);
        }
        throw new AssertionError("not in sight: " + text + " among " + texts());
    }

    @Nullable Node node(String selector) {
        return onFx(() -> Optional.ofNullable(window.scene().lookup(selector))).orElse(null);
    }

    void picture(String name) {
        WritableImage image =
                onFx(
                        () -> {
                            window.scene().getRoot().applyCss();
                            window.scene().getRoot().layout();
                            return window.snapshot();
                        });
        try {
            Path folder = Files.createDirectories(Path.of("target/looks"));
            Files.write(folder.resolve(name + ".png"), PngPicture.encode(image));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    List<Finding> audit() {
        return onFx(() -> TextAudit.scan(window.scene(), window.theme()));
    }

    void close() {
        onFx(
                () -> {
                    window.close();
                    return true;
                });
    }
}
