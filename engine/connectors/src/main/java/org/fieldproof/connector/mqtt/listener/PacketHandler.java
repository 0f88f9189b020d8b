package org.fieldproof.connector.mqtt.listener;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttIdentifierRejectedException;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import org.fieldproof.api.value.PrintableText;

/// Takes the packets that Netty's decoder reads: everything but PUBLISH. Confined to the event
/// loop.
final class PacketHandler extends SimpleChannelInboundHandler<MqttMessage> {
    private static final int DISCONNECT_WITH_WILL = 0x04;

    private final ClientLine line;
    private final ConnectStep connectStep;
    private final SubscribeStep subscribeStep;

    PacketHandler(ClientLine line, ConnectStep connectStep, SubscribeStep subscribeStep) {
        this.line = line;
        this.connectStep = connectStep;
        this.subscribeStep = subscribeStep;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, MqttMessage packet) {
        try {
            if (packet.decoderResult().isFailure()) {
                throw undecodable(packet.decoderResult().cause());
            }
            handle(packet);
        } catch (PacketFault fault) {
            FaultyPacket.end(line, fault);
        }
    }

    private void handle(MqttMessage packet) throws PacketFault {
        switch (packet.fixedHeader().messageType()) {
            case CONNECT -> {
                if (line.isOpen()) {
                    throw new PacketFault(ReasonCode.PROTOCOL_ERROR, "a second CONNECT");
                }
                connectStep.connect(line, (MqttConnectMessage) packet);
            }
            case SUBSCRIBE -> {
                needId(packet);
                subscribeStep.subscribe(line, (MqttSubscribeMessage) packet);
            }
            case UNSUBSCRIBE -> {
                needId(packet);
                subscribeStep.unsubscribe(line, (MqttUnsubscribeMessage) packet);
            }
            case PUBACK -> line.signed().session().outbox.acknowledged(needId(packet));
            case PUBREL -> line.publishing.release(needId(packet));
            case PINGREQ -> line.writer().pingResp();
            case DISCONNECT -> disconnect(packet);
            case PUBREC, PUBCOMP, PUBLISH, CONNACK, SUBACK, UNSUBACK, PINGRESP, AUTH ->
                    throw new PacketFault(
                            ReasonCode.PROTOCOL_ERROR,
                            "an unexpected " + packet.fixedHeader().messageType());
        }
    }

    private static int needId(MqttMessage packet) throws PacketFault {
        int id =
                packet.variableHeader() instanceof MqttMessageIdVariableHeader header
                        ? header.messageId()
                        : 0;
        if (id == 0) {
            throw new PacketFault(ReasonCode.MALFORMED_PACKET, "the packet id is 0");
        }
        return id;
    }

    private void disconnect(MqttMessage packet) throws PacketFault {
        boolean withWill = false;
        if (line.version5()
                && packet.variableHeader()
                        instanceof MqttReasonCodeAndPropertiesVariableHeader header) {
            withWill = (header.reasonCode() & 0xFF) == DISCONNECT_WITH_WILL;
            changeExpiry(header.properties());
        }
        line.left(withWill ? ClientLine.WillFate.PUBLISH : ClientLine.WillFate.DISCARD);
    }

    /// A session that was to end with the connection cannot be kept after all (MQTT-3.14.2-2).
    private void changeExpiry(MqttProperties properties) throws PacketFault {
        long asked =
                ConnectStep.number(
                        properties, MqttProperties.MqttPropertyType.SESSION_EXPIRY_INTERVAL, -1);
        ClientSession session = line.signed().session();
        if (asked < 0) {
            return;
        }
        if (session.expirySeconds == 0 && asked > 0) {
            throw new PacketFault(
                    ReasonCode.PROTOCOL_ERROR, "DISCONNECT extends a session that was to end");
        }
        session.expirySeconds = Math.min(asked, line.broker.config.sessionExpirySecondsMax());
    }

    private static PacketFault undecodable(Throwable cause) {
        if (cause instanceof MqttUnacceptableProtocolVersionException) {
            return new PacketFault(
                    ReasonCode.UNSUPPORTED_VERSION, "it speaks an MQTT version that is not known");
        }
        if (cause instanceof MqttIdentifierRejectedException) {
            return new PacketFault(ReasonCode.CLIENT_ID_NOT_VALID, "its client id is not valid");
        }
        return new PacketFault(
                ReasonCode.MALFORMED_PACKET,
                "a packet cannot be decoded: "
                        + PrintableText.of(String.valueOf(cause.getMessage())));
    }
}
