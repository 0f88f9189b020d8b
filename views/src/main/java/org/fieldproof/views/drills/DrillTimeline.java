package org.fieldproof.views.drills;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.fieldproof.views.control.Parts;

/// The phases of a run, left to right: done, now, ahead.
final class DrillTimeline extends HBox {

    private final List<Cell> cells = new ArrayList<>();

    DrillTimeline() {
        super(4);
        setId("drill-timeline");
        setAccessibleRole(AccessibleRole.TEXT);
    }

    /// @param spoken what the phases and their looks say
    void show(List<PhaseCell> shown, String spoken) {
        while (cells.size() < shown.size()) {
            Cell cell = new Cell();
            cells.add(cell);
            getChildren().add(cell);
            HBox.setHgrow(cell, Priority.ALWAYS);
        }
        for (int i = 0; i < shown.size(); i++) {
            cells.get(i).show(shown.get(i));
        }
        setAccessibleText(spoken);
    }

    private static final class Cell extends VBox {
        private final Region bar = new Region();
        private final Label name = new Label();
        private final Label took = Parts.label("", "fp-muted", "fp-small");
        private String worn = "";

        Cell() {
            super(3);
            bar.setMinHeight(10);
            setPrefWidth(100);
            setMinWidth(60);
            getChildren().addAll(bar, name, took);
        }

        void show(PhaseCell cell) {
            if (!worn.equals(cell.progress().styleClass())) {
                worn = cell.progress().styleClass();
                bar.getStyleClass().setAll(worn);
                Parts.toggle(name, "fp-strong", cell.progress() == PhaseCell.Progress.NOW);
                Parts.toggle(name, "fp-muted", cell.progress() == PhaseCell.Progress.AHEAD);
            }
            name.setText(cell.name());
            took.setText(cell.took());
        }
    }
}
