package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.scene.transform.Affine;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.api.draft.DraftWire;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.styles.Palette;
import org.jspecify.annotations.Nullable;

/// The draft under one's hands: cards as nodes, wires on one canvas of the viewport's size. Press
/// and drag a card to move it, its port to draw a wire, the ground to pan; with Shift, the ground
/// selects. FX thread.
final class DraftCanvas extends Region {
    private static final double ZOOM_MIN = 0.2;
    private static final double ZOOM_MAX = 2.5;
    private static final double DRAG_MIN = 4;

    private final ReadOnlyObjectProperty<Palette> palette;

    /// Kept here and held weakly there: the palette lives as long as the window.
    private final ChangeListener<Palette> redraw = (property, was, is) -> paint();

    private final CanvasHands hands;
    private final Selection selection;
    private final Canvas canvas = new Canvas();
    private final Pane cards = new Pane();
    private final Minimap minimap;
    private final Affine view = new Affine();
    private final Map<PartRef, DraftCard> byRef = new HashMap<>();
    private final NoteLayer notes;
    private DraftPicture picture = DraftPicture.NONE;
    private Hold hold = Hold.NOTHING;
    private Point2D pressed = Point2D.ZERO;
    private Point2D pointer = Point2D.ZERO;
    private @Nullable PartRef held;
    private @Nullable PartRef target;
    private @Nullable StickyNote heldNote;
    private boolean fitted = true;

    DraftCanvas(ReadOnlyObjectProperty<Palette> palette, Selection selection, CanvasHands hands) {
        this.palette = palette;
        this.selection = selection;
        this.hands = hands;
        notes = new NoteLayer(cards, this::pressNote);
        minimap = new Minimap(palette, this::centre);
        cards.getTransforms().add(view);
        cards.setPickOnBounds(false);
        cards.setManaged(false);
        getChildren().addAll(canvas, cards, minimap);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        setMinSize(300, 160);
        setId("draft-canvas");
        setFocusTraversable(true);
        palette.addListener(new WeakChangeListener<>(redraw));
        setOnMousePressed(this::pressGround);
        setOnMouseDragged(this::drag);
        setOnMouseReleased(this::release);
        setOnScroll(
                event -> zoom(event.getDeltaY() > 0 ? 1.1 : 1 / 1.1, event.getX(), event.getY()));
    }

    void show(DraftPicture next) {
        picture = next;
        selection.keep(next);
        if (!byRef.keySet().equals(next.places().keySet())) {
            rebuild();
        }
        for (DraftNode node : next.nodes()) {
            DraftCard card = byRef.get(node.ref());
            if (card != null) {
                card.show(node);
                if (hold != Hold.CARDS) {
                    card.relocate(node.at().x(), node.at().y());
                }
            }
        }
        notes.show(picture.layout().notes(), selection.notes(), hold == Hold.NOTE);
        look();
    }

    private void rebuild() {
        byRef.entrySet().removeIf(e -> !picture.places().containsKey(e.getKey()));
        for (DraftNode node : picture.nodes()) {
            byRef.computeIfAbsent(node.ref(), _ -> card(node));
        }
        List<javafx.scene.Node> nodes = new ArrayList<>(notes.labels());
        // In the order of the draft, which is the order of Tab.
        picture.nodes().forEach(node -> nodes.add(byRef.get(node.ref())));
        cards.getChildren().setAll(nodes);
        if (fitted) {
            requestLayout();
        }
    }

    private DraftCard card(DraftNode node) {
        DraftCard card = new DraftCard(node);
        card.setOnMousePressed(event -> pressCard(card, event));
        card.port().setOnMousePressed(event -> pressPort(card, event));
        return card;
    }

    /// Selection, focus and targets as they are now.
    void look() {
        for (Map.Entry<PartRef, DraftCard> each : byRef.entrySet()) {
            PartRef ref = each.getKey();
            PartRef from = held;
            boolean wiring = hold == Hold.WIRE && from != null && !from.equals(ref);
            boolean fits = wiring && from != null && hands.canConnect(from, ref);
            each.getValue().look(selection.contains(ref), ref.equals(target), wiring && !fits);
        }
        paint();
    }

