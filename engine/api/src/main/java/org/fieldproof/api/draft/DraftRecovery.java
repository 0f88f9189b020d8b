package org.fieldproof.api.draft;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import org.fieldproof.api.command.Outcome;

/// Where drafts outlive the console that they are edited in (DRAFT-5): beside the user's
/// preferences, never in the project. Any thread may call; no call blocks.
public interface DraftRecovery {

    /// What is kept of a project, newest first: an [Outcome.DraftsKept].
    CompletionStage<Outcome> kept(Path project);

    /// Keeps a draft in place of the one with its id. It is written soon, and only the newest of
    /// several in a row: an [Outcome.Done] once it is durable.
    CompletionStage<Outcome> keep(Path project, KeptDraft draft);

    /// Forgets a draft for good.
    CompletionStage<Outcome> forget(Path project, String id);
}
