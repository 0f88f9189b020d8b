package org.fieldproof.connector.mqtt.client;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.connector.mqtt.client.BrokerLine.OutgoingPublish;

/// Records as messages. The identity of a record travels in user properties, so that a replay can
/// be told from a second measurement wherever the message ends up:
///
/// | property | value |
/// |---|---|
/// | `fp-epoch` | UUID of the log that accepted it |
/// | `fp-seq` | its number there |
/// | `fp-device` | device id |
/// | `fp-address` | topic as received |
/// | `fp-accepted` | wall clock at accept, nanoseconds since 1970 |
/// | `fp-hops` | how many gateways it has passed |
///
/// The sender's own properties travel along; names that begin with `fp-` are ours and replaced.
final class MqttCodec {
    static final String EPOCH = "fp-epoch";
    static final String SEQ = "fp-seq";
    static final String DEVICE = "fp-device";
    static final String ADDRESS = "fp-address";
    static final String ACCEPTED = "fp-accepted";
    static final String HOPS = "fp-hops";
    private static final String OURS = "fp-";
    private static final int HOPS_MAX = 8;

    private final String object;
    private final TopicTemplate template;
    private final int qos;
    private final boolean keepRetain;
    private final boolean withProperties;

    MqttCodec(
            String object,
            TopicTemplate template,
            int qos,
            boolean keepRetain,
            boolean withProperties) {
        this.object = object;
        this.template = template;
        this.qos = qos;
        this.keepRetain = keepRetain;
        this.withProperties = withProperties;
    }

    /// A record as a message, or why it can never be one.
    sealed interface Encoded {
        record Message(OutgoingPublish publish) implements Encoded {}

        record Impossible(Problem why) implements Encoded {}
    }

    Encoded encode(FieldRecord record) {
        String topic = template.topic(record);
        if (topic.isEmpty()
                || topic.indexOf('+') >= 0
                || topic.indexOf('#') >= 0
                || topic.indexOf('\0') >= 0) {
            return new Encoded.Impossible(
                    Problem.error(
                            MqttCodes.TOPIC_INVALID,
                            object,
                            "The topic '" + topic + "' is not one that can be published to.",
                            "Change the topic template, or the device's topic."));
        }
        int hops = hops(record);
        if (hops > HOPS_MAX) {
            return new Encoded.Impossible(
                    Problem.error(
                            MqttCodes.ROUTE_LOOP,
                            object,
                            "The record has passed "
                                    + HOPS_MAX
                                    + " gateways: it goes round in circles.",
                            "Look for a source that subscribes to what this destination"
                                    + " publishes."));
        }
        return new Encoded.Message(
                new OutgoingPublish(
                        topic,
                        record.payload(),
                        qos,
                        keepRetain && record.retained(),
                        record.encoding() == PayloadEncoding.TEXT,
                        withProperties ? properties(record, hops) : List.of()));
    }

    private static List<Property> properties(FieldRecord record, int hops) {
        List<Property> properties = new ArrayList<>(record.properties().size() + 6);
        properties.add(new Property(EPOCH, record.epoch().toString()));
        properties.add(new Property(SEQ, Long.toString(record.seq())));
        properties.add(new Property(DEVICE, record.device()));
        properties.add(new Property(ADDRESS, record.address()));
        properties.add(new Property(ACCEPTED, Long.toString(record.acceptTimeEpochNanos())));
        properties.add(new Property(HOPS, Integer.toString(hops)));
        for (Property property : record.properties()) {
            if (!property.name().startsWith(OURS)) {
                properties.add(property);
            }
        }
        return properties;
    }

    private static int hops(FieldRecord record) {
        for (Property property : record.properties()) {
            if (property.name().equals(HOPS)) {
                try {
                    return Integer.parseUnsignedInt(property.value()) + 1;
                } catch (NumberFormatException _) {
                    return 1; // not ours, whoever wrote it
                }
            }
        }
        return 1;
    }
}
