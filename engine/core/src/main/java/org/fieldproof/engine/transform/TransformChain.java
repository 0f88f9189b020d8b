package org.fieldproof.engine.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition.PipelineDefinition;
import org.fieldproof.api.project.ProjectDefinition.TransformDefinition;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Transform;
import org.fieldproof.api.spi.TransformFactory;
import org.fieldproof.api.spi.TransformOutcome;
import org.fieldproof.engine.project.Catalog;

/// A pipeline's transforms, in order. Confined to one thread, as its transforms are.
public final class TransformChain {
    private static final int PAYLOAD_BYTES_MAX = 16 << 20;
    private static final int PROPERTIES_MAX = 256;

    private final List<Step> steps;

    private record Step(String name, Transform transform) {}

    /// One step of a record's way.
    ///
    /// @param name of the transform
    public record Traced(String name, TransformOutcome outcome) {}

    private TransformChain(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /// Makes a pipeline's transforms.
    ///
    /// @throws ConnectorException where one cannot be made: a file that is missing, a type that
    ///     is not installed
    public static TransformChain of(
            PipelineDefinition pipeline, Catalog catalog, TransformPlace place)
            throws ConnectorException {
        List<Step> steps = new ArrayList<>();
        for (TransformDefinition each : pipeline.transforms()) {
            Optional<TransformFactory> factory = catalog.transform(each.type());
            if (factory.isEmpty()) {
                throw new ConnectorException(
                        Problem.error(
                                "APP-0340",
                                "transform " + each.name(),
                                "There is no transform of type " + each.type() + ".",
                                "Correct the type, or install the connector that has it."));
            }
            steps.add(new Step(each.name(), factory.get().create(place.host(each))));
        }
        return new TransformChain(steps);
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    /// What becomes of a record.
    public Fate apply(FieldRecord record) {
        FieldRecord at = record;
        for (Step step : steps) {
            switch (outcome(step, at)) {
                case TransformOutcome.Passed passed -> at = passed.record();
                case TransformOutcome.Dropped _ -> {
                    return new Fate.Dropped(step.name);
                }
                case TransformOutcome.Failed failed -> {
                    return new Fate.Refused(step.name, failed.why());
                }
            }
        }
        return new Fate.Sent(at);
    }

    /// The same, step by step, up to the one that lets it go no further.
    public List<Traced> trace(FieldRecord record) {
        List<Traced> traced = new ArrayList<>();
        FieldRecord at = record;
        for (Step step : steps) {
            TransformOutcome outcome = outcome(step, at);
            traced.add(new Traced(step.name, outcome));
            if (!(outcome instanceof TransformOutcome.Passed passed)) {
                break;
            }
            at = passed.record();
        }
        return traced;
    }

    /// A transform that breaks its promises fails for this record only, and by name.
    private static TransformOutcome outcome(Step step, FieldRecord before) {
        try {
            TransformOutcome outcome = step.transform.apply(before);
            return outcome instanceof TransformOutcome.Passed passed
                            && !keepsItsPromise(before, passed.record())
                    ? failed(step, "XFRM-0102", "It changed what must stay, or made too much.")
                    : outcome;
        } catch (RuntimeException | StackOverflowError e) {
            return failed(step, "XFRM-0101", "It failed unexpectedly: " + e + ".");
        }
    }

    private static boolean keepsItsPromise(FieldRecord before, FieldRecord after) {
        return after.seq() == before.seq()
                && after.epoch().equals(before.epoch())
                && after.connection().equals(before.connection())
                && after.acceptTimeEpochNanos() == before.acceptTimeEpochNanos()
                && !after.address().isEmpty()
                && after.payload().length <= Math.max(PAYLOAD_BYTES_MAX, before.payload().length)
                && after.properties().size() <= PROPERTIES_MAX + before.properties().size();
    }

    private static TransformOutcome failed(Step step, String code, String message) {
        return new TransformOutcome.Failed(
                Problem.error(
                        code,
                        "transform " + step.name,
                        message,
                        "Report it with the record from quarantine; the others go on."));
    }
}
