package org.fieldproof.engine.transform;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.Transform;
import org.fieldproof.api.spi.TransformFactory;
import org.fieldproof.api.spi.TransformHost;
import org.fieldproof.api.spi.TransformOutcome;

/// A transform that does what the test says.
record ScriptedTransform(String type, Function<FieldRecord, TransformOutcome> work)
        implements TransformFactory {
    static final Problem UNFIT =
            Problem.error("XFRM-0999", "transform main/t", "It is unfit.", "Look at it.");

    /// Puts a text behind each payload.
    static ScriptedTransform suffix(String text) {
        return new ScriptedTransform("suffix", record -> with(record, text));
    }

    static TransformOutcome with(FieldRecord of, String suffix) {
        String payload = new String(of.payload(), StandardCharsets.UTF_8) + suffix;
        return new TransformOutcome.Passed(
                of.withPayload(payload.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String title() {
        return "Scripted transform";
    }

    @Override
    public ConfigSchema schema() {
        return ConfigSchema.of();
    }

    @Override
    public Transform create(TransformHost host) {
        return work::apply;
    }
}
