package org.fieldproof.views.pipelines;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.Section;
import org.fieldproof.views.draft.DrawnLevel;
import org.fieldproof.views.drawing.CardSize;
import org.fieldproof.views.drawing.Extent;
import org.fieldproof.views.drawing.FramePainter;
import org.fieldproof.views.level.CardRef;
import org.fieldproof.views.level.CardRef.OfPart;
import org.fieldproof.views.pipelines.PipelineNode.Column;
import org.fieldproof.views.pipelines.PipelinesViewModel.Picture;

/// Where the cards of what runs stand in a drawing. Connections, lanes and sub-pipelines stand
/// where their parts were drawn. What nobody can draw stands beside them: devices before their
/// connection, the outside of a destination behind its lane, the log where the pipelines are. Pure.
final class DrawnPlaces {
    private static final int DEVICE_ROW = 76;
    private static final int GAP = 8;

    private final Picture picture;
    private final DrawnLevel drawn;
    private final Map<String, Point2D> places = new HashMap<>();

    private DrawnPlaces(Picture picture, DrawnLevel drawn) {
        this.picture = picture;
        this.drawn = drawn;
    }

    /// A place for each card of a picture.
    static Map<String, Point2D> of(Picture picture, DrawnLevel drawn) {
        return new DrawnPlaces(picture, drawn).all();
    }

    private Map<String, Point2D> all() {
        for (PipelineNode node : picture.nodes()) {
            part(node.id())
                    .map(drawn.places()::get)
                    .ifPresent(at -> places.put(node.id(), new Point2D(at.x(), at.y())));
        }
        placeLog();
        for (PipelineNode node : picture.nodes()) {
            if (node.column() == Column.DESTINATION) {
                placeBehind(node.id());
            }
        }
        placeDevices();
        for (PipelineNode node : picture.nodes()) {
            if (!places.containsKey(node.id())) {
                put(node.id(), left(), lowest() + CardSize.ROW);
            }
        }
        return places;
    }

    /// The card of the drawing that a card of what runs stands for.
    static Optional<CardRef> part(String id) {
        String name = id.substring(id.indexOf('/') + 1);
        return switch (id.substring(0, Math.max(0, id.indexOf('/')))) {
            case "connection" -> Optional.of(new OfPart(new PartRef(Section.CONNECTIONS, name)));
            case "lane" -> Optional.of(new OfPart(new PartRef(Section.DESTINATIONS, name)));
            case "sub" -> Optional.of(new CardRef.OfSub(name));
            default -> Optional.empty();
        };
    }

    private void placeBehind(String id) {
        ends(wire -> wire.to().equals(id), true).stream()
                .findFirst()
                .ifPresent(at -> put(id, at.getX() + CardSize.COLUMN, at.getY()));
    }

    /// Where the pipelines are; without them, between what leads to it and what it leads to.
    private void placeLog() {
        if (picture.nodes().stream().noneMatch(n -> n.id().equals(PipelinesViewModel.LOG))) {
            return;
        }
        List<Point> pipelines = new ArrayList<>();
        drawn.places()
                .forEach(
                        (card, at) -> {
                            if (card instanceof OfPart(PartRef part)
                                    && part.section() == Section.PIPELINES) {
                                pipelines.add(at);
                            }
                        });
        List<Point2D> before = ends(wire -> wire.to().equals(PipelinesViewModel.LOG), true);
        List<Point2D> behind = ends(wire -> wire.from().equals(PipelinesViewModel.LOG), false);
        if (!pipelines.isEmpty()) {
            put(PipelinesViewModel.LOG, mean(pipelines, Point::x), mean(pipelines, Point::y));
        } else if (!behind.isEmpty() && !before.isEmpty()) {
            put(
                    PipelinesViewModel.LOG,
                    (most(before) + least(behind)) / 2,
                    (middle(before) + middle(behind)) / 2);
        } else if (!before.isEmpty()) {
            put(PipelinesViewModel.LOG, most(before) + CardSize.COLUMN, middle(before));
        } else if (!behind.isEmpty()) {
            put(PipelinesViewModel.LOG, least(behind) - CardSize.COLUMN, middle(behind));
        }
    }

