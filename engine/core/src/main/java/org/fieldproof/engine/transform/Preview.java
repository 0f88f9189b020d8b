package org.fieldproof.engine.transform;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.ProjectDefinition.PipelineDefinition;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.engine.project.Catalog;

/// Shows what a pipeline's transforms make of records. Makes transforms of its own, because those
/// of the lanes are confined to their threads. Pure.
public final class Preview {
    private Preview() {}

    /// The way of each record, step by step. A record that the pipeline does not take is shown
    /// too: a person may want to know what would become of it.
    public static Outcome.Previewed of(
            PipelineDefinition pipeline,
            Catalog catalog,
            TransformPlace place,
            List<FieldRecord> records)
            throws ConnectorException {
        Way way = Way.of(pipeline, catalog, place);
        List<Outcome.PreviewedRecord> previewed = new ArrayList<>();
        for (FieldRecord record : records) {
            List<Outcome.PreviewStep> steps = new ArrayList<>();
            for (TransformChain.Traced each : way.chain().trace(record)) {
                steps.add(new Outcome.PreviewStep(each.name(), each.outcome()));
            }
            previewed.add(new Outcome.PreviewedRecord(record, way.takes(record), steps));
        }
        return new Outcome.Previewed(previewed);
    }
}
