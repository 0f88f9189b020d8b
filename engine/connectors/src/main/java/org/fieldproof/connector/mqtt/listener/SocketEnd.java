package org.fieldproof.connector.mqtt.listener;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;

/// Ends sockets. Nobody waits for the outcome: a socket that cannot be closed is closed already.
final class SocketEnd {
    private SocketEnd() {}

    /// Says "nothing more from me" and leaves the other direction open.
    static void half(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            ChannelFuture _ = tls.closeOutbound();
        } else if (channel instanceof SocketChannel socket && channel.isActive()) {
            ChannelFuture _ = socket.shutdownOutput();
        }
    }

    static void whole(Channel channel) {
        ChannelFuture _ = channel.close();
    }
}
