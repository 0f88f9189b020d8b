package org.fieldproof.engine.draft;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.fieldproof.api.command.Outcome.DraftChecked;
import org.fieldproof.api.command.Outcome.DraftReviewed;
import org.fieldproof.api.draft.DraftChange;
import org.fieldproof.api.draft.FileDiff;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.engine.project.Catalog;
import org.fieldproof.engine.project.ProjectRead;
import org.fieldproof.engine.project.ProjectReader;

/// Checks and reviews drafts with the project's own reader. Pure: nothing is cached, nothing is
/// written.
public final class DraftChecks {
    private DraftChecks() {}

    /// The draft as the reader of projects sees it.
    public static ProjectRead read(Path folder, ProjectDraft draft, Catalog catalog) {
        return ProjectReader.read(folder, DraftFiles.of(draft), catalog);
    }

    public static DraftChecked check(Path folder, ProjectDraft draft, Catalog catalog) {
        return switch (read(folder, draft, catalog)) {
            case ProjectRead.Refused refused -> new DraftChecked(refused.problems(), false);
            case ProjectRead.Ready ready -> new DraftChecked(ready.warnings(), true);
        };
    }

    /// What applying would do.
    ///
    /// @param running the running revision, as a draft and as a definition
    /// @param onDisk the project's files as they are now
    public static DraftReviewed review(
            ProjectDraft draft,
            ProjectDraft running,
            ProjectDefinition definition,
            SortedMap<String, String> onDisk,
            GatewaySnapshot picture,
            Catalog catalog) {
        List<DraftChange> changes = DraftChange.between(running, draft);
        SortedMap<String, String> files = DraftFiles.of(draft, onDisk);
        List<FileDiff> diff = LineDiff.between(onDisk, files);
        return switch (ProjectReader.read(definition.directory(), files, catalog)) {
            case ProjectRead.Refused refused ->
                    new DraftReviewed(changes, diff, List.of(), errors(refused.problems()));
            case ProjectRead.Ready ready -> {
                RevisionPlan plan = RevisionPlan.of(definition, ready.project(), picture);
                yield new DraftReviewed(changes, diff, plan.effects(), plan.hindrances());
            }
        };
    }

    private static List<Problem> errors(List<Problem> problems) {
        List<Problem> errors = new ArrayList<>(problems);
        errors.removeIf(problem -> problem.severity() != Problem.Severity.ERROR);
        return errors;
    }
}
