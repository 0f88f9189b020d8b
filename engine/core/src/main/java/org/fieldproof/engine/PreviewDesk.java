package org.fieldproof.engine;

import java.util.List;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.TrialDesk;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition.PipelineDefinition;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.engine.transform.Preview;
import org.fieldproof.engine.transform.TransformPlace;

/// Shows what the transforms of a pipeline that runs make of records. Used once, on any thread.
final class PreviewDesk {
    private final EngineParts parts;

    PreviewDesk(EngineParts parts) {
        this.parts = parts;
    }

    Outcome preview(Command.PreviewTransforms wanted) {
        if (wanted.records().size() > TrialDesk.RECORDS_MAX) {
            return refused(
                    wanted,
                    "There are " + wanted.records().size() + " records.",
                    "Preview at most " + TrialDesk.RECORDS_MAX + " at once.");
        }
        for (PipelineDefinition pipeline : parts.project().pipelines()) {
            if (pipeline.id().equals(wanted.pipeline())) {
                return of(pipeline, wanted.records());
            }
        }
        return refused(wanted, "There is no such pipeline.", "Choose one of the project's.");
    }

    private Outcome of(PipelineDefinition pipeline, List<FieldRecord> records) {
        try {
            return Preview.of(
                    pipeline,
                    parts.catalog(),
                    new TransformPlace(parts.project().directory(), parts.clock()),
                    records);
        } catch (ConnectorException e) {
            return new Outcome.Refused(e.problem());
        }
    }

    private static Outcome refused(
            Command.PreviewTransforms wanted, String message, String remedy) {
        return new Outcome.Refused(
                Problem.error("APP-0330", "pipeline " + wanted.pipeline(), message, remedy));
    }
}