    /// Shows a wire that is being drawn to a card by keyboard; null takes it away.
    void aim(@Nullable PartRef from, @Nullable PartRef to) {
        held = from;
        target = to;
        hold = from == null ? Hold.NOTHING : Hold.WIRE;
        if (to != null) {
            pointer = toView(DraftPainter.in(picture, to));
        }
        look();
    }

    void focus(PartRef ref) {
        DraftCard card = byRef.get(ref);
        if (card != null) {
            card.requestFocus();
        }
    }

    Optional<PartRef> focused() {
        return byRef.values().stream()
                .filter(DraftCard::isFocused)
                .map(card -> card.node().ref())
                .findFirst();
    }

    DraftPicture picture() {
        return picture;
    }

    /// Brings a part into view and selects it.
    void reveal(PartRef ref) {
        Point at = picture.places().get(ref);
        if (at != null) {
            Point2D seen = toView(new Point2D(at.x(), at.y()));
            boolean inView =
                    seen.getX() > 0
                            && seen.getY() > 0
                            && seen.getX() < getWidth() - DraftPlaces.CARD_WIDTH
                            && seen.getY() < getHeight() - DraftPlaces.CARD_HEIGHT;
            if (!inView) {
                centre(
                        at.x() + DraftPlaces.CARD_WIDTH / 2.0,
                        at.y() + DraftPlaces.CARD_HEIGHT / 2.0);
            }
        }
    }

    void fit() {
        fitted = true;
        requestLayout();
    }

    void zoomBy(double factor) {
        zoom(factor, getWidth() / 2, getHeight() / 2);
    }

    double zoomed() {
        return view.getMxx();
    }

    private void zoom(double factor, double x, double y) {
        double next = Math.clamp(view.getMxx() * factor, ZOOM_MIN, ZOOM_MAX);
        double real = next / view.getMxx();
        fitted = false;
        setView(next, x - (x - view.getTx()) * real, y - (y - view.getTy()) * real);
    }

    private void setView(double zoom, double x, double y) {
        view.setMxx(zoom);
        view.setMyy(zoom);
        view.setTx(x);
        view.setTy(y);
        paint();
    }

    private void centre(double x, double y) {
        fitted = false;
        double zoom = view.getMxx();
        setView(zoom, getWidth() / 2 - x * zoom, getHeight() / 2 - y * zoom);
    }

    /// The middle of what is in view, for what is added without a pointer.
    Point middle() {
        return toDraft(getWidth() / 2, getHeight() / 2);
    }

    /// A point of this region in the draft's coordinates.
    Point toDraft(double x, double y) {
        return new Point(
                (int) Math.round((x - view.getTx()) / view.getMxx()),
                (int) Math.round((y - view.getTy()) / view.getMyy()));
    }

    private Point2D toView(Point2D at) {
        return view.transform(at);
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        cards.resizeRelocate(0, 0, getWidth(), getHeight());
        minimap.relocate(getWidth() - Minimap.WIDTH - 12, getHeight() - Minimap.HEIGHT - 12);
        if (fitted && getWidth() > 0) {
            Bounds whole = picture.bounds();
            double zoom =
                    Math.clamp(
                            Math.min(
                                    getWidth() / whole.getWidth(), getHeight() / whole.getHeight()),
                            ZOOM_MIN,
                            1.0);
            setView(
                    zoom,
                    (getWidth() - whole.getWidth() * zoom) / 2 - whole.getMinX() * zoom,
                    (getHeight() - whole.getHeight() * zoom) * 0.42 - whole.getMinY() * zoom);
        }
        paint();
    }

