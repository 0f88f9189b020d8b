package org.fieldproof.connector.influx;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.influx.JsonFields.Leaf;

/// Writes a record as one line; see the package for the mapping. Confined to the sink's worker.
final class PointWriter {
    static final String EPOCH = "fp_epoch";
    static final String SEQ = "fp_seq";
    static final String CRC = "fp_crc";
    private static final String CLAMPED = "fp_time_replaced";
    private static final int FIELDS_MAX = 256;
    private static final int KEY_BYTES_MAX = 65_000;
    private static final int TEXT_BYTES_MAX = 65_536;
    private static final int KEPT_MAX = 1 << 14;
    private static final int KEPT_BYTES_EACH = 512;
    private static final long EXACT_MAX = 1L << 53;
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final long EARLIEST_NANOS = DAY_NANOS * 366;

    private final PointRules rules;
    private final Map<Series, byte[]> heads = new HashMap<>();
    private final Map<String, FieldName> names = new HashMap<>();
    private final LineBuffer scratch = new LineBuffer();
    private final JsonFields json = new JsonFields();
    private final List<Leaf> fields = new ArrayList<>();

    /// The payload's names in the line that is being written.
    private final Set<String> written = new HashSet<>();

    private final CRC32C crc = new CRC32C();

    /// What measurement and tags are made of.
    private record Series(UUID epoch, String connection, String device, String address) {}

    /// What a payload's name becomes: apart from our names, and as it stands in a line, with the
    /// signs before and after it.
    private static final class FieldName {
        final String own;
        final byte[] bytes;

        FieldName(String own, byte[] bytes) {
            this.own = own;
            this.bytes = bytes;
        }
    }

    /// What a project says about points.
    ///
    /// @param tags beside `device`, `address` and `fp_epoch`
    /// @param typedNumbers integers stay integers
    /// @param texts false where the server stores none
    /// @param sourceTime the device's own time where it gave one
    record PointRules(
            NameTemplate measurement,
            Map<String, NameTemplate> tags,
            boolean typedNumbers,
            boolean texts,
            boolean sourceTime) {}

    PointWriter(PointRules rules) {
        this.rules = rules;
    }

    /// Appends the record's line.
    ///
    /// @return empty, or why the record cannot be a line; nothing is appended then
    String write(FieldRecord record, LineBuffer out) {
        int start = out.size();
        byte[] head = head(record);
        if (head.length > KEY_BYTES_MAX) {
            return "measurement and tags are longer than " + KEY_BYTES_MAX + " bytes";
        }
        out.raw(head);
        crc.reset();
        crc.update(record.payload());
        out.raw(" fp_seq=");
        out.number(record.seq());
        out.raw("i,fp_crc=");
        out.number(crc.getValue());
        out.raw(quality(record.quality()));
        collect(record);
        if (fields.size() > FIELDS_MAX) {
            out.truncate(start);
            fields.clear();
            return "its payload has more than " + FIELDS_MAX + " values";
        }
        written.clear();
        for (Leaf each : fields) {
            String fault = field(each.name(), each.value(), out);
            if (!fault.isEmpty()) {
                out.truncate(start);
                fields.clear();
                return fault;
            }
        }
        fields.clear();
        time(record, out);
        return "";
    }

    /// Measurement and tags: the same for every record of an address, so kept.
    private byte[] head(FieldRecord record) {
        Series series =
                new Series(record.epoch(), record.connection(), record.device(), record.address());
        byte[] known = heads.get(series);
        if (known != null) {
            return known;
        }
        LineBuffer out = scratch;
        out.clear();
        String measurement = rules.measurement().of(record);
        out.measurement(measurement.isEmpty() ? "_" : measurement);
        tag("address", record.address(), out);
        tag("device", record.device(), out);
        tag(EPOCH, record.epoch().toString(), out);
        rules.tags().forEach((name, template) -> tag(name, template.of(record), out));
        byte[] head = out.from(0);
        keep(heads, series, head, head.length);
        return head;
    }

    private static <K, V> void keep(Map<K, V> known, K key, V made, int bytes) {
        if (bytes > KEPT_BYTES_EACH) {
            return;
        }
        if (known.size() >= KEPT_MAX) {
            known.clear();
        }
        known.put(key, made);
    }

    private static String quality(Quality quality) {
        return switch (quality) {
            case GOOD -> "i,fp_quality=0i";
            case UNCERTAIN -> "i,fp_quality=1i";
            case BAD -> "i,fp_quality=2i";
        };
    }

    private static void tag(String name, String value, LineBuffer out) {
        if (!value.isEmpty()) {
            out.raw(',');
            out.key(name);
            out.raw('=');
            out.key(value);
        }
    }

    /// Names that are ours, a tag's or the server's are kept apart from a payload's.
    private String own(String name) {
        if (name.isEmpty()) {
            return "payload_";
        }
        boolean taken =
                name.startsWith("fp_")
                        || name.equals("time")
                        || name.equals("address")
                        || name.equals("device")
                        || rules.tags().containsKey(name);
        return taken ? "payload_" + name : name;
    }

