package org.fieldproof.views.draft;

import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.transform.Affine;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.SubPipelines;

/// Which part of the draft a canvas shows, and how large. Each level is seen again as it was left.
/// FX thread.
final class CanvasLens {
    private static final double ZOOM_MIN = 0.2;
    private static final double ZOOM_MAX = 2.5;

    private final Affine view = new Affine();
    private final DoubleSupplier textScale;
    private final Runnable changed;
    private final Map<String, Seen> left = new HashMap<>();
    private String level = SubPipelines.TOP;
    private boolean fitted = true;

    private record Seen(double zoom, double x, double y, boolean fitted) {}

    /// @param textScale what is fitted is not larger than that
    /// @param changed paints
    CanvasLens(DoubleSupplier textScale, Runnable changed) {
        this.textScale = textScale;
        this.changed = changed;
    }

    Affine transform() {
        return view;
    }

    boolean isFitted() {
        return fitted;
    }

    void fit() {
        fitted = true;
    }

    double zoom() {
        return view.getMxx();
    }

    /// Goes to another level.
    void show(String next) {
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
        changed.run();
    }

    void zoomBy(double factor, double x, double y) {
        double next = Math.clamp(view.getMxx() * factor, ZOOM_MIN, ZOOM_MAX);
        double real = next / view.getMxx();
        fitted = false;
        set(next, x - (x - view.getTx()) * real, y - (y - view.getTy()) * real);
    }

    void pan(double dx, double dy) {
        fitted = false;
        set(view.getMxx(), view.getTx() + dx, view.getTy() + dy);
    }

    /// Brings a point of the draft into the middle of a room.
    void centre(double x, double y, double width, double height) {
        fitted = false;
        set(view.getMxx(), width / 2 - x * view.getMxx(), height / 2 - y * view.getMxx());
    }

    /// Shows everything in a room.
    void fit(Bounds whole, double width, double height) {
        double most = Math.min(width / whole.getWidth(), height / whole.getHeight());
        double zoom = Math.clamp(most, ZOOM_MIN, textScale.getAsDouble());
        set(
                zoom,
                (width - whole.getWidth() * zoom) / 2 - whole.getMinX() * zoom,
                (height - whole.getHeight() * zoom) * 0.42 - whole.getMinY() * zoom);
    }

    /// A point of the canvas in the draft's coordinates.
    Point toDraft(double x, double y) {
        return new Point(
                (int) Math.round((x - view.getTx()) / view.getMxx()),
                (int) Math.round((y - view.getTy()) / view.getMyy()));
    }

    Point2D toView(double x, double y) {
        return view.transform(x, y);
    }

    /// What a card that stands at a point covers of the room.
    Bounds cardAt(Point at) {
        Point2D corner = toView(at.x(), at.y());
        return new BoundingBox(
                corner.getX(),
                corner.getY(),
                DraftPlaces.CARD_WIDTH * zoom(),
                DraftPlaces.CARD_HEIGHT * zoom());
    }

    /// Whether a room shows a card that stands at a point.
    boolean shows(Point at, double width, double height) {
        Point2D seen = toView(at.x(), at.y());
        return seen.getX() > 0
                && seen.getY() > 0
                && seen.getX() < width - DraftPlaces.CARD_WIDTH
                && seen.getY() < height - DraftPlaces.CARD_HEIGHT;
    }

    /// What of the draft a room shows.
    Bounds seen(double width, double height) {
        Point corner = toDraft(0, 0);
        return new BoundingBox(corner.x(), corner.y(), width / zoom(), height / zoom());
    }
}
