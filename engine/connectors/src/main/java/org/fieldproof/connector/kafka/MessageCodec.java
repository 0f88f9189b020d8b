package org.fieldproof.connector.kafka;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.jspecify.annotations.Nullable;

/// Records as messages; see the package for the headers. What many records share is made once.
/// Confined to the sink's worker; reading is a function.
final class MessageCodec {
    static final String EPOCH = "fp-epoch";
    static final String SEQ = "fp-seq";
    static final String DEVICE = "fp-device";
    static final String ADDRESS = "fp-address";
    private static final String OURS = "fp-";
    private static final int HEADERS = 9;
    private static final int KEPT_MAX = 1 << 14;
    private static final int KEPT_BYTES_EACH = 512;

    /// @param name of the header
    private record Shared(String name, String text) {}

    private final Map<Shared, Header> kept = new HashMap<>();
    private final Map<PayloadEncoding, Header> encodings = new EnumMap<>(PayloadEncoding.class);
    private final Map<Quality, Header> qualities = new EnumMap<>(Quality.class);

    MessageCodec() {
        for (PayloadEncoding each : PayloadEncoding.values()) {
            encodings.put(each, new RecordHeader("fp-encoding", bytes(each.name())));
        }
        for (Quality each : Quality.values()) {
            qualities.put(each, new RecordHeader("fp-quality", bytes(each.name())));
        }
    }

    /// A function of the record alone: a replay is the same message.
    ProducerRecord<byte[], byte[]> message(String topic, FieldRecord record) {
        List<Header> headers = new ArrayList<>(HEADERS + record.properties().size());
        Header device = shared(DEVICE, record.device());
        headers.add(shared(EPOCH, record.epoch().toString()));
        headers.add(number(SEQ, record.seq()));
        headers.add(shared("fp-connection", record.connection()));
        headers.add(device);
        headers.add(shared(ADDRESS, record.address()));
        headers.add(encodings.get(record.encoding()));
        headers.add(qualities.get(record.quality()));
        if (record.sourceTimeEpochNanos() != 0) {
            headers.add(number("fp-source-time", record.sourceTimeEpochNanos()));
        }
        headers.add(number("fp-accepted", record.acceptTimeEpochNanos()));
        for (Property each : record.properties()) {
            if (!each.name().startsWith(OURS)) {
                headers.add(new RecordHeader(each.name(), bytes(each.value())));
            }
        }
        return new ProducerRecord<>(
                topic,
                null,
                Math.max(0, Math.floorDiv(record.acceptTimeEpochNanos(), 1_000_000L)),
                device.value(),
                record.payload(),
                headers);
    }

    private Header shared(String name, String text) {
        Shared key = new Shared(name, text);
        Header known = kept.get(key);
        if (known != null) {
            return known;
        }
        Header made = new RecordHeader(name, bytes(text));
        if (made.value().length <= KEPT_BYTES_EACH) {
            if (kept.size() >= KEPT_MAX) {
                kept.clear();
            }
            kept.put(key, made);
        }
        return made;
    }

    private static Header number(String name, long number) {
        return new RecordHeader(name, bytes(Long.toString(number)));
    }

    /// The text of a message's last header of that name; empty if it has none.
    static String text(Headers headers, String name) {
        @Nullable Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? ""
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
