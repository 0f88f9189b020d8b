package org.fieldproof.connector.opcua;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// Stands before the library's decoder and sees whether it hangs up over what it reads. The
/// library does so without a word: what was asked fails as if the peer had hung up, and would be
/// asked for again for ever. A peer that hangs up, or we, close the line outside of a read.
///
/// It hangs up as well over an `Error` of the server's, and where that refuses to renew the
/// channel. Neither is an answer to what was asked, so the chunks (Part 6 clause 6.7.2) are handed
/// on one by one, and it is known over which of them it was.
///
/// Confined to the line's event loop but for the answer.
final class AnswersRead extends ChannelInboundHandlerAdapter {
    private static final int HEADER_BYTES = 8;
    private static final int KIND_BYTES = 3;

    /// Of the channel and the line, whatever they say.
    private static final Set<String> OF_THE_LINE = Set.of("OPN", "CLO", "ERR", "ACK");

    private final byte[] header = new byte[HEADER_BYTES];
    private int headerBytes;

    /// How much of the present chunk is still to come, behind its header.
    private long bytesLeft;

    // Volatile: set on the event loop, read by whoever asked.
    private volatile boolean unreadable;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            while (bytes.isReadable() && context.channel().isOpen()) {
                context.fireChannelRead(bytes.readRetainedSlice(next(bytes)));
                if (!context.channel().isOpen()) {
                    unreadable = !OF_THE_LINE.contains(kind());
                }
                if (headerBytes == HEADER_BYTES && bytesLeft == 0) {
                    headerBytes = 0;
                }
            }
        } finally {
            bytes.release();
        }
    }

    /// How many of these bytes go up to the end of the present chunk.
    private int next(ByteBuf bytes) {
        int count = 0;
        while (headerBytes < HEADER_BYTES && count < bytes.readableBytes()) {
            header[headerBytes] = bytes.getByte(bytes.readerIndex() + count);
            headerBytes++;
            count++;
            if (headerBytes == HEADER_BYTES) {
                bytesLeft = Math.max(0, chunkBytes() - HEADER_BYTES);
            }
        }
        int rest = (int) Math.min(bytesLeft, bytes.readableBytes() - count);
        bytesLeft -= rest;
        return count + rest;
    }

    private long chunkBytes() {
        long size = 0;
        for (int i = HEADER_BYTES - 1; i >= HEADER_BYTES - Integer.BYTES; i--) {
            size = (size << 8) | (header[i] & 0xFF);
        }
        return size;
    }

    private String kind() {
        return new String(header, 0, KIND_BYTES, StandardCharsets.ISO_8859_1);
    }

    /// True when the line was given up because of an answer that could not be read.
    boolean unreadable() {
        return unreadable;
    }
}