    private void collect(FieldRecord record) {
        byte[] payload = record.payload();
        if (record.encoding() == PayloadEncoding.TYPED) {
            try {
                typed("value", TypedValue.decode(payload));
                return;
            } catch (IllegalArgumentException _) {
                // Said to be typed and is not: kept like any other payload.
                fields.clear();
            }
        }
        if (payload.length == 0 || json.read(payload, fields) || !rules.texts()) {
            return;
        }
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
            add("value_text", text);
        } catch (CharacterCodingException _) {
            add("value_base64", Base64.getEncoder().encodeToString(payload));
        }
    }

    private void add(String name, Object value) {
        fields.add(new Leaf(name, value));
    }

    private void typed(String name, TypedValue value) {
        switch (value) {
            case TypedValue.None _ -> {
                // BAD without a value: the quality says so
            }
            case TypedValue.Bool(boolean flag) -> add(name + "_bool", flag);
            case TypedValue.Int(int _, long number) -> add(name, number);
            case TypedValue.UInt(int _, long bits) ->
                    add(
                            name,
                            bits >= 0
                                    ? (Object) bits
                                    : new JsonFields.Digits(Long.toUnsignedString(bits)));
            case TypedValue.Float32(float number) -> add(name, (double) number);
            case TypedValue.Float64(double number) -> add(name, number);
            case TypedValue.Text(String text) -> add(name + "_text", text);
            case TypedValue.Bytes bytes ->
                    add(name + "_base64", Base64.getEncoder().encodeToString(bytes.toArray()));
            case TypedValue.Time(long nanos) -> add(name + "_time", nanos);
            case TypedValue.Array(List<TypedValue> elements) -> {
                for (int i = 0; i < Math.min(elements.size(), FIELDS_MAX + 1); i++) {
                    typed(name + "_" + i, elements.get(i));
                }
            }
        }
    }

    /// Writes a value.
    ///
    /// @return empty, or what is wrong with it: the line is of no use then
    private String field(String name, Object value, LineBuffer out) {
        return switch (value) {
            case Boolean flag -> plain(name, flag.toString(), out);
            case Long whole when rules.typedNumbers() -> {
                String fault = next(name, out);
                out.number(whole);
                out.raw('i');
                yield fault;
            }
            case Long whole when whole >= -EXACT_MAX && whole <= EXACT_MAX -> {
                String fault = next(name, out);
                out.number(whole);
                yield fault;
            }
            case Long whole -> {
                String fault = plain(name, Double.toString(whole), out);
                yield fault.isEmpty() ? exact(name, whole.toString(), out) : fault;
            }
            case JsonFields.Plain(String text) -> plain(name, text, out);
            // Influx refuses NaN and the infinities; the text names them.
            case Double number when !Double.isFinite(number) -> exact(name, number.toString(), out);
            case Double number -> plain(name, number.toString(), out);
            case JsonFields.Digits(String digits) -> {
                double near = Double.parseDouble(digits);
                boolean also = Double.isFinite(near) && !rules.typedNumbers();
                String fault = also ? plain(name, Double.toString(near), out) : "";
                yield fault.isEmpty() ? exact(name, digits, out) : fault;
            }
            default -> text(name, value.toString(), out);
        };
    }

    private String plain(String name, String ascii, LineBuffer out) {
        String fault = next(name, out);
        out.raw(ascii);
        return fault;
    }

    private String exact(String name, String digits, LineBuffer out) {
        return text(own(name) + "_exact", digits, out);
    }

    private String text(String name, String text, LineBuffer out) {
        if (!rules.texts()) {
            return "";
        }
        // A char is a byte at least: most of what is too long is not made at all.
        if (text.length() <= TEXT_BYTES_MAX) {
            String fault = next(name, out);
            int before = out.size();
            out.quoted(text);
            if (out.size() - before <= TEXT_BYTES_MAX) {
                return fault;
            }
        }
        return "a text in it is longer than " + TEXT_BYTES_MAX + " bytes";
    }

    /// Begins a field. Of two with one name the server would keep one, and answer as if it had
    /// both.
    ///
    /// @return empty, or that the name is in the line already
    private String next(String name, LineBuffer out) {
        FieldName known = names.get(name);
        if (known == null) {
            LineBuffer made = scratch;
            made.clear();
            made.raw(',');
            String own = own(name);
            made.key(own);
            made.raw('=');
            known = new FieldName(own, made.from(0));
            keep(names, name, known, known.bytes.length);
        }
        out.raw(known.bytes);
        return written.add(known.own)
                ? ""
                : "two of its values would be the field `" + known.own + "`";
    }

    /// Law INFL-L2. A device's clock before 1971 or more than a day ahead of ours is not
    /// believed: the accept time stands in for it, and the line says so.
    private void time(FieldRecord record, LineBuffer out) {
        long nanos = record.acceptTimeEpochNanos();
        long source = record.sourceTimeEpochNanos();
        if (rules.sourceTime() && source != 0) {
            if (source < EARLIEST_NANOS || source > nanos + DAY_NANOS) {
                out.raw("," + CLAMPED + "=true");
            } else {
                nanos = source;
            }
        }
        out.raw(' ');
        out.number(pointNanos(nanos, record.seq()));
        out.raw('\n');
    }

    static long pointNanos(long nanos, long seq) {
        return Math.floorDiv(nanos, 1_000_000L) * 1_000_000L + seq % 1_000_000L;
    }
}
