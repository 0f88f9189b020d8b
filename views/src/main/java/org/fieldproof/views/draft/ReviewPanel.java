package org.fieldproof.views.draft;

import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftChange;
import org.fieldproof.api.draft.DraftEffect;
import org.fieldproof.api.draft.FileDiff;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.SubPipelines;
import org.fieldproof.api.project.Problem;
import org.fieldproof.views.control.Leaving;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.ProblemCard;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.i18n.Texts;

/// What applying the draft will do, before it is done: what changes in the picture, in the files,
/// and for what runs, with the records at stake.
final class ReviewPanel extends StackPane {
    private static final double WIDTH = 1080;

    private final Texts texts;
    private final Figures figures;
    private final DraftSession session;
    private final Runnable closed;
    private final Label title = Parts.label("", "fp-title");
    private final VBox changes = new VBox(4);
    private final VBox effects = new VBox(6);
    private final VBox lines = new VBox();
    private final VBox problems = new VBox(4);
    private final Button apply;
    private final Button back;
    private final Label waiting = Parts.label("", "fp-muted");
    private SubPipelines subs = SubPipelines.NONE;
    private boolean unasked;
    private int asked;
    private long reviewed = -1;

    ReviewPanel(DraftSession session, Texts texts, Figures figures, Runnable closed) {
        this.session = session;
        this.texts = texts;
        this.figures = figures;
        this.closed = closed;
        getStyleClass().add("fp-scrim");
        setId("review-panel");
        setAlignment(Pos.TOP_CENTER);
        apply = Parts.button(texts.get("draft.review.apply"), this::apply, "fp-primary");
        apply.setId("review-apply");
        back = Parts.button(texts.get("draft.review.back"), this::close);
        back.setId("review-back");
        BorderPane box = new BorderPane();
        box.getStyleClass().add("fp-palette");
        box.setMaxWidth(WIDTH);
        box.setTop(
                Parts.row(
                        title, Parts.spring(), waiting, Parts.telling(back), Parts.telling(apply)));
        VBox left =
                new VBox(
                        6,
                        section("draft.review.changes"),
                        changes,
                        section("draft.review.effects"),
                        effects,
                        problems);
        left.getStyleClass().add("fp-padded");
        ScrollPane leftScroll = scroll(left);
        for (VBox side : List.of(left, lines)) {
            side.getStyleClass().add("fp-review");
        }
        lines.getStyleClass().add("fp-padded");
        ScrollPane rightScroll = scroll(lines);
        rightScroll.setId("review-text");
        HBox middle = new HBox(10, leftScroll, rightScroll);
        HBox.setHgrow(leftScroll, Priority.ALWAYS);
        HBox.setHgrow(rightScroll, Priority.ALWAYS);
        leftScroll.setPrefWidth(WIDTH / 2);
        rightScroll.setPrefWidth(WIDTH / 2);
        box.setCenter(middle);
        BorderPane.setMargin(middle, new javafx.geometry.Insets(10, 0, 0, 0));
        StackPane.setMargin(box, new javafx.geometry.Insets(24, 24, 40, 24));
        getChildren().add(box);
        Leaving.byEscape(this, this::close);
        setVisible(false);
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
        changes.getChildren().clear();
        effects.getChildren().clear();
        lines.getChildren().clear();
        problems.getChildren().clear();
        setVisible(true);
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
                                .map(each -> name(texts, each))
                                .collect(Collectors.joining(", "));
                changes.getChildren()
                        .add(Parts.prose(texts.get("draft.review.contested", names), "fp-muted"));
            }
            subs = SubPipelines.of(session.model().draft());
            for (DraftChange change : reviewed.changes()) {
                changes.getChildren().add(change(change));
            }
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
                changes.getChildren().add(Parts.prose(texts.get("draft.review.same"), "fp-muted"));
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

    private void showProblems(List<Problem> found) {
        problems.getChildren().clear();
        if (!found.isEmpty()) {
            problems.getChildren().add(section("draft.review.hindrances"));
        }
        found.forEach(problem -> problems.getChildren().add(new ProblemCard(problem)));
    }

    private Node change(DraftChange change) {
        String words =
                switch (change.kind()) {
                    case ADDED -> "+ " + texts.get("draft.change.ADDED", name(change.object()));
                    case REMOVED -> "− " + texts.get("draft.change.REMOVED", name(change.object()));
                    case CHANGED ->
                            "~ "
                                    + (change.fields().isEmpty()
                                            ? texts.get("draft.change.MOVED", name(change.object()))
                                            : texts.get(
                                                    "draft.change.CHANGED",
                                                    name(change.object()),
                                                    String.join(", ", change.fields())));
                };
        return Parts.prose(words);
    }

    /// What it is called, and the sub-pipeline that it is in.
    private String name(String object) {
        String where = PartRef.of(object).map(subs::where).orElse("");
        return where.isEmpty()
                ? name(texts, object)
                : texts.get("draft.review.inside", name(texts, object), where);
    }

    /// `destination/local` in words.
    static String name(Texts texts, String object) {
        int slash = object.indexOf('/');
        String kind = slash < 0 ? object : object.substring(0, slash);
        return texts.get("draft.object." + kind)
                + (slash < 0 ? "" : " " + object.substring(slash + 1));
    }

    private Node effect(DraftEffect effect) {
        return Parts.prose(
                texts.get(
                        "draft.effect." + effect.kind().name(),
                        name(effect.object()),
                        figures.count(effect.records())));
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
