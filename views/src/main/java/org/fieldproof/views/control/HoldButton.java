package org.fieldproof.views.control;

import java.util.Locale;
import javafx.animation.AnimationTimer;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Window;
import org.fieldproof.api.time.GatewayClock;

/// A button that acts only after it was held down for a time, so that no slip of the hand does it;
/// it fills meanwhile. Whoever has no mouse needs another way beside it. FX thread.
public final class HoldButton extends Button {
    /// What one frame counts at most: while the toolkit stands still nobody learns that the hand
    /// lets go.
    private static final long FRAME_NANOS_MAX = 100_000_000;

    private final GatewayClock clock;
    private final long holdNanos;
    private final Runnable act;
    private final AnimationTimer timer =
            new AnimationTimer() {
                @Override
                public void handle(long now) {
                    look();
                }
            };
    private boolean held;
    private long lastNanos;
    private long heldNanos;

    /// @param act done once it was held for so long
    public HoldButton(String text, GatewayClock clock, long holdNanos, Runnable act) {
        super(text);
        this.clock = clock;
        this.holdNanos = holdNanos;
        this.act = act;
        setMinWidth(USE_PREF_SIZE);
        setFocusTraversable(false);
        addEventHandler(
                MouseEvent.MOUSE_PRESSED,
                event -> {
                    if (event.getButton() == MouseButton.PRIMARY) {
                        hold();
                    }
                });
        addEventHandler(MouseEvent.MOUSE_RELEASED, event -> letGo());
        addEventHandler(MouseEvent.MOUSE_EXITED, event -> letGo());
        disabledProperty().subscribe(this::letGo);
        sceneProperty().subscribe(this::letGo);
        sceneProperty()
                .flatMap(Scene::windowProperty)
                .flatMap(Window::focusedProperty)
                .subscribe(focused -> letGo());
    }

    private void hold() {
        held = true;
        heldNanos = 0;
        lastNanos = clock.nanoTime();
        timer.start();
    }

    private void letGo() {
        held = false;
        timer.stop();
        setStyle("");
    }

    private void look() {
        long now = clock.nanoTime();
        heldNanos += Math.min(now - lastNanos, FRAME_NANOS_MAX);
        lastNanos = now;
        if (held && heldNanos >= holdNanos) {
            letGo();
            act.run();
        } else if (held) {
            double percent = 100.0 * heldNanos / holdNanos;
            setStyle(
                    String.format(
                            Locale.ROOT,
                            "-fx-background-color: -fp-focus, linear-gradient(to right,"
                                    + " -fp-shade %.1f%%, -fp-card %.1f%%);",
                            percent,
                            percent));
        }
    }
}
