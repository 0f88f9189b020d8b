package org.fieldproof.views.draft;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.transform.Affine;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.styles.Palette;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.drawing.CardSize;
import org.fieldproof.views.drawing.Lens;
import org.fieldproof.views.drawing.NoteLayer;
import org.fieldproof.views.level.CardRef;
import org.fieldproof.views.perspective.Looks;
import org.jspecify.annotations.Nullable;

/// The draft under one's hands: cards as nodes, wires on one canvas of the viewport's size. Press
/// and drag a card to move it, its port to draw a wire, the ground to pan; with Shift, the ground
/// selects. FX thread.
final class DraftCanvas extends Region {
    private static final double DRAG_MIN = 4;
    private final ReadOnlyObjectProperty<Palette> palette;

    /// Kept here, held weakly there.
    private final ChangeListener<Palette> redraw = (property, was, is) -> spoil();

    private final CanvasHands hands;
    private final Selection selection;
    private final Pane cards = new Pane();
    private final Minimap minimap;
    private final Lens lens;
    private final CanvasLayers layers;
    private final CardLayer byCard = new CardLayer(cards, this::giveHands);
    private final NoteLayer notes;
    private DraftPicture picture = DraftPicture.NONE;
    private Hold hold = Hold.NOTHING;
    private Point2D pressed = Point2D.ZERO;
    private Point2D pointer = Point2D.ZERO;
    private @Nullable CardRef held;
    private @Nullable CardRef target;
    private @Nullable StickyNote heldNote;

    /// True while everything is to be seen and has not been brought into view.
    private boolean unfitted = true;

    private boolean laying;

    DraftCanvas(Looks looks, Lens lens, Selection selection, CanvasHands hands) {
        palette = looks.palette();
        this.lens = lens;
        this.selection = selection;
        this.hands = hands;
        layers = new CanvasLayers(palette, selection, lens);
        notes = new NoteLayer(cards, "draft-note-", this::pressNote);
        minimap = new Minimap(palette, this::centre);
        cards.getTransforms().add(lens.transform());
        cards.getStyleClass().add("fp-cards");
        cards.setPickOnBounds(false);
        cards.setManaged(false);
        getChildren().addAll(layers.nodes());
        getChildren().addAll(cards, minimap);
        Parts.clip(this);
        setMinSize(300, 160);
        setId("draft-canvas");
        setFocusTraversable(true);
        palette.addListener(new WeakChangeListener<>(redraw));
        lens.watch(this::spoil);
        // While it was not there the lens may have fitted something else.
        sceneProperty().addListener((property, was, is) -> unfitted |= lens.isFitted());
        setOnMousePressed(this::pressGround);
        setOnMouseDragged(this::drag);
        setOnMouseReleased(this::release);
        Lens.wheel(this, this::zoomBy);
    }

    void show(DraftPicture next) {
        boolean another = !next.level().equals(picture.level());
        if (another) {
            lens.show(next.level());
            byCard.clear();
        }
        // While the hand holds something, figures wait.
        DraftPicture then = hold != Hold.NOTHING && !another ? next.running(picture.live()) : next;
        boolean grounded = another || !then.liesAs(picture);
        picture = then;
        selection.keep(next);
        if (another || !byCard.isOf(next)) {
            rebuild();
        }
        for (DraftNode node : next.nodes()) {
            DraftCard card = byCard.card(node.card());
            if (card != null) {
                card.show(node);
                if (hold != Hold.CARDS) {
                    card.relocate(node.at().x(), node.at().y());
                }
            }
        }
        notes.show(picture.notes(), selection.notes(), hold == Hold.NOTE);
        lookOfCards();
        if (grounded) {
            spoil();
        } else {
            touch();
        }
    }

    private void rebuild() {
        byCard.rebuild(picture, notes.labels());
        if (lens.isFitted()) {
            fit();
        }
    }

    private void giveHands(DraftCard card) {
        card.setOnMousePressed(event -> pressCard(card, event));
        card.port().setOnMousePressed(event -> pressPort(card, event));
    }

    /// Selection, focus and targets as they are now.
    void look() {
        lookOfCards();
        spoil();
    }

    private void lookOfCards() {
        CardRef from = hold == Hold.WIRE ? held : null;
        byCard.look(
                selection,
                target,
                ref -> from != null && !from.equals(ref) && !hands.canConnect(from, ref));
    }

