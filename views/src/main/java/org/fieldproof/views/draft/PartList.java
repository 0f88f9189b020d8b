package org.fieldproof.views.draft;

import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import org.fieldproof.api.draft.PartType;
import org.fieldproof.api.draft.Section;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.drawing.CardSize;
import org.fieldproof.views.i18n.Texts;
import org.jspecify.annotations.Nullable;

/// What can be added, to be dragged onto the canvas or pressed. Dragging is our own, not the
/// platform's: it stays inside the window and works wherever the window does.
final class PartList extends ScrollPane {
    private static final double DRAG_MIN = 5;

    private final Texts texts;
    private final Pane layer;
    private final Drop drop;
    private final Label ghost = Parts.label("", "fp-ghost");
    private Point2D pressed = Point2D.ZERO;
    private @Nullable PartType held;

    /// What to do with a type.
    interface Drop {
        /// It was dropped at a place of the scene.
        void at(PartType type, double sceneX, double sceneY);

        void pressed(PartType type);
    }

    /// @param layer where the dragged thing is drawn
    PartList(List<PartType> types, Texts texts, Pane layer, Drop drop) {
        this.texts = texts;
        this.layer = layer;
        this.drop = drop;
        ghost.setManaged(false);
        ghost.setMouseTransparent(true);
        ghost.setVisible(false);
        ghost.resize(CardSize.WIDTH, CardSize.HEIGHT / 2.0);
        layer.getChildren().add(ghost);
        VBox box = new VBox(3);
        box.getStyleClass().add("fp-part-list");
        Section section = null;
        for (PartType type : types) {
            if (type.section() != section) {
                section = type.section();
                box.getChildren()
                        .add(
                                Parts.label(
                                        texts.get("draft.sections." + section.name()),
                                        "fp-section"));
            }
            box.getChildren().add(entry(type));
        }
        setContent(box);
        setFitToWidth(true);
        getStyleClass().add("fp-parts");
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setId("part-list");
    }

    private Node entry(PartType type) {
        String name = QuickAdd.name(type, texts);
        Button button = new Button(name);
        button.setMnemonicParsing(false);
        button.setMaxWidth(Double.MAX_VALUE);
        button.getStyleClass().add("fp-part");
        button.setId(
                "part-"
                        + (type.type().isEmpty() ? "pipeline" : type.type())
                        + (type.section() == Section.CONNECTIONS ? "-in" : ""));
        button.setTooltip(new Tooltip(type.title()));
        button.setAccessibleHelp(type.title());
        button.setOnAction(event -> drop.pressed(type));
        button.addEventFilter(
                MouseEvent.MOUSE_PRESSED,
                event -> {
                    held = type;
                    pressed = new Point2D(event.getSceneX(), event.getSceneY());
                });
        return button;
    }

    /// The pointer moves with a button down; the editor's root tells, wherever the pointer is.
    void dragged(MouseEvent event) {
        PartType type = held;
        if (type != null && pressed.distance(event.getSceneX(), event.getSceneY()) > DRAG_MIN) {
            ghost.setText(QuickAdd.name(type, texts));
            ghost.setVisible(true);
            Point2D at = layer.sceneToLocal(event.getSceneX(), event.getSceneY());
            ghost.relocate(at.getX() - 20, at.getY() - 10);
            event.consume();
        }
    }

    /// The button was let go, anywhere in the editor.
    void released(MouseEvent event) {
        PartType type = held;
        held = null;
        if (type != null && ghost.isVisible()) {
            ghost.setVisible(false);
            event.consume();
            drop.at(type, event.getSceneX(), event.getSceneY());
        }
    }
}
