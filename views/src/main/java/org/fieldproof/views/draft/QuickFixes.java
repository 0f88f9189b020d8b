package org.fieldproof.views.draft;

import java.util.Optional;
import org.fieldproof.api.draft.DraftMends;
import org.fieldproof.api.draft.DraftValue;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.project.Mend;
import org.fieldproof.views.perspective.Desk;

/// What the draft's check knows to mend, as edits at one press: each is one step of undo.
/// FX thread.
final class QuickFixes {
    private final Desk desk;
    private final Crowd crowd;

    QuickFixes(Desk desk, Crowd crowd) {
        this.desk = desk;
        this.crowd = crowd;
    }

    /// What mends a problem at one press.
    ///
    /// @param label what is done, in a few words
    record Fix(String label, Runnable act) {}

    /// Empty where it takes a person.
    Optional<Fix> of(DraftProblem problem) {
        return crowd.fix(problem).or(() -> mending(problem));
    }

    private Optional<Fix> mending(DraftProblem problem) {
        ProjectDraft draft = desk.draft().model().draft();
        return mended(draft, problem).map(_ -> new Fix(label(draft, problem), () -> act(problem)));
    }

    private static Optional<ProjectDraft> mended(ProjectDraft draft, DraftProblem problem) {
        return problem.part()
                .flatMap(
                        ref ->
                                DraftMends.mended(
                                        draft, ref, problem.field(), problem.problem().mend()));
    }

    /// A place such as `to[1]` is that of the version that was checked: until a later one is, a
    /// second press would hit what has moved there.
    private void act(DraftProblem problem) {
        DraftModel model = desk.draft().model();
        if (!model.isChecked() || !model.problems().contains(problem)) {
            return;
        }
        String name =
                desk.text("draft.fix.edit", problem.problem().code(), problem.problem().object());
        desk.draft().edit(name, draft -> mended(draft, problem).orElse(draft));
    }

    private String label(ProjectDraft draft, DraftProblem problem) {
        return switch (problem.problem().mend()) {
            case Mend.Write(String value) -> desk.text("draft.fix.write", shortened(value));
            case Mend.Rename(String field) -> desk.text("draft.fix.rename", shortened(field));
            case Mend.Remove _, Mend.ByHand _ ->
                    desk.text("draft.fix.remove", shortened(named(draft, problem)));
        };
    }

    /// What stands at the place of a problem: the entry of a list, or the field.
    private static String named(ProjectDraft draft, DraftProblem problem) {
        String step = problem.field().steps().getLast();
        return problem.part()
                .flatMap(draft::part)
                .flatMap(part -> problem.field().in(part))
                .filter(_ -> step.matches("\\d+"))
                .filter(DraftValue.Text.class::isInstance)
                .map(entry -> ((DraftValue.Text) entry).text())
                .orElse(step);
    }

    private static String shortened(String value) {
        int max = 40;
        return value.length() <= max ? value : value.substring(0, max) + "…";
    }
}
