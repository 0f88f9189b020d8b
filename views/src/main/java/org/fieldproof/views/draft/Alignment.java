package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntBinaryOperator;
import java.util.function.ToIntFunction;
import org.fieldproof.api.draft.DraftLayout.Point;

/// Ways to put cards in line, or at the same distance. All cards are of one size.
enum Alignment {
    LEFT(2),
    RIGHT(2),
    TOP(2),
    BOTTOM(2),
    ACROSS(3),
    DOWN(3);

    private final int cardsMin;

    Alignment(int cardsMin) {
        this.cardsMin = cardsMin;
    }

    /// With fewer cards there is nothing to do.
    int cardsMin() {
        return cardsMin;
    }

    /// Where cards go from where they are.
    <K extends Comparable<? super K>> Map<K, Point> of(Map<K, Point> places) {
        if (places.size() < cardsMin) {
            return places;
        }
        return switch (this) {
            case LEFT -> inLine(places, Math::min, true);
            case RIGHT -> inLine(places, Math::max, true);
            case TOP -> inLine(places, Math::min, false);
            case BOTTOM -> inLine(places, Math::max, false);
            case ACROSS -> spread(places, Point::x, true);
            case DOWN -> spread(places, Point::y, false);
        };
    }

    private static <K extends Comparable<? super K>> Map<K, Point> inLine(
            Map<K, Point> places, IntBinaryOperator which, boolean upright) {
        int line =
                places.values().stream()
                        .mapToInt(at -> upright ? at.x() : at.y())
                        .reduce(which)
                        .orElse(0);
        Map<K, Point> next = new TreeMap<>();
        places.forEach((ref, at) -> next.put(ref, moved(at, line, upright)));
        return next;
    }

    /// The outer two stay where they are.
    private static <K extends Comparable<? super K>> Map<K, Point> spread(
            Map<K, Point> places, ToIntFunction<Point> along, boolean across) {
        List<Map.Entry<K, Point>> order = new ArrayList<>(places.entrySet());
        order.sort(
                Comparator.comparingInt(
                                (Map.Entry<K, Point> each) -> along.applyAsInt(each.getValue()))
                        .thenComparing(Map.Entry::getKey));
        int from = along.applyAsInt(order.getFirst().getValue());
        int to = along.applyAsInt(order.getLast().getValue());
        double step = (to - from) / (order.size() - 1.0);
        Map<K, Point> next = new TreeMap<>();
        for (int i = 0; i < order.size(); i++) {
            int at = from + (int) Math.round(i * step);
            next.put(order.get(i).getKey(), moved(order.get(i).getValue(), at, across));
        }
        return next;
    }

    private static Point moved(Point at, int to, boolean across) {
        return across ? new Point(to, at.y()) : new Point(at.x(), to);
    }
}
