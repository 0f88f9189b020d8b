package org.fieldproof.robot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;
import org.testfx.api.FxRobot;

/// Who works at a scene with mouse and keyboard, on the headless platform; presses of the mouse
/// and of Enter are counted, as the budgets of tasks count them.
public abstract class Hand {
    protected static final int PULSES_MAX = 500;
    protected static final long PULSE_NANOS = 20_000_000L;
    private static final int TABS_MAX = 120;

    private static final FxRobot ROBOT = new FxRobot();

    private int clicks;

    /// Where it works.
    protected abstract Scene scene();

    public void focus(String selector) {
        Node node = there(selector);
        Toolkit.onFx(
                () -> {
                    node.requestFocus();
                    return true;
                });
    }

    /// Every text in sight.
    public List<String> texts() {
        return Toolkit.onFx(
                () -> {
                    List<String> texts = new ArrayList<>();
                    collect(scene().getRoot(), texts);
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

    public int clicks() {
        return clicks;
    }

    /// Presses and releases the mouse in the middle of a node: one click.
    public void click(String selector) {
        click(there(selector));
    }

    /// The same on a node that has no name of its own, such as a line of a list.
    public void click(Node node) {
        ROBOT.interact(() -> {});
        clicks++;
        ROBOT.clickOn(node);
        ROBOT.interact(() -> {});
    }

    /// The second of a double click, told to the node as such: on a busy machine the toolkit takes
    /// the two for single ones.
    public void clickAgain(String selector) {
        tell(there(selector), MouseEvent.MOUSE_CLICKED, 2, false);
    }

    /// The same on what shows something just now: with its next layout a table may give a cell to
    /// another row, so that it is laid out, found and told in one go.
    public void clickAgain(Supplier<? extends Node> shown) {
        Toolkit.onFx(
                () -> {
                    scene().getRoot().layout();
                    told(shown.get(), MouseEvent.MOUSE_CLICKED, 2, false);
                    return true;
                });
    }

    /// Presses at one node, lets go at the middle of another one and some way from it: one click.
    public void drag(String from, String to, double dx, double dy) {
        Bounds target = Toolkit.onFx(() -> inScene(to));
        dragTo(from, target.getCenterX() + dx, target.getCenterY() + dy);
    }

    public void dragTo(String from, double x, double y) {
        Node node = there(from);
        Point2D corner = Toolkit.onFx(() -> scene().getRoot().localToScreen(0, 0));
        clicks++;
        ROBOT.drag(node, MouseButton.PRIMARY)
                .moveTo(corner.getX() + x - 9, corner.getY() + y)
                .moveTo(corner.getX() + x, corner.getY() + y)
                .drop();
        ROBOT.interact(() -> {});
    }

    private Bounds inScene(String selector) {
        Node node = scene().lookup(selector);
        assertThat(node).as(selector).isNotNull();
        return node.localToScene(node.getLayoutBounds());
    }

    /// The middle between the right edge of one node and the left edge of another.
    public List<Double> between(String left, String right) {
        return Toolkit.onFx(
                () -> {
                    Bounds a = inScene(left);
                    Bounds b = inScene(right);
                    return List.of(
                            (a.getMaxX() + b.getMinX()) / 2, (a.getCenterY() + b.getCenterY()) / 2);
                });
    }

    /// Presses and releases the mouse at a place of the scene: one click.
    public void clickAt(double x, double y) {
        Point2D corner = Toolkit.onFx(() -> scene().getRoot().localToScreen(0, 0));
        clicks++;
        ROBOT.clickOn(corner.getX() + x, corner.getY() + y);
        ROBOT.interact(() -> {});
    }

    /// Goes on with the tabulator until something has the focus, as one does without a mouse.
    public void tabTo(String selector) {
        Node node = there(selector);
        for (int steps = 0; steps < TABS_MAX; steps++) {
            if (Toolkit.onFx(node::isFocused)) {
                return;
            }
            press(KeyCode.TAB);
        }
        throw new AssertionError("not reached with the tabulator: " + selector);
    }

    /// Enter, counted as a click.
    public void enter() {
        clicks++;
        press(KeyCode.ENTER);
    }

    /// Presses and releases with Shift down, which the headless robot does not tell with a press of
    /// the mouse: one click.
    public void shiftClick(String selector) {
        Node node = there(selector);
        clicks++;
        tell(node, MouseEvent.MOUSE_PRESSED, 1, true);
        tell(node, MouseEvent.MOUSE_RELEASED, 1, true);
        ROBOT.interact(() -> {});
    }

    /// Tells a node of the primary button in its middle, past the robot.
    public static void tell(Node node, EventType<MouseEvent> type, int count, boolean shift) {
        Toolkit.onFx(
                () -> {
                    told(node, type, count, shift);
                    return true;
                });
    }

    private static void told(Node node, EventType<MouseEvent> type, int count, boolean shift) {
        Bounds at = node.localToScreen(node.getLayoutBounds());
        Event.fireEvent(node, primary(type, at, count, shift));
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

    public void press(KeyCode... keys) {
        ROBOT.push(keys);
        ROBOT.interact(() -> {});
    }

    public void type(String text) {
        ROBOT.write(text);
        ROBOT.interact(() -> {});
    }

    /// Turns the wheel until a node of a scrolled list is in sight.
    public void scrollTo(String selector) {
        Node node = there(selector);
        Toolkit.onFx(
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
    public Node there(String selector) {
        for (int pulse = 0; pulse < PULSES_MAX; pulse++) {
            Node found = node(selector);
            if (found != null) {
                return found;
            }
            LockSupport.parkNanos(PULSE_NANOS);
        }
        throw new AssertionError("not on the screen: " + selector);
    }

    public @Nullable Node node(String selector) {
        return Toolkit.onFx(() -> Optional.ofNullable(scene().lookup(selector))).orElse(null);
    }
}
