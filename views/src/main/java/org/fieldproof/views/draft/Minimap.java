package org.fieldproof.views.draft;

import java.util.function.BiConsumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.geometry.Bounds;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.styles.Palette;
import org.fieldproof.views.drawing.CardSize;

/// The whole draft in a corner, with a frame around what is in view. A press goes there.
final class Minimap extends Pane {
    static final double WIDTH = 168;
    static final double HEIGHT = 104;

    private final ReadOnlyObjectProperty<Palette> palette;
    private final Canvas canvas = new Canvas(WIDTH, HEIGHT);
    private double scale = 1;
    private double left;
    private double top;

    /// @param go brings a point of the draft into the middle
    Minimap(ReadOnlyObjectProperty<Palette> palette, BiConsumer<Double, Double> go) {
        this.palette = palette;
        getStyleClass().add("fp-minimap");
        setId("minimap");
        setManaged(false);
        getChildren().add(canvas);
        resize(WIDTH, HEIGHT);
        setOnMousePressed(event -> go(event, go));
        setOnMouseDragged(event -> go(event, go));
    }

    private void go(MouseEvent event, BiConsumer<Double, Double> go) {
        go.accept(event.getX() / scale + left, event.getY() / scale + top);
        event.consume();
    }

    /// Paints it.
    ///
    /// @param whole bounds of everything
    /// @param view bounds of what is in view
    void paint(DraftPicture picture, Bounds whole, Bounds view) {
        double minX = Math.min(whole.getMinX(), view.getMinX());
        double minY = Math.min(whole.getMinY(), view.getMinY());
        double wide = Math.max(whole.getMaxX(), view.getMaxX()) - minX;
        double high = Math.max(whole.getMaxY(), view.getMaxY()) - minY;
        scale = Math.min(WIDTH / Math.max(1, wide), HEIGHT / Math.max(1, high));
        left = minX;
        top = minY;
        GraphicsContext g = canvas.getGraphicsContext2D();
        Palette colours = palette.get();
        g.setFill(colours.panel());
        g.fillRect(0, 0, WIDTH, HEIGHT);
        g.setFill(colours.wire());
        for (Point at : picture.places().values()) {
            g.fillRect(
                    (at.x() - left) * scale,
                    (at.y() - top) * scale,
                    Math.max(2, CardSize.WIDTH * scale),
                    Math.max(2, CardSize.HEIGHT * scale));
        }
        g.setStroke(colours.focus());
        g.setLineWidth(1.5);
        g.strokeRect(
                (view.getMinX() - left) * scale + 1,
                (view.getMinY() - top) * scale + 1,
                Math.max(3, view.getWidth() * scale - 2),
                Math.max(3, view.getHeight() * scale - 2));
    }
}
