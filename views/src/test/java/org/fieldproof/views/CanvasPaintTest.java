package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiPredicate;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import org.fieldproof.styles.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// While something is dragged only a part of the canvas is painted. Harm if it breaks: wires lead
/// to where a card was.
final class CanvasPaintTest {
    private static final String CARD = "#draft-destination-local";
    private static final String CANVAS = "#draft-canvas";

    /// Pixels that may differ: edges of lines that cross are blended in another order. A wire that
    /// is missing is some hundred.
    private static final int ALIKE = 30;

    private static final int LOOKS_MAX = 100;
    private static final long LOOK_NANOS = 40_000_000;

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @BeforeEach
    void edit() {
        console.editPipeline();
        console.live(1);
        // Fitting is a zoom, too, and the cards are drawn again some time after it.
        anew();
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void aCardThatIsDraggedLooksAsOneThatWasDropped() {
        Node card = console.there(CARD);
        Point2D from = Console.onFx(() -> card.localToScene(20, 20));
        WritableImage before = canvas();

        mouse(card, MouseEvent.MOUSE_PRESSED, from);
        mouse(card, MouseEvent.MOUSE_DRAGGED, from.add(30, 90));
        mouse(card, MouseEvent.MOUSE_DRAGGED, from.add(10, 140));
        WritableImage dragged = canvas();
        mouse(card, MouseEvent.MOUSE_RELEASED, from.add(10, 140));
        console.live(1);
        WritableImage dropped = canvas();

        assertThat(difference(before, dragged)).isGreaterThan(50 * ALIKE);
        assertThat(difference(dragged, dropped)).isLessThan(ALIKE);
    }

    @Test
    void aGroundThatWasPannedAndZoomedLooksAsOneShownAnew() {
        Node ground = console.there(CANVAS);
        Point2D from = Console.onFx(() -> ground.localToScene(6, 6));
        WritableImage before = canvas();
        mouse(ground, MouseEvent.MOUSE_PRESSED, from);
        mouse(ground, MouseEvent.MOUSE_DRAGGED, from.add(-40, 35));
        WritableImage panned = canvas();
        mouse(ground, MouseEvent.MOUSE_RELEASED, from.add(-40, 35));
        anew();
        WritableImage anew = canvas();
        scroll(ground, 1);
        WritableImage zoomed = canvas();
        scroll(ground, -1);
        // The cards are drawn again when zooming is over.
        for (int look = 0; look < LOOKS_MAX && difference(canvas(), anew) > ALIKE; look++) {
            LockSupport.parkNanos(LOOK_NANOS);
        }

        assertThat(difference(before, panned)).isGreaterThan(50 * ALIKE);
        assertThat(difference(panned, anew)).isLessThan(ALIKE);
        assertThat(difference(zoomed, anew)).isGreaterThan(50 * ALIKE);
        assertThat(difference(canvas(), anew)).isLessThan(ALIKE);
    }

    /// Other colours and these again: all is painted.
    private void anew() {
        for (Theme theme : List.of(Theme.DARK, Theme.LIGHT)) {
            console.onWindow(window -> window.setTheme(theme));
            canvas();
        }
    }

    /// The canvas when it has come to rest.
    private WritableImage canvas() {
        WritableImage last = canvasNow();
        for (int look = 0; look < LOOKS_MAX; look++) {
            LockSupport.parkNanos(LOOK_NANOS);
            WritableImage now = canvasNow();
            if (difference(last, now) == 0) {
                return now;
            }
            last = now;
        }
        throw new AssertionError("the canvas does not come to rest");
    }

    /// Without the overview, which knows no drag.
    private WritableImage canvasNow() {
        return Console.onFx(
                () -> {
                    console.window.scene().lookup("#minimap").setOpacity(0);
                    console.window.scene().getRoot().layout();
                    return console.window.scene().lookup(CANVAS).snapshot(null, null);
                });
    }

    private static int difference(WritableImage one, WritableImage other) {
        PixelReader a = one.getPixelReader();
        PixelReader b = other.getPixelReader();
        int width = (int) one.getWidth();
        int height = (int) one.getHeight();
        assertThat(other.getWidth()).isEqualTo(one.getWidth());
        BiPredicate<Integer, Integer> far =
                (p, q) -> Math.abs((p >> 8 & 0xff) - (q >> 8 & 0xff)) > 40;
        int count = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (far.test(a.getArgb(x, y), b.getArgb(x, y))) {
                    count++;
                }
            }
        }
        return count;
    }

    private static void mouse(Node node, EventType<MouseEvent> type, Point2D at) {
        boolean down = type != MouseEvent.MOUSE_RELEASED;
        Console.onFx(
                () -> {
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
                });
    }

    private static void scroll(Node node, double turns) {
        Console.onFx(
                () -> {
                    Bounds box = node.localToScene(node.getLayoutBounds());
                    Event.fireEvent(
                            node, Wheel.turned(box.getCenterX(), box.getCenterY(), 0, turns));
                    return true;
                });
    }
}
