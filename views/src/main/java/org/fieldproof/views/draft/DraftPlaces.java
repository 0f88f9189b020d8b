package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftWire;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;

/// Where parts stand: what somebody has placed stays there, the rest is laid out in columns along
/// the way of the records. Pure.
final class DraftPlaces {
    static final int CARD_WIDTH = 184;
    static final int CARD_HEIGHT = 60;

    private static final int MARGIN = 40;
    private static final int COLUMN = 284;
    private static final int ROW = 92;
    private static final int SWEEPS = 4;

    private DraftPlaces() {}

    /// A place for every part.
    static Map<PartRef, Point> of(ProjectDraft draft) {
        Map<PartRef, Point> places = new TreeMap<>(draft.layout().places());
        places.keySet().retainAll(draft.refs());
        if (places.size() < draft.refs().size()) {
            Map<PartRef, Point> wished = layout(draft);
            for (PartRef ref : draft.refs()) {
                if (!places.containsKey(ref)) {
                    Point wish = wished.getOrDefault(ref, new Point(MARGIN, MARGIN));
                    places.put(ref, free(places, wish));
                }
            }
        }
        return places;
    }

    /// The first free place at a wish or below it.
    static Point free(Map<PartRef, Point> taken, Point wish) {
        Point at = wish;
        // Ends: each step goes down, and what is taken is finite.
        while (overlaps(taken, at)) {
            at = new Point(at.x(), at.y() + ROW / 2);
        }
        return at;
    }

    private static boolean overlaps(Map<PartRef, Point> taken, Point at) {
        return taken.values().stream()
                .anyMatch(
                        p ->
                                Math.abs(p.x() - at.x()) < CARD_WIDTH + 8
                                        && Math.abs(p.y() - at.y()) < CARD_HEIGHT + 8);
    }

    /// Everything in columns, whoever has placed what.
    static Map<PartRef, Point> layout(ProjectDraft draft) {
        List<DraftWire> wires = DraftWire.of(draft);
        List<List<PartRef>> columns = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            columns.add(new ArrayList<>());
        }
        for (PartRef ref : draft.refs()) {
            columns.get(column(ref, wires)).add(ref);
        }
        columns.removeIf(List::isEmpty);
        Map<PartRef, Double> rows = new HashMap<>();
        for (List<PartRef> column : columns) {
            number(column, rows);
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (List<PartRef> column : columns) {
                Map<PartRef, Double> wish = new HashMap<>();
                column.forEach(ref -> wish.put(ref, middle(ref, wires, rows)));
                column.sort(Comparator.comparingDouble(wish::get));
                number(column, rows);
            }
        }
        int tallest = columns.stream().mapToInt(List::size).max().orElse(0);
        Map<PartRef, Point> places = new TreeMap<>();
        for (int c = 0; c < columns.size(); c++) {
            int top = MARGIN + (tallest - columns.get(c).size()) * ROW / 2;
            for (int r = 0; r < columns.get(c).size(); r++) {
                places.put(columns.get(c).get(r), new Point(MARGIN + c * COLUMN, top + r * ROW));
            }
        }
        return places;
    }

    private static void number(List<PartRef> column, Map<PartRef, Double> rows) {
        for (int i = 0; i < column.size(); i++) {
            rows.put(column.get(i), i - column.size() / 2.0);
        }
    }

    private static double middle(PartRef ref, List<DraftWire> wires, Map<PartRef, Double> rows) {
        double sum = 0;
        int count = 0;
        for (DraftWire wire : wires) {
            if (wire.from().equals(ref) || wire.to().equals(ref)) {
                sum += rows.getOrDefault(wire.from().equals(ref) ? wire.to() : wire.from(), 0.0);
                count++;
            }
        }
        return count == 0 ? rows.getOrDefault(ref, 0.0) : sum / count;
    }

    private static int column(PartRef ref, List<DraftWire> wires) {
        return switch (ref.section()) {
            case CONNECTIONS ->
                    wires.stream().anyMatch(w -> w.from().equals(ref) && !w.routes()) ? 0 : 1;
            case PIPELINES -> 2;
            case DESTINATIONS -> 3;
            case STAND_INS -> 4;
        };
    }
}
