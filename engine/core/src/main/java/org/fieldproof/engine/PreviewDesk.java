package org.fieldproof.engine;

import java.util.List;
import java.util.function.Function;
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

    /// Of what connections took in lately, what a lane gets.
    ///
    /// @param last the last records of a connection
    Outcome describe(String lane, Function<String, List<FieldRecord>> last) {
        List<PipelineDefinition> leading =
                parts.project().pipelines().stream()
                        .filter(each -> each.to().contains(lane))
                        .toList();
        List<FieldRecord> records =
                leading.stream()
                        .flatMap(each -> each.from().stream())
                        .distinct()
                        .flatMap(each -> last.apply(each).stream())
                        .toList();
        try {
            return Preview.fields(leading, parts.catalog(), place(), records);
        } catch (ConnectorException e) {
            return new Outcome.Refused(e.problem());
        }
    }

    private TransformPlace place() {
        return new TransformPlace(parts.project().directory(), parts.clock());
    }

    private Outcome of(PipelineDefinition pipeline, List<FieldRecord> records) {
        try {
            return Preview.of(pipeline, parts.catalog(), place(), records);
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
