package org.fieldproof.views.pipelines;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import org.fieldproof.views.draft.DrawnLevel;
import org.fieldproof.views.drawing.CardSize;
import org.fieldproof.views.drawing.Curve;
import org.fieldproof.views.pipelines.PipelineNode.Column;

/// Where cards stand: five columns, each centred; a connection beside the middle of its devices.
/// Pure.
final class PipelineLayout {

    private static final double MARGIN = 24;
    private static final double GAP_MIN = 56;
    private static final double GAP_WIDE = 110;
    private static final double[] GAP_WEIGHTS = {81, 64, 92, 60};

    private final Map<String, Point2D> places;
    private final Bounds bounds;

    /// @param places upper left corners of the cards
    private PipelineLayout(Map<String, Point2D> places, Bounds bounds) {
        this.places = places;
        this.bounds = bounds;
    }

    /// As it was drawn, or laid out for a viewport of this width while nobody has drawn anything.
    static PipelineLayout of(
            PipelinesViewModel.Picture picture, DrawnLevel drawn, double viewWidth) {
        if (!drawn.isDrawn() || picture.nodes().isEmpty()) {
            return of(picture, viewWidth);
        }
        Map<String, Point2D> places = DrawnPlaces.of(picture, drawn);
        return new PipelineLayout(places, DrawnPlaces.bounds(places, drawn));
    }

    /// Lays out for a viewport of this width; the result may be wider or higher than it.
    static PipelineLayout of(PipelinesViewModel.Picture picture, double viewWidth) {
        boolean[] used = new boolean[Column.values().length];
        picture.nodes().forEach(node -> used[node.column().place()] = true);
        double[] xs = columns(viewWidth, used);
        List<PipelineNode> devices = in(picture, Column.DEVICE);
        int rows = Math.max(1, devices.size());
        for (Column column : Column.values()) {
            rows = Math.max(rows, in(picture, column).size());
        }
        double height = 2 * MARGIN + (rows - 1) * CardSize.ROW + CardSize.HEIGHT;
        Map<String, Point2D> places = new HashMap<>();
        for (Column column : Column.values()) {
            List<PipelineNode> nodes = in(picture, column);
            double top = (height - ((nodes.size() - 1) * CardSize.ROW + CardSize.HEIGHT)) / 2;
            for (int i = 0; i < nodes.size(); i++) {
                places.put(
                        nodes.get(i).id(), new Point2D(xs[column.place()], top + i * CardSize.ROW));
            }
        }
        centreConnections(picture, places);
        double right = 0;
        for (Point2D place : places.values()) {
            right = Math.max(right, place.getX());
        }
        return new PipelineLayout(
                places, new BoundingBox(0, 0, right + CardSize.WIDTH + MARGIN, height));
    }

    /// Columns that nothing stands in take no room.
    private static double[] columns(double viewWidth, boolean[] used) {
        int count = 0;
        double weights = 0;
        for (int i = 0; i < used.length; i++) {
            count += used[i] ? 1 : 0;
            weights += i < GAP_WEIGHTS.length ? GAP_WEIGHTS[i] : 0;
        }
        boolean all = count == used.length;
        double free = Math.max(4 * GAP_MIN, viewWidth - 2 * MARGIN - 5 * CardSize.WIDTH);
        double[] xs = new double[used.length];
        double next = MARGIN;
        for (int i = 0; i < used.length; i++) {
            xs[i] = next;
            if (used[i] && i < GAP_WEIGHTS.length) {
                double gap = free * GAP_WEIGHTS[i] / weights;
                next += CardSize.WIDTH + (all ? gap : Math.max(gap, GAP_WIDE));
            }
        }
        return xs;
    }

    private static void centreConnections(
            PipelinesViewModel.Picture picture, Map<String, Point2D> places) {
        double lowest = Double.NEGATIVE_INFINITY;
        for (PipelineNode connection : in(picture, Column.CONNECTION)) {
            Point2D place = places.get(connection.id());
            double[] ys =
                    picture.wires().stream()
                            .filter(wire -> wire.to().equals(connection.id()))
                            .map(wire -> places.get(wire.from()))
                            .filter(java.util.Objects::nonNull)
                            .mapToDouble(Point2D::getY)
                            .toArray();
            if (place != null && ys.length > 0) {
                double y = (ys[0] + ys[ys.length - 1]) / 2;
                y = Math.max(y, lowest + CardSize.ROW);
                lowest = y;
                places.put(connection.id(), new Point2D(place.getX(), y));
            }
        }
    }

    private static List<PipelineNode> in(PipelinesViewModel.Picture picture, Column column) {
        List<PipelineNode> nodes = new ArrayList<>(picture.nodes());
        nodes.removeIf(node -> node.column() != column);
        return nodes;
    }

    Point2D place(String id) {
        return places.getOrDefault(id, Point2D.ZERO);
    }

    /// The way of a wire.
    Curve curve(PipelineWire wire) {
        return Curve.between(place(wire.from()), place(wire.to()));
    }

    Bounds bounds() {
        return bounds;
    }
}
