package org.fieldproof.connector.opcua;

import java.lang.reflect.Array;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.types.UaEnumeratedType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.Matrix;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.XmlElement;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UByte;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.ULong;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.value.TypedValue;
import org.jspecify.annotations.Nullable;

/// Turns what OPC UA delivers into values, quality, times and properties (rows 23, 25, 26). Pure.
///
/// Properties that a record may carry: `status` (where it is not plain Good), `typeId` (structures,
/// which stay raw), `overflow`, `serverTime`, `sourceTime` and `timestamp` (where the device's own
/// time cannot be used as it is), `limited`.
final class OpcUaCodec {
    /// Ticks of 100 ns from 1601 to 1970, OPC UA Part 6 clause 5.2.2.5.
    private static final long EPOCH_TICKS = 116_444_736_000_000_000L;
    /// Where the encoding ends: 9999-12-31T23:59:59Z.
    private static final long LAST_TICKS = 2_650_467_743_990_000_000L;
    private static final long TICKS_PER_SECOND = 10_000_000L;
    private static final long FUTURE_NANOS = TimeUnit.DAYS.toNanos(1);
    private static final long STATUS_CODE = 0xFFFF_0000L;

    private OpcUaCodec() {}

    /// A value as a record will carry it.
    ///
    /// @param lostAtServer true where the server says that it dropped values before this one
    record Decoded(
            TypedValue value,
            Quality quality,
            long sourceTimeEpochNanos,
            boolean lostAtServer,
            List<Property> properties) {
        Decoded {
            properties = List.copyOf(properties);
        }
    }

    /// @param keepServerTime adds the server's timestamp as a property
    /// @param nowEpochNanos the gateway's wall clock, to find times from the future
    static Decoded decode(
            DataValue value,
            NamespaceTable namespaces,
            boolean keepServerTime,
            long nowEpochNanos) {
        List<Property> properties = new ArrayList<>();
        StatusCode status = value.getStatusCode();
        Quality quality = qualityOf(status);
        if ((status.value() & STATUS_CODE) != 0) {
            properties.add(new Property("status", StatusNames.of(status.value())));
        }
        boolean overflow = status.isOverflowSet();
        if (overflow) {
            properties.add(new Property("overflow", "true"));
        }
        // A BAD value may still carry the last good one; nobody must take it for a new one.
        TypedValue typed =
                quality == Quality.BAD
                        ? new TypedValue.None()
                        : valueOf(value.getValue().getValue(), namespaces, properties);
        long time = timeOf(value.getSourceTime(), nowEpochNanos, properties);
        if (keepServerTime && value.getServerTime() != null) {
            properties.add(new Property("serverTime", text(value.getServerTime())));
        }
        return new Decoded(typed, quality, time, overflow, properties);
    }

    static Quality qualityOf(StatusCode status) {
        if (status.isBad()) {
            return Quality.BAD;
        }
        return status.isUncertain() ? Quality.UNCERTAIN : Quality.GOOD;
    }

    private static long timeOf(@Nullable DateTime time, long now, List<Property> properties) {
        if (time == null || time.utcTime() == 0) {
            properties.add(new Property("timestamp", "missing"));
            return 0;
        }
        long nanos = epochNanos(time);
        if (nanos == Long.MIN_VALUE) {
            properties.add(new Property("timestamp", "out of range"));
            properties.add(new Property("sourceTime", text(time)));
            return 0;
        }
        if (nanos - now > FUTURE_NANOS) {
            properties.add(new Property("timestamp", "in the future"));
        }
        return nanos;
    }

    /// Nanoseconds since 1970; `Long.MIN_VALUE` where that does not fit.
    private static long epochNanos(DateTime time) {
        long ticks = time.utcTime();
        if (ticks < 0 || ticks >= LAST_TICKS) {
            return Long.MIN_VALUE;
        }
        try {
            return Math.multiplyExact(ticks - EPOCH_TICKS, 100L);
        } catch (ArithmeticException _) {
            return Long.MIN_VALUE;
        }
    }

    private static String text(DateTime time) {
        long ticks = time.utcTime() - EPOCH_TICKS;
        return Instant.ofEpochSecond(
                        Math.floorDiv(ticks, TICKS_PER_SECOND),
                        Math.floorMod(ticks, TICKS_PER_SECOND) * 100)
                .toString();
    }

