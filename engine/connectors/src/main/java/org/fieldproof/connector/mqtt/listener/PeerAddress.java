package org.fieldproof.connector.mqtt.listener;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import org.fieldproof.api.spi.Endpoint;

/// The address of the other side, in words.
final class PeerAddress {
    private PeerAddress() {}

    static String of(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress address
                ? new Endpoint(address.getAddress().getHostAddress(), address.getPort()).toString()
                : "unknown";
    }

    /// Without the port, which differs with each attempt.
    static String hostOf(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "unknown";
    }
}
