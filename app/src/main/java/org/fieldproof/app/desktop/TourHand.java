package org.fieldproof.app.desktop;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.fieldproof.views.ConsoleWindow;
import org.fieldproof.views.place.PerspectiveId;

/// What a tour does in the console. A step that finds nothing to act on fails: a picture of
/// something else would be shown in its place. Any thread but the FX thread.
final class TourHand {
    private static final int LOOKS_MAX = 40;
    private static final Duration LOOK = Duration.ofMillis(100);

    private final ConsoleWindow window;

    TourHand(ConsoleWindow window) {
        this.window = window;
    }

    /// Fires a button, or Enter on anything else.
    void press(String selector) throws InterruptedException, ExecutionException {
        Node node = find(selector);
        FxSteps.call(
                () -> {
                    if (node instanceof ButtonBase button) {
                        button.fire();
                    } else {
                        node.fireEvent(key(KeyCode.ENTER));
                    }
                    return true;
                });
    }

    void type(String selector, String text) throws InterruptedException, ExecutionException {
        Node node = find(selector);
        FxSteps.call(
                () -> {
                    if (!(node instanceof TextField field)) {
                        throw new IllegalStateException(selector + ": nothing to type in");
                    }
                    field.setText(text);
                    return true;
                });
    }

    /// What is asked for may come with a later beat.
    Node find(String selector) throws InterruptedException, ExecutionException {
        for (int look = 0; look < LOOKS_MAX; look++) {
            Node found =
                    FxSteps.call(
                            () -> {
                                window.refresh();
                                Node node = window.scene().lookup(selector);
                                return node == null || node.isDisabled() || !isShown(node)
                                        ? null
                                        : node;
                            });
            if (found != null) {
                return found;
            }
            settle(LOOK);
        }
        throw new IllegalStateException(selector + ": not there, or off");
    }

    /// A form that is not the one in turn stands in the scene, unseen.
    private static boolean isShown(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }

    void choose(String object) throws InterruptedException, ExecutionException {
        choose(PerspectiveId.PIPELINES, object);
    }

    void choose(PerspectiveId where, String object)
            throws InterruptedException, ExecutionException {
        FxSteps.call(
                () -> {
                    window.show(where, object);
                    return true;
                });
    }

    void perform(String action) throws InterruptedException, ExecutionException {
        String hindrance = FxSteps.call(() -> window.perform(action));
        if (!hindrance.isEmpty()) {
            throw new IllegalStateException(action + ": " + hindrance);
        }
    }

    static KeyEvent key(KeyCode code) {
        return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false);
    }

    static void settle(Duration time) {
        long startedNanos = System.nanoTime();
        while (System.nanoTime() - startedNanos < time.toNanos()) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
