package org.fieldproof.views.trial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.views.control.FilteredTable;
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
    /// What each row is of, by its id: a filter leaves only some in sight.
    private final Map<String, Outcome.PreviewedRecord> shown = new LinkedHashMap<>();

    PreviewPane(Desk desk, TrialModel model) {
        this.desk = desk;
        this.model = model;
        steps = new StepSheet(desk.texts(), "trial-steps", "trial.step.none");
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
                        .named("result");
        table.setId("trial-table");
        table.getSelectionModel().selectedItemProperty().addListener((p, was, is) -> showSteps());
        StackPane side = new StackPane(steps);
        side.setMinWidth(STEPS_WIDTH);
        side.setPrefWidth(STEPS_WIDTH);
        table.sieve().onChanged(table::chooseFirst);
        FilteredTable<TrialRow> left = desk.filtered(table, "trial").inset();
        HBox.setHgrow(left, Priority.ALWAYS);
        getChildren().addAll(left, side);
    }

    void show() {
        List<Outcome.PreviewedRecord> previewed = model.previewed();
        List<TrialRow> rows = new ArrayList<>();
        shown.clear();
        for (int i = 0; i < previewed.size(); i++) {
            int sample = i < model.samples() ? model.samples() - i : 0;
            TrialRow row =
                    TrialRow.of(
                            previewed.get(i),
                            sample,
                            model.hindrance().isEmpty(),
                            desk.texts(),
                            desk.figures());
            rows.add(row);
            shown.put(row.id(), previewed.get(i));
        }
        table.sayEmpty(
                model.isAnswered()
                        ? desk.text(
                                "trial.preview.nothing",
                                String.join(", ", model.part().texts("from")))
                        : desk.text("trial.preview.looking"));
        table.update(rows);
        table.chooseFirst();
        showSteps();
    }

    private void showSteps() {
        steps.show(chosen(), model.part(), model.hindrance());
    }

    /// Chooses the newest.
    void selectFirst() {
        shown.keySet().stream().findFirst().ifPresent(table::reveal);
    }

    private Optional<Outcome.PreviewedRecord> chosen() {
        return table.selectedId().flatMap(id -> Optional.ofNullable(shown.get(id)));
    }

    /// The record that is chosen, as it came in.
    Optional<FieldRecord> record() {
        return chosen().map(Outcome.PreviewedRecord::before);
    }

    void focus() {
        table.requestFocus();
    }
}
