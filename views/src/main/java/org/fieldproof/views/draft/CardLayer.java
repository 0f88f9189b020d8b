package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import javafx.animation.PauseTransition;
import javafx.geometry.Point2D;
import javafx.scene.CacheHint;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.util.Duration;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.views.drawing.Lens;
import org.fieldproof.views.level.CardRef;
import org.jspecify.annotations.Nullable;

/// The cards of a level as nodes, in the order of the draft, which is the order of Tab. FX thread.
final class CardLayer {
    /// From the last step of zooming to the cards' being drawn again.
    private static final Duration SETTLING = Duration.millis(150);

    private final Pane pane;
    private final Consumer<DraftCard> made;
    private final Map<CardRef, DraftCard> byRef = new HashMap<>();
    private final PauseTransition settling = new PauseTransition(SETTLING);

    /// @param made gives hands to a new card
    CardLayer(Pane pane, Consumer<DraftCard> made) {
        this.pane = pane;
        this.made = made;
        settling.setOnFinished(_ -> hint(CacheHint.DEFAULT));
    }

    /// Forgets all of them: another level is shown.
    void clear() {
        byRef.clear();
    }

    boolean isOf(DraftPicture picture) {
        return byRef.keySet().equals(picture.places().keySet());
    }

    /// Has a card for each of a picture's, and no other.
    ///
    /// @param behind nodes that lie under them
    void rebuild(DraftPicture picture, Collection<? extends Node> behind) {
        byRef.keySet().retainAll(picture.places().keySet());
        List<Node> nodes = new ArrayList<>(behind);
        for (DraftNode node : picture.nodes()) {
            nodes.add(byRef.computeIfAbsent(node.card(), _ -> card(node)));
        }
        pane.getChildren().setAll(nodes);
    }

    private DraftCard card(DraftNode node) {
        DraftCard card = new DraftCard(node);
        made.accept(card);
        return card;
    }

    /// Which are chosen, which one is aimed at, and which are out of the question.
    void look(Selection selection, @Nullable CardRef target, Predicate<CardRef> dimmed) {
        byRef.forEach(
                (ref, card) ->
                        card.look(selection.contains(ref), ref.equals(target), dimmed.test(ref)));
    }

    /// Puts them on whole pixels: their pictures are sharp and quickly drawn only there.
    void snap(Lens lens, DoubleUnaryOperator snapX, DoubleUnaryOperator snapY) {
        for (DraftCard card : byRef.values()) {
            Point2D at = lens.toView(card.getLayoutX(), card.getLayoutY());
            card.setTranslateX((snapX.applyAsDouble(at.getX()) - at.getX()) / lens.zoom());
            card.setTranslateY((snapY.applyAsDouble(at.getY()) - at.getY()) / lens.zoom());
        }
    }

    /// Puts some elsewhere.
    void relocate(Map<CardRef, Point> places) {
        places.forEach(
                (ref, at) -> {
                    DraftCard card = byRef.get(ref);
                    if (card != null) {
                        card.relocate(at.x(), at.y());
                    }
                });
    }

    /// Lets the signs of their fates be read however small the cards are.
    void scaleSigns(double scale) {
        byRef.values().forEach(card -> card.scaleSign(scale));
    }

    @Nullable DraftCard card(CardRef ref) {
        return byRef.get(ref);
    }

    Optional<CardRef> focused() {
        return byRef.values().stream()
                .filter(DraftCard::isFocused)
                .map(card -> card.node().card())
                .findFirst();
    }

    /// While one zooms, the pictures of the cards are made larger or smaller; they are drawn again
    /// when it is over.
    void zoomed() {
        hint(CacheHint.SCALE);
        settling.playFromStart();
    }

    private void hint(CacheHint hint) {
        byRef.values().forEach(card -> card.setCacheHint(hint));
    }
}
