package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import org.fieldproof.views.control.FilterBar;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.ProblemSieve;
import org.fieldproof.views.filter.Sieve;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.place.HelpEvent;
import org.fieldproof.views.place.HelpTopic;

/// What the draft's check found. A click, or Enter, goes there.
final class ProblemsPanel extends BorderPane {
    private static final double ROW = 26;
    private static final int ROWS_MAX = 5;

    private final Texts texts;
    private final Sieve<DraftProblem> sieve;
    private final FilterBar filter;
    private final Label nothing = Parts.label("", "fp-muted");
    private final Label title = Parts.label("", "fp-strong");
    private final ListView<DraftProblem> list = new ListView<>();
    private int at = -1;
    private final Consumer<DraftProblem> go;
    private final QuickFixes fixes;

    ProblemsPanel(Desk desk, Consumer<DraftProblem> go, QuickFixes fixes) {
        texts = desk.texts();
        this.go = go;
        this.fixes = fixes;
        getStyleClass().add("fp-panel");
        setId("draft-problems");
        title.setMinWidth(USE_PREF_SIZE);
        sieve = ProblemSieve.of(texts, DraftProblem::problem);
        filter =
                new FilterBar(
                        Optional.of(desk.workspace()),
                        texts,
                        desk.figures(),
                        sieve,
                        list,
                        "draft-problems");
        // Only now: the field begins with what it said before.
        sieve.onChanged(() -> sift(sieve.all()));
        Label walks = Parts.label("F8", "fp-muted", "fp-mono");
        var head = Parts.row(title, filter, Parts.spring(), walks);
        head.getStyleClass().add("fp-drawer-head");
        setTop(head);
        setCenter(list);
        list.setId("draft-problem-list");
        list.setPlaceholder(nothing);
        list.setCellFactory(view -> new ProblemCell(fixes));
        list.setOnMouseClicked(event -> choose());
        list.setOnKeyPressed(
                event -> {
                    if (event.getCode() == javafx.scene.input.KeyCode.ENTER) {
                        choose();
                        event.consume();
                    }
                });
        show(List.of(), Optional.empty());
    }

    /// @param hint about the picture, which the check knows nothing of
    void show(List<DraftProblem> checked, Optional<DraftProblem> hint) {
        List<DraftProblem> problems = new ArrayList<>(checked);
        int errors = (int) checked.stream().filter(DraftProblem::isError).count();
        hint.ifPresent(each -> problems.add(errors, each));
        if (!problems.equals(sieve.all())) {
            sift(List.copyOf(problems));
        }
        title.setText(texts.get("draft.problems.title", errors, problems.size() - errors));
        setVisible(!problems.isEmpty());
        setManaged(!problems.isEmpty());
        list.setPrefHeight(Math.min(ROWS_MAX, Math.max(1, problems.size())) * ROW + 4);
        list.setMinHeight(ROW);
    }

    private void sift(List<DraftProblem> problems) {
        list.getItems().setAll(sieve.keep(problems));
        nothing.setText(filter.hidden());
        at = -1;
    }

    private void choose() {
        DraftProblem problem = list.getSelectionModel().getSelectedItem();
        if (problem != null) {
            at = list.getSelectionModel().getSelectedIndex();
            go.accept(problem);
        }
    }

    /// Goes to the next problem in sight, or the one before; a filter that leaves none of them in
    /// sight is taken away.
    ///
    /// @return false if there is none
    boolean walk(int by) {
        if (list.getItems().isEmpty()) {
            sieve.clear();
        }
        List<DraftProblem> shown = list.getItems();
        if (shown.isEmpty()) {
            return false;
        }
        at = at < 0 && by < 0 ? shown.size() - 1 : Math.floorMod(at + by, shown.size());
        list.getSelectionModel().select(at);
        list.scrollTo(at);
        go.accept(shown.get(at));
        return true;
    }

    /// Mends the problem that is chosen, at one press of a key.
    ///
    /// @return false if none is chosen, or it takes a person
    boolean mend() {
        Optional<QuickFixes.Fix> fix =
                Optional.ofNullable(list.getSelectionModel().getSelectedItem()).flatMap(fixes::of);
        fix.ifPresent(each -> each.act().run());
        return fix.isPresent();
    }

    private static final class ProblemCell extends ListCell<DraftProblem> {
        private static final double EDGES = 24;

        private final QuickFixes fixes;

        ProblemCell(QuickFixes fixes) {
            this.fixes = fixes;
            // As wide as the list: what is longer is cut, and has its tooltip.
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(DraftProblem problem, boolean empty) {
            super.updateItem(problem, empty);
            if (empty || problem == null) {
                setGraphic(null);
                return;
            }
            Label mark =
                    Parts.label(
                            (problem.isError() ? "◆ " : "■ ") + problem.problem().object(),
                            problem.isError() ? "fp-p2" : "fp-p3");
            mark.setMinWidth(USE_PREF_SIZE);
            Hyperlink code = new Hyperlink(problem.problem().code());
            code.getStyleClass().addAll("fp-mono", "fp-help-link");
            code.setOnMouseClicked(javafx.scene.input.MouseEvent::consume);
            code.setFocusTraversable(false);
            code.setTooltip(new Tooltip(problem.problem().code() + " · F1"));
            code.setOnAction(
                    event ->
                            code.fireEvent(
                                    new HelpEvent(HelpTopic.problem(problem.problem().code()))));
            code.setMinWidth(USE_PREF_SIZE);
            Label message = new Label(problem.problem().message());
            message.setMinWidth(0);
            message.setTooltip(
                    new Tooltip(problem.problem().message() + "\n" + problem.problem().remedy()));
            var row = Parts.row(mark, code, message);
            fixes.of(problem)
                    .ifPresent(
                            fix -> {
                                var button = Parts.button(fix.label(), fix.act(), "fp-flat");
                                button.setId("problem-fix");
                                button.setMinWidth(USE_PREF_SIZE);
                                row.getChildren().add(1, button);
                            });
            row.prefWidthProperty().bind(widthProperty().subtract(EDGES));
            setGraphic(row);
        }
    }
}
