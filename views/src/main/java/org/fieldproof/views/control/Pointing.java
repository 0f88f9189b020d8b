package org.fieldproof.views.control;

import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.MouseEvent;
import org.fieldproof.api.time.GatewayClock;

/// Whether somebody points into a list and is about to click there: what is under the pointer is
/// not to move then. FX thread.
public final class Pointing {
    /// How long a pointer that rests still means somebody is about to click.
    private static final long POINTING_NANOS = 2_000_000_000;

    private final Node list;
    private final GatewayClock clock;
    private Point2D at = Point2D.ZERO;
    private long movedNanos;

    public Pointing(Node list, GatewayClock clock) {
        this.list = list;
        this.clock = clock;
        movedNanos = clock.nanoTime() - POINTING_NANOS;
        list.addEventFilter(MouseEvent.ANY, this::point);
    }

    /// Remembers when the pointer moved. The toolkit repeats its place after each change of layout.
    private void point(MouseEvent event) {
        Point2D now = new Point2D(event.getScreenX(), event.getScreenY());
        if (!now.equals(at)) {
            at = now;
            movedNanos = clock.nanoTime();
        }
    }

    public boolean isNow() {
        return list.isHover() && clock.nanoTime() - movedNanos < POINTING_NANOS;
    }
}
