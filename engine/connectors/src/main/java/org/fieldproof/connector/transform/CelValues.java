package org.fieldproof.connector.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.primitives.UnsignedLong;
import com.google.protobuf.NullValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Values between JSON and CEL. Objects and arrays are views, so only what an expression asks for
/// is turned into a value of CEL's. A whole number that no CEL type holds is refused, not rounded
/// (XF-4); a decimal becomes the nearest double. Pure.
final class CelValues {
    private static final BigInteger UNSIGNED_MAX = UnsignedLong.MAX_VALUE.bigIntegerValue();
    private static final int SCALE_MAX = 400;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String REMEDY =
            "Keep such values out of expressions; the other transforms leave them as they are.";

    private CelValues() {}

    /// A value of CEL's for a piece of JSON.
    ///
    /// @param unfit told of a number that CEL does not have, when it is asked for; the evaluation
    ///     then ends
    static Object of(JsonNode node, Consumer<Unfit> unfit) {
        return switch (node.getNodeType()) {
            case OBJECT -> new ObjectView((ObjectNode) node, unfit);
            case ARRAY -> new ArrayView((ArrayNode) node, unfit);
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> {
                try {
                    yield number(node);
                } catch (Unfit e) {
                    unfit.accept(e);
                    throw new IllegalArgumentException(e.getMessage(), e);
                }
            }
            case NULL, MISSING, BINARY, POJO -> NullValue.NULL_VALUE;
        };
    }

    /// An object as a map that reads when it is asked.
    private static final class ObjectView extends AbstractMap<String, Object> {
        private final ObjectNode node;
        private final Consumer<Unfit> unfit;

        ObjectView(ObjectNode node, Consumer<Unfit> unfit) {
            this.node = node;
            this.unfit = unfit;
        }

        @Override
        public @Nullable Object get(Object key) {
            JsonNode found = key instanceof String name ? node.get(name) : null;
            return found == null ? null : of(found, unfit);
        }

        @Override
        public boolean containsKey(Object key) {
            return key instanceof String name && node.has(name);
        }

        @Override
        public int size() {
            return node.size();
        }

        @Override
        public Set<Map.Entry<String, Object>> entrySet() {
            Map<String, Object> all = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> each : node.properties()) {
                all.put(each.getKey(), of(each.getValue(), unfit));
            }
            return all.entrySet();
        }

        @Override
        public Set<String> keySet() {
            Set<String> names = new LinkedHashSet<>();
            node.fieldNames().forEachRemaining(names::add);
            return names;
        }
    }

    /// An array as a list that reads when it is asked.
    private static final class ArrayView extends AbstractList<Object> {
        private final ArrayNode node;
        private final Consumer<Unfit> unfit;

        ArrayView(ArrayNode node, Consumer<Unfit> unfit) {
            this.node = node;
            this.unfit = unfit;
        }

        @Override
        public Object get(int index) {
            JsonNode found = node.get(index);
            if (found == null) {
                throw new IndexOutOfBoundsException(index);
            }
            return of(found, unfit);
        }

        @Override
        public int size() {
            return node.size();
        }
    }

    private static Object number(JsonNode node) throws Unfit {
        if (node.isFloat() || node.isDouble() || node.isBigDecimal()) {
            BigDecimal exact = node.decimalValue();
            if (Math.abs((long) exact.precision() - exact.scale()) > SCALE_MAX) {
                throw new Unfit("XFRM-0204", "A number is beyond a double's range.", REMEDY);
            }
            return exact.doubleValue();
        }
        BigInteger whole = node.bigIntegerValue();
        if (whole.bitLength() < Long.SIZE) {
            return whole.longValue();
        }
        if (whole.signum() > 0 && whole.compareTo(UNSIGNED_MAX) <= 0) {
            return UnsignedLong.valueOf(whole);
        }
        throw new Unfit("XFRM-0204", "A whole number has more than 64 bits.", REMEDY);
    }

    /// An expression's value as JSON.
    static JsonNode toJson(@Nullable Object value) throws Unfit {
        return switch (value) {
            case null -> JSON.nullNode();
            // What came from the payload goes back as it was, to the last digit.
            case ObjectView view -> view.node;
            case ArrayView view -> view.node;
            case NullValue _ -> JSON.nullNode();
            case String text -> JSON.textNode(text);
            case Boolean flag -> JSON.booleanNode(flag);
            case Long whole -> JSON.numberNode(whole);
            case UnsignedLong whole -> JSON.numberNode(whole.bigIntegerValue());
            case Double number -> decimal(number);
            case List<?> list -> {
                ArrayNode array = JSON.arrayNode(list.size());
                for (Object each : list) {
                    array.add(toJson(each));
                }
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode object = JSON.objectNode();
                for (Map.Entry<?, ?> each : map.entrySet()) {
                    object.set(String.valueOf(each.getKey()), toJson(each.getValue()));
                }
                yield object;
            }
            default ->
                    throw new Unfit(
                            "XFRM-0213",
                            "The expression gives "
                                    + value.getClass().getSimpleName()
                                    + ", which JSON does not have.",
                            "Turn it into a text or a number, such as with string(…).");
        };
    }

    private static JsonNode decimal(double number) throws Unfit {
        if (!Double.isFinite(number)) {
            throw new Unfit(
                    "XFRM-0213",
                    "The expression gives " + number + ", which JSON does not have.",
                    "Guard against division by zero.");
        }
        return DecimalNode.valueOf(BigDecimal.valueOf(number));
    }
}
