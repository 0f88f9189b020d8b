package org.fieldproof.views.control;

import javafx.scene.layout.VBox;
import org.fieldproof.api.project.Problem;

/// A problem as a person needs it: what is affected, the cause, what to do, and the code to look
/// up.
public final class ProblemCard extends VBox {

    public ProblemCard(Problem problem) {
        getStyleClass().add("fp-problem");
        boolean error = problem.severity() == Problem.Severity.ERROR;
        Mark mark = error ? Mark.HIGH : Mark.LOW;
        String place = problem.where().toString();
        getChildren()
                .add(
                        Parts.row(
                                Parts.label(
                                        mark.glyph() + " " + problem.object(), mark.styleClass()),
                                Parts.label(problem.code(), "fp-mono", "fp-muted"),
                                Parts.label(place, "fp-mono", "fp-muted")));
        getChildren().add(Parts.prose(problem.message()));
        getChildren().add(Parts.prose(problem.remedy(), "fp-muted"));
    }
}
