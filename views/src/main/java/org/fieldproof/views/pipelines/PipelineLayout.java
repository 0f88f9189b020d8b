package org.fieldproof.views.pipelines;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fieldproof.views.pipelines.PipelineNode.Column;

/// Where cards stand: five columns, each centred; a connection beside the middle of its devices.
/// Pure.
final class PipelineLayout {

    static final double CARD_WIDTH = 184;
    static final double CARD_HEIGHT = 60;

    private static final double MARGIN = 24;
    private static final double PITCH = 92;
    private static final double GAP_MIN = 56;
    private static final double GAP_WIDE = 110;
    private static final double[] GAP_WEIGHTS = {81, 64, 92, 60};

    private final Map<String, Place> places;
    private final double width;
    private final double height;

    /// The upper left corner of a card.
    record Place(double x, double y) {}

    private PipelineLayout(Map<String, Place> places, double width, double height) {
        this.places = places;
        this.width = width;
        this.height = height;
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
        double height = 2 * MARGIN + (rows - 1) * PITCH + CARD_HEIGHT;
        Map<String, Place> places = new HashMap<>();
        for (Column column : Column.values()) {
            List<PipelineNode> nodes = in(picture, column);
            double top = (height - ((nodes.size() - 1) * PITCH + CARD_HEIGHT)) / 2;
            for (int i = 0; i < nodes.size(); i++) {
                places.put(nodes.get(i).id(), new Place(xs[column.place()], top + i * PITCH));
            }
        }
        centreConnections(picture, places);
        double right = 0;
        for (Place place : places.values()) {
            right = Math.max(right, place.x());
        }
        return new PipelineLayout(places, right + CARD_WIDTH + MARGIN, height);
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
        double free = Math.max(4 * GAP_MIN, viewWidth - 2 * MARGIN - 5 * CARD_WIDTH);
        double[] xs = new double[used.length];
        double next = MARGIN;
        for (int i = 0; i < used.length; i++) {
            xs[i] = next;
            if (used[i] && i < GAP_WEIGHTS.length) {
                double gap = free * GAP_WEIGHTS[i] / weights;
                next += CARD_WIDTH + (all ? gap : Math.max(gap, GAP_WIDE));
            }
        }
        return xs;
    }

    private static void centreConnections(
            PipelinesViewModel.Picture picture, Map<String, Place> places) {
        double lowest = Double.NEGATIVE_INFINITY;
        for (PipelineNode connection : in(picture, Column.CONNECTION)) {
            Place place = places.get(connection.id());
            double[] ys =
                    picture.wires().stream()
                            .filter(wire -> wire.to().equals(connection.id()))
                            .map(wire -> places.get(wire.from()))
                            .filter(java.util.Objects::nonNull)
                            .mapToDouble(Place::y)
                            .toArray();
            if (place != null && ys.length > 0) {
                double y = (ys[0] + ys[ys.length - 1]) / 2;
                y = Math.max(y, lowest + PITCH);
                lowest = y;
                places.put(connection.id(), new Place(place.x(), y));
            }
        }
    }

    private static List<PipelineNode> in(PipelinesViewModel.Picture picture, Column column) {
        List<PipelineNode> nodes = new ArrayList<>(picture.nodes());
        nodes.removeIf(node -> node.column() != column);
        return nodes;
    }

    Place place(String id) {
        return places.getOrDefault(id, new Place(0, 0));
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }
}
