package org.fieldproof.views.drawing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.transform.Affine;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.SubPipelines;

/// Which part of a drawing a canvas shows, and how large. Each level is seen again as it was left.
/// The draft and what runs share one, so that one sees the same place of both. FX thread.
public final class Lens {
    private static final double ZOOM_MIN = 0.2;
    private static final double ZOOM_MAX = 2.5;
    private static final double WHEEL_STEP = 1.1;

    private final Affine view = new Affine();
    private final DoubleSupplier textScale;
    private final List<Runnable> watchers = new ArrayList<>();
    private final Map<String, Seen> left = new HashMap<>();
    private String level = SubPipelines.TOP;
    private boolean fitted = true;

    private record Seen(double zoom, double x, double y, boolean fitted) {}

    /// Zooms about a point of the room.
    public interface Zooming {
        void by(double factor, double x, double y);
    }

    /// @param textScale what is fitted is not larger than that
    public Lens(DoubleSupplier textScale) {
        this.textScale = textScale;
    }

    /// Has somebody paint whenever something else is seen, for as long as this lens is there.
    public void watch(Runnable changed) {
        watchers.add(changed);
    }

    /// Has the wheel over a room zoom, step by step. One that is tilted sideways does nothing.
    public static void wheel(Node room, Zooming zooming) {
        room.setOnScroll(
                event -> {
                    double up = event.getDeltaY();
                    if (up != 0) {
                        double factor = up > 0 ? WHEEL_STEP : 1 / WHEEL_STEP;
                        zooming.by(factor, event.getX(), event.getY());
                    }
                });
    }

    public Affine transform() {
        return view;
    }

    public boolean isFitted() {
        return fitted;
    }

    public void fit() {
        fitted = true;
    }

    public double zoom() {
        return view.getMxx();
    }

    /// Goes to another level.
    public void show(String next) {
        if (!next.equals(level)) {
            left.put(level, new Seen(zoom(), view.getTx(), view.getTy(), fitted));
            Seen seen = left.getOrDefault(next, new Seen(1, 0, 0, true));
            level = next;
            set(seen.zoom(), seen.x(), seen.y());
            fitted = seen.fitted();
        }
    }

    private void set(double zoom, double x, double y) {
        if (zoom == view.getMxx() && x == view.getTx() && y == view.getTy()) {
            return;
        }
        view.setMxx(zoom);
        view.setMyy(zoom);
        view.setTx(x);
        view.setTy(y);
        watchers.forEach(Runnable::run);
    }

    public void zoomBy(double factor, double x, double y) {
        double next = Math.clamp(view.getMxx() * factor, ZOOM_MIN, ZOOM_MAX);
        double real = next / view.getMxx();
        fitted = false;
        set(next, x - (x - view.getTx()) * real, y - (y - view.getTy()) * real);
    }

    public void pan(double dx, double dy) {
        fitted = false;
        set(view.getMxx(), view.getTx() + dx, view.getTy() + dy);
    }

    /// Brings a point of the drawing into the middle of a room.
    public void centre(double x, double y, double width, double height) {
        fitted = false;
        set(view.getMxx(), width / 2 - x * view.getMxx(), height / 2 - y * view.getMxx());
    }

    /// Shows everything in a room.
    public void fit(Bounds whole, double width, double height) {
        double most = Math.min(width / whole.getWidth(), height / whole.getHeight());
        double zoom = Math.clamp(most, ZOOM_MIN, textScale.getAsDouble());
        set(
                zoom,
                (width - whole.getWidth() * zoom) / 2 - whole.getMinX() * zoom,
                (height - whole.getHeight() * zoom) * 0.42 - whole.getMinY() * zoom);
    }

    /// A point of the canvas in the drawing's coordinates.
    public Point toDrawing(double x, double y) {
        return new Point(
                (int) Math.round((x - view.getTx()) / view.getMxx()),
                (int) Math.round((y - view.getTy()) / view.getMyy()));
    }

    public Point2D toView(double x, double y) {
        return view.transform(x, y);
    }

    /// What a card that stands at a point covers of the room.
    public Bounds cardAt(Point at) {
        Point2D corner = toView(at.x(), at.y());
        return new BoundingBox(
                corner.getX(), corner.getY(), CardSize.WIDTH * zoom(), CardSize.HEIGHT * zoom());
    }

    /// Whether a room shows a card that stands at a point.
    public boolean shows(Point at, double width, double height) {
        Point2D seen = toView(at.x(), at.y());
        return seen.getX() > 0
                && seen.getY() > 0
                && seen.getX() < width - CardSize.WIDTH
                && seen.getY() < height - CardSize.HEIGHT;
    }

    /// What of the drawing a room shows.
    public Bounds seen(double width, double height) {
        Point corner = toDrawing(0, 0);
        return new BoundingBox(corner.x(), corner.y(), width / zoom(), height / zoom());
    }
}