    private void paint() {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.setTransform(new Affine());
        g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        g.setTransform(view);
        DraftPainter.paint(g, palette.get(), moved(), selection.wires());
        PartRef from = held;
        if (hold == Hold.WIRE && from != null) {
            g.setStroke(palette.get().focus());
            g.setLineWidth(2);
            Point end = toDraft(pointer.getX(), pointer.getY());
            DraftPainter.curve(g, DraftPainter.out(picture, from), new Point2D(end.x(), end.y()));
        }
        if (hold == Hold.LASSO) {
            g.setTransform(new Affine());
            g.setStroke(palette.get().focus());
            g.setLineWidth(1);
            Bounds box = lasso();
            g.strokeRect(box.getMinX(), box.getMinY(), box.getWidth(), box.getHeight());
        }
        minimap.setVisible(!picture.nodes().isEmpty());
        Point corner = toDraft(0, 0);
        minimap.paint(
                picture,
                picture.bounds(),
                new BoundingBox(
                        corner.x(),
                        corner.y(),
                        getWidth() / view.getMxx(),
                        getHeight() / view.getMyy()));
    }

    /// The picture with what is being dragged where it is now.
    private DraftPicture moved() {
        if (hold != Hold.CARDS) {
            return picture;
        }
        Map<PartRef, Point> places = new TreeMap<>(picture.places());
        places.putAll(dragged());
        return new DraftPicture(picture.nodes(), picture.wires(), places, picture.layout());
    }

    private Map<PartRef, Point> dragged() {
        int dx = (int) Math.round((pointer.getX() - pressed.getX()) / view.getMxx());
        int dy = (int) Math.round((pointer.getY() - pressed.getY()) / view.getMyy());
        Map<PartRef, Point> places = new TreeMap<>();
        for (PartRef ref : selection.parts()) {
            Point at = picture.places().get(ref);
            if (at != null) {
                places.put(ref, new Point(at.x() + dx, at.y() + dy));
            }
        }
        return places;
    }

    private void pressCard(DraftCard card, MouseEvent event) {
        PartRef ref = card.node().ref();
        card.requestFocus();
        if (event.isShiftDown() || event.isShortcutDown()) {
            selection.toggle(ref);
        } else if (!selection.contains(ref)) {
            selection.only(ref);
        }
        begin(Hold.CARDS, event);
        held = ref;
        hands.selected();
        if (event.getClickCount() == 2) {
            hands.inspect(ref);
        }
        event.consume();
    }

    private void pressPort(DraftCard card, MouseEvent event) {
        card.requestFocus();
        held = card.node().ref();
        begin(Hold.WIRE, event);
        look();
        event.consume();
    }

    private void pressNote(StickyNote note, MouseEvent event) {
        selection.onlyNote(note.id());
        heldNote = note;
        begin(Hold.NOTE, event);
        hands.selected();
        if (event.getClickCount() == 2) {
            hands.editNote(note);
        }
        event.consume();
    }

    private void begin(Hold next, MouseEvent event) {
        hold = next;
        pressed = sceneToLocal(event.getSceneX(), event.getSceneY());
        pointer = pressed;
    }

    private void pressGround(MouseEvent event) {
        requestFocus();
        Point at = toDraft(event.getX(), event.getY());
        Optional<DraftWire> wire = DraftPainter.hit(picture, at.x(), at.y());
        if (wire.isPresent()) {
            selection.onlyWire(wire.get());
        } else if (!event.isShiftDown()) {
            selection.clear();
        }
        boolean lasso = event.isShiftDown() && event.getButton() == MouseButton.PRIMARY;
        begin(wire.isPresent() ? Hold.NOTHING : lasso ? Hold.LASSO : Hold.GROUND, event);
        hands.selected();
        if (event.getClickCount() == 2 && wire.isEmpty()) {
            hold = Hold.NOTHING;
            hands.quickAdd(at);
        }
    }

