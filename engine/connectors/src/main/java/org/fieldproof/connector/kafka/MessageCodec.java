package org.fieldproof.connector.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.Property;
import org.jspecify.annotations.Nullable;

/// Records as messages; see the package for the headers.
final class MessageCodec {
    static final String EPOCH = "fp-epoch";
    static final String SEQ = "fp-seq";
    static final String DEVICE = "fp-device";
    static final String ADDRESS = "fp-address";
    private static final String OURS = "fp-";

    private MessageCodec() {}

    /// A function of the record alone: a replay is the same message.
    static ProducerRecord<byte[], byte[]> message(String topic, FieldRecord record) {
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(
                        topic,
                        null,
                        Math.max(0, Math.floorDiv(record.acceptTimeEpochNanos(), 1_000_000L)),
                        bytes(record.device()),
                        record.payload());
        Headers headers = message.headers();
        headers.add(EPOCH, bytes(record.epoch().toString()));
        headers.add(SEQ, bytes(Long.toString(record.seq())));
        headers.add("fp-connection", bytes(record.connection()));
        headers.add(DEVICE, bytes(record.device()));
        headers.add(ADDRESS, bytes(record.address()));
        headers.add("fp-encoding", bytes(record.encoding().name()));
        headers.add("fp-quality", bytes(record.quality().name()));
        if (record.sourceTimeEpochNanos() != 0) {
            headers.add("fp-source-time", bytes(Long.toString(record.sourceTimeEpochNanos())));
        }
        headers.add("fp-accepted", bytes(Long.toString(record.acceptTimeEpochNanos())));
        for (Property each : record.properties()) {
            if (!each.name().startsWith(OURS)) {
                headers.add(each.name(), bytes(each.value()));
            }
        }
        return message;
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
