package org.fieldproof.views.draft;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fieldproof.api.draft.DraftValue;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.project.Problem;

/// A problem of a draft and where to go to mend it.
///
/// @param part empty if it is none of a part
/// @param field inside the part; the empty path if it is about the whole
public record DraftProblem(Problem problem, Optional<PartRef> part, FieldPath field) {

    private static final Pattern DRILL_FILE = Pattern.compile("drills/(.+)\\.yaml");

    static DraftProblem of(ProjectDraft draft, Problem problem) {
        List<String> steps = FieldPath.of(problem.where().path()).steps();
        if (problem.where().file().equals("project.yaml") && steps.size() >= 2) {
            Optional<PartRef> part = part(draft, steps.get(0), steps.get(1));
            if (part.isPresent()) {
                return new DraftProblem(problem, part, new FieldPath(steps).from(2));
            }
        }
        boolean drill = drillIn(problem).isPresent();
        return new DraftProblem(
                problem, Optional.empty(), drill ? new FieldPath(steps) : FieldPath.PART);
    }

    /// The drill that it is about; empty if it is about none.
    public Optional<String> drill() {
        return drillIn(problem);
    }

    private static Optional<String> drillIn(Problem problem) {
        Matcher file = DRILL_FILE.matcher(problem.where().file());
        return file.matches() ? Optional.of(file.group(1)) : Optional.empty();
    }

    private static Optional<PartRef> part(ProjectDraft draft, String field, String index) {
        Optional<Section> section =
                Arrays.stream(Section.values()).filter(s -> s.field().equals(field)).findFirst();
        if (section.isEmpty()) {
            return Optional.empty();
        }
        return new FieldPath(List.of(field, index))
                .in(draft.project())
                .filter(DraftValue.Group.class::isInstance)
                .map(DraftValue.Group.class::cast)
                .map(part -> new PartRef(section.get(), part.text("id")));
    }

    public boolean isError() {
        return problem.severity() == Problem.Severity.ERROR;
    }
}
