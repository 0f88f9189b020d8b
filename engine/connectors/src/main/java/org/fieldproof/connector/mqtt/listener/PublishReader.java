package org.fieldproof.connector.mqtt.listener;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.record.Property;

/// Reads the one packet that comes by the hundred thousand, PUBLISH (MQTT 5 section 3.3),
/// directly from the socket's buffer. After [#read] the fields hold its parts until the next
/// call. Confined to the event loop.
final class PublishReader {
    private static final int ID_PAYLOAD_FORMAT = 0x01;
    private static final int ID_MESSAGE_EXPIRY = 0x02;
    private static final int ID_CONTENT_TYPE = 0x03;
    private static final int ID_RESPONSE_TOPIC = 0x08;
    private static final int ID_CORRELATION_DATA = 0x09;
    private static final int ID_TOPIC_ALIAS = 0x23;
    private static final int ID_USER_PROPERTY = 0x26;

    private static final byte[] EMPTY = new byte[0];

    private final TopicCache topics;
    private final PropertyBytes passThrough = new PropertyBytes();

    String topic = "";
    int packetId;
    int qos;
    boolean retain;
    boolean duplicate;
    byte[] payload = EMPTY;
    MessageProperties properties = MessageProperties.NONE;

    PublishReader(TopicCache topics) {
        this.topics = topics;
    }

    /// Reads a whole packet behind its fixed header.
    ///
    /// @param flags the low four bits of the first byte
    /// @param end index behind the packet's last byte
    void read(ByteBuf in, int flags, int end, boolean version5) throws PacketFault {
        qos = (flags >> 1) & 3;
        retain = (flags & 1) != 0;
        duplicate = (flags & 8) != 0;
        if (qos == 3 || (qos == 0 && duplicate)) {
            throw malformed("the PUBLISH has QoS 3, or DUP with QoS 0");
        }
        topic = topics.read(in, length(in, end));
        packetId = 0;
        if (qos > 0) {
            need(in, end, 2);
            packetId = in.readUnsignedShort();
            if (packetId == 0) {
                throw malformed("the packet id is 0");
            }
        }
        properties = version5 ? readProperties(in, end) : MessageProperties.NONE;
        int size = end - in.readerIndex();
        payload = size == 0 ? EMPTY : new byte[size];
        in.readBytes(payload);
    }

    private MessageProperties readProperties(ByteBuf in, int end) throws PacketFault {
        int size = variableInteger(in, end);
        if (size == 0) {
            return MessageProperties.NONE;
        }
        need(in, end, size);
        int stop = in.readerIndex() + size;
        List<Property> user = List.of();
        boolean text = false;
        long expiry = -1;
        int alias = 0;
        long seen = 0;
        passThrough.clear();
        while (in.readerIndex() < stop) {
            int start = in.readerIndex();
            int id = in.readUnsignedByte();
            if (id != ID_USER_PROPERTY && id < 64) {
                if ((seen & (1L << id)) != 0) {
                    throw new PacketFault(
                            ReasonCode.PROTOCOL_ERROR, "property " + id + " comes twice");
                }
                seen |= 1L << id;
            }
            switch (id) {
                case ID_PAYLOAD_FORMAT -> {
                    need(in, stop, 1);
                    text = in.readByte() == 1;
                }
                case ID_MESSAGE_EXPIRY -> {
                    need(in, stop, 4);
                    expiry = in.readUnsignedInt();
                }
                case ID_CONTENT_TYPE -> TopicCache.decode(in, length(in, stop));
                case ID_RESPONSE_TOPIC -> checkResponseTopic(in, stop);
                case ID_CORRELATION_DATA -> in.skipBytes(length(in, stop));
                case ID_TOPIC_ALIAS -> {
                    need(in, stop, 2);
                    alias = in.readUnsignedShort();
                    if (alias == 0) {
                        throw new PacketFault(
                                ReasonCode.TOPIC_ALIAS_INVALID, "the topic alias is 0");
                    }
                }
                case ID_USER_PROPERTY -> {
                    if (user.isEmpty()) {
                        user = new ArrayList<>(4);
                    }
                    String name = TopicCache.decode(in, length(in, stop));
                    user.add(new Property(name, TopicCache.decode(in, length(in, stop))));
                }
                default ->
                        throw new PacketFault(
                                ReasonCode.PROTOCOL_ERROR,
                                "property " + id + " does not belong into a PUBLISH");
            }
            if (id != ID_MESSAGE_EXPIRY && id != ID_TOPIC_ALIAS) {
                passThrough.copy(in, start, in.readerIndex());
            }
        }
        return new MessageProperties(passThrough.toBytes(), user, text, expiry, alias);
    }

    private static void checkResponseTopic(ByteBuf in, int stop) throws PacketFault {
        String fault = TopicRules.faultOfName(TopicCache.decode(in, length(in, stop)));
        if (!fault.isEmpty()) {
            throw new PacketFault(ReasonCode.PROTOCOL_ERROR, "response topic: " + fault);
        }
    }

    private static int length(ByteBuf in, int end) throws PacketFault {
        need(in, end, 2);
        int length = in.readUnsignedShort();
        need(in, end, length);
        return length;
    }

    private static int variableInteger(ByteBuf in, int end) throws PacketFault {
        int value = 0;
        for (int shift = 0; shift <= 21; shift += 7) {
            need(in, end, 1);
            int b = in.readUnsignedByte();
            value |= (b & 0x7F) << shift;
            if ((b & 0x80) == 0) {
                return value;
            }
        }
        throw malformed("a length has more than four bytes");
    }

    private static void need(ByteBuf in, int end, int bytes) throws PacketFault {
        if (end - in.readerIndex() < bytes) {
            throw malformed("a PUBLISH ends in the middle of a field");
        }
    }

    private static PacketFault malformed(String message) {
        return new PacketFault(ReasonCode.MALFORMED_PACKET, message);
    }
}
