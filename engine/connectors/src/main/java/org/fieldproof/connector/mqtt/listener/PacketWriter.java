package org.fieldproof.connector.mqtt.listener;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Encodes what the endpoint sends over one connection into one buffer, so that a batch of
/// acknowledgements costs one write. Confined to the event loop.
final class PacketWriter {
    /// A buffer this full goes to the channel at once, so that its writability stays honest.
    private static final int HAND_OVER_BYTES = 64 * 1024;

    private static final int ID_MESSAGE_EXPIRY = 0x02;
    private static final int ID_SUBSCRIPTION_IDENTIFIER = 0x0B;
    private static final int ID_REASON_STRING = 0x1F;

    private final Channel channel;
    private @Nullable ByteBuf out;
    private boolean version5;

    PacketWriter(Channel channel) {
        this.channel = channel;
    }

    void version5(boolean is) {
        version5 = is;
    }

    /// @param properties encoded; only for MQTT 5
    void connAck(boolean sessionPresent, int reason, byte[] properties) {
        int size = version5 ? 2 + sizeOfLength(properties.length) + properties.length : 2;
        ByteBuf to = start(0x20, size);
        to.writeByte(sessionPresent ? 1 : 0);
        if (version5) {
            to.writeByte(reason);
            writeLength(to, properties.length);
            to.writeBytes(properties);
        } else {
            to.writeByte(ReasonCode.toVersion3(reason));
        }
        handOver();
    }

    void pubAck(int packetId, int reason) {
        reply(0x40, packetId, reason);
    }

    void pubRec(int packetId, int reason) {
        reply(0x50, packetId, reason);
    }

    void pubComp(int packetId, int reason) {
        reply(0x70, packetId, reason);
    }

    private void reply(int firstByte, int packetId, int reason) {
        boolean withReason = version5 && reason != ReasonCode.SUCCESS;
        ByteBuf to = start(firstByte, withReason ? 3 : 2);
        to.writeShort(packetId);
        if (withReason) {
            to.writeByte(reason);
        }
        handOver();
    }

    void pingResp() {
        start(0xD0, 0);
        handOver();
    }

    void subAck(int packetId, List<Integer> reasons) {
        acknowledge(0x90, packetId, reasons);
    }

    void unsubAck(int packetId, List<Integer> reasons) {
        acknowledge(0xB0, packetId, version5 ? reasons : List.of());
    }

    private void acknowledge(int firstByte, int packetId, List<Integer> reasons) {
        ByteBuf to = start(firstByte, 2 + (version5 ? 1 : 0) + reasons.size());
        to.writeShort(packetId);
        if (version5) {
            to.writeByte(0);
        }
        for (int reason : reasons) {
            // MQTT 3.1.1 knows one failure, 0x80.
            to.writeByte(version5 || reason < 0x80 ? reason : 0x80);
        }
        handOver();
    }

    /// Nothing for MQTT 3.1.1, which has no DISCONNECT from the server.
    void disconnect(int reason, String words) {
        if (!version5) {
            return;
        }
        byte[] properties = new PropertyBytes().text(ID_REASON_STRING, words).toBytes();
        ByteBuf to = start(0xE0, 1 + sizeOfLength(properties.length) + properties.length);
        to.writeByte(reason);
        writeLength(to, properties.length);
        to.writeBytes(properties);
        handOver();
    }

    /// Writes a PUBLISH to a subscriber; false where it is larger than the subscriber allows, in
    /// which case it does not get the message (MQTT-3.1.2-24).
    ///
    /// @param identifiers of the subscriptions that matched
    /// @param expirySeconds what is left of the message's life; -1 for no limit
    boolean publish(
            Message message,
            int qos,
            int packetId,
            boolean retain,
            boolean duplicate,
            int[] identifiers,
            long expirySeconds,
            long packetBytesMax) {
        int topicBytes = ByteBufUtil.utf8Bytes(message.topic());
        byte[] extra = version5 ? ownProperties(identifiers, expirySeconds) : NO_BYTES;
        byte[] passThrough = version5 ? message.properties().passThrough() : NO_BYTES;
        int propertyBytes = extra.length + passThrough.length;
        int size = 2 + topicBytes + (qos > 0 ? 2 : 0) + message.payload().length;
        if (version5) {
            size += sizeOfLength(propertyBytes) + propertyBytes;
        }
        if (1L + sizeOfLength(size) + size > packetBytesMax) {
            return false;
        }
        int flags = (duplicate ? 8 : 0) | (qos << 1) | (retain ? 1 : 0);
        ByteBuf to = start(0x30 | flags, size);
        to.writeShort(topicBytes);
        ByteBufUtil.writeUtf8(to, message.topic());
        if (qos > 0) {
            to.writeShort(packetId);
        }
        if (version5) {
            writeLength(to, propertyBytes);
            to.writeBytes(extra);
            to.writeBytes(passThrough);
        }
        to.writeBytes(message.payload());
        handOver();
        return true;
    }

    private static final byte[] NO_BYTES = new byte[0];

    private static byte[] ownProperties(int[] identifiers, long expirySeconds) {
        if (identifiers.length == 0 && expirySeconds < 0) {
            return NO_BYTES;
        }
        PropertyBytes own = new PropertyBytes();
        if (expirySeconds >= 0) {
            own.fourBytes(ID_MESSAGE_EXPIRY, expirySeconds);
        }
        for (int identifier : identifiers) {
            own.variableInteger(ID_SUBSCRIPTION_IDENTIFIER, identifier);
        }
        return own.toBytes();
    }

    /// Sends what was written since the last flush.
    void flush() {
        ByteBuf full = out;
        out = null;
        if (full != null) {
            ChannelFuture _ = channel.writeAndFlush(full, channel.voidPromise());
        } else {
            channel.flush();
        }
    }

    /// Lets go of a buffer that was never sent.
    void release() {
        ByteBuf unsent = out;
        out = null;
        if (unsent != null) {
            unsent.release();
        }
    }

    private ByteBuf start(int firstByte, int size) {
        ByteBuf to = out;
        if (to == null) {
            to = channel.alloc().buffer(Math.max(256, size + 5));
            out = to;
        }
        to.writeByte(firstByte);
        writeLength(to, size);
        return to;
    }

    private void handOver() {
        ByteBuf full = out;
        if (full != null && full.readableBytes() >= HAND_OVER_BYTES) {
            out = null;
            ChannelFuture _ = channel.write(full, channel.voidPromise());
        }
    }

    private static void writeLength(ByteBuf to, int value) {
        int rest = value;
        do {
            int low = rest & 0x7F;
            rest >>>= 7;
            to.writeByte(rest > 0 ? low | 0x80 : low);
        } while (rest > 0);
    }

    private static int sizeOfLength(int value) {
        return value < 128 ? 1 : value < 16_384 ? 2 : value < 2_097_152 ? 3 : 4;
    }
}
