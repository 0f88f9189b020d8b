package org.fieldproof.views.shell;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/// Makes panes, and moves the focus from one to another.
final class Panes {

    private Panes() {}

    /// A page that is higher than its place is scrolled; it never pushes the frame away.
    static ScrollPane page(Node content) {
        ScrollPane page = new ScrollPane(content);
        // Else each press that nobody else takes would bring the focus to the scroll pane.
        content.addEventHandler(MouseEvent.MOUSE_PRESSED, MouseEvent::consume);
        page.setFitToWidth(true);
        page.setFitToHeight(true);
        page.getStyleClass().add("fp-content");
        return page;
    }

    static void cycle(Scene scene, List<Node> panes, boolean forward) {
        int present = -1;
        Node owner = scene.getFocusOwner();
        for (int i = 0; i < panes.size(); i++) {
            if (owner != null && contains(panes.get(i), owner)) {
                present = i;
            }
        }
        for (int step = 1; step <= panes.size(); step++) {
            int next = Math.floorMod(present + (forward ? step : -step), panes.size());
            if (focusFirst(panes.get(next))) {
                return;
            }
        }
    }

    /// Gives the focus to the first node inside that takes it.
    static boolean focusFirst(Node node) {
        if (node.getScene() == null || !node.isVisible() || node.isDisabled()) {
            return false;
        }
        if (node.isFocusTraversable()) {
            node.requestFocus();
            return true;
        }
        if (node instanceof Parent parent) {
            for (Node child : parent.getChildrenUnmodifiable()) {
                if (focusFirst(child)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// What lies over a page and asks something first.
    static Optional<Node> asking(Node within) {
        if (!within.isVisible()) {
            return Optional.empty();
        }
        if (within.getStyleClass().contains("fp-scrim")) {
            return Optional.of(within);
        }
        return within instanceof Parent parent
                ? parent.getChildrenUnmodifiable().stream()
                        .flatMap(child -> asking(child).stream())
                        .findFirst()
                : Optional.empty();
    }

    /// Whether a node is inside of one that has one of these ids.
    static boolean isInside(@Nullable Node node, Set<String> ids) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.getId() != null && ids.contains(at.getId())) {
                return true;
            }
        }
        return false;
    }

    static boolean contains(Node pane, @Nullable Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.equals(pane)) {
                return true;
            }
        }
        return false;
    }
}
