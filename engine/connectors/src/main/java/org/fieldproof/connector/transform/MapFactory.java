package org.fieldproof.connector.transform;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.jspecify.annotations.Nullable;

/// `map`: computes the payload anew, or sets, keeps and removes fields of a JSON payload. Fields
/// that are not named keep their exact value. Every expression sees the record as it came in.
public final class MapFactory implements TransformFactory {

    /// For `ServiceLoader`.
    public MapFactory() {}

    @Override
    public String type() {
        return "map";
    }

    @Override
    public String title() {
        return "Compute, set, keep or remove payload fields";
    }

    @Override
    public ConfigSchema schema() {
        return ConfigSchema.of(
                Field.optional(
                        "payload",
                        Kind.TEXT,
                        "",
                        "CEL expression for the whole payload, such as {\"bar\": payload.p};"
                                + " instead of keep, remove and set."),
                Field.optional(
                        "keep", Kind.LIST_OF_TEXT, "", "JSON pointers; all other fields go."),
                Field.optional("remove", Kind.LIST_OF_TEXT, "", "JSON pointers of what goes."),
                Field.groups(
                        "set",
                        false,
                        "What is set, in order.",
                        Field.required("field", Kind.TEXT, "JSON pointer, such as /unit."),
                        Field.required("value", Kind.TEXT, "CEL expression for its value.")),
                TimeLimit.field());
    }

    @Override
    public List<Problem> check(Config config) {
        List<Problem> problems = new ArrayList<>();
        boolean whole = !config.text("payload").isEmpty();
        boolean parts =
                !config.texts("keep").isEmpty()
                        || !config.texts("remove").isEmpty()
                        || !config.groups("set").isEmpty();
        if (whole == parts) {
            problems.add(
                    Faults.at(
                            config,
                            "payload",
                            "Either payload, or some of keep, remove and set must be given.",
                            "Write one of the two."));
        }
        if (whole) {
            problems.addAll(Faults.ofExpression(config, "payload"));
        }
        for (String list : List.of("keep", "remove")) {
            for (String pointer : config.texts(list)) {
                if (!Pointers.isUsable(pointer)) {
                    problems.add(Pointers.fault(config, list, pointer));
                }
            }
        }
        for (Config set : config.groups("set")) {
            if (!Pointers.isUsable(set.text("field"))) {
                problems.add(Pointers.fault(set, "field", set.text("field")));
            }
            problems.addAll(Faults.ofExpression(set, "value"));
        }
        return problems;
    }

    @Override
    public Transform create(TransformHost host) {
        Config config = host.config();
        if (!config.text("payload").isEmpty()) {
            Expression whole = Expression.of(config.text("payload"));
            return Guarded.of(
                    host,
                    (record, budget) ->
                            changed(record, CelValues.toJson(whole.valueFor(record, budget))));
        }
        Edit edit =
                new Edit(
                        Pointers.of(config.texts("keep")),
                        Pointers.of(config.texts("remove")),
                        config.groups("set").stream().map(MapFactory::setting).toList());
        return Guarded.of(host, (record, budget) -> changed(record, edit.of(record, budget)));
    }

    private static TransformOutcome changed(FieldRecord record, JsonNode payload) throws Unfit {
        return new TransformOutcome.Passed(
                record.withPayload(JsonText.write(payload), PayloadEncoding.TEXT));
    }

    private static Setting setting(Config set) {
        return new Setting(
                JsonPointer.compile(set.text("field")), Expression.of(set.text("value")));
    }

    private record Setting(JsonPointer field, Expression value) {}

    /// Keeps, removes and sets, in this order.
    private record Edit(List<JsonPointer> keep, List<JsonPointer> remove, List<Setting> set) {

        JsonNode of(FieldRecord record, Budget budget) throws Unfit {
            JsonNode tree = JsonText.read(record.payload());
            if (!(tree instanceof ObjectNode object)) {
                throw new Unfit(
                        "XFRM-0215",
                        "The payload is no JSON object, so it has no fields.",
                        "Use payload: with an expression for the whole payload.");
            }
            ObjectNode result = keep.isEmpty() ? object : kept(object);
            for (JsonPointer pointer : remove) {
                if (result.at(pointer.head()) instanceof ObjectNode parent) {
                    parent.remove(Pointers.lastName(pointer));
                }
            }
            for (Setting each : set) {
                Object value = each.value().valueFor(record, budget);
                Pointers.put(result, each.field(), CelValues.toJson(value));
            }
            return result;
        }

        private ObjectNode kept(ObjectNode object) throws Unfit {
            ObjectNode result = object.objectNode();
            for (JsonPointer pointer : keep) {
                @Nullable JsonNode found = object.at(pointer);
                if (found != null && !found.isMissingNode()) {
                    Pointers.put(result, pointer, found);
                }
            }
            return result;
        }
    }
}
