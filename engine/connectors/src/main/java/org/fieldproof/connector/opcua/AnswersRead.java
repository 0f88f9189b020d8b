package org.fieldproof.connector.opcua;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/// Stands before the library's decoder and sees whether it hangs up over what it reads. The
/// library does so without a word: what was asked fails as if the peer had hung up, and would be
/// asked for again for ever. A peer that hangs up, or we, close the line outside of a read.
/// Confined to the line's event loop but for the answer.
final class AnswersRead extends ChannelInboundHandlerAdapter {
    // Volatile: set on the event loop, read by whoever asked.
    private volatile boolean unreadable;

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        boolean open = context.channel().isOpen();
        context.fireChannelRead(bytes);
        if (open && !context.channel().isOpen()) {
            unreadable = true;
        }
    }

    boolean unreadable() {
        return unreadable;
    }
}
