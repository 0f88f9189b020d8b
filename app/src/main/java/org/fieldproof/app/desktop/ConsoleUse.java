package org.fieldproof.app.desktop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.scene.input.ScrollEvent;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.app.bench.PulseFigures;
import org.fieldproof.views.ConsoleWindow;
import org.fieldproof.views.place.PerspectiveId;

/// Uses a console as a person would, one step a pulse, and measures each use. On `fp-measure`.
final class ConsoleUse {
    private static final long STEP_NANOS = 16_700_000;
    private static final int STEPS = 240;

    /// Steps of a drag to and fro.
    private static final int SWING = 60;

    private static final long SETTLING_NANOS = 1_000_000_000;

    /// From the edge of a node to where it is taken hold of.
    private static final double CORNER = 6;

    private final ConsoleWindow window;
    private final GatewayClock clock;
    private final Map<String, PulseFigures> uses = new LinkedHashMap<>();

    ConsoleUse(ConsoleWindow window, GatewayClock clock) {
        this.window = window;
        this.clock = clock;
    }

    /// What each use cost.
    ///
    /// @param parts pasted into the draft and edited; empty: the time bar is moved instead
    Map<String, PulseFigures> of(String parts) throws Exception {
        if (parts.isEmpty()) {
            moveTimeBar();
        } else {
            editCanvas(parts);
        }
        return uses;
    }

    /// Second by second back through half a minute and forward again, in the two views that show
    /// most.
    private void moveTimeBar() throws Exception {
        for (PerspectiveId view : List.of(PerspectiveId.PIPELINES, PerspectiveId.LIVE)) {
            FxSteps.call(
                    () -> {
                        window.show(view);
                        return perform("time.open");
                    });
            String use = "time-bar-" + view.name().toLowerCase(Locale.ROOT);
            measure(use, step -> perform(step % SWING < SWING / 2 ? "time.back" : "time.forward"));
            FxSteps.call(() -> perform("time.close"));
        }
    }

    private void editCanvas(String parts) throws Exception {
        FxSteps.call(
                () -> {
                    window.show(PerspectiveId.PIPELINES);
                    perform("draft.mode");
                    ClipboardContent content = new ClipboardContent();
                    content.putString(parts);
                    Clipboard.getSystemClipboard().setContent(content);
                    window.refresh();
                    perform("draft.paste");
                    perform("draft.layout");
                    perform("draft.fit");
                    window.refresh();
                    return true;
                });
        rest(SETTLING_NANOS);
        // What was pasted is chosen: a press on the ground lets go of it.
        FxSteps.call(() -> click(node("#draft-canvas")));
        dragged("canvas-drag", "#draft-pipeline-way-0");
        FxSteps.call(() -> perform("draft.selectAll"));
        dragged("canvas-drag-all", "#draft-pipeline-way-0");
        dragged("canvas-pan", "#draft-canvas");
        measure("canvas-zoom", step -> scroll(step % SWING < SWING / 2 ? 1 : -1));
        measure("canvas-undo", step -> perform(step % 2 == 0 ? "draft.undo" : "draft.redo"));
        FxSteps.call(() -> perform("draft.mode"));
    }

    private void dragged(String use, String selector) throws Exception {
        Node node = FxSteps.call(() -> node(selector));
        Point2D from = FxSteps.call(() -> node.localToScene(CORNER, CORNER));
        FxSteps.call(() -> mouse(node, MouseEvent.MOUSE_PRESSED, from));
        measure(use, step -> mouse(node, MouseEvent.MOUSE_DRAGGED, from.add(swing(step), 0)));
        // Dropped elsewhere, or it were no edit that can be undone.
        Point2D end = from.add(SWING, 0);
        FxSteps.call(() -> mouse(node, MouseEvent.MOUSE_DRAGGED, end));
        FxSteps.call(() -> mouse(node, MouseEvent.MOUSE_RELEASED, end));
    }

    private boolean click(Node node) {
        Point2D at = node.localToScene(CORNER, CORNER);
        return mouse(node, MouseEvent.MOUSE_PRESSED, at)
                && mouse(node, MouseEvent.MOUSE_RELEASED, at);
    }

    /// To the right and back again.
    private static int swing(int step) {
        int at = step % (2 * SWING);
        return 3 * (at < SWING ? at : 2 * SWING - at);
    }

    /// What a person does in a step.
    @FunctionalInterface
    private interface Step {
        boolean take(int number);
    }

    private void measure(String use, Step step) throws Exception {
        PulseMeter pulses =
                FxSteps.call(
                        () -> {
                            PulseMeter made = new PulseMeter(clock);
                            made.start();
                            return made;
                        });
        for (int i = 0; i < STEPS; i++) {
            int number = i;
            long until = clock.nanoTime() + STEP_NANOS;
            FxSteps.call(() -> step.take(number));
            rest(until - clock.nanoTime());
        }
        FxSteps.call(
                () -> {
                    pulses.stop();
                    return true;
                });
        uses.put(
                use,
                new PulseFigures(
                        STEPS,
                        pulses.workP95Millis(),
                        pulses.workMaxMillis(),
                        pulses.gapP95Millis()));
    }

    private boolean perform(String action) {
        String hindrance = window.perform(action);
        if (!hindrance.isEmpty()) {
            throw new IllegalStateException(action + ": " + hindrance);
        }
        return true;
    }

    private Node node(String selector) {
        Node found = window.scene().lookup(selector);
        if (found == null) {
            throw new IllegalStateException("nothing on the screen is " + selector);
        }
        return found;
    }

    private boolean mouse(Node node, EventType<MouseEvent> type, Point2D at) {
        boolean down = type != MouseEvent.MOUSE_RELEASED;
        Event.fireEvent(
                node,
                new MouseEvent(
                        type,
                        at.getX(),
                        at.getY(),
                        at.getX(),
                        at.getY(),
                        MouseButton.PRIMARY,
                        1,
                        false,
                        false,
                        false,
                        false,
                        down,
                        false,
                        false,
                        false,
                        false,
                        false,
                        new PickResult(node, at.getX(), at.getY())));
        return true;
    }

    private boolean scroll(double turns) {
        Node canvas = node("#draft-canvas");
        Point2D at = canvas.localToScene(canvas.getLayoutBounds().getCenterX(), CORNER);
        Event.fireEvent(
                canvas,
                new ScrollEvent(
                        ScrollEvent.SCROLL,
                        at.getX(),
                        at.getY(),
                        at.getX(),
                        at.getY(),
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        0,
                        turns,
                        0,
                        turns,
                        ScrollEvent.HorizontalTextScrollUnits.NONE,
                        0,
                        ScrollEvent.VerticalTextScrollUnits.NONE,
                        0,
                        0,
                        new PickResult(canvas, at.getX(), at.getY())));
        return true;
    }

    private void rest(long nanos) {
        long until = clock.nanoTime() + nanos;
        while (clock.nanoTime() < until) {
            LockSupport.parkNanos(Math.max(1, until - clock.nanoTime()));
        }
    }
}
