package org.fieldproof.views.control;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.fieldproof.api.project.Problem;
import org.fieldproof.views.place.HelpEvent;
import org.fieldproof.views.place.HelpTopic;

/// A problem as a person needs it: what is affected, the cause, what to do, and the code to look
/// up, which leads to its page of help.
public final class ProblemCard extends VBox {

    public ProblemCard(Problem problem) {
        getStyleClass().add("fp-problem");
        boolean error = problem.severity() == Problem.Severity.ERROR;
        Mark mark = error ? Mark.HIGH : Mark.LOW;
        HelpTopic topic = HelpTopic.problem(problem.code());
        HelpTopic.mark(this, topic.page());
        Button code =
                Parts.button(
                        problem.code(),
                        () -> fireEvent(new HelpEvent(topic)),
                        "fp-flat",
                        "fp-mono");
        code.setId("problem-" + problem.code());
        code.setTooltip(new Tooltip(problem.code() + " · F1"));
        String place = problem.where().toString();
        Label object =
                Parts.givingWay(
                        Parts.label(mark.glyph() + " " + problem.object(), mark.styleClass()));
        Label where = Parts.label(place, "fp-mono", "fp-muted");
        code.setMinWidth(USE_PREF_SIZE);
        where.setMinWidth(USE_PREF_SIZE);
        getChildren().add(Parts.row(object, code, where));
        getChildren().add(Parts.prose(problem.message()));
        getChildren().add(Parts.prose(problem.remedy(), "fp-muted"));
    }
}
