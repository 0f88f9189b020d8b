package org.fieldproof.views.trial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.views.control.FilteredTable;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.perspective.Desk;

/// The cases of the project's tests about records of a pipeline's sources, and what differs in the
/// one that is chosen.
final class TestsPane extends HBox {
    private final Desk desk;
    private final TrialModel model;
    private final RowTable<TestRow> table;
    private final VBox differences = new VBox(4);

    /// Of each row its case, by its id: the pipeline's sources may be others by now.
    private final Map<String, Outcome.TestResult> shown = new HashMap<>();

    TestsPane(Desk desk, TrialModel model) {
        this.desk = desk;
        this.model = model;
        table =
                new RowTable<>(TestRow::id, "")
                        .state(desk.text("trial.column.result"), 130, TestRow::result)
                        .named("result")
                        .text(desk.text("trial.column.case"), 420, TestRow::name)
                        .named("case")
                        .mono(desk.text("trial.column.place"), 190, TestRow::place)
                        .named("place");
        table.setId("trial-tests");
        table.getSelectionModel().selectedItemProperty().addListener((p, was, is) -> showChosen());
        table.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ENTER) {
                        model.runTests();
                        event.consume();
                    }
                });
        table.sieve().onChanged(table::chooseFirst);
        FilteredTable<TestRow> left = desk.filtered(table, "tests").inset();
        HBox.setHgrow(left, Priority.ALWAYS);
        differences.getStyleClass().add("fp-steps");
        ScrollPane side = new ScrollPane(differences);
        side.setFitToWidth(true);
        side.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        side.getStyleClass().add("fp-content");
        side.setId("trial-differences");
        side.setMinWidth(PreviewPane.STEPS_WIDTH);
        side.setPrefWidth(PreviewPane.STEPS_WIDTH);
        getChildren().addAll(left, side);
    }

    void show() {
        shown.clear();
        List<TestRow> rows = new ArrayList<>();
        for (Outcome.TestResult each : model.own()) {
            TestRow row = TestRow.of(each, desk.texts());
            rows.add(row);
            shown.put(row.id(), each);
        }
        table.update(rows);
        table.sayEmpty(
                desk.text(model.isTested() ? "trial.test.nothing" : "trial.preview.looking"));
        if (table.selected().isEmpty() && !table.getItems().isEmpty()) {
            table.getSelectionModel().select(firstFailed());
        }
        showChosen();
    }

    private int firstFailed() {
        List<TestRow> rows = table.getItems();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).result().mark() == Mark.HIGH) {
                return i;
            }
        }
        return 0;
    }

    private void showChosen() {
        List<Node> nodes = new ArrayList<>();
        model.testsHindrance()
                .ifPresent(
                        why -> {
                            nodes.add(Parts.prose(desk.text("trial.test.hindrance"), "fp-strong"));
                            nodes.add(Parts.prose("◆ " + why.message(), "fp-p2"));
                            nodes.add(Parts.prose(why.remedy() + " " + why.code(), "fp-small"));
                        });
        chosen().ifPresent(test -> differences(test, nodes));
        differences.getChildren().setAll(nodes);
    }

    private Optional<Outcome.TestResult> chosen() {
        return table.selectedId().flatMap(id -> Optional.ofNullable(shown.get(id)));
    }

    private void differences(Outcome.TestResult test, List<Node> into) {
        into.add(Parts.prose(test.name(), "fp-strong"));
        into.add(Parts.prose(test.given().address(), "fp-muted", "fp-small"));
        into.add(Parts.prose(TrialRow.text(test.given().payload()), "fp-mono"));
        if (test.passed()) {
            into.add(Parts.prose(desk.text("trial.test.met"), "fp-muted"));
        }
        for (Outcome.TestMismatch each : test.mismatches()) {
            into.add(
                    Parts.prose(
                            desk.text(
                                    "trial.test.differs",
                                    each.destination(),
                                    each.what(),
                                    Integer.toString(each.line())),
                            "fp-p2"));
            into.add(Parts.label(desk.text("trial.test.expected"), "fp-section"));
            into.add(Parts.prose(each.expected(), "fp-mono"));
            into.add(Parts.label(desk.text("trial.test.actual"), "fp-section"));
            into.add(Parts.prose(each.actual(), "fp-mono"));
        }
    }

    void focus() {
        table.requestFocus();
    }
}
