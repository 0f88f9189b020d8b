package org.fieldproof.connector.mqtt.payload;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.mqtt.payload.Decoded.Fault;
import org.fieldproof.connector.mqtt.payload.Decoded.Found;
import org.fieldproof.connector.mqtt.payload.Shaping.Shaped;
import org.jspecify.annotations.Nullable;

/// Makes the records of a message: itself, and what its codec finds in it (PAY-1). Used by one
/// thread at a time, the event loop of its connection.
public final class MessageDecoder {
    /// A larger value is a BAD record without one, as it is for OPC UA: the message has it.
    private static final int VALUE_BYTES_MAX = 1 << 20;

    /// What MQTT takes as a topic, so that no destination need refuse an address.
    private static final int ADDRESS_BYTES_MAX = 65_535;

    /// What the values of one message may count against the intake's budget.
    private static final long MESSAGE_BYTES_MAX = 32L << 20;

    private final @Nullable PayloadCodec codec;
    private final Shaping shaping;
    private final CountedEvent undecoded;
    private final CountedEvent gaps;
    private volatile boolean refused;

    MessageDecoder(@Nullable PayloadCodec codec, Shaping shaping, Codes codes) {
        this.codec = codec;
        this.shaping = shaping;
        undecoded = new CountedEvent(codes.undecoded());
        gaps = new CountedEvent(codes.gap());
    }

    /// The codes of its events.
    ///
    /// @param undecoded counts what could not be decoded
    /// @param gap counts gaps in numbers
    public record Codes(String undecoded, String gap) {}

    /// The device that a message is from, where its codec knows; empty where it does not.
    public String deviceOf(String topic) {
        return codec == null ? "" : codec.deviceOf(topic);
    }

    /// A new line to the broker is made.
    public void lineIsNew() {
        if (codec != null) {
            codec.lineIsNew();
        }
        shaping.forget();
    }

    /// The log did not take a message that was decoded here. Any thread.
    public void refused() {
        refused = true;
    }

    /// What a message becomes.
    ///
    /// @param message the record of a message that is not looked into
    public MessageRecords decode(SourceHost host, InboundRecord message) {
        // A message without a payload deletes a retained one, and says nothing else.
        if (codec == null || message.payload().length == 0) {
            return new MessageRecords(List.of(message), List.of());
        }
        if (refused) {
            refused = false;
            shaping.forget();
        }
        Decoded decoded = codec.decode(message);
        if (!decoded.gap().isEmpty()) {
            gaps.tell(host, decoded.gap(), Map.of("topic", message.address()));
        }
        List<InboundRecord> values = new ArrayList<>(decoded.values().size() + 1);
        @Nullable Fault fault = decoded.fault();
        boolean some = !decoded.values().isEmpty();
        long bytes = 0;
        List<Shaped> shaped =
                shaping.of(
                        message,
                        decoded.values(),
                        found -> codec.nameOf(message.address(), found),
                        host.clock().nanoTime());
        for (Shaped each : shaped) {
            Found found = each.found();
            boolean own = !each.held();
            if (own && bytes > MESSAGE_BYTES_MAX) {
                continue;
            }
            InboundRecord record = record(host, each.message(), found);
            bytes += own ? record.costBytes() : 0;
            if (own && bytes > MESSAGE_BYTES_MAX) {
                // All of them stand before what was held back of others, which is told.
                values.clear();
                some = false;
                shaping.forget(decoded.values());
                fault = new Fault("too-many-values", "its values are too large together");
            } else if (isTooLong(found.address())) {
                fault = new Fault("address-too-long", "an address would be longer than a topic");
            } else {
                values.add(record);
            }
        }
        if (fault == null) {
            values.addFirst(message);
        } else {
            values.addFirst(named(message, some ? Quality.UNCERTAIN : Quality.BAD, fault.status()));
            tell(host, message.address(), fault);
        }
        return new MessageRecords(values, decoded.lines());
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
    private static InboundRecord record(SourceHost host, InboundRecord message, Found found) {
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
        properties.addAll(found.extras());
        return new InboundRecord(
                found.device().isEmpty() ? message.device() : host.device(found.device()),
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
        undecoded.tell(
                host,
                "A payload could not be decoded whole at "
                        + StrictText.shown(topic)
                        + ": "
                        + fault.why()
                        + ". Nothing is lost: the message is kept as received and marked "
                        + fault.status()
                        + ". Correct the device, or payload in the project.",
                Map.of("topic", topic, "status", fault.status()));
    }
}
