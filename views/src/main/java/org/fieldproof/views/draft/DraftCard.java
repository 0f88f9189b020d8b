package org.fieldproof.views.draft;

import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.control.MarkLabel;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.drawing.CardSize;

/// A card of the draft, with a port at the right to draw a wire from.
final class DraftCard extends Pane {
    private static final double PORT = 16;

    private final MarkLabel mark = new MarkLabel();
    private final Label sign = Parts.label("", "fp-fate-sign");
    private final Label name = Parts.label("", "fp-node-name");
    private final Label detail = Parts.label("", "fp-node-detail");
    private final Label figure = Parts.label("", "fp-node-figure");
    private final Tooltip tip = new Tooltip();
    private final HBox box = new HBox();
    private final Region port = new Region();
    private DraftNode shown;

    DraftCard(DraftNode node) {
        shown = node;
        VBox lines = new VBox(1, name, detail, figure);
        HBox.setHgrow(lines, Priority.ALWAYS);
        lines.setMinWidth(0);
        for (Label label : new Label[] {name, detail, figure}) {
            label.setMinWidth(0);
            label.setTooltip(tip);
        }
        box.getStyleClass().add("fp-node");
        box.getChildren().addAll(mark, lines);
        box.resizeRelocate(0, 0, CardSize.WIDTH, CardSize.HEIGHT);
        box.setManaged(false);
        port.getStyleClass().add("fp-port");
        port.setManaged(false);
        port.resizeRelocate(CardSize.WIDTH - PORT / 2, (CardSize.HEIGHT - PORT) / 2.0, PORT, PORT);
        setManaged(false);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        resize(CardSize.WIDTH, CardSize.HEIGHT);
        focusedProperty().addListener((p, was, is) -> Parts.toggle(box, "fp-ring", is));
        getChildren().addAll(box, port);
        // Kept as a picture: to move a card, or to draw again what lies under it, costs no text.
        setCache(true);
        draw();
    }

    void show(DraftNode node) {
        boolean alike = node.looksLike(shown);
        shown = node;
        if (!alike) {
            draw();
        }
    }

    private void draw() {
        DraftNode node = shown;
        setId(node.id());
        port.setId(node.id() + "-port");
        port.setVisible(node.hasOut());
        mark.show(node.mark());
        name.setText(node.name());
        detail.setText(node.detail());
        figure.setText(node.figure());
        tip.setText(node.name() + "\n" + node.detail() + "\n" + node.figure());
        setAccessibleText(node.accessible());
        Parts.toggle(box, "fp-abnormal", node.mark() == Mark.HIGH);
        Parts.toggle(box, "fp-off", node.mark() == Mark.OFF);
        Parts.toggle(box, "fp-sub", node.kind() == DraftNode.Kind.SUB);
        Parts.toggle(box, "fp-stub", node.isStub());
    }

    void look(boolean chosen, boolean target, boolean dimmed) {
        Parts.toggle(box, "fp-chosen", chosen);
        Parts.toggle(box, "fp-target", target);
        Parts.toggle(box, "fp-dim", dimmed);
    }

    /// Shows what becomes of it in place of its state.
    void tell(Fate fate) {
        sign.setText(fate.sign());
        sign.setVisible(fate != Fate.SAME);
        box.getChildren().set(0, sign);
        box.getStyleClass().add(fate.styleClass());
    }

    /// Draws the sign of its fate larger than the rest of it.
    void scaleSign(double scale) {
        sign.setScaleX(scale);
        sign.setScaleY(scale);
    }

    Region port() {
        return port;
    }

    DraftNode node() {
        return shown;
    }
}
