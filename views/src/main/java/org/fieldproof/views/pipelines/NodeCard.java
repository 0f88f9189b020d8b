package org.fieldproof.views.pipelines;

import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.control.MarkLabel;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.drawing.CardSize;

/// A card of the picture.
final class NodeCard extends HBox {

    private final MarkLabel mark = new MarkLabel();
    private final Label name = Parts.label("", "fp-node-name");
    private final Label detail = Parts.label("", "fp-node-detail");
    private final Label figure = Parts.label("", "fp-node-figure");
    private final Label aside = Parts.label("", "fp-node-detail");
    private final Tooltip tip = new Tooltip();
    private PipelineNode shown;

    NodeCard(PipelineNode node) {
        shown = node;
        getStyleClass().add("fp-node");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        HBox last = new HBox(6, figure, Parts.spring(), aside);
        VBox lines = new VBox(1, name, detail, last);
        HBox.setHgrow(lines, Priority.ALWAYS);
        lines.setMinWidth(0);
        figure.setMinWidth(0);
        aside.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(mark, lines);
        setPrefSize(CardSize.WIDTH, CardSize.HEIGHT);
        resize(CardSize.WIDTH, CardSize.HEIGHT);
        setManaged(false);
        setId("node-" + node.id().replace('/', '-'));
        for (Label label : new Label[] {name, detail, figure}) {
            label.setTooltip(tip);
        }
        show(node);
    }

    void show(PipelineNode node) {
        shown = node;
        mark.show(node.mark());
        name.setText(node.name());
        detail.setText(node.detail());
        figure.setText(node.figure());
        aside.setText(node.aside());
        tip.setText(node.name() + "\n" + node.detail() + "\n" + node.figure());
        setAccessibleText(node.accessible());
        wear("fp-abnormal", node.mark() == Mark.HIGH);
        wear("fp-urgent", node.mark() == Mark.URGENT);
        wear("fp-off", node.mark() == Mark.OFF);
        wear("fp-sub", node.kind() == PipelineNode.Kind.SUB);
        wear("fp-stub", node.kind() == PipelineNode.Kind.STUB);
        Parts.toggle(figure, "fp-p2", node.mark() == Mark.HIGH);
        Parts.toggle(figure, "fp-p1", node.mark() == Mark.URGENT);
    }

    void choose(boolean chosen) {
        wear("fp-chosen", chosen);
    }

    private void wear(String styleClass, boolean worn) {
        Parts.toggle(this, styleClass, worn);
    }

    PipelineNode node() {
        return shown;
    }
}
