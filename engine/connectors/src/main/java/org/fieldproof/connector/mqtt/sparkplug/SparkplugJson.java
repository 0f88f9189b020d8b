package org.fieldproof.connector.mqtt.sparkplug;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.mqtt.sparkplug.SparkplugPayload.DataSet;
import org.fieldproof.connector.mqtt.sparkplug.SparkplugPayload.Metric;
import org.fieldproof.connector.mqtt.sparkplug.SparkplugPayload.Parameter;
import org.fieldproof.connector.mqtt.sparkplug.SparkplugPayload.RawValue;
import org.fieldproof.connector.mqtt.sparkplug.SparkplugPayload.Template;

/// Tables and structures as JSON text. What cannot be decoded stands there as
/// `{"notDecoded": "…"}`. Pure.
final class SparkplugJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private SparkplugJson() {}

    /// `{"columns":[…],"types":[…],"rows":[[…]]}`
    static String of(DataSet table) {
        ObjectNode json = MAPPER.createObjectNode();
        put(json, table);
        return json.toString();
    }

    /// `{"template":…,"version":…,"definition":…,"parameters":[…],"metrics":[…]}`
    static String of(Template structure) {
        ObjectNode json = MAPPER.createObjectNode();
        put(json, structure);
        return json.toString();
    }

    private static void put(ObjectNode json, DataSet table) {
        table.columns().forEach(json.putArray("columns")::add);
        table.types().forEach(json.putArray("types")::add);
        ArrayNode rows = json.putArray("rows");
        for (List<RawValue> row : table.rows()) {
            ArrayNode cells = rows.addArray();
            for (int i = 0; i < row.size(); i++) {
                int type = i < table.types().size() ? table.types().get(i) : 0;
                put(cells.addObject(), "value", row.get(i), type);
            }
            for (int i = 0; i < cells.size(); i++) {
                ObjectNode cell = (ObjectNode) cells.get(i);
                cells.set(i, cell.has("value") ? cell.get("value") : cell);
            }
        }
    }

    private static void put(ObjectNode json, Template structure) {
        json.put("template", structure.reference());
        json.put("version", structure.version());
        json.put("definition", structure.definition());
        ArrayNode parameters = json.putArray("parameters");
        for (Parameter each : structure.parameters()) {
            ObjectNode parameter = parameters.addObject();
            parameter.put("name", each.name()).put("type", each.datatype());
            put(parameter, "value", each.value(), each.datatype());
        }
        ArrayNode metrics = json.putArray("metrics");
        for (Metric each : structure.metrics()) {
            ObjectNode metric = metrics.addObject();
            metric.put("name", each.name()).put("type", each.datatype());
            if (each.absent()) {
                metric.putNull("value");
            } else {
                put(metric, "value", each.value(), each.datatype());
            }
        }
    }

    /// A value, or why there is none.
    private static void put(ObjectNode json, String field, RawValue raw, int datatype) {
        switch (raw) {
            case RawValue.Table(DataSet table) when datatype == 16 ->
                    put(json.putObject(field), table);
            case RawValue.Structure(Template structure) when datatype == 19 ->
                    put(json.putObject(field), structure);
            case RawValue.Table _,
                    RawValue.Structure _,
                    RawValue.Whole _,
                    RawValue.Real32 _,
                    RawValue.Real64 _,
                    RawValue.Flag _,
                    RawValue.Words _,
                    RawValue.Octets _,
                    RawValue.Nothing _ -> {
                switch (MetricMeaning.of(raw, datatype)) {
                    case MetricMeaning.Value(TypedValue value) -> put(json, field, value);
                    case MetricMeaning.NotDecoded(String status) -> json.put("notDecoded", status);
                }
            }
        }
    }

    private static void put(ObjectNode json, String field, TypedValue value) {
        switch (value) {
            case TypedValue.None _ -> json.putNull(field);
            case TypedValue.Bool(boolean flag) -> json.put(field, flag);
            case TypedValue.Int(int _, long number) -> json.put(field, number);
            case TypedValue.UInt(int _, long bits) ->
                    json.put(field, new BigInteger(Long.toUnsignedString(bits)));
            case TypedValue.Float32(float number) ->
                    json.set(
                            field,
                            Float.isFinite(number)
                                    ? JsonNodeFactory.instance.numberNode(number)
                                    : JsonNodeFactory.instance.textNode(Float.toString(number)));
            case TypedValue.Float64(double number) ->
                    json.set(
                            field,
                            Double.isFinite(number)
                                    ? JsonNodeFactory.instance.numberNode(number)
                                    : JsonNodeFactory.instance.textNode(Double.toString(number)));
            case TypedValue.Text(String text) -> json.put(field, text);
            case TypedValue.Bytes bytes ->
                    json.put(field, Base64.getEncoder().encodeToString(bytes.toArray()));
            case TypedValue.Time(long nanos) ->
                    json.put(field, Instant.ofEpochSecond(0).plusNanos(nanos).toString());
            case TypedValue.Array array -> {
                ArrayNode elements = json.putArray(field);
                for (TypedValue element : array.elements()) {
                    ObjectNode one = MAPPER.createObjectNode();
                    put(one, field, element);
                    elements.add(one.get(field));
                }
            }
        }
    }
}
