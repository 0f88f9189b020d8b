package org.fieldproof.connector.transform;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.project.Config;
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

/// `unit`: converts a number, in a field of a JSON payload or the payload's own value, from one
/// unit to another. Calculated with decimals and rounded once, so that every machine gives the
/// same digits (XF-1).
public final class UnitFactory implements TransformFactory {
    private static final int EXPONENT_MAX = 400;

    /// For `ServiceLoader`.
    public UnitFactory() {}

    @Override
    public String type() {
        return "unit";
    }

    @Override
    public String title() {
        return "Convert a number to another unit";
    }

    @Override
    public ConfigSchema schema() {
        return ConfigSchema.of(
                Field.optional(
                        "field",
                        Kind.TEXT,
                        "",
                        "JSON pointer of the number; empty for the payload's own value."),
                Field.required("from", Kind.TEXT, "Unit it comes in: " + Units.names() + "."),
                Field.required("to", Kind.TEXT, "Unit it goes out in."),
                Field.optional("decimals", Kind.INTEGER, "6", "Digits behind the point, rounded.")
                        .within(0, 18));
    }

    @Override
    public List<Problem> check(Config config) {
        List<Problem> problems = new ArrayList<>();
        Units.Unit from = Units.of(config.text("from"));
        Units.Unit to = Units.of(config.text("to"));
        for (String field : List.of("from", "to")) {
            if (Units.of(config.text(field)) == null) {
                problems.add(
                        Faults.at(
                                config,
                                field,
                                "There is no unit " + config.text(field) + ".",
                                "Write one of " + Units.names() + "."));
            }
        }
        if (from != null && to != null && !from.quantity().equals(to.quantity())) {
            problems.add(
                    Faults.at(
                            config,
                            "to",
                            config.text("from")
                                    + " is a "
                                    + from.quantity()
                                    + " and "
                                    + config.text("to")
                                    + " a "
                                    + to.quantity()
                                    + ".",
                            "Choose two units of the same quantity."));
        }
        String field = config.text("field");
        if (!field.isEmpty() && !Pointers.isUsable(field)) {
            problems.add(Pointers.fault(config, "field", field));
        }
        return problems;
    }

    @Override
    public Transform create(TransformHost host) {
        Config config = host.config();
        Units.Unit from = unit(config.text("from"));
        Units.Unit to = unit(config.text("to"));
        int decimals = Math.toIntExact(config.integer("decimals"));
        String field = config.text("field");
        return Guarded.bySize(
                host,
                record -> {
                    JsonNode tree = JsonText.read(record.payload());
                    boolean typed = record.encoding() == PayloadEncoding.TYPED;
                    String place = field.isEmpty() && typed ? "/value" : field;
                    if (place.isEmpty()) {
                        return changed(record, number(tree, "payload", from, to, decimals), false);
                    }
                    JsonPointer pointer = JsonPointer.compile(place);
                    JsonNode converted = number(tree.at(pointer), place, from, to, decimals);
                    Pointers.put(object(tree), pointer, converted);
                    if (typed && place.equals("/value")) {
                        object(tree).put("type", "float64");
                    }
                    return changed(record, tree, typed && place.equals("/value"));
                });
    }

    private static Units.Unit unit(String name) {
        Units.Unit unit = Units.of(name);
        if (unit == null) {
            throw new IllegalArgumentException("unit: " + name + " (expected: a known one)");
        }
        return unit;
    }

    private static ObjectNode object(JsonNode tree) throws Unfit {
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw new Unfit(
                "XFRM-0215", "The payload is no JSON object.", "Leave field out, or correct it.");
    }

    private static JsonNode number(
            JsonNode node, String place, Units.Unit from, Units.Unit to, int decimals)
            throws Unfit {
        if (!node.isNumber()) {
            throw new Unfit(
                    "XFRM-0218",
                    "At " + place + " stands no number.",
                    "Correct field, or filter such records out first.");
        }
        BigDecimal value = node.decimalValue();
        if (Math.abs((long) value.precision() - value.scale()) > EXPONENT_MAX) {
            throw new Unfit(
                    "XFRM-0204",
                    "The number at " + place + " is beyond every unit's range.",
                    "Look at what the device sends.");
        }
        BigDecimal converted =
                to.fromBase(from.toBase(value)).setScale(decimals, RoundingMode.HALF_EVEN);
        BigDecimal plain =
                converted.signum() == 0 ? BigDecimal.ZERO : converted.stripTrailingZeros();
        return DecimalNode.valueOf(plain.scale() < 0 ? plain.setScale(0) : plain);
    }

    private static TransformOutcome changed(FieldRecord record, JsonNode tree, boolean typed)
            throws Unfit {
        return new TransformOutcome.Passed(
                record.withPayload(
                        JsonText.write(tree),
                        typed ? PayloadEncoding.TYPED : PayloadEncoding.TEXT));
    }
}
