package org.fieldproof.views.pipelines;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.geometry.Point2D;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.transform.Affine;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.styles.Palette;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.draft.DrawnLevel;
import org.fieldproof.views.drawing.DrawingSheet;
import org.fieldproof.views.drawing.FramePainter;
import org.fieldproof.views.drawing.Lens;
import org.fieldproof.views.drawing.NoteLayer;
import org.fieldproof.views.drawing.WirePainter;
import org.fieldproof.views.pad.CanvasPad;
import org.fieldproof.views.pad.Pad;

/// The picture: cards as nodes, wires on one canvas of the viewport's size, with the notes and
/// frames of the drawing. Fits itself to its room until somebody zooms. Cards have one size of
/// letters, and grow with the console's by zoom.
final class PipelineCanvas extends Region {

    private static final double REACH = 7;

    private final ReadOnlyObjectProperty<Palette> palette;

    /// Kept here and held weakly there: the palette lives as long as the window.
    private final ChangeListener<Palette> redraw = (property, was, is) -> paint();

    private final DoubleSupplier textScale;
    private final Consumer<String> chooseNode;
    private final Consumer<PipelineWire> chooseWire;
    private final Consumer<PipelineNode> open;
    private final Canvas canvas = new Canvas();
    private final Pane cards = new Pane();
    private final Lens lens;
    private final WirePainter painter = new WirePainter();
    private final NoteLayer notes = new NoteLayer(cards, "note-", (note, event) -> {});
    private final Map<String, NodeCard> byId = new HashMap<>();
    private PipelinesViewModel.Picture picture = PipelinesViewModel.Picture.NONE;
    private PipelineLayout layout = PipelineLayout.of(picture, 1000);
    private String chosenNode = "";
    private String chosenWire = "";
    private DrawnLevel drawn = DrawnLevel.NONE;

    /// What was drawn is of this revision.
    private ProjectDraft revision = ProjectDraft.EMPTY;

    private double dragX;
    private double dragY;