    private List<Point2D> ends(Predicate<PipelineWire> which, boolean from) {
        return picture.wires().stream()
                .filter(which)
                .map(wire -> places.get(from ? wire.from() : wire.to()))
                .filter(Objects::nonNull)
                .toList();
    }

    private static double mean(List<Point> of, ToIntFunction<Point> what) {
        return Math.round(of.stream().mapToInt(what).average().orElse(0));
    }

    private static double most(List<Point2D> of) {
        return of.stream().mapToDouble(Point2D::getX).max().orElse(0);
    }

    private static double least(List<Point2D> of) {
        return of.stream().mapToDouble(Point2D::getX).min().orElse(0);
    }

    private static double middle(List<Point2D> of) {
        return of.stream().mapToDouble(Point2D::getY).average().orElse(0);
    }

    /// Each connection's devices in a column before it, around its middle.
    private void placeDevices() {
        List<String> connections =
                picture.nodes().stream()
                        .map(PipelineNode::id)
                        .filter(places::containsKey)
                        .sorted(Comparator.comparingDouble(id -> place(id).getY()))
                        .toList();
        for (String connection : connections) {
            List<String> devices =
                    picture.nodes().stream()
                            .filter(node -> node.column() == Column.DEVICE)
                            .map(PipelineNode::id)
                            .filter(id -> leads(id, connection))
                            .toList();
            Point2D at = place(connection);
            double top = at.getY() - (devices.size() - 1) * DEVICE_ROW / 2.0;
            for (int i = 0; i < devices.size(); i++) {
                put(devices.get(i), at.getX() - CardSize.COLUMN, top + i * DEVICE_ROW);
            }
        }
    }

    private boolean leads(String from, String to) {
        return picture.wires().stream()
                .anyMatch(wire -> wire.from().equals(from) && wire.to().equals(to));
    }

    private Point2D place(String id) {
        return places.getOrDefault(id, Point2D.ZERO);
    }

    /// At a place, or at the first free one below it.
    private void put(String id, double x, double y) {
        double at = y;
        // Ends: each step goes below something, and there is only so much.
        for (Optional<Double> below = taken(x, at); below.isPresent(); below = taken(x, at)) {
            at = below.get();
        }
        places.put(id, new Point2D(x, at));
    }

    /// Where what is at a place ends; empty if nothing is there.
    private Optional<Double> taken(double x, double y) {
        return Stream.concat(
                        places.values().stream()
                                .map(at -> new Point((int) at.getX(), (int) at.getY()))
                                .map(DrawnLevel::card),
                        drawn.notes().stream().map(DrawnLevel::note))
                .filter(
                        box ->
                                box.intersects(
                                        x - GAP,
                                        y - GAP,
                                        CardSize.WIDTH + 2 * GAP,
                                        CardSize.HEIGHT + 2 * GAP))
                .map(box -> box.getMaxY() + GAP + 1)
                .findFirst();
    }

    private double left() {
        return places.values().stream().mapToDouble(Point2D::getX).min().orElse(0);
    }

    private double lowest() {
        return places.values().stream().mapToDouble(Point2D::getY).max().orElse(0);
    }

    /// What holds everything, with some room around it.
    static Bounds bounds(Map<String, Point2D> places, DrawnLevel drawn) {
        List<Bounds> all = new ArrayList<>();
        places.values()
                .forEach(
                        at ->
                                all.add(
                                        DrawnLevel.card(
                                                new Point((int) at.getX(), (int) at.getY()))));
        drawn.notes().forEach(note -> all.add(DrawnLevel.note(note)));
        drawn.frames()
                .forEach(
                        frame ->
                                frame.bounds(drawn.places())
                                        .map(FramePainter::around)
                                        .ifPresent(all::add));
        return Extent.around(all, 24).orElseThrow();
    }
}
