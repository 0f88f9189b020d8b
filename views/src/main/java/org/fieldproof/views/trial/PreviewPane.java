package org.fieldproof.views.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.filter.Measure;
import org.fieldproof.views.perspective.Desk;

/// The last records of a pipeline's sources before and after its transforms, and the steps of the
/// one that is chosen.
final class PreviewPane extends HBox {
    static final double STEPS_WIDTH = 360;

    private final Desk desk;
    private final TrialModel model;
    private final RowTable<TrialRow> table;
    private final StepSheet steps;
    private final Label nothing = Parts.prose("", "fp-muted");
    private List<Outcome.PreviewedRecord> shown = List.of();

    PreviewPane(Desk desk, TrialModel model) {
        this.desk = desk;
        this.model = model;
        steps = new StepSheet(desk.texts());
        table =
                new RowTable<TrialRow>(TrialRow::id, "")
                        .mono(desk.text("trial.column.accepted"), 122, TrialRow::time)
                        .named("accepted", Measure.CLOCK)
                        .mono(desk.text("trial.column.device"), 90, TrialRow::device)
                        .named("device")
                        .mono(desk.text("trial.column.before"), 230, TrialRow::before)
                        .named("before")
                        .mono(desk.text("trial.column.after"), 230, TrialRow::after)
                        .named("after")
                        .state(desk.text("trial.column.result"), 150, TrialRow::result)
                        .named("result")
                        .copyMenu(desk.text("shell.table.copy"));
        table.setId("trial-table");
        table.setPlaceholder(nothing);
        nothing.setMaxWidth(380);
        nothing.setId("trial-nothing");
        table.getSelectionModel().selectedItemProperty().addListener((p, was, is) -> showSteps());
        StackPane side = new StackPane(steps);
        side.setMinWidth(STEPS_WIDTH);
        side.setPrefWidth(STEPS_WIDTH);
        HBox.setHgrow(table, Priority.ALWAYS);
        table.setMinWidth(0);
        getChildren().addAll(table, side);
    }

    void show() {
        shown = model.previewed();
        List<TrialRow> rows = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            int sample = i < model.samples() ? model.samples() - i : 0;
            rows.add(
                    TrialRow.of(
                            shown.get(i),
                            sample,
                            model.hindrance().isEmpty(),
                            desk.texts(),
                            desk.figures()));
        }
        nothing.setText(
                model.isAnswered()
                        ? desk.text(
                                "trial.preview.nothing",
                                String.join(", ", model.part().texts("from")))
                        : desk.text("trial.preview.looking"));
        table.update(rows);
        if (table.selected().isEmpty() && !rows.isEmpty()) {
            table.getSelectionModel().select(0);
        }
        showSteps();
    }

    private void showSteps() {
        steps.show(chosen(), model.part(), model.hindrance());
    }

    /// Chooses the newest.
    void selectFirst() {
        if (!table.getItems().isEmpty()) {
            table.getSelectionModel().clearAndSelect(0);
        }
    }

    private Optional<Outcome.PreviewedRecord> chosen() {
        int index = table.getSelectionModel().getSelectedIndex();
        return index >= 0 && index < shown.size()
                ? Optional.of(shown.get(index))
                : Optional.empty();
    }

    /// The record that is chosen, as it came in.
    Optional<FieldRecord> record() {
        return chosen().map(Outcome.PreviewedRecord::before);
    }

    void focus() {
        table.requestFocus();
    }
}