    private void drag(MouseEvent event) {
        Point2D now = sceneToLocal(event.getSceneX(), event.getSceneY());
        switch (hold) {
            case NOTHING -> {}
            case GROUND -> {
                fitted = false;
                setView(
                        view.getMxx(),
                        view.getTx() + now.getX() - pointer.getX(),
                        view.getTy() + now.getY() - pointer.getY());
            }
            case CARDS -> {
                pointer = now;
                dragged()
                        .forEach(
                                (ref, at) -> {
                                    DraftCard card = byRef.get(ref);
                                    if (card != null) {
                                        card.relocate(at.x(), at.y());
                                    }
                                });
            }
            case NOTE -> {
                StickyNote note = heldNote;
                if (note != null) {
                    notes.drag(
                            note,
                            (now.getX() - pressed.getX()) / view.getMxx(),
                            (now.getY() - pressed.getY()) / view.getMyy());
                }
            }
            case WIRE -> target = targetAt(now);
            case LASSO -> {}
        }
        pointer = now;
        if (hold == Hold.WIRE) {
            look();
        } else if (hold != Hold.NOTHING) {
            paint();
        }
    }

    private @Nullable PartRef targetAt(Point2D at) {
        PartRef from = held;
        return picture.cardAt(toDraft(at.getX(), at.getY()))
                .filter(ref -> from != null && hands.canConnect(from, ref))
                .orElse(null);
    }

    /// The wire at a point of this region.
    Optional<DraftWire> wireAt(double x, double y) {
        Point at = toDraft(x, y);
        return DraftPainter.hit(picture, at.x(), at.y());
    }

    private void release(MouseEvent event) {
        Hold was = hold;
        PartRef from = held;
        PartRef to = target;
        StickyNote note = heldNote;
        boolean far = pressed.distance(pointer) >= DRAG_MIN;
        Map<PartRef, Point> places = was == Hold.CARDS ? dragged() : Map.of();
        Bounds box = lasso();
        hold = Hold.NOTHING;
        held = null;
        target = null;
        heldNote = null;
        switch (was) {
            case NOTHING, GROUND -> {}
            case CARDS -> {
                if (far && from != null) {
                    drop(from, places);
                }
            }
            case WIRE -> {
                if (from != null && to != null) {
                    hands.connect(from, to);
                }
            }
            case LASSO -> selectIn(box);
            case NOTE -> {
                if (far && note != null) {
                    int dx = (int) Math.round((pointer.getX() - pressed.getX()) / view.getMxx());
                    int dy = (int) Math.round((pointer.getY() - pressed.getY()) / view.getMyy());
                    hands.noteMoved(note, note.x() + dx, note.y() + dy);
                }
            }
        }
        show(picture);
    }

    private void drop(PartRef from, Map<PartRef, Point> places) {
        Optional<DraftWire> wire =
                places.size() == 1 ? wireAt(pointer.getX(), pointer.getY()) : Optional.empty();
        boolean own = wire.map(w -> w.from().equals(from) || w.to().equals(from)).orElse(false);
        if (wire.isPresent() && !own) {
            hands.droppedOnWire(wire.get(), from, places.getOrDefault(from, new Point(0, 0)));
        } else {
            hands.moved(places);
        }
    }

    private Bounds lasso() {
        return new BoundingBox(
                Math.min(pressed.getX(), pointer.getX()),
                Math.min(pressed.getY(), pointer.getY()),
                Math.abs(pressed.getX() - pointer.getX()),
                Math.abs(pressed.getY() - pointer.getY()));
    }

    private void selectIn(Bounds box) {
        for (DraftNode node : picture.nodes()) {
            Point2D corner = toView(new Point2D(node.at().x(), node.at().y()));
            if (box.intersects(
                            corner.getX(),
                            corner.getY(),
                            DraftPlaces.CARD_WIDTH * view.getMxx(),
                            DraftPlaces.CARD_HEIGHT * view.getMyy())
                    && !selection.contains(node.ref())) {
                selection.toggle(node.ref());
            }
        }
        hands.selected();
    }
}
