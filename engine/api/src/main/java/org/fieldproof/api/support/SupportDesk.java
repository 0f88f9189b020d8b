package org.fieldproof.api.support;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;

/// Where a bundle for whoever helps is made. Nothing is sent anywhere. Any thread may call; no
/// call blocks.
public interface SupportDesk {

    /// Collects a bundle and masks the secrets in it; nothing is written: an
    /// [Outcome.SupportCollected], or [Outcome.SupportCancelled].
    ///
    /// @param shown the problems that a person has in front of him
    /// @param payloads whether the last records of each wire and the project's tests are wanted,
    ///     which hold what the plant measures
    CompletionStage<Outcome> collect(List<Problem> shown, boolean payloads);

    /// Writes a bundle as a zip file, whole or not at all; replaces a file of that name.
    CompletionStage<Outcome> save(SupportBundle bundle, Path file);

    /// Ends what is being collected, and what waits to be written; a file that is being written is
    /// finished.
    void cancel();
}
