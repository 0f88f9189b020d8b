package org.fieldproof.connector.mqtt.client;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Asks a broker for a sign of life with a PINGREQ of ours: the client library sends one only when
/// `keepAlive` is over, and cannot be asked for it. Whatever comes from the broker then is the
/// answer (MQ-8). The PINGRESP goes on to the library, which takes one at any time.
///
/// Confined to the event loop of its line, `fp-mqtt-ID`.
final class SignOfLife extends ChannelInboundHandlerAdapter {
    /// MQTT 5, 3.12, and the same in 3.1.1.
    private static final byte[] PINGREQ = {(byte) 0xC0, 0};

    private final List<CompletableFuture<Void>> asked = new ArrayList<>();

    /// Asks over this line; fails if it is lost before anything comes.
    static CompletionStage<Void> ask(ChannelPipeline pipeline) {
        SignOfLife sign = pipeline.get(SignOfLife.class);
        if (sign == null) {
            sign = new SignOfLife();
            ChannelHandlerContext tls = pipeline.context(SslHandler.class);
            if (tls == null) {
                pipeline.addFirst(sign);
            } else {
                // Before it stand encrypted bytes.
                pipeline.addAfter(tls.name(), null, sign);
            }
        }
        return sign.ask(pipeline.context(sign));
    }

    private CompletionStage<Void> ask(ChannelHandlerContext ctx) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        asked.add(answer);
        var _ =
                ctx.writeAndFlush(Unpooled.wrappedBuffer(PINGREQ))
                        .addListener(
                                sent -> {
                                    if (!sent.isSuccess()) {
                                        answer.completeExceptionally(sent.cause());
                                    }
                                });
        return answer;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ctx.fireChannelRead(message);
        asked.forEach(answer -> answer.complete(null));
        asked.clear();
    }

    /// Whoever reads the failure finds the loss told already.
    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ctx.fireChannelInactive();
        asked.forEach(answer -> answer.completeExceptionally(new ClosedChannelException()));
        asked.clear();
    }
}
