package org.fieldproof.connector.transform;

import java.util.List;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.spi.Transform;
import org.fieldproof.api.spi.TransformFactory;
import org.fieldproof.api.spi.TransformHost;
import org.fieldproof.api.spi.TransformOutcome;

/// `filter`: keeps the records for which an expression is true.
public final class FilterFactory implements TransformFactory {

    /// For `ServiceLoader`.
    public FilterFactory() {}

    @Override
    public String type() {
        return "filter";
    }

    @Override
    public String title() {
        return "Keep records that fulfil an expression";
    }

    @Override
    public ConfigSchema schema() {
        return ConfigSchema.of(
                Field.required(
                        "when",
                        Kind.TEXT,
                        "CEL expression; records for which it is true go on, the others are"
                                + " dropped."),
                TimeLimit.field());
    }

    @Override
    public List<Problem> check(Config config) {
        return Faults.ofExpression(config, "when");
    }

    @Override
    public Transform create(TransformHost host) {
        Expression when = Expression.of(host.config().text("when"));
        return Guarded.of(
                host,
                (record, budget) -> {
                    Object value = when.valueFor(record, budget);
                    if (!(value instanceof Boolean keep)) {
                        throw new Unfit(
                                "XFRM-0214",
                                "The expression gives no true or false for this record.",
                                "Compare the value with something, such as payload.bar > 6.0.");
                    }
                    return keep
                            ? new TransformOutcome.Passed(record)
                            : new TransformOutcome.Dropped();
                });
    }
}
