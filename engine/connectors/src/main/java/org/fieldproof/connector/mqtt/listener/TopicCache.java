package org.fieldproof.connector.mqtt.listener;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Turns topic bytes into strings; a topic seen lately costs a comparison and no allocation. One
/// entry per slot, newest wins, so its size is fixed. Confined to the event loop.
final class TopicCache {
    private static final int SLOTS = 4_096;

    /// Longer topics are decoded each time, so that a few clients cannot fill the cache with
    /// megabytes.
    private static final int CACHED_LENGTH_MAX = 256;

    private final @Nullable String[] slots = new @Nullable String[SLOTS];

    /// Reads a UTF-8 string of that many bytes and checks that it is well formed.
    ///
    /// @throws PacketFault where it is not UTF-8
    String read(ByteBuf in, int bytes) throws PacketFault {
        int from = in.readerIndex();
        int hash = 0;
        int high = 0;
        for (int i = from; i < from + bytes; i++) {
            byte b = in.getByte(i);
            hash = 31 * hash + b;
            high |= b;
        }
        if (high < 0 || bytes > CACHED_LENGTH_MAX) {
            return decode(in, bytes);
        }
        int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
        String known = slots[slot];
        if (known != null && sameAscii(known, in, from, bytes)) {
            in.skipBytes(bytes);
            return known;
        }
        String topic = in.readCharSequence(bytes, StandardCharsets.US_ASCII).toString();
        slots[slot] = topic;
        return topic;
    }

    private static boolean sameAscii(String known, ByteBuf in, int from, int bytes) {
        if (known.length() != bytes) {
            return false;
        }
        for (int i = 0; i < bytes; i++) {
            if (known.charAt(i) != in.getByte(from + i)) {
                return false;
            }
        }
        return true;
    }

    /// Strict decoding: ill-formed UTF-8 is a malformed packet (MQTT-1.5.4-1).
    static String decode(ByteBuf in, int bytes) throws PacketFault {
        ByteBuffer view = in.nioBuffer(in.readerIndex(), bytes);
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(view)
                            .toString();
            in.skipBytes(bytes);
            return text;
        } catch (CharacterCodingException ill) {
            throw new PacketFault(ReasonCode.MALFORMED_PACKET, "a string is not valid UTF-8");
        }
    }
}
