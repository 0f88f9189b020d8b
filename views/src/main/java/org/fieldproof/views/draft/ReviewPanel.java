package org.fieldproof.views.draft;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftChange;
import org.fieldproof.api.draft.DraftEffect;
import org.fieldproof.api.draft.FileDiff;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.project.Problem;
import org.fieldproof.views.action.KeyStroke;
import org.fieldproof.views.control.Leaving;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.ProblemCard;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.perspective.Desk;
import org.jspecify.annotations.Nullable;

/// What applying the draft will do, before it is done: what changes in the picture, side by side
/// with what runs, and in words; in the files; and for what runs, with the records at stake.
final class ReviewPanel extends StackPane {
    private static final double WIDTH_MAX = 1720;
    private static final double BELOW = 200;
    private static final double BELOW_MIN = 120;

    /// What walks problems walks changes here.
    private static final String NEXT = "shell.problems";
    private static final String PREVIOUS = "draft.previousProblem";

    private final Desk desk;
    private final Texts texts;
    private final DraftSession session;
    private final Runnable closed;
    private final Label title = Parts.label("", "fp-title");
    private final ChangeList changes = new ChangeList(this::lookAt);
    private final VBox effects = new VBox(6);
    private final VBox lines = new VBox();
    private final VBox problems = new VBox(4);
    private final VBox page = new VBox(10);
    private final HBox below;
    private final ScrollPane leftScroll;
    private final Button apply;
    private final Button back;
    private final Label waiting = Parts.label("", "fp-muted");
    private @Nullable DiffBoard board;
    private GraphDiff diff = GraphDiff.between(ProjectDraft.EMPTY, ProjectDraft.EMPTY);
    private DiffRows rows;
    private boolean unasked;
    private int asked;
    private long reviewed = -1;

    ReviewPanel(Desk desk, Runnable closed) {
        this.desk = desk;
        this.session = desk.draft();
        this.texts = desk.texts();
        this.closed = closed;
        rows = new DiffRows(diff, texts);
        getStyleClass().add("fp-scrim");
        setId("review-panel");
        setAlignment(Pos.TOP_CENTER);
        apply = Parts.button(texts.get("draft.review.apply"), this::apply, "fp-primary");
        apply.setId("review-apply");
        back = Parts.button(texts.get("draft.review.back"), this::close);
        back.setId("review-back");
        BorderPane box = new BorderPane();
        box.getStyleClass().add("fp-palette");
        box.setMaxWidth(WIDTH_MAX);
        box.setTop(
                Parts.row(
                        title, Parts.spring(), waiting, Parts.telling(back), Parts.telling(apply)));
        changes.setAccessibleText(texts.get("draft.review.twin"));
        VBox left = new VBox(6, changesHead(), changes, section("draft.review.effects"));
        left.getChildren().addAll(effects, problems);
        leftScroll = scroll(left);
        for (VBox side : List.of(left, lines)) {
            side.getStyleClass().addAll("fp-review", "fp-padded");
        }
        ScrollPane rightScroll = scroll(lines);
        rightScroll.setId("review-text");
        below = new HBox(10, leftScroll, rightScroll);
        below.setMinHeight(BELOW_MIN);
        for (ScrollPane side : List.of(leftScroll, rightScroll)) {
            HBox.setHgrow(side, Priority.ALWAYS);
            side.setPrefSize(WIDTH_MAX / 2, BELOW);
        }
        VBox.setVgrow(below, Priority.SOMETIMES);
        page.getChildren().add(below);
        box.setCenter(page);
        BorderPane.setMargin(page, new Insets(10, 0, 0, 0));
        StackPane.setMargin(box, new Insets(16, 20, 24, 20));
        getChildren().add(box);
        Leaving.byEscape(this, this::close);
        addEventFilter(KeyEvent.KEY_PRESSED, this::walk);
        setVisible(false);
    }

    private HBox changesHead() {
        Button previous = walker("▲", "review-previous", "draft.review.previous", -1);
        Button next = walker("▼", "review-next", "draft.review.next", 1);
        HBox head = Parts.row(section("draft.review.changes"), previous, next);
        head.setAlignment(Pos.BASELINE_LEFT);
        return head;
    }

    private Button walker(String sign, String id, String key, int step) {
        Button button = Parts.button(sign, () -> walk(step), "fp-flat");
        button.setId(id);
        button.setTooltip(new Tooltip(texts.get(key)));
        button.setAccessibleText(texts.get(key));
        return button;
    }

    private void walk(KeyEvent event) {
        Optional<KeyStroke> keys = KeyStroke.of(event);
        int step =
                keys.filter(desk.keys().keys(NEXT)::contains).isPresent()
                        ? 1
                        : keys.filter(desk.keys().keys(PREVIOUS)::contains).isPresent() ? -1 : 0;
        if (step != 0) {
            walk(step);
            event.consume();
        }
    }

    /// To the next change, or to the one before.
    private void walk(int step) {
        changes.walk(step)
                .ifPresent(
                        line -> {
                            Parts.scrollTo(leftScroll, line);
                            line.requestFocus();
                        });
    }

    private void lookAt(DiffTarget target) {
        if (board != null) {
            board.show(target);
        }
    }

    private void pressed(Optional<DiffTarget> target) {
        changes.choose(target, diff).ifPresent(line -> Parts.scrollTo(leftScroll, line));
    }

    private Label section(String key) {
        return Parts.label(texts.get(key), "fp-section");
    }

