package org.fieldproof.views.draft;

import java.util.Optional;
import org.fieldproof.api.draft.DraftMends;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.project.Mend;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.perspective.Desk;

/// What the draft's check knows to mend, as edits at one press: each is one step of undo. FX
// thread.
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
        Mend mend = problem.problem().mend();
        return mended(desk.draft().model().draft(), problem)
                .map(_ -> new Fix(label(desk.texts(), mend), () -> act(problem)));
    }

    private static Optional<ProjectDraft> mended(ProjectDraft draft, DraftProblem problem) {
        return problem.part()
                .flatMap(
                        ref ->
                                DraftMends.mended(
                                        draft, ref, problem.field(), problem.problem().mend()));
    }

    private void act(DraftProblem problem) {
        String name =
                desk.text("draft.fix.edit", problem.problem().code(), problem.problem().object());
        desk.draft().edit(name, draft -> mended(draft, problem).orElse(draft));
    }

    private static String label(Texts texts, Mend mend) {
        return switch (mend) {
            case Mend.Write(String value) -> texts.get("draft.fix.write", shortened(value));
            case Mend.Rename(String field) -> texts.get("draft.fix.rename", shortened(field));
            case Mend.Remove _, Mend.ByHand _ -> texts.get("draft.fix.remove");
        };
    }

    private static String shortened(String value) {
        int max = 40;
        return value.length() <= max ? value : value.substring(0, max) + "…";
    }
}
