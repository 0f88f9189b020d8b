package org.fieldproof.views.draft;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.transform.Affine;
import org.fieldproof.styles.Palette;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.drawing.Lens;
import org.fieldproof.views.drawing.NoteLayer;
import org.fieldproof.views.drawing.WirePainter;
import org.fieldproof.views.level.CardRef;
import org.fieldproof.views.pad.CanvasPad;
import org.fieldproof.views.pad.Pad;

/// One of two pictures, side by side, that are seen through one lens. Only what is in view is made
/// and painted. FX thread.
final class DiffSide extends Region {
    private static final double SIGN_LETTERS_PX = 14;
    private static final double SIGNS_MAX = 1.6;

    private final String name;
    private final ReadOnlyObjectProperty<Palette> palette;

    /// Kept here, held weakly there.
    private final ChangeListener<Palette> redraw = (property, was, is) -> spoil();

    private final Lens lens;
    private final Supplier<Bounds> fitted;
    private final Canvas canvas = new Canvas();
    private final Pane pane = new Pane();
    private final CardLayer cards = new CardLayer(pane, this::dress);
    private final NoteLayer notes;
    private final DraftPainter painter = new DraftPainter();
    private final Selection none = new Selection();
    private final Selection selection = new Selection();
    private final Label missing = Parts.prose("", "fp-muted");
    private DiffPicture shown = DiffPicture.NONE;
    private Optional<DiffTarget> chosen = Optional.empty();
    private Set<CardRef> made = Set.of();
    private Consumer<Optional<DiffTarget>> choose = target -> {};
    private Consumer<String> open = level -> {};
    private boolean laying;
    private double dragX;
    private double dragY;

    /// @param name what the ids of its nodes begin with
    /// @param fitted what is seen while nobody has zoomed or moved
    DiffSide(
            String name,
            ReadOnlyObjectProperty<Palette> palette,
            Lens lens,
            Supplier<Bounds> fitted) {
        this.name = name;
        this.palette = palette;
        this.lens = lens;
        this.fitted = fitted;
        notes = new NoteLayer(pane, name + "-note-", (note, event) -> {});
        pane.getTransforms().add(lens.transform());
        pane.getStyleClass().add("fp-cards");
        pane.setPickOnBounds(false);
        pane.setManaged(false);
        missing.setManaged(false);
        missing.setMouseTransparent(true);
        getChildren().addAll(canvas, pane, missing);
        getStyleClass().add("fp-diff-side");
        Parts.clip(this);
        setMinSize(160, 120);
        setPrefSize(400, 260);
        setId(name);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        palette.addListener(new WeakChangeListener<>(redraw));
        lens.watch(this::spoil);
        setOnMousePressed(this::pressed);
        setOnMouseDragged(this::dragged);
        setOnMouseClicked(this::clicked);
        Lens.wheel(this, this::zoomBy);
    }

    /// Who is told of what is pressed, and of a level that is opened.
    void tell(Consumer<Optional<DiffTarget>> choosing, Consumer<String> opening) {
        choose = choosing;
        open = opening;
    }

    /// @param absent what is said where this revision has no such level
    void show(DiffPicture next, String absent) {
        shown = next;
        cards.clear();
        made = Set.of();
        missing.setText(next.isThere() ? "" : absent);
        notes.show(next.picture().notes(), Set.of(), false);
        spoil();
    }

    void choose(Optional<DiffTarget> target) {
        chosen = target;
        selection.clear();
        if (target.isPresent() && target.get() instanceof DiffTarget.OfCard(CardRef card)) {
            selection.only(card);
        }
        look();
        spoil();
    }

    void zoomBy(double factor) {
        zoomBy(factor, getWidth() / 2, getHeight() / 2);
    }

    private void zoomBy(double factor, double x, double y) {
        lens.zoomBy(factor, x, y);
        cards.zoomed();
    }

    private void dress(DraftCard card) {
        DraftNode node = card.node();
        card.setId(name + "-" + node.card().slug());
        card.port().setId(null);
        // The list of changes is the way for the keyboard.
        card.setFocusTraversable(false);
        card.tell(shown.fate(node.card()));
    }

