package org.fieldproof.engine;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition.PipelineDefinition;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.engine.transform.TransformChain;
import org.fieldproof.engine.transform.TransformPlace;

/// Shows what a pipeline's transforms make of records. Makes transforms of its own, because those
/// of the lanes are confined to their threads. Used once, on any thread.
final class PreviewDesk {
    private static final int RECORDS_MAX = 200;

    private final EngineParts parts;

    PreviewDesk(EngineParts parts) {
        this.parts = parts;
    }

    Outcome preview(Command.PreviewTransforms wanted) {
        if (wanted.records().size() > RECORDS_MAX) {
            return refused(
                    wanted,
                    "There are " + wanted.records().size() + " records.",
                    "Preview at most " + RECORDS_MAX + " at once.");
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
            TransformChain chain =
                    TransformChain.of(
                            pipeline,
                            parts.catalog(),
                            new TransformPlace(parts.project().directory(), parts.clock()));
            List<Outcome.PreviewedRecord> previewed = new ArrayList<>();
            for (FieldRecord record : records) {
                List<Outcome.PreviewStep> steps = new ArrayList<>();
                chain.trace(record)
                        .forEach(
                                each ->
                                        steps.add(
                                                new Outcome.PreviewStep(
                                                        each.name(), each.outcome())));
                previewed.add(new Outcome.PreviewedRecord(record, steps));
            }
            return new Outcome.Previewed(previewed);
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
