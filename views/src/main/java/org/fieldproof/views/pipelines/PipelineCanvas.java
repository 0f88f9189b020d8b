package org.fieldproof.views.pipelines;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.scene.transform.Affine;
import org.fieldproof.styles.Palette;

/// The picture: cards as nodes, wires on one canvas of the viewport's size. Fits itself to its
/// room until somebody zooms. Cards have one size of letters, and grow with the console's by zoom.
final class PipelineCanvas extends Region {

    private static final double ZOOM_MIN = 0.3;
    private static final double ZOOM_MAX = 2.5;

    private final ReadOnlyObjectProperty<Palette> palette;

    /// Kept here and held weakly there: the palette lives as long as the window.
    private final ChangeListener<Palette> redraw = (property, was, is) -> paint();

    private final DoubleSupplier textScale;
    private final Consumer<String> chooseNode;
    private final Consumer<PipelineWire> chooseWire;
    private final Consumer<PipelineNode> open;
    private final Canvas canvas = new Canvas();
    private final Pane cards = new Pane();
    private final Affine view = new Affine();
    private final Map<String, NodeCard> byId = new HashMap<>();
    private PipelinesViewModel.Picture picture = PipelinesViewModel.Picture.NONE;
    private PipelineLayout layout = PipelineLayout.of(picture, 1000);
    private String chosenNode = "";
    private String chosenWire = "";
    private boolean fitted = true;
    private double dragX;
    private double dragY;

    PipelineCanvas(
            ReadOnlyObjectProperty<Palette> palette,
            DoubleSupplier textScale,
            Consumer<String> chooseNode,
            Consumer<PipelineWire> chooseWire,
            Consumer<PipelineNode> open) {
        this.open = open;
        this.palette = palette;
        this.textScale = textScale;
        this.chooseNode = chooseNode;
        this.chooseWire = chooseWire;
        cards.getTransforms().add(view);
        cards.getStyleClass().add("fp-cards");
        cards.setPickOnBounds(false);
        cards.setManaged(false);
        getChildren().addAll(canvas, cards);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        setMinSize(300, 160);
        setId("pipeline-canvas");
        palette.addListener(new WeakChangeListener<>(redraw));
        setOnMousePressed(this::pressed);
        setOnMouseDragged(this::dragged);
        setOnScroll(
                event -> zoom(event.getDeltaY() > 0 ? 1.1 : 1 / 1.1, event.getX(), event.getY()));
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    void show(PipelinesViewModel.Picture next) {
        boolean sameShape = ids(next).equals(ids(picture)) && !byId.isEmpty();
        picture = next;
        if (!sameShape) {
            byId.clear();
            cards.getChildren().clear();
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

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        cards.resizeRelocate(0, 0, getWidth(), getHeight());
        double scale = textScale.getAsDouble();
        layout = PipelineLayout.of(picture, getWidth() / scale);
        place();
        if (fitted) {
            double zoom =
                    Math.clamp(
                            Math.min(getWidth() / layout.width(), getHeight() / layout.height()),
                            ZOOM_MIN,
                            scale);
            setView(
                    zoom,
                    Math.max(0, (getWidth() - layout.width() * zoom) / 2),
                    Math.max(0, (getHeight() - layout.height() * zoom) * 0.42));
        }
        paint();
    }

    private void place() {
        byId.forEach(
                (id, card) -> {
                    PipelineLayout.Place place = layout.place(id);
                    card.relocate(place.x(), place.y());
                });
    }

    private void paint() {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.setTransform(new Affine());
        g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        g.setTransform(view);
        WirePainter.paint(g, palette.get(), picture.wires(), layout, chosenWire);
    }

    private void pressed(MouseEvent event) {
        dragX = event.getX() - view.getTx();
        dragY = event.getY() - view.getTy();
        double x = (event.getX() - view.getTx()) / view.getMxx();
        double y = (event.getY() - view.getTy()) / view.getMyy();
        WirePainter.hit(picture.wires(), layout, x, y).ifPresent(chooseWire);
    }

    private void dragged(MouseEvent event) {
        fitted = false;
        setView(view.getMxx(), event.getX() - dragX, event.getY() - dragY);
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
