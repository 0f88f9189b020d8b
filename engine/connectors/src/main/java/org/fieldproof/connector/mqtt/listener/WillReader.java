package org.fieldproof.connector.mqtt.listener;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttProperties.StringPair;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.record.Property;
import org.jspecify.annotations.Nullable;

/// Makes a client's will into a message. Pure.
final class WillReader {
    private WillReader() {}

    /// Null where the client leaves none.
    static @Nullable Will read(MqttConnectMessage packet, String clientId, Broker broker)
            throws PacketFault {
        if (!packet.variableHeader().isWillFlag()) {
            return null;
        }
        String topic = packet.payload().willTopic();
        String fault = TopicRules.faultOfName(topic == null ? "" : topic);
        if (topic == null || !fault.isEmpty()) {
            throw new PacketFault(ReasonCode.TOPIC_NAME_INVALID, "will: " + fault);
        }
        int qos = packet.variableHeader().willQos();
        if (qos > 2) {
            throw new PacketFault(ReasonCode.MALFORMED_PACKET, "the will has QoS 3");
        }
        byte[] payload = packet.payload().willMessageInBytes();
        MqttProperties properties = packet.payload().willProperties();
        Message message =
                new Message(
                        topic,
                        payload == null ? new byte[0] : payload,
                        qos,
                        packet.variableHeader().isWillRetain(),
                        false,
                        properties(properties),
                        Long.MAX_VALUE,
                        clientId);
        if (message.payload().length > broker.config.payloadBytesMax()) {
            throw new PacketFault(ReasonCode.PACKET_TOO_LARGE, "the will is too large");
        }
        return new Will(
                message, ConnectStep.number(properties, MqttPropertyType.WILL_DELAY_INTERVAL, 0));
    }

    private static MessageProperties properties(MqttProperties of) {
        if (of.isEmpty()) {
            return MessageProperties.NONE;
        }
        PropertyBytes encoded = new PropertyBytes();
        List<Property> user = new ArrayList<>();
        boolean text = false;
        for (MqttProperty<?> one : of.listAll()) {
            int id = one.propertyId();
            if (id == MqttPropertyType.PAYLOAD_FORMAT_INDICATOR.value()
                    && one.value() instanceof Integer format) {
                text = format == 1;
                encoded.oneByte(id, format);
            } else if (id == MqttPropertyType.CONTENT_TYPE.value()
                    || id == MqttPropertyType.RESPONSE_TOPIC.value()) {
                encoded.text(id, one.value().toString());
            } else if (id == MqttPropertyType.CORRELATION_DATA.value()
                    && one.value() instanceof byte[] data) {
                encoded.binary(id, data);
            } else if (one.value() instanceof List<?> pairs) {
                for (Object pair : pairs) {
                    if (pair instanceof StringPair both) {
                        user.add(new Property(both.key, both.value));
                        encoded.pair(id, both.key, both.value);
                    }
                }
            }
        }
        return new MessageProperties(encoded.toBytes(), user, text, -1, 0);
    }
}
