package org.fieldproof.api.draft;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.spi.ConfigSchema;

/// Where a project is edited: it knows what can be built, checks drafts with the project's own
/// reader, and applies them. It keeps no draft; every call is told the whole. Any thread may call;
/// no call blocks but [#parse], which only reads a text of a bounded size.
public interface DraftDesk {

    /// What can be added, section by section.
    List<PartType> types();

    /// What can be put into a pipeline.
    List<TransformType> transforms();

    /// Where a draft is tried out before it runs.
    TrialDesk trials();

    /// Where tags are picked in devices.
    TagDesk tags();

    /// The fields of a drill; a fault that is only a kind may also be written as a word.
    ConfigSchema drillSchema();

    /// A fragment of YAML as a tree, for pasting; empty if it is none.
    Optional<DraftValue.Group> parse(String yaml);

    /// The running revision: an [Outcome.DraftLoaded].
    CompletionStage<Outcome> load();

    /// Checks as the gateway would before it starts: an [Outcome.DraftChecked].
    CompletionStage<Outcome> check(ProjectDraft draft);

    /// What applying would do now: an [Outcome.DraftReviewed].
    CompletionStage<Outcome> review(ProjectDraft draft);

    /// Writes the draft and lets the gateway run it: an [Outcome.DraftApplied], or a refusal after
    /// which the old revision runs.
    ///
    /// @param expectedRunningHash the revision the draft was made from; refused if another runs
    CompletionStage<Outcome> apply(ProjectDraft draft, String expectedRunningHash);

    /// The revisions that were applied, newest first: an [Outcome.RevisionsListed].
    CompletionStage<Outcome> revisions();

    /// A kept revision, to be reviewed and applied like any draft: an [Outcome.DraftLoaded]. Its
    /// hash differs from the revision's if a table that it names has changed since.
    CompletionStage<Outcome> revision(long number);
}