    private void look() {
        Set<String> note =
                chosen.isPresent() && chosen.get() instanceof DiffTarget.OfNote(String id)
                        ? Set.of(id)
                        : Set.of();
        cards.look(selection, null, _ -> false);
        notes.show(shown.picture().notes(), note, false);
    }

    private void spoil() {
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
        double width = getWidth();
        double height = getHeight();
        if (canvas.getWidth() != width || canvas.getHeight() != height) {
            canvas.setWidth(width);
            canvas.setHeight(height);
            pane.resizeRelocate(0, 0, width, height);
        }
        if (lens.isFitted() && width > 0) {
            lens.fit(fitted.get(), width, height);
        }
        double wide = Math.min(width - 24, 420);
        missing.resizeRelocate(12, 12, wide, missing.prefHeight(wide));
        Bounds seen = lens.seen(width, height);
        makeCards(seen);
        cards.snap(lens, this::snapPositionX, this::snapPositionY);
        cards.scaleSigns(signScale());
        paint(seen);
    }

    /// Signs do not become as small as what they stand at.
    private double signScale() {
        return Math.clamp(1 / lens.zoom(), 1, SIGNS_MAX);
    }

    /// Has a card for each that is in view.
    private void makeCards(Bounds seen) {
        DraftPicture picture = shown.picture().within(seen);
        Set<CardRef> wanted = new HashSet<>();
        picture.nodes().forEach(node -> wanted.add(node.card()));
        if (!wanted.equals(made)) {
            made = wanted;
            cards.rebuild(picture, notes.labels());
            cards.relocate(picture.places());
            look();
        }
    }

    private void paint(Bounds seen) {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.setTransform(new Affine());
        g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        g.setTransform(lens.transform());
        Palette colours = palette.get();
        Pad pad = new CanvasPad(g, seen.getWidth(), seen.getHeight(), WirePainter.LETTERS_PX);
        DraftPicture same = shown.picture().wired(wire -> shown.fate(wire) == Fate.SAME);
        painter.paint(g, colours, same, none, seen);
        g.setLineDashes();
        DiffWires.absent(pad, colours, shown, seen);
        DiffWires.paint(pad, colours, shown, chosen, seen);
        double large = signScale();
        DiffWires.signs(
                new CanvasPad(g, seen.getWidth(), seen.getHeight(), large * SIGN_LETTERS_PX),
                colours,
                shown,
                chosen,
                large,
                seen);
        shown.framed().forEach(box -> DiffWires.around(pad, colours.text(), box));
        chosen.filter(DiffTarget.OfFrame.class::isInstance)
                .flatMap(shown::bounds)
                .ifPresent(box -> DiffWires.around(pad, colours.focus(), box));
    }

    private void pressed(MouseEvent event) {
        requestFocus();
        dragX = event.getX();
        dragY = event.getY();
        event.consume();
    }

    private void dragged(MouseEvent event) {
        lens.pan(event.getX() - dragX, event.getY() - dragY);
        dragX = event.getX();
        dragY = event.getY();
        event.consume();
    }

    private void clicked(MouseEvent event) {
        event.consume();
        if (!event.isStillSincePress()) {
            return;
        }
        Optional<DiffTarget> hit =
                card(event).or(() -> shown.at(lens.toDrawing(event.getX(), event.getY())));
        if (event.getClickCount() == 2) {
            hit.filter(DiffTarget.OfCard.class::isInstance)
                    .map(target -> ((DiffTarget.OfCard) target).card())
                    .flatMap(shown::levelBehind)
                    .ifPresent(open);
        } else {
            choose.accept(hit);
        }
    }

    private Optional<DiffTarget> card(MouseEvent event) {
        Object at = event.getTarget();
        while (at instanceof Node node && node != this) {
            if (node instanceof DraftCard card) {
                return Optional.of(new DiffTarget.OfCard(card.node().card()));
            }
            at = node.getParent();
        }
        return Optional.empty();
    }
}