    /// Shows a wire that is being drawn to a card by keyboard; null takes it away.
    void aim(@Nullable CardRef from, @Nullable CardRef to) {
        held = from;
        target = to;
        hold = from == null ? Hold.NOTHING : Hold.WIRE;
        if (to != null) {
            Point2D end = DraftPainter.in(picture, to);
            pointer = lens.toView(end.getX(), end.getY());
        }
        look();
    }

    void focus(CardRef ref) {
        DraftCard card = byCard.card(ref);
        if (card != null) {
            card.requestFocus();
        }
    }

    Optional<CardRef> focused() {
        return byCard.focused();
    }

    DraftPicture picture() {
        return picture;
    }

    /// Brings a card into view.
    void reveal(CardRef ref) {
        if (lens.isFitted() && (unfitted || getWidth() == 0)) {
            // All will be in view with the next pulse.
            return;
        }
        Point at = picture.places().get(ref);
        if (at != null && !lens.shows(at, getWidth(), getHeight())) {
            centre(at.x() + CardSize.WIDTH / 2.0, at.y() + CardSize.HEIGHT / 2.0);
        }
    }

    /// Where a card is on the screen.
    Bounds onScreen(CardRef ref) {
        DraftCard card = byCard.card(ref);
        return card == null
                ? localToScreen(getLayoutBounds())
                : card.localToScreen(card.getLayoutBounds());
    }

    void fit() {
        lens.fit();
        unfitted = true;
        spoil();
    }

    void zoomBy(double factor) {
        zoomBy(factor, getWidth() / 2, getHeight() / 2);
    }

    private void zoomBy(double factor, double x, double y) {
        double was = lens.zoom();
        lens.zoomBy(factor, x, y);
        if (was != lens.zoom()) {
            byCard.zoomed();
        }
    }

    double zoomed() {
        return lens.zoom();
    }

    private void centre(double x, double y) {
        lens.centre(x, y, getWidth(), getHeight());
    }

    /// The middle of what is in view, for what is added without a pointer.
    Point middle() {
        return lens.toDrawing(getWidth() / 2, getHeight() / 2);
    }

    /// A point of this region in the draft's coordinates.
    Point toDraft(double x, double y) {
        return lens.toDrawing(x, y);
    }

    /// Lets everything be painted with the next pulse, however often it is asked for before.
    private void spoil() {
        layers.spoil();
        touch();
    }

    /// Lets what the hand holds be painted with the next pulse.
    private void touch() {
        if (!laying) {
            setNeedsLayout(true);
        }
    }

    @Override
    protected void layoutChildren() {
        laying = true;
        try {
            arrange();
        } finally {
            laying = false;
        }
    }

    private void arrange() {
        boolean resized = !layers.isSized(getWidth(), getHeight());
        if (resized) {
            layers.resize(getWidth(), getHeight());
            cards.resizeRelocate(0, 0, getWidth(), getHeight());
            minimap.relocate(getWidth() - Minimap.WIDTH - 12, getHeight() - Minimap.HEIGHT - 12);
        }
        if (lens.isFitted() && getWidth() > 0 && (resized || unfitted)) {
            lens.fit(picture.bounds(), getWidth(), getHeight());
            unfitted = false;
        }
        byCard.snap(lens, this::snapPositionX, this::snapPositionY);
        Map<CardRef, Point> dragged = hold == Hold.CARDS ? dragged() : Map.of();
        Optional<Consumer<GraphicsContext>> held =
                hold.isPainted() ? Optional.of(this::paintHeld) : Optional.empty();
        if (layers.paint(picture, dragged, held)) {
            minimap.setVisible(!picture.nodes().isEmpty());
            minimap.paint(picture, picture.bounds(), lens.seen(getWidth(), getHeight()));
        }
    }

    /// A wire on its way, or the frame that selects.
    private void paintHeld(GraphicsContext g) {
        CardRef from = held;
        g.setStroke(palette.get().focus());
        if (hold == Hold.WIRE && from != null) {
            g.setLineWidth(2);
            Point end = toDraft(pointer.getX(), pointer.getY());
            DraftPainter.curve(g, DraftPainter.out(picture, from), new Point2D(end.x(), end.y()));
        }
        if (hold == Hold.LASSO) {
            g.setTransform(new Affine());
            g.setLineWidth(1);
            Bounds box = lasso();
            g.strokeRect(box.getMinX(), box.getMinY(), box.getWidth(), box.getHeight());
        }
    }

