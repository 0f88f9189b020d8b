package org.fieldproof.connector.mqtt.sparkplug;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.connector.mqtt.sparkplug.SparkplugPayload.DataSet;
import org.fieldproof.connector.mqtt.sparkplug.SparkplugPayload.Metric;
import org.fieldproof.connector.mqtt.sparkplug.SparkplugPayload.Parameter;
import org.fieldproof.connector.mqtt.sparkplug.SparkplugPayload.RawValue;
import org.fieldproof.connector.mqtt.sparkplug.SparkplugPayload.Template;

/// Reads the bytes of a payload (`sparkplug_b.proto`, Sparkplug 3.0 chapter 6.4). A field with
/// another wire type than it must have is skipped as an unknown one, as protobuf does. Used once.
public final class SparkplugReader {
    /// Two bytes are enough for an element: without a limit a message would fill the heap (SPB-2).
    private static final int ELEMENTS_MAX = 500_000;

    /// A unit stands on every value of its metric: a longer one is cut off.
    private static final int UNIT_CHARS_MAX = 200;

    private static final int DEPTH_MAX = 16;
    private static final int VARINT = WireFormat.WIRETYPE_VARINT;
    private static final int FIXED32 = WireFormat.WIRETYPE_FIXED32;
    private static final int FIXED64 = WireFormat.WIRETYPE_FIXED64;
    private static final int BYTES = WireFormat.WIRETYPE_LENGTH_DELIMITED;

    private final CodedInputStream in;
    private int elements;
    private int depth;

    /// What reads the fields of one message.
    private interface FieldReader {
        /// @return false for a field that is not known
        boolean read(int tag) throws IOException;
    }

    private SparkplugReader(byte[] payload) {
        in = CodedInputStream.newInstance(payload);
    }

    /// Reads a payload.
    ///
    /// @throws IOException where it is none, or is beyond a limit; the message ends a sentence
    public static SparkplugPayload read(byte[] payload) throws IOException {
        return new SparkplugReader(payload).payload();
    }

    private SparkplugPayload payload() throws IOException {
        long[] timestamp = {-1};
        long[] seq = {-1};
        String[] uuid = {""};
        List<Metric> metrics = new ArrayList<>();
        fields(
                tag -> {
                    switch (tag) {
                        case 1 << 3 | VARINT -> timestamp[0] = in.readUInt64();
                        case 2 << 3 | BYTES -> metrics.add(nested(this::metric));
                        case 3 << 3 | VARINT -> seq[0] = in.readUInt64();
                        case 4 << 3 | BYTES -> uuid[0] = in.readStringRequireUtf8();
                        default -> {
                            return false;
                        }
                    }
                    return true;
                });
        int number = seq[0] >= 0 && seq[0] <= 255 ? (int) seq[0] : -1;
        return new SparkplugPayload(timestamp[0], number, uuid[0], metrics);
    }

    private Metric metric() throws IOException {
        MetricFields metric = new MetricFields();
        fields(
                tag -> {
                    switch (tag) {
                        case 1 << 3 | BYTES -> metric.name = in.readStringRequireUtf8();
                        case 2 << 3 | VARINT -> metric.alias = in.readUInt64();
                        case 3 << 3 | VARINT -> metric.timestamp = in.readUInt64();
                        case 4 << 3 | VARINT -> metric.datatype = in.readUInt32();
                        case 5 << 3 | VARINT -> metric.historical = in.readBool();
                        case 7 << 3 | VARINT -> metric.absent = in.readBool();
                        case 9 << 3 | BYTES -> nested(() -> properties(metric));
                        case 16 << 3 | BYTES ->
                                metric.value = new RawValue.Octets(in.readByteArray());
                        case 17 << 3 | BYTES ->
                                metric.value = new RawValue.Table(nested(this::dataSet));
                        case 18 << 3 | BYTES ->
                                metric.value = new RawValue.Structure(nested(this::template));
                        default -> {
                            RawValue value = plainValue(tag, 10);
                            metric.value = value instanceof RawValue.Nothing ? metric.value : value;
                            return !(value instanceof RawValue.Nothing);
                        }
                    }
                    return true;
                });
        return metric.build();
    }

    /// The six kinds of plain values, which stand in the same order in five messages.
    ///
    /// @param first number of the field `int_value`
    /// @return Nothing where the field is none of them
    private RawValue plainValue(int tag, int first) throws IOException {
        return switch (tag - (first << 3)) {
            case VARINT -> new RawValue.Whole(Integer.toUnsignedLong(in.readUInt32()));
            case 1 << 3 | VARINT -> new RawValue.Whole(in.readUInt64());
            case 2 << 3 | FIXED32 -> new RawValue.Real32(in.readFloat());
            case 3 << 3 | FIXED64 -> new RawValue.Real64(in.readDouble());
            case 4 << 3 | VARINT -> new RawValue.Flag(in.readBool());
            case 5 << 3 | BYTES -> new RawValue.Words(in.readStringRequireUtf8());
            default -> new RawValue.Nothing();
        };
    }