    private static ScrollPane scroll(VBox content) {
        ScrollPane scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("fp-paper");
        return scroll;
    }

    /// Opens, or closes if it is open.
    void toggle() {
        if (isVisible()) {
            close();
        } else {
            open();
        }
    }

    /// Asks for the review and shows it.
    private void open() {
        title.setText(texts.get("draft.review.title"));
        waiting.setText(texts.get("draft.review.looking"));
        Parts.hinder(apply, waiting.getText());
        changes.clear();
        effects.getChildren().clear();
        lines.getChildren().clear();
        problems.getChildren().clear();
        setVisible(true);
        compare();
        back.requestFocus();
        unasked = false;
        reviewed = session.model().version();
        int mine = ++asked;
        session.review(
                outcome -> {
                    if (mine == asked) {
                        show(outcome);
                    }
                });
    }

    /// Both pictures are there at once: they need no answer.
    private void compare() {
        diff = GraphDiff.between(session.model().running(), session.model().draft());
        rows = new DiffRows(diff, texts);
        DiffBoard next = new DiffBoard(desk, diff, this::pressed);
        VBox.setVgrow(next, Priority.ALWAYS);
        board = next;
        page.getChildren().setAll(next, below);
    }

    /// Reviews again what has changed since it was reviewed: only what was seen is applied.
    void refresh() {
        if (isVisible() && !session.isApplying() && reviewed != session.model().version()) {
            open();
            unasked = true;
        }
    }

    void close() {
        if (isVisible() && !session.isApplying()) {
            setVisible(false);
            board = null;
            page.getChildren().setAll(below);
            closed.run();
        }
    }

    private void show(Outcome outcome) {
        waiting.setText("");
        if (outcome instanceof Outcome.DraftReviewed reviewed) {
            title.setText(texts.get("draft.review.count", reviewed.changes().size()));
            List<String> both = session.contested();
            if (!both.isEmpty()) {
                String names =
                        both.stream()
                                .map(each -> DiffRows.name(texts, each))
                                .collect(Collectors.joining(", "));
                changes.add(Parts.prose(texts.get("draft.review.contested", names), "fp-muted"));
            }
            showChanges(reviewed.changes());
            for (DraftEffect effect : reviewed.effects()) {
                effects.getChildren().add(effect(effect));
            }
            reviewed.files().forEach(this::addFile);
            showProblems(reviewed.hindrances());
            boolean nothing = reviewed.changes().isEmpty();
            Parts.hinder(
                    apply,
                    nothing
                            ? texts.get("draft.review.same")
                            : reviewed.hindrances().stream()
                                    .findFirst()
                                    .map(Problem::message)
                                    .orElse(""));
            if (nothing) {
                changes.add(Parts.prose(texts.get("draft.review.same"), "fp-muted"));
            }
            // Who did not ask for this review has not seen it yet.
            if (!apply.isDisabled() && isVisible() && !unasked) {
                apply.requestFocus();
            }
        } else if (outcome instanceof Outcome.Refused(Problem why)) {
            showProblems(List.of(why));
            Parts.hinder(apply, why.message());
        }
    }

    private void showChanges(List<DraftChange> all) {
        showSome(rows.changes(all));
        showSome(rows.following());
    }

    private void showSome(List<DiffRow> all) {
        changes.add(all.subList(0, Math.min(DiffRows.LINES_MAX, all.size())));
        int rest = all.size() - DiffRows.LINES_MAX;
        if (rest > 0) {
            changes.add(Parts.prose(texts.get("draft.review.more", rest), "fp-muted"));
        }
    }

    private void showProblems(List<Problem> found) {
        problems.getChildren().clear();
        if (!found.isEmpty()) {
            problems.getChildren().add(section("draft.review.hindrances"));
        }
        found.forEach(problem -> problems.getChildren().add(new ProblemCard(problem)));
    }

    private Node effect(DraftEffect effect) {
        return Parts.prose(
                texts.get(
                        "draft.effect." + effect.kind().name(),
                        rows.name(effect.object()),
                        desk.figures().count(effect.records())));
    }

    private void addFile(FileDiff file) {
        lines.getChildren().add(Parts.label(file.file(), "fp-strong"));
        for (FileDiff.Line line : file.lines()) {
            String text =
                    switch (line.side()) {
                        case SAME -> "  " + line.text();
                        case ADDED -> "+ " + line.text();
                        case REMOVED -> "− " + line.text();
                        case SKIPPED -> "  … " + texts.get("draft.review.skipped", line.text());
                    };
            String style =
                    switch (line.side()) {
                        case ADDED -> "fp-line-added";
                        case REMOVED -> "fp-line-removed";
                        case SAME, SKIPPED -> "fp-muted";
                    };
            Label label = Parts.prose(text, "fp-mono", style);
            label.setMaxWidth(Double.MAX_VALUE);
            lines.getChildren().add(label);
        }
    }

    private void apply() {
        if (reviewed != session.model().version()) {
            open();
            return;
        }
        waiting.setText(texts.get("draft.review.applying"));
        Parts.hinder(apply, waiting.getText());
        Parts.hinder(back, waiting.getText());
        session.apply(this::applied);
    }

    private void applied(Outcome outcome) {
        waiting.setText("");
        Parts.hinder(back, "");
        if (outcome instanceof Outcome.Refused(Problem why)) {
            showProblems(List.of(why));
            Parts.hinder(apply, why.message());
            back.requestFocus();
            return;
        }
        close();
    }
}
