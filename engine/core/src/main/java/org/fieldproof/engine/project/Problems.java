package org.fieldproof.engine.project;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.fieldproof.api.project.Mend;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.Problem.Place;
import org.fieldproof.api.project.Problem.Severity;

/// Everything found in one reading of a project (PRJ-1). Confined to the reading thread.
final class Problems {
    private static final int LISTED_MAX = 500;

    private final List<Problem> found = new ArrayList<>();
    private int errors;
    private int unlisted;

    void add(Problem problem) {
        if (problem.severity() == Severity.ERROR) {
            errors++;
        }
        if (found.size() < LISTED_MAX) {
            found.add(problem);
        } else {
            unlisted++;
        }
    }

    void error(Place place, String code, String object, String message, String remedy) {
        add(Problem.error(code, object, message, remedy).at(place));
    }

    void error(Place place, String code, String object, String message, String remedy, Mend mend) {
        add(Problem.error(code, object, message, remedy).at(place).mendedBy(mend));
    }

    void warning(Place place, String code, String object, String message, String remedy) {
        add(Problem.warning(code, object, message, remedy).at(place));
    }

    void warning(
            Place place, String code, String object, String message, String remedy, Mend mend) {
        add(Problem.warning(code, object, message, remedy).at(place).mendedBy(mend));
    }

    int errors() {
        return errors;
    }

    /// Errors first; then the project file before the drills, each from top to bottom.
    List<Problem> sorted() {
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(
                Comparator.comparing(Problem::severity)
                        .thenComparing(p -> p.where().file().indexOf('/') >= 0)
                        .thenComparing(p -> p.where().file())
                        .thenComparingInt(p -> p.where().line())
                        .thenComparingInt(p -> p.where().column()));
        if (unlisted > 0) {
            sorted.add(
                    Problem.warning(
                            "PROJ-0112",
                            "project",
                            unlisted + " more problems are not listed.",
                            "Mend those above first, then check again."));
        }
        return List.copyOf(sorted);
    }
}
