package org.fieldproof.views.shell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.place.PerspectiveId;

/// The status bar: every cell opens the perspective it speaks of. Where they do not fit into one
/// line they take a second one.
final class StatusBar extends HBox {

    /// What a cell is narrower by where there is little room, as the style sheet says.
    private static final double TIGHTER = 14;

    private static final String TIGHT = "fp-tight";
    private static final double EDGES = 24;

    private final Consumer<PerspectiveId> open;
    private final List<Node> right;
    private final FlowPane line = new FlowPane();
    private final Map<String, CellButton> cells = new HashMap<>();

    /// Says that this goes on telling of the present.
    private final Label now;

    StatusBar(Consumer<PerspectiveId> open, String present, Node... right) {
        this.open = open;
        now = Parts.label(present, "fp-held");
        now.setId("status-now");
        now.setMinWidth(USE_PREF_SIZE);
        sayNow(false);
        getStyleClass().add("fp-status");
        setId("status-bar");
        HBox.setHgrow(line, Priority.ALWAYS);
        // So that its height is that of the lines it really has.
        getChildren().addAll(now, line);
        getChildren().addAll(right);
        this.right = List.of(right);
    }

    @Override
    protected void layoutChildren() {
        fit();
        super.layoutChildren();
    }

    /// Cells move together before a second line is begun.
    private void fit() {
        double room = getWidth() - EDGES - (now.isManaged() ? now.prefWidth(-1) : 0);
        for (Node node : right) {
            room -= node.prefWidth(-1);
        }
        double wide = 0;
        for (Node cell : line.getChildren()) {
            wide += cell.prefWidth(-1) + (isTight() ? TIGHTER : 0);
        }
        line.setPrefWrapLength(room);
        if (isTight() != wide > room) {
            Parts.toggle(this, TIGHT, wide > room);
        }
    }

    private boolean isTight() {
        return getStyleClass().contains(TIGHT);
    }

    void show(List<StatusLine.Cell> shown) {
        for (StatusLine.Cell cell : shown) {
            CellButton button = cells.get(cell.id());
            if (button == null) {
                button = new CellButton(cell.id());
                cells.put(cell.id(), button);
                line.getChildren().add(button);
            }
            button.show(cell);
        }
    }

    void sayNow(boolean said) {
        now.setVisible(said);
        now.setManaged(said);
    }

    void clear() {
        sayNow(false);
        cells.clear();
        line.getChildren().clear();
    }

    private final class CellButton extends Button {
        private final Label name = new Label();
        private final Label value = new Label();
        private final Tooltip tip = new Tooltip();
        private String worn = "fp-muted";

        CellButton(String id) {
            setId("status-" + id);
            getStyleClass().add("fp-cell");
            value.getStyleClass().add(worn);
            HBox box = new HBox(4, name, value);
            setGraphic(box);
            setMinWidth(USE_PREF_SIZE);
        }

        void show(StatusLine.Cell cell) {
            name.setText(cell.name());
            name.setManaged(!cell.name().isEmpty());
            value.setText(cell.value());
            value.setManaged(!cell.value().isEmpty());
            Parts.restyle(value, worn, cell.styleClass());
            worn = cell.styleClass();
            setAccessibleText((cell.name() + " " + cell.value() + " " + cell.why()).trim());
            tip.setText(cell.why());
            setTooltip(cell.why().isEmpty() ? null : tip);
            setOnAction(event -> open.accept(cell.target()));
        }
    }
}