    private static TypedValue valueOf(
            @Nullable Object value, NamespaceTable namespaces, List<Property> properties) {
        return switch (value) {
            case null -> new TypedValue.None();
            case Boolean bool -> new TypedValue.Bool(bool);
            case Byte number -> new TypedValue.Int(8, number);
            case Short number -> new TypedValue.Int(16, number);
            case Integer number -> new TypedValue.Int(32, number);
            case Long number -> new TypedValue.Int(64, number);
            case UByte number -> new TypedValue.UInt(8, number.longValue());
            case UShort number -> new TypedValue.UInt(16, number.longValue());
            case UInteger number -> new TypedValue.UInt(32, number.longValue());
            case ULong number -> new TypedValue.UInt(64, bits(number));
            case Float number -> new TypedValue.Float32(number);
            case Double number -> new TypedValue.Float64(number);
            case String string -> new TypedValue.Text(string);
            case DateTime time -> time(time);
            case UUID uuid -> new TypedValue.Text(uuid.toString());
            case ByteString bytes -> bytes(bytes);
            case XmlElement xml -> text(xml.getFragment());
            case NodeId id -> new TypedValue.Text(nodeText(id, namespaces));
            case ExpandedNodeId id -> new TypedValue.Text(id.toParseableString());
            case StatusCode status -> new TypedValue.UInt(32, status.value());
            case QualifiedName name -> text(name.name());
            case LocalizedText words -> text(words.text());
            case UaEnumeratedType enumerated -> new TypedValue.Int(32, enumerated.getValue());
            case ExtensionObject object -> structure(object, namespaces, properties);
            case Variant variant -> valueOf(variant.getValue(), namespaces, properties);
            case DataValue inner -> valueOf(inner.getValue().getValue(), namespaces, properties);
            case Matrix matrix -> matrix(matrix, namespaces, properties);
            default ->
                    value.getClass().isArray()
                            ? array(value, namespaces, properties)
                            : new TypedValue.Text(value.toString());
        };
    }

    private static TypedValue text(@Nullable String text) {
        return text == null ? new TypedValue.None() : new TypedValue.Text(text);
    }

    private static TypedValue time(DateTime time) {
        long nanos = epochNanos(time);
        // 1601 and 9999 are OPC UA's "no time" and "for ever"; they stay what they are, as text.
        return nanos == Long.MIN_VALUE || time.utcTime() == 0
                ? new TypedValue.Text(text(time))
                : new TypedValue.Time(nanos);
    }

    private static long bits(ULong number) {
        return new BigInteger(number.toString()).longValue();
    }

    private static TypedValue bytes(ByteString bytes) {
        return bytes.isNull() ? new TypedValue.None() : TypedValue.Bytes.of(bytes.bytesOrEmpty());
    }

    private static String nodeText(NodeId id, NamespaceTable namespaces) {
        return namespaces.get(id.getNamespaceIndex()) == null
                ? id.toParseableString()
                : NodeName.text(id, namespaces);
    }

    /// Structures stay as the server encoded them: their bytes, and the id of their encoding, by
    /// which whoever knows the type can take them apart.
    private static TypedValue structure(
            ExtensionObject object, NamespaceTable namespaces, List<Property> properties) {
        String type = nodeText(object.getEncodingOrTypeId(), namespaces);
        if (properties.stream().noneMatch(each -> each.equals(new Property("typeId", type)))) {
            properties.add(new Property("typeId", type));
        }
        return switch (object) {
            case ExtensionObject.Binary binary -> bytes(binary.getBody());
            case ExtensionObject.Xml xml -> text(xml.getBody().getFragment());
            case ExtensionObject.Json json -> text(json.getBody());
            default -> throw new IllegalStateException("structure: " + object.getClass());
        };
    }

    private static TypedValue array(
            Object array, NamespaceTable namespaces, List<Property> properties) {
        int length = Array.getLength(array);
        List<TypedValue> elements = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            elements.add(valueOf(Array.get(array, i), namespaces, properties));
        }
        return new TypedValue.Array(elements);
    }

    /// A matrix is an array of arrays, the last dimension innermost (Part 6 clause 5.2.2.16).
    private static TypedValue matrix(
            Matrix matrix, NamespaceTable namespaces, List<Property> properties) {
        Object flat = matrix.getElements();
        if (flat == null) {
            return new TypedValue.None();
        }
        int[] dimensions = matrix.getDimensions();
        List<TypedValue> elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(flat); i++) {
            elements.add(valueOf(Array.get(flat, i), namespaces, properties));
        }
        for (int level = dimensions.length - 1; level > 0; level--) {
            elements = folded(elements, dimensions[level]);
        }
        return new TypedValue.Array(elements);
    }

    private static List<TypedValue> folded(List<TypedValue> elements, int width) {
        List<TypedValue> rows = new ArrayList<>();
        for (int from = 0; width > 0 && from < elements.size(); from += width) {
            rows.add(
                    new TypedValue.Array(
                            elements.subList(from, Math.min(from + width, elements.size()))));
        }
        return rows;
    }

    /// The reason for a value that is too long to be a record.
    static String limited(int bytes, long max) {
        return String.format(Locale.ROOT, "%d bytes (limit %d)", bytes, max);
    }
}