    PipelineCanvas(
            ReadOnlyObjectProperty<Palette> palette,
            DoubleSupplier textScale,
            Lens lens,
            Consumer<String> chooseNode,
            Consumer<PipelineWire> chooseWire,
            Consumer<PipelineNode> open) {
        this.open = open;
        this.palette = palette;
        this.textScale = textScale;
        this.lens = lens;
        this.chooseNode = chooseNode;
        this.chooseWire = chooseWire;
        cards.getTransforms().add(lens.transform());
        cards.getStyleClass().add("fp-cards");
        cards.setPickOnBounds(false);
        cards.setManaged(false);
        getChildren().addAll(canvas, cards);
        Parts.clip(this);
        setMinSize(300, 160);
        setId("pipeline-canvas");
        palette.addListener(new WeakChangeListener<>(redraw));
        setOnMousePressed(this::pressed);
        setOnMouseDragged(this::dragged);
        lens.watch(this::repaint);
        // While it was not there the lens may have fitted something else.
        sceneProperty().addListener((property, was, is) -> requestLayout());
        Lens.wheel(this, lens::zoomBy);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    /// Shows what runs on a level.
    ///
    /// @param running the revision that runs, as it was drawn
    void show(PipelinesViewModel.Picture next, ProjectDraft running, String level) {
        boolean sameShape = ids(next).equals(ids(picture)) && !byId.isEmpty();
        picture = next;
        lens.show(level);
        if (!running.equals(revision) || !level.equals(drawn.level())) {
            revision = running;
            drawn = DrawnLevel.of(running, level);
            requestLayout();
        }
        if (!sameShape) {
            cards.getChildren().removeAll(byId.values());
            byId.clear();
            for (PipelineNode node : next.nodes()) {
                NodeCard card = new NodeCard(node);
                card.setOnMouseClicked(
                        event -> {
                            card.requestFocus();
                            chooseNode.accept(card.node().id());
                            if (event.getClickCount() == 2) {
                                open.accept(card.node());
                            }
                            event.consume();
                        });
                byId.put(node.id(), card);
                cards.getChildren().add(card);
            }
            requestLayout();
        }
        for (PipelineNode node : next.nodes()) {
            NodeCard card = byId.get(node.id());
            if (card != null) {
                card.show(node);
                card.choose(node.id().equals(chosenNode));
            }
        }
        notes.show(drawn.notes(), Set.of(), false);
        place();
        paint();
    }

    private static List<String> ids(PipelinesViewModel.Picture of) {
        List<String> ids = new ArrayList<>();
        of.nodes().forEach(node -> ids.add(node.id()));
        return ids;
    }

    void choose(String node, String wire) {
        chosenNode = node;
        chosenWire = wire;
        byId.forEach((id, card) -> card.choose(id.equals(node)));
        paint();
    }

    /// Gives the focus to a card, or to the first one if there is none of that id.
    void focus(String id) {
        NodeCard card = byId.get(id);
        if (card == null && !picture.nodes().isEmpty()) {
            card = byId.get(picture.nodes().getFirst().id());
        }
        if (card != null) {
            card.requestFocus();
        }
    }

    /// Fits the whole picture into the room.
    void fit() {
        lens.fit();
        requestLayout();
    }

    void zoomBy(double factor) {
        lens.zoomBy(factor, getWidth() / 2, getHeight() / 2);
    }

    /// All of it, for a file.
    DrawingSheet sheet() {
        return new DrawingSheet(
                DrawnLevel.inFile(drawn.frames(), drawn.places()),
                picture.wires().stream()
                        .map(
                                wire ->
                                        new DrawingSheet.Wire(
                                                layout.curve(wire), wire.figure(), false, 1))
                        .toList(),
                picture.nodes().stream().map(node -> node.inFile(layout.place(node.id()))).toList(),
                drawn.notes());
    }

    double zoomed() {
        return lens.zoom();
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        cards.resizeRelocate(0, 0, getWidth(), getHeight());
        double scale = textScale.getAsDouble();
        layout = PipelineLayout.of(picture, drawn, getWidth() / scale);
        place();
        if (lens.isFitted() && getWidth() > 0) {
            lens.fit(layout.bounds(), getWidth(), getHeight());
        }
        paint();
    }

    private void place() {
        byId.forEach(
                (id, card) -> {
                    Point2D place = layout.place(id);
                    card.relocate(place.getX(), place.getY());
                });
    }

    /// What is not there is painted when it comes back.
    private void repaint() {
        if (getScene() != null) {
            paint();
        }
    }

    private void paint() {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.setTransform(new Affine());
        g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        g.setTransform(lens.transform());
        paintOn(new CanvasPad(g, canvas.getWidth(), canvas.getHeight(), WirePainter.LETTERS_PX));
    }

    /// Frames, and the wires over them.
    private void paintOn(Pad pad) {
        Palette colours = palette.get();
        for (DrawnLevel.Frame frame : drawn.frames()) {
            frame.bounds(drawn.places())
                    .ifPresent(box -> FramePainter.paint(pad, colours, frame.title(), box));
        }
        for (PipelineWire wire : picture.wires()) {
            boolean own = wire.id().equals(chosenWire);
            painter.line(pad, colours, layout.curve(wire), wire.figure(), own);
        }
        for (PipelineWire wire : picture.wires()) {
            painter.label(pad, colours, layout.curve(wire), wire.figure(), 0);
        }
    }

    private void pressed(MouseEvent event) {
        dragX = event.getX();
        dragY = event.getY();
        Point at = lens.toDrawing(dragX, dragY);
        double nearest = REACH;
        Optional<PipelineWire> hit = Optional.empty();
        for (PipelineWire wire : picture.wires()) {
            double distance = layout.curve(wire).distance(at.x(), at.y());
            if (distance < nearest) {
                nearest = distance;
                hit = Optional.of(wire);
            }
        }
        hit.ifPresent(chooseWire);
    }

    private void dragged(MouseEvent event) {
        lens.pan(event.getX() - dragX, event.getY() - dragY);
        dragX = event.getX();
        dragY = event.getY();
    }

    /// Enter chooses, W opens the outgoing wire, arrows go to the nearest card.
    private void key(KeyEvent event) {
        if (!(event.getTarget() instanceof NodeCard card) || event.isAltDown()) {
            return;
        }
        KeyCode code = event.getCode();
        if (code == KeyCode.ENTER && card.node().kind() != PipelineNode.Kind.PART) {
            open.accept(card.node());
        } else if (code == KeyCode.ENTER || code == KeyCode.SPACE) {
            chooseNode.accept(card.node().id());
        } else if (code == KeyCode.W) {
            picture.wires().stream()
                    .filter(wire -> wire.from().equals(card.node().id()))
                    .findFirst()
                    .ifPresent(chooseWire);
        } else if (code.isArrowKey()) {
            focusNearest(card, code);
        } else {
            return;
        }
        event.consume();
    }

    private void focusNearest(NodeCard from, KeyCode code) {
        double dx = code == KeyCode.RIGHT ? 1 : code == KeyCode.LEFT ? -1 : 0;
        double dy = code == KeyCode.DOWN ? 1 : code == KeyCode.UP ? -1 : 0;
        NodeCard best = from;
        double nearest = Double.MAX_VALUE;
        for (NodeCard card : byId.values()) {
            double x = card.getLayoutX() - from.getLayoutX();
            double y = card.getLayoutY() - from.getLayoutY();
            double along = x * dx + y * dy;
            double distance = along + 3 * Math.abs(x * dy + y * dx);
            if (along > 1 && distance < nearest) {
                nearest = distance;
                best = card;
            }
        }
        best.requestFocus();
    }
}
