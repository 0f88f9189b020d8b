package org.fieldproof.views.trend;

import java.util.List;
import javafx.scene.Cursor;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.fieldproof.views.action.KeyMap;
import org.fieldproof.views.action.KeyScope;
import org.fieldproof.views.action.LocalKey;

/// What wheel, mouse and keys do to charts. FX thread.
final class TrendHands {

    private static final double ZOOM = 1.25;
    private static final double PAN_SHARE = 0.1;
    private static final double STEP_SHARE = 0.01;

    private final TrendPane pane;
    private final KeyMap keys;
    private double pressedX;
    private TrendWindow pressed = TrendWindow.last(TrendWindow.SPAN_MIN);
    private long pressedTo;

    TrendHands(TrendPane pane, KeyMap keys) {
        this.pane = pane;
        this.keys = keys;
    }

    void take(TrendPlot plot) {
        plot.setOnScroll(event -> wheel(plot, event));
        plot.setOnMousePressed(event -> press(plot, event));
        plot.setOnMouseDragged(event -> drag(plot, event));
        plot.setOnMouseReleased(event -> plot.setCursor(Cursor.DEFAULT));
        plot.setOnMouseClicked(event -> click(plot, event));
    }

    private void wheel(TrendPlot plot, ScrollEvent event) {
        TrendWindow window = pane.window();
        if (event.getDeltaX() != 0) {
            double share = event.getDeltaX() > 0 ? -PAN_SHARE : PAN_SHARE;
            pan(share);
        } else if (event.getDeltaY() != 0) {
            double factor = event.getDeltaY() > 0 ? 1 / ZOOM : ZOOM;
            pane.move(window.zoomed(factor, plot.momentAt(event.getX()), pane.now()));
        }
        event.consume();
    }

    private void click(TrendPlot plot, MouseEvent event) {
        boolean twice = event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2;
        if (twice && event.isStillSincePress()) {
            pane.choose(plot.momentAt(event.getX()));
            event.consume();
        }
    }

    private void press(TrendPlot plot, MouseEvent event) {
        pressedX = event.getX();
        pressed = pane.window();
        pressedTo = pressed.to(pane.now());
        plot.getParent().getParent().requestFocus();
    }

    private void drag(TrendPlot plot, MouseEvent event) {
        plot.setCursor(Cursor.CLOSED_HAND);
        long by = Math.round((pressedX - event.getX()) * plot.millisPerPixel());
        long now = pane.now();
        TrendWindow from = new TrendWindow(pressed.spanMillis(), pressedTo);
        pane.move(from.panned(by, now));
        pane.point(plot.momentAt(event.getX()));
    }

    private void pan(double share) {
        TrendWindow window = pane.window();
        pane.move(window.panned(Math.round(share * window.spanMillis()), pane.now()));
    }

    void key(KeyEvent event) {
        if (keyed(event)) {
            event.consume();
            return;
        }
        if (event.isShortcutDown() || event.isAltDown() || event.isMetaDown()) {
            return;
        }
        boolean done =
                switch (event.getCode()) {
                    case LEFT -> sideways(event.isShiftDown(), -1);
                    case RIGHT -> sideways(event.isShiftDown(), 1);
                    case ESCAPE -> leave();
                    default -> false;
                };
        if (done) {
            event.consume();
        }
    }

    /// What a person can give other keys to.
    private boolean keyed(KeyEvent event) {
        LocalKey meant = keys.pressed(KeyScope.TRENDS, event).orElse(null);
        return switch (meant) {
            case TREND_CLOSER -> zoom(1 / ZOOM);
            case TREND_FARTHER -> zoom(ZOOM);
            case TREND_OLDEST -> moved(pane.window().panned(-TrendWindow.REACH, pane.now()));
            case TREND_FOLLOW -> moved(pane.window().following());
            case TREND_NEXT -> happening(false);
            case TREND_PREVIOUS -> happening(true);
            case TREND_MARK -> choose();
            case null, default -> false;
        };
    }

    /// The moment that is pointed at, or the newest that is shown.
    private boolean choose() {
        pane.choose(pane.moment() < 0 ? pane.window().to(pane.now()) : pane.moment());
        return true;
    }

    private boolean moved(TrendWindow next) {
        pane.move(next);
        return true;
    }

    private boolean sideways(boolean whole, int way) {
        if (whole) {
            pan(way * PAN_SHARE);
            return true;
        }
        long now = pane.now();
        TrendWindow window = pane.window();
        long step = Math.max(1, Math.round(window.spanMillis() * STEP_SHARE));
        long from = pane.moment() < 0 ? window.to(now) : pane.moment();
        pane.point(Math.clamp(from + way * step, window.from(now), window.to(now)));
        return true;
    }

    private boolean zoom(double factor) {
        long now = pane.now();
        TrendWindow window = pane.window();
        long anchor = pane.moment() < 0 ? window.to(now) : pane.moment();
        return moved(window.zoomed(factor, anchor, now));
    }

    /// To the next thing that happened, or to the one before.
    private boolean happening(boolean back) {
        long now = pane.now();
        long from = pane.window().from(now);
        long to = pane.window().to(now);
        long at = pane.moment() < 0 ? (back ? to + 1 : from - 1) : pane.moment();
        List<Long> all = back ? pane.happened().reversed() : pane.happened();
        all.stream()
                .filter(each -> each >= from && each <= to)
                .filter(each -> back ? each < at : each > at)
                .findFirst()
                .ifPresent(pane::point);
        return true;
    }

    private boolean leave() {
        boolean pointing = pane.moment() >= 0;
        if (pointing) {
            pane.point(-1);
        }
        return pointing;
    }
}
