package org.fieldproof.example;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.spi.Transform;
import org.fieldproof.api.spi.TransformFactory;
import org.fieldproof.api.spi.TransformHost;
import org.fieldproof.api.spi.TransformOutcome;

/// A transform that writes texts in capitals: one that goes on changed, one that is dropped, one
/// that fails and goes to quarantine as it was.
public final class ShoutTransform implements TransformFactory {

    @Override
    public String type() {
        return "shout";
    }

    @Override
    public String title() {
        return "Texts in capitals";
    }

    @Override
    public ConfigSchema schema() {
        return ConfigSchema.of(Field.optional("without", Kind.TEXT, "", "Texts that are dropped."));
    }

    @Override
    public Transform create(TransformHost host) {
        String without = host.config().text("without");
        String name = host.name();
        return record -> shout(record, without, name);
    }

    private static TransformOutcome shout(FieldRecord record, String without, String name) {
        if (record.encoding() != PayloadEncoding.TEXT) {
            return new TransformOutcome.Failed(
                    Problem.error(
                            "DEMO-0001",
                            "transform " + name,
                            "The payload is no text.",
                            "Send texts here, or none of these."));
        }
        String text = new String(record.payload(), StandardCharsets.UTF_8);
        if (text.equals(without)) {
            return new TransformOutcome.Dropped();
        }
        // Everything but the payload stays, the identity above all.
        byte[] shouted = text.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return new TransformOutcome.Passed(record.withPayload(shouted));
    }
}
