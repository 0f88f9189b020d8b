package org.fieldproof.views.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Point2D;
import javafx.scene.canvas.Canvas;
import javafx.scene.transform.Transform;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftWire;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.draft.SubPipelines;
import org.fieldproof.styles.Palette;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.drawing.CardSize;
import org.fieldproof.views.drawing.Lens;
import org.fieldproof.views.level.CardRef;
import org.junit.jupiter.api.Test;

/// What of the canvas is painted, and drawn again, for a change. Harm if it breaks: hundreds of
/// wires are drawn sixty times a second because one of them moves, or because a figure changed.
final class CanvasLayersTest {
    private static final double WIDTH = 1200;
    private static final double HEIGHT = 800;

    private final Selection selection = new Selection();
    private final Lens lens = new Lens(() -> 1);
    private final CanvasLayers layers =
            new CanvasLayers(
                    new ReadOnlyObjectWrapper<>(Palette.of(Theme.LIGHT)).getReadOnlyProperty(),
                    selection,
                    lens);
    private final Canvas hand = (Canvas) layers.nodes().getLast();
    private final DraftPicture picture = picture();

    CanvasLayersTest() {
        layers.resize(WIDTH, HEIGHT);
    }

    @Test
    void aPictureThatLiesAsBeforePaintsNothing() {
        assertThat(paint(Map.of())).isTrue();
        for (int tick = 0; tick < 3; tick++) {
            assertThat(paint(Map.of())).isFalse();
            assertThat(hand.isVisible()).isFalse();
        }
    }

    @Test
    void aCardThatIsDraggedIsTheHandWithItsWiresAndNothingElse() {
        paint(Map.of());
        // The ground once without its wires, and not again.
        assertThat(paint(Map.of(card(0), new Point(0, 40)))).isTrue();
        assertThat(paint(Map.of(card(0), new Point(0, 50)))).isFalse();
        assertThat(hand.isVisible()).isTrue();
        assertThat(hand.getWidth() * hand.getHeight()).isLessThan(WIDTH * HEIGHT / 4);
        assertThat(hand.getLayoutY()).isLessThan(50 + CardSize.HEIGHT / 2.0);
        assertThat(hand.getLayoutY() + hand.getHeight()).isGreaterThan(CardSize.HEIGHT / 2.0 + 50);
        assertThat(hand.getLayoutX() + hand.getWidth()).isGreaterThanOrEqualTo(400);
    }

    /// Harm: panned and zoomed, what is dragged is drawn beside its card, or cut.
    @Test
    void theHandLiesOverItsWiresWhereverOneLooks() {
        lens.zoomBy(1.5, 0, 0);
        lens.pan(-200, 100);
        paint(Map.of());
        paint(Map.of(card(0), new Point(100, 40)));
        double left = lens.toView(100 + CardSize.WIDTH, 0).getX();
        double right = lens.toView(400, 0).getX();
        double top = lens.toView(0, CardSize.HEIGHT / 2.0).getY();
        double bottom = lens.toView(0, 40 + CardSize.HEIGHT / 2.0).getY();
        assertThat(hand.getLayoutX()).isBetween(0.0, left);
        assertThat(hand.getLayoutX() + hand.getWidth()).isBetween(right, WIDTH);
        assertThat(hand.getLayoutY()).isBetween(0.0, top);
        assertThat(hand.getLayoutY() + hand.getHeight()).isBetween(bottom, HEIGHT);
        Transform drawn = hand.getGraphicsContext2D().getTransform();
        Point2D onHand = drawn.transform(400, 0);
        assertThat(onHand.add(hand.getLayoutX(), hand.getLayoutY()))
                .as("the same point of the draft")
                .isEqualTo(lens.toView(400, 0));
    }

    /// It moves by little: with each other size the canvas is made anew.
    @Test
    void theHandKeepsItsSizeForSteps() {
        List<Double> sizes = new ArrayList<>();
        hand.heightProperty().addListener((property, was, is) -> sizes.add(is.doubleValue()));
        paint(Map.of());
        for (int y = 40; y < 104; y++) {
            paint(Map.of(card(0), new Point(0, y)));
        }
        assertThat(sizes).hasSizeBetween(1, 4);
    }

    @Test
    void whatTheHandItselfHoldsMayBeAnywhere() {
        paint(Map.of());
        List<String> held = new ArrayList<>();
        assertThat(layers.paint(picture, Map.of(), Optional.of(g -> held.add("held")))).isFalse();
        assertThat(held).hasSize(1);
        assertThat(hand.getLayoutX()).isZero();
        assertThat(hand.getWidth()).isEqualTo(WIDTH);
        assertThat(hand.getHeight()).isEqualTo(HEIGHT);
        paint(Map.of());
        assertThat(hand.isVisible()).isFalse();
    }

    private boolean paint(Map<CardRef, Point> dragged) {
        return layers.paint(picture, dragged, Optional.empty());
    }

    /// Two wires, one at the top and one at the bottom.
    private static DraftPicture picture() {
        Map<CardRef, Point> places = new TreeMap<>();
        places.put(card(0), new Point(0, 0));
        places.put(card(1), new Point(400, 0));
        places.put(card(2), new Point(0, 700));
        places.put(card(3), new Point(900, 700));
        return new DraftPicture(
                SubPipelines.NONE,
                SubPipelines.TOP,
                List.of(),
                List.of(wire(0, 1), wire(2, 3)),
                places,
                List.of(),
                List.of(),
                Map.of());
    }

    private static CardWire wire(int from, int to) {
        return new CardWire(
                card(from), card(to), List.of(new DraftWire(part(from), part(to), "to")));
    }

    private static CardRef card(int number) {
        return new CardRef.OfPart(part(number));
    }

    private static PartRef part(int number) {
        return new PartRef(Section.PIPELINES, "p" + number);
    }
}
