package org.fieldproof.connector.mqtt.listener;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.fieldproof.api.value.PrintableText;
import org.jspecify.annotations.Nullable;

/// Cuts the byte stream of one connection into packets. PUBLISH and PUBACK are read here, from
/// the socket's buffer; every other packet goes whole to Netty's decoder behind it. Stops between
/// two packets when the line says so. Confined to the event loop.
final class LineHandler extends ChannelInboundHandlerAdapter {
    /// The whole first byte: a TLS handshake has the same type and other flags.
    private static final int CONNECT = 0x10;
    private static final int PUBLISH = 3;
    private static final int PUBACK = 4;

    private final Broker broker;
    private final ClientLine line;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf cumulation;
    private boolean decoding;
    private boolean heldBack;

    LineHandler(Broker broker, ClientLine line) {
        this.broker = broker;
        this.line = line;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        line.handler(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (line.hasEnded()) {
            in.release();
            return;
        }
        ByteBuf before = cumulation;
        cumulation =
                before == null
                        ? in
                        : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), before, in);
        decode(ctx);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ByteBuf rest = cumulation;
        if (rest != null && rest.refCnt() == 1) {
            rest.discardSomeReadBytes();
        }
        broker.flushAll();
        ctx.fireChannelReadComplete();
    }

    /// The line may read again.
    void resume() {
        ChannelHandlerContext ctx = context;
        if (ctx == null || decoding || line.hasEnded()) {
            return;
        }
        heldBack = false;
        decode(ctx);
        if (!heldBack) {
            ctx.channel().config().setAutoRead(true);
        }
    }

    private void decode(ChannelHandlerContext ctx) {
        decoding = true;
        try {
            boolean more = true;
            while (more && line.mayRead()) {
                ByteBuf in = cumulation;
                more = in != null && packet(ctx, in);
            }
        } catch (PacketFault fault) {
            FaultyPacket.end(line, fault);
        } finally {
            decoding = false;
        }
        ByteBuf rest = cumulation;
        if (rest != null && (line.hasEnded() || !rest.isReadable())) {
            cumulation = null;
            rest.release();
        }
        if (!line.mayRead() && !line.hasEnded() && !heldBack) {
            heldBack = true;
            ctx.channel().config().setAutoRead(false);
            if (broker.readingPaused()) {
                broker.hold(line);
            }
        }
    }

    /// Reads one packet; false where it is not all there yet.
    private boolean packet(ChannelHandlerContext ctx, ByteBuf in) throws PacketFault {
        int at = in.readerIndex();
        int readable = in.readableBytes();
        if (readable == 0) {
            return false;
        }
        int first = in.getUnsignedByte(at);
        int type = first >> 4;
        if (!line.isOpen() && first != CONNECT) {
            throw ForeignProtocol.fault(first);
        }
        int length = 0;
        int header = 1;
        int b;
        do {
            if (header > 4) {
                throw new PacketFault(
                        ReasonCode.MALFORMED_PACKET, "a packet length has more than four bytes");
            }
            if (readable <= header) {
                return false;
            }
            b = in.getUnsignedByte(at + header);
            length |= (b & 0x7F) << (7 * (header - 1));
            header++;
        } while ((b & 0x80) != 0);
        if (header + length > line.packetBytesMax()) {
            throw new PacketFault(
                    ReasonCode.PACKET_TOO_LARGE,
                    "a packet of "
                            + (header + length)
                            + " bytes is over the limit of "
                            + line.packetBytesMax());
        }
        if (readable < header + length) {
            return false;
        }
        line.heard();
        int end = at + header + length;
        if (type == PUBLISH) {
            in.readerIndex(at + header);
            broker.publishReader.read(in, first & 0x0F, end, line.version5());
            in.readerIndex(end);
            line.publishing.publish(broker.publishReader);
        } else if (type == PUBACK && length == 2 && first == 0x40) {
            int packetId = in.getUnsignedShort(at + header);
            in.readerIndex(end);
            line.signed().session().outbox.acknowledged(packetId);
        } else {
            checkFlags(type, first & 0x0F);
            ctx.fireChannelRead(in.readRetainedSlice(header + length));
        }
        return true;
    }

    /// Reserved flags of the fixed header (MQTT-2.1.3-1).
    private static void checkFlags(int type, int flags) throws PacketFault {
        boolean two = type == 6 || type == 8 || type == 10;
        if (type == 0 || flags != (two ? 2 : 0)) {
            throw new PacketFault(
                    ReasonCode.MALFORMED_PACKET, "reserved bits of a packet's header are set");
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            line.drained();
            broker.flushAll();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ByteBuf rest = cumulation;
        cumulation = null;
        if (rest != null) {
            rest.release();
        }
        line.lost("connection closed by the device");
        broker.flushAll();
        ctx.fireChannelInactive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done && !done.isSuccess()) {
            HandshakeFault.tell(broker.report, line, done.cause());
            SocketEnd.whole(ctx.channel());
        }
        ctx.fireUserEventTriggered(event);
    }

    /// Resets and broken TLS end the connection and nothing else; a failed handshake was told as
    /// an event already.
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        line.lost("connection lost: " + PrintableText.of(String.valueOf(cause.getMessage())));
        broker.flushAll();
        SocketEnd.whole(ctx.channel());
    }
}
