package org.fieldproof.views.control;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
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
        Label object = Parts.label(mark.glyph() + " " + problem.object(), mark.styleClass());
        Label code = Parts.label(problem.code(), "fp-mono", "fp-muted");
        Label where = Parts.label(place, "fp-mono", "fp-muted");
        // What is long gives way, and can be read in full.
        object.setTooltip(new Tooltip(problem.object()));
        code.setMinWidth(USE_PREF_SIZE);
        where.setMinWidth(USE_PREF_SIZE);
        getChildren().add(Parts.row(object, code, where));
        getChildren().add(Parts.prose(problem.message()));
        getChildren().add(Parts.prose(problem.remedy(), "fp-muted"));
    }
}
