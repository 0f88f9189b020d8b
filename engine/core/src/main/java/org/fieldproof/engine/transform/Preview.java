package org.fieldproof.engine.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.ProjectDefinition.PipelineDefinition;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.TransformOutcome;
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

    /// Which fields records have that any of the pipelines takes, and which behind the first that
    /// does.
    public static Outcome.FieldsDescribed fields(
            List<PipelineDefinition> pipelines,
            Catalog catalog,
            TransformPlace place,
            List<FieldRecord> records)
            throws ConnectorException {
        List<Way> ways = new ArrayList<>();
        for (PipelineDefinition each : pipelines) {
            ways.add(Way.of(each, catalog, place));
        }
        List<FieldRecord> before = new ArrayList<>();
        List<FieldRecord> after = new ArrayList<>();
        int cut = 0;
        for (FieldRecord record : records) {
            Optional<Way> way = ways.stream().filter(each -> each.takes(record)).findFirst();
            if (way.isPresent() && isCut(record)) {
                cut++;
            } else if (way.isPresent()) {
                before.add(record);
                passed(record, way.get().chain().trace(record)).ifPresent(after::add);
            }
        }
        return described(before, after, cut);
    }

    /// Which fields records have that nothing changes.
    public static Outcome.FieldsDescribed fields(List<FieldRecord> records) {
        List<FieldRecord> whole = records.stream().filter(each -> !isCut(each)).toList();
        return described(whole, whole, records.size() - whole.size());
    }

    /// Of a long payload a wire keeps the beginning only, from which no transform would make what
    /// it made of the whole.
    private static boolean isCut(FieldRecord record) {
        return record.properties().stream()
                .anyMatch(property -> property.name().equals(Property.SHORTENED));
    }

    private static Outcome.FieldsDescribed described(
            List<FieldRecord> before, List<FieldRecord> after, int cut) {
        FieldShapes.Found found = FieldShapes.of(before, after);
        return new Outcome.FieldsDescribed(
                found.shapes(), found.more(), before.size(), after.size(), cut);
    }

    private static Optional<FieldRecord> passed(
            FieldRecord record, List<TransformChain.Traced> traced) {
        if (traced.isEmpty()) {
            return Optional.of(record);
        }
        return traced.getLast().outcome() instanceof TransformOutcome.Passed(FieldRecord changed)
                ? Optional.of(changed)
                : Optional.empty();
    }
}
