package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.draft.SubPipelines;
import org.fieldproof.views.drawing.CardSize;
import org.fieldproof.views.level.CardRef;
import org.fieldproof.views.level.CardRef.OfPart;
import org.fieldproof.views.level.CardRef.OfSub;

/// Where parts stand: what somebody has placed stays there, the rest is laid out in columns along
/// the way of the records. Pure.
final class DraftPlaces {
    private static final int MARGIN = 40;
    private static final int STUB_ROW = 76;
    private static final int SWEEPS = 4;

    /// How far above the middle a column of new parts begins.
    private static final int HOME_ROWS = 2;

    private DraftPlaces() {}

    /// A place for every part, each on the level where it stands.
    static Map<PartRef, Point> of(ProjectDraft draft) {
        SubPipelines subs = SubPipelines.of(draft);
        Map<PartRef, Point> places = new TreeMap<>();
        for (PartRef part : draft.refs()) {
            if (!places.containsKey(part)) {
                LevelGraph graph = LevelGraph.of(draft, subs, subs.holder(part));
                cards(draft, subs, graph)
                        .forEach(
                                (card, at) -> {
                                    if (card instanceof OfPart(PartRef each)) {
                                        places.put(each, at);
                                    }
                                });
            }
        }
        return places;
    }

    /// A place for every card of a level and for its neighbours outside, who stand at its border.
    static Map<CardRef, Point> on(ProjectDraft draft, SubPipelines subs, LevelGraph graph) {
        Map<CardRef, Point> places = cards(draft, subs, graph);
        List<CardRef> before = new ArrayList<>();
        List<CardRef> behind = new ArrayList<>();
        for (CardRef stub : graph.stubs().keySet()) {
            (graph.leadsOut(stub) ? before : behind).add(stub);
        }
        int left = places.values().stream().mapToInt(Point::x).min().orElse(MARGIN);
        int right = places.values().stream().mapToInt(Point::x).max().orElse(MARGIN);
        Map<CardRef, Point> all = new TreeMap<>(places);
        all.putAll(atBorder(before, left - CardSize.COLUMN, graph, places));
        all.putAll(atBorder(behind, right + CardSize.COLUMN, graph, places));
        return all;
    }

    /// Beside what they are connected with, one below the other.
    private static Map<CardRef, Point> atBorder(
            List<CardRef> stubs, int x, LevelGraph graph, Map<CardRef, Point> places) {
        Map<CardRef, Double> wish = new HashMap<>();
        for (CardRef stub : stubs) {
            wish.put(
                    stub,
                    graph.wires().stream()
                            .filter(wire -> wire.touches(stub))
                            .map(wire -> wire.from().equals(stub) ? wire.to() : wire.from())
                            .map(places::get)
                            .filter(at -> at != null)
                            .mapToInt(Point::y)
                            .average()
                            .orElse(MARGIN));
        }
        List<CardRef> order = new ArrayList<>(stubs);
        order.sort(Comparator.comparingDouble(wish::get));
        Map<CardRef, Point> stand = new HashMap<>();
        double total = wish.values().stream().mapToDouble(y -> y).sum();
        double middle = stubs.isEmpty() ? 0 : total / stubs.size();
        double next = middle - (stubs.size() - 1) * STUB_ROW / 2.0;
        for (CardRef stub : order) {
            stand.put(stub, new Point(x, (int) Math.round(next)));
            next += STUB_ROW;
        }
        return stand;
    }

    private static Map<CardRef, Point> cards(
            ProjectDraft draft, SubPipelines subs, LevelGraph graph) {
        Map<CardRef, Point> places = new TreeMap<>();
        List<CardRef> unplaced = new ArrayList<>();
        for (CardRef card : graph.cards()) {
            chosen(draft, subs, card)
                    .ifPresentOrElse(at -> places.put(card, at), () -> unplaced.add(card));
        }
        if (!unplaced.isEmpty()) {
            Map<CardRef, Point> wished = layout(graph);
            for (CardRef card : unplaced) {
                Point wish = wished.getOrDefault(card, new Point(MARGIN, MARGIN));
                places.put(card, free(places, wish));
            }
        }
        return places;
    }

    /// Where somebody has put a card of a level; empty if nobody has.
    static Optional<Point> chosen(ProjectDraft draft, SubPipelines subs, CardRef card) {
        return Optional.ofNullable(
                switch (card) {
                    case OfPart(PartRef part) -> draft.layout().places().get(part);
                    case OfSub(String id) -> subs.sub(id).map(PartGroup::card).orElse(null);
                });
    }

