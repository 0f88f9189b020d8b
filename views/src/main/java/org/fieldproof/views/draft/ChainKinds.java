package org.fieldproof.views.draft;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.fieldproof.api.draft.TransformType;
import org.fieldproof.views.control.Parts;

/// The kinds of transforms there are, to choose one that is added.
final class ChainKinds extends VBox {
    private final Runnable closed;

    /// @param closed told when nothing was chosen
    ChainKinds(List<TransformType> types, Consumer<TransformType> chosen, Runnable closed) {
        this.closed = closed;
        setSpacing(3);
        setId("transform-kinds");
        getStyleClass().add("fp-nested");
        for (TransformType type : types) {
            Button button = new Button();
            Label title = Parts.label(type.title(), "fp-muted", "fp-small");
            title.setMinWidth(0);
            title.setTooltip(new Tooltip(type.title()));
            button.setGraphic(new VBox(1, Parts.label(type.type(), "fp-strong"), title));
            button.setMaxWidth(Double.MAX_VALUE);
            button.getStyleClass().add("fp-part");
            button.setId("kind-" + type.type());
            button.setAccessibleText(type.type());
            button.setAccessibleHelp(type.title());
            button.setTooltip(new Tooltip(type.title()));
            button.setOnAction(event -> chosen.accept(type));
            getChildren().add(button);
        }
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    /// Gives the focus to the first kind.
    void open() {
        if (!getChildren().isEmpty()) {
            getChildren().getFirst().requestFocus();
        }
    }

    private void key(KeyEvent event) {
        KeyCode code = event.getCode();
        if (code == KeyCode.ESCAPE) {
            closed.run();
            event.consume();
        } else if (code == KeyCode.UP || code == KeyCode.DOWN) {
            int by = code == KeyCode.UP ? -1 : 1;
            List<Node> kinds = getChildren();
            for (int i = 0; i < kinds.size(); i++) {
                if (kinds.get(i).isFocused()) {
                    kinds.get(Math.clamp(i + by, 0, kinds.size() - 1)).requestFocus();
                    break;
                }
            }
            event.consume();
        }
    }
}
