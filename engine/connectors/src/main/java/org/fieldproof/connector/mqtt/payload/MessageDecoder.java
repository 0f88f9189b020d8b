package org.fieldproof.connector.mqtt.payload;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.mqtt.payload.Decoded.Fault;
import org.fieldproof.connector.mqtt.payload.Decoded.Found;
import org.jspecify.annotations.Nullable;

/// Makes the records of a message: itself, and what its codec finds in it (PAY-1). Used by one
/// thread at a time, the event loop of its connection.
public final class MessageDecoder {
    private static final long TELL_NANOS = 10_000_000_000L;

    /// A larger value is a BAD record without one, as it is for OPC UA: the message has it.
    private static final int VALUE_BYTES_MAX = 1 << 20;

    /// What MQTT takes as a topic, so that no destination need refuse an address.
    private static final int ADDRESS_BYTES_MAX = 65_535;

    /// What the values of one message may count against the intake's budget.
    private static final long MESSAGE_BYTES_MAX = 32L << 20;

    private final @Nullable PayloadCodec codec;
    private final String code;
    private long undecoded;
    private long told;
    private long toldNanos;

    MessageDecoder(@Nullable PayloadCodec codec, String code) {
        this.codec = codec;
        this.code = code;
    }

    /// The records of a message, itself first.
    ///
    /// @param message the record of a message that is not looked into
    public List<InboundRecord> records(SourceHost host, InboundRecord message) {
        // A message without a payload deletes a retained one, and says nothing else.
        if (codec == null || message.payload().length == 0) {
            return List.of(message);
        }
        Decoded decoded = codec.decode(message.address(), message.payload());
        List<InboundRecord> values = new ArrayList<>(decoded.values().size() + 1);
        @Nullable Fault fault = decoded.fault();
        long bytes = 0;
        for (Found found : decoded.values()) {
            InboundRecord record = record(message, found);
            bytes += record.costBytes();
            if (bytes > MESSAGE_BYTES_MAX) {
                values.clear();
                fault = new Fault("too-many-values", "its values are too large together");
                break;
            }
            if (isTooLong(found.address())) {
                fault = new Fault("address-too-long", "an address would be longer than a topic");
            } else {
                values.add(record);
            }
        }
        if (fault == null) {
            values.addFirst(message);
        } else {
            values.addFirst(
                    named(
                            message,
                            values.isEmpty() ? Quality.BAD : Quality.UNCERTAIN,
                            fault.status()));
            undecoded++;
            tell(host, message.address(), fault);
        }
        return values;
    }

    private static boolean isTooLong(String address) {
        return address.length() * 3 > ADDRESS_BYTES_MAX
                && address.getBytes(StandardCharsets.UTF_8).length > ADDRESS_BYTES_MAX;
    }

    private static InboundRecord named(InboundRecord message, Quality quality, String status) {
        List<Property> properties = new ArrayList<>(message.properties());
        properties.add(new Property("status", status));
        return new InboundRecord(
                message.device(),
                message.address(),
                message.payload(),
                message.encoding(),
                quality,
                message.sourceTimeEpochNanos(),
                message.qos(),
                message.retained(),
                message.duplicateFlagged(),
                properties);
    }

    /// The sender's properties travel along: they also say how many gateways it has passed.
    private static InboundRecord record(InboundRecord message, Found found) {
        byte[] payload = found.value().encode();
        boolean fits = payload.length <= VALUE_BYTES_MAX;
        String status = fits ? found.status() : "too-large";
        List<Property> properties = new ArrayList<>(message.properties());
        if (!status.isEmpty()) {
            properties.add(new Property("status", status));
        }
        if (!found.unit().isEmpty()) {
            properties.add(new Property("unit", found.unit()));
        }
        return new InboundRecord(
                message.device(),
                found.address(),
                fits ? payload : new TypedValue.None().encode(),
                PayloadEncoding.TYPED,
                fits ? found.quality() : Quality.BAD,
                found.sourceTimeEpochNanos(),
                message.qos(),
                message.retained(),
                message.duplicateFlagged(),
                properties);
    }

    private void tell(SourceHost host, String topic, Fault fault) {
        long now = host.clock().nanoTime();
        if (told > 0 && now - toldNanos < TELL_NANOS) {
            return;
        }
        long more = undecoded - told;
        told = undecoded;
        toldNanos = now;
        host.event(
                GatewayEvent.Level.WARNING,
                code,
                "connection " + host.id(),
                (more == 1 ? "A payload" : more + " payloads")
                        + " could not be decoded"
                        + (more == 1 ? "" : " whole, the last one")
                        + " at "
                        + StrictText.shown(topic)
                        + ": "
                        + fault.why()
                        + ". Nothing is lost: such a message is kept as received and marked "
                        + fault.status()
                        + ". Correct the device, or payload in the project.",
                Map.of(
                        "topic",
                        topic,
                        "status",
                        fault.status(),
                        "undecodedTotal",
                        Long.toString(undecoded)));
    }
}