    /// `PropertySet`: of all properties, the two that say something of the value.
    private Boolean properties(MetricFields metric) throws IOException {
        List<String> keys = new ArrayList<>();
        List<RawValue> values = new ArrayList<>();
        fields(
                tag -> {
                    switch (tag) {
                        case 1 << 3 | BYTES -> keys.add(counted(in.readStringRequireUtf8()));
                        case 2 << 3 | BYTES -> values.add(nested(() -> typedValue().value()));
                        default -> {
                            return false;
                        }
                    }
                    return true;
                });
        for (int i = 0; i < Math.min(keys.size(), values.size()); i++) {
            if (keys.get(i).equals("Quality") && values.get(i) instanceof RawValue.Whole whole) {
                metric.quality = (int) Math.min(whole.bits() & Long.MAX_VALUE, Integer.MAX_VALUE);
            }
            if (keys.get(i).equals("engUnit") && values.get(i) instanceof RawValue.Words words) {
                metric.unit = unit(words.value());
            }
        }
        return true;
    }

    private static String unit(String sent) {
        if (sent.length() <= UNIT_CHARS_MAX) {
            return sent;
        }
        boolean splits = Character.isHighSurrogate(sent.charAt(UNIT_CHARS_MAX - 1));
        return sent.substring(0, splits ? UNIT_CHARS_MAX - 1 : UNIT_CHARS_MAX);
    }

    /// `Parameter`, and `PropertyValue` of which only the value counts here; both begin theirs at
    /// 3.
    private Parameter typedValue() throws IOException {
        String[] name = {""};
        int[] type = {0};
        RawValue[] value = {new RawValue.Nothing()};
        fields(
                tag -> {
                    switch (tag) {
                        case 1 << 3 | BYTES -> name[0] = in.readStringRequireUtf8();
                        case 2 << 3 | VARINT -> type[0] = in.readUInt32();
                        default -> {
                            RawValue read = plainValue(tag, 3);
                            value[0] = read instanceof RawValue.Nothing ? value[0] : read;
                            return !(read instanceof RawValue.Nothing);
                        }
                    }
                    return true;
                });
        return new Parameter(name[0], type[0], value[0]);
    }

    private Template template() throws IOException {
        String[] texts = {"", ""};
        boolean[] definition = {false};
        List<Metric> metrics = new ArrayList<>();
        List<Parameter> parameters = new ArrayList<>();
        fields(
                tag -> {
                    switch (tag) {
                        case 1 << 3 | BYTES -> texts[0] = in.readStringRequireUtf8();
                        case 2 << 3 | BYTES -> metrics.add(nested(this::metric));
                        case 3 << 3 | BYTES -> parameters.add(nested(() -> typedValue()));
                        case 4 << 3 | BYTES -> texts[1] = in.readStringRequireUtf8();
                        case 5 << 3 | VARINT -> definition[0] = in.readBool();
                        default -> {
                            return false;
                        }
                    }
                    return true;
                });
        return new Template(texts[0], texts[1], definition[0], metrics, parameters);
    }

    private DataSet dataSet() throws IOException {
        List<String> columns = new ArrayList<>();
        List<Integer> types = new ArrayList<>();
        List<List<RawValue>> rows = new ArrayList<>();
        fields(
                tag -> {
                    switch (tag) {
                        case 2 << 3 | BYTES -> columns.add(counted(in.readStringRequireUtf8()));
                        case 3 << 3 | VARINT -> types.add(counted(in.readUInt32()));
                        case 3 << 3 | BYTES -> nested(() -> packed(types));
                        case 4 << 3 | BYTES -> rows.add(nested(this::row));
                        default -> {
                            return false;
                        }
                    }
                    return true;
                });
        return new DataSet(columns, types, rows);
    }

    private Boolean packed(List<Integer> types) throws IOException {
        while (in.getBytesUntilLimit() > 0) {
            types.add(counted(in.readUInt32()));
        }
        return true;
    }

    private List<RawValue> row() throws IOException {
        List<RawValue> row = new ArrayList<>();
        fields(
                tag -> {
                    if (tag != (1 << 3 | BYTES)) {
                        return false;
                    }
                    row.add(nested(this::cell));
                    return true;
                });
        return row;
    }

    private RawValue cell() throws IOException {
        RawValue[] value = {new RawValue.Nothing()};
        fields(
                tag -> {
                    RawValue read = plainValue(tag, 1);
                    value[0] = read instanceof RawValue.Nothing ? value[0] : read;
                    return !(read instanceof RawValue.Nothing);
                });
        return value[0];
    }

    private void fields(FieldReader reader) throws IOException {
        while (true) {
            int tag = in.readTag();
            if (tag == 0) {
                return;
            }
            if (!reader.read(tag) && !in.skipField(tag)) {
                throw new IOException("a group ends that never began");
            }
        }
    }

    /// What reads a message inside another.
    private interface NestedReader<T> {
        T read() throws IOException;
    }

    private <T> T nested(NestedReader<T> reader) throws IOException {
        if (++depth > DEPTH_MAX) {
            throw new IOException("it is nested deeper than " + DEPTH_MAX + " levels");
        }
        int limit = in.pushLimit(in.readRawVarint32());
        T read = counted(reader.read());
        if (in.getBytesUntilLimit() != 0) {
            throw new IOException("a part of it ends early");
        }
        in.popLimit(limit);
        depth--;
        return read;
    }

    private <T> T counted(T element) throws IOException {
        if (++elements > ELEMENTS_MAX) {
            throw new IOException("it has more than " + ELEMENTS_MAX + " elements");
        }
        return element;
    }

    /// A metric while it is read.
    private static final class MetricFields {
        private String name = "";
        private long alias = -1;
        private long timestamp = -1;
        private int datatype;
        private boolean historical;
        private boolean absent;
        private int quality = -1;
        private String unit = "";
        private RawValue value = new RawValue.Nothing();

        Metric build() {
            return new Metric(
                    name, alias, timestamp, datatype, historical, absent, quality, unit, value);
        }
    }
}