    /// Where what stood at a point is while it is dragged.
    private Point dragged(int x, int y) {
        int dx = (int) Math.round((pointer.getX() - pressed.getX()) / lens.zoom());
        int dy = (int) Math.round((pointer.getY() - pressed.getY()) / lens.zoom());
        return new Point(x + dx, y + dy);
    }

    private Map<CardRef, Point> dragged() {
        Map<CardRef, Point> places = new TreeMap<>();
        for (CardRef ref : selection.cards()) {
            Point at = picture.places().get(ref);
            if (at != null) {
                places.put(ref, dragged(at.x(), at.y()));
            }
        }
        return places;
    }

    private void pressCard(DraftCard card, MouseEvent event) {
        CardRef ref = card.node().card();
        card.requestFocus();
        if (card.node().isStub()) {
            // Not of this level: it is no part of what is chosen here, and stands where it stands.
            selection.clear();
            begin(Hold.NOTHING, event);
        } else if (event.isShiftDown() || event.isShortcutDown()) {
            selection.toggle(ref);
            begin(Hold.CARDS, event);
        } else {
            if (!selection.contains(ref)) {
                selection.only(ref);
            }
            begin(event.getButton() == MouseButton.PRIMARY ? Hold.CARDS : Hold.NOTHING, event);
        }
        held = ref;
        hands.selected();
        if (event.getClickCount() == 2 && event.getButton() == MouseButton.PRIMARY) {
            hold = Hold.NOTHING;
            hands.open(ref);
        }
        event.consume();
    }

    private void pressPort(DraftCard card, MouseEvent event) {
        card.requestFocus();
        held = card.node().card();
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
        Optional<CardWire> wire = DraftPainter.hit(picture, at.x(), at.y());
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
            case GROUND -> lens.pan(now.getX() - pointer.getX(), now.getY() - pointer.getY());
            case CARDS -> {
                pointer = now;
                aimAt(into(now));
                byCard.relocate(dragged());
            }
            case NOTE -> {
                StickyNote note = heldNote;
                if (note != null) {
                    notes.drag(
                            note,
                            (now.getX() - pressed.getX()) / lens.zoom(),
                            (now.getY() - pressed.getY()) / lens.zoom());
                }
            }
            case WIRE -> aimAt(targetAt(now));
            case LASSO -> {}
        }
        pointer = now;
        if (hold != Hold.NOTHING) {
            touch();
        }
    }

    private void aimAt(@Nullable CardRef next) {
        if (!Objects.equals(next, target)) {
            target = next;
            look();
        }
    }

    /// The sub-pipeline that dragged cards would go into.
    private @Nullable CardRef into(Point2D at) {
        return picture.cardAt(toDraft(at.getX(), at.getY()), selection.cards())
                .filter(ref -> ref instanceof CardRef.OfSub && !picture.isStub(ref))
                .orElse(null);
    }

    private @Nullable CardRef targetAt(Point2D at) {
        CardRef from = held;
        return picture.cardAt(toDraft(at.getX(), at.getY()))
                .filter(ref -> from != null && hands.canConnect(from, ref))
                .orElse(null);
    }

    /// The wire at a point of this region.
    Optional<CardWire> wireAt(double x, double y) {
        Point at = toDraft(x, y);
        return DraftPainter.hit(picture, at.x(), at.y());
    }

    private void release(MouseEvent event) {
        Hold was = hold;
        CardRef from = held;
        CardRef to = target;
        StickyNote note = heldNote;
        boolean far = pressed.distance(pointer) >= DRAG_MIN;
        Map<CardRef, Point> places = was == Hold.CARDS ? dragged() : Map.of();
        Bounds box = lasso();
        hold = Hold.NOTHING;
        held = null;
        target = null;
        heldNote = null;
        switch (was) {
            case NOTHING, GROUND -> {}
            case CARDS -> {
                if (far && to instanceof CardRef.OfSub sub) {
                    hands.droppedInto(sub);
                } else if (far && from != null) {
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
                    Point at = dragged(note.x(), note.y());
                    hands.noteMoved(note, at.x(), at.y());
                }
            }
        }
        show(picture);
    }

    private void drop(CardRef from, Map<CardRef, Point> places) {
        Optional<CardWire> wire =
                places.size() == 1 ? wireAt(pointer.getX(), pointer.getY()) : Optional.empty();
        boolean own = wire.map(w -> w.touches(from)).orElse(false);
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
            if (!node.isStub()
                    && box.intersects(lens.cardAt(node.at()))
                    && !selection.contains(node.card())) {
                selection.toggle(node.card());
            }
        }
        hands.selected();
    }
}