    /// Where a part goes that nobody has put anywhere: below the lowest of its kind, or into a
    /// column beside those of other kinds, along the way of the records.
    ///
    /// @param own places of the cards of this level, without its neighbours at the border
    /// @param taken all that lies in the picture
    /// @param middle of what is in sight, for the first of all
    static Point home(
            Section section, Map<CardRef, Point> own, Map<CardRef, Point> taken, Point middle) {
        Map<Section, List<Point>> there = new EnumMap<>(Section.class);
        own.forEach(
                (card, at) -> {
                    if (card instanceof OfPart(PartRef part)) {
                        there.computeIfAbsent(part.section(), _ -> new ArrayList<>()).add(at);
                    }
                });
        return free(taken, wish(section, there, middle));
    }

    private static Point wish(Section section, Map<Section, List<Point>> there, Point middle) {
        List<Point> own = there.getOrDefault(section, List.of());
        if (!own.isEmpty()) {
            Point lowest = Collections.max(own, Comparator.comparingInt(Point::y));
            return new Point(lowest.x(), lowest.y() + CardSize.ROW);
        }
        for (Map.Entry<Section, List<Point>> other : there.entrySet()) {
            Point highest = Collections.min(other.getValue(), Comparator.comparingInt(Point::y));
            int columns = homeColumn(section) - homeColumn(other.getKey());
            return new Point(highest.x() + columns * CardSize.COLUMN, highest.y());
        }
        return new Point(
                middle.x() + homeColumn(section) * CardSize.COLUMN - CardSize.WIDTH / 2,
                middle.y() - HOME_ROWS * CardSize.ROW);
    }

    private static int homeColumn(Section section) {
        return switch (section) {
            case CONNECTIONS -> -1;
            case PIPELINES -> 0;
            case DESTINATIONS, STAND_INS -> 1;
        };
    }

    /// Half-way between two cards, or below it.
    static Point between(Point from, Point to, Map<CardRef, Point> taken) {
        return free(taken, new Point((from.x() + to.x()) / 2, (from.y() + to.y()) / 2));
    }

    /// The first free place at a wish or below it.
    static Point free(Map<?, Point> taken, Point wish) {
        Point at = wish;
        // Ends: each step goes down, and what is taken is finite.
        while (overlaps(taken, at)) {
            at = new Point(at.x(), at.y() + CardSize.ROW / 2);
        }
        return at;
    }

    private static boolean overlaps(Map<?, Point> taken, Point at) {
        return taken.values().stream()
                .anyMatch(
                        p ->
                                Math.abs(p.x() - at.x()) < CardSize.WIDTH + 8
                                        && Math.abs(p.y() - at.y()) < CardSize.HEIGHT + 8);
    }

    /// Everything in columns, whoever has placed what.
    static Map<CardRef, Point> layout(LevelGraph graph) {
        Map<CardRef, List<CardRef>> beside = graph.beside();
        List<List<CardRef>> columns = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            columns.add(new ArrayList<>());
        }
        for (CardRef card : graph.cards()) {
            columns.get(column(card, graph)).add(card);
        }
        columns.removeIf(List::isEmpty);
        Map<CardRef, Double> rows = new HashMap<>();
        for (List<CardRef> column : columns) {
            number(column, rows);
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (List<CardRef> column : columns) {
                Map<CardRef, Double> wish = new HashMap<>();
                column.forEach(ref -> wish.put(ref, middle(ref, beside, rows)));
                column.sort(Comparator.comparingDouble(wish::get));
                number(column, rows);
            }
        }
        int tallest = columns.stream().mapToInt(List::size).max().orElse(0);
        Map<CardRef, Point> places = new TreeMap<>();
        for (int c = 0; c < columns.size(); c++) {
            int top = MARGIN + (tallest - columns.get(c).size()) * CardSize.ROW / 2;
            for (int r = 0; r < columns.get(c).size(); r++) {
                places.put(
                        columns.get(c).get(r),
                        new Point(MARGIN + c * CardSize.COLUMN, top + r * CardSize.ROW));
            }
        }
        return places;
    }

    private static void number(List<CardRef> column, Map<CardRef, Double> rows) {
        for (int i = 0; i < column.size(); i++) {
            rows.put(column.get(i), i - column.size() / 2.0);
        }
    }

    private static double middle(
            CardRef ref, Map<CardRef, List<CardRef>> beside, Map<CardRef, Double> rows) {
        return beside.getOrDefault(ref, List.of()).stream()
                .mapToDouble(other -> rows.getOrDefault(other, 0.0))
                .average()
                .orElse(rows.getOrDefault(ref, 0.0));
    }

    private static int column(CardRef card, LevelGraph graph) {
        return switch (card) {
            case OfPart(PartRef part) ->
                    switch (part.section()) {
                        case CONNECTIONS ->
                                graph.wires().stream()
                                                .anyMatch(w -> w.from().equals(card) && !w.routes())
                                        ? 0
                                        : 1;
                        case PIPELINES -> 2;
                        case DESTINATIONS -> 3;
                        case STAND_INS -> 4;
                    };
            case OfSub _ -> graph.leadsIn(card) ? graph.leadsOut(card) ? 2 : 3 : 1;
        };
    }
}
