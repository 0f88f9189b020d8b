package org.fieldproof.api.draft;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.FieldRecord;

/// Where a draft is tried out before it runs: on records, and on the project's pipeline tests.
/// Nothing is sent anywhere. Like the [DraftDesk] it keeps no draft, and no call blocks.
public interface TrialDesk {
    /// Most records of one preview.
    int RECORDS_MAX = 200;

    /// What the transforms of a pipeline make of records: an [Outcome.Previewed], or a refusal for
    /// what keeps them from being made. What is wrong elsewhere in the draft does not matter.
    CompletionStage<Outcome> preview(
            ProjectDraft draft, String pipeline, List<FieldRecord> records);

    /// Reads a record that a person wrote as JSON, with `connection`, `device`, `address` and
    /// `payload`: an [Outcome.SampleRead].
    CompletionStage<Outcome> sample(String json);

    /// Runs the cases of the project's `tests/*.yaml` on the draft: an [Outcome.TestsRun].
    CompletionStage<Outcome> test(ProjectDraft draft);

    /// A case that expects what the draft makes of a record now: an [Outcome.TestWritten].
    ///
    /// @param name what must hold, as a sentence
    CompletionStage<Outcome> testOf(ProjectDraft draft, FieldRecord record, String name);

    /// Adds cases to a file of the project's `tests`, or begins it. They lie beside the project,
    /// not in the draft: nothing that runs depends on them.
    ///
    /// @param file its name in that folder, such as `pipelines.yaml`
    /// @param yaml cases as a file of their own
    CompletionStage<Outcome> saveTest(ProjectDraft draft, String file, String yaml);
}
