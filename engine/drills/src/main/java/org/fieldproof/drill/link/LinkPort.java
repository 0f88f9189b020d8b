package org.fieldproof.drill.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;
import org.fieldproof.api.spi.Endpoint;

/// One listening loopback port of a link and where it leads. Its accept loop runs on a virtual
/// thread and ends when the port is closed.
final class LinkPort {
    private static final int BACKLOG = 1024;
    private static final long ACCEPT_RETRY_NANOS = 5_000_000;

    private final LinkProxy link;
    private final Endpoint target;
    private final ServerSocket server;

    private LinkPort(LinkProxy link, Endpoint target, ServerSocket server) {
        this.link = link;
        this.target = target;
        this.server = server;
    }

    static LinkPort open(LinkProxy link, Endpoint target) throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            // LINK-2: nobody outside this machine can reach a link.
            server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), BACKLOG);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        LinkPort port = new LinkPort(link, target, server);
        Thread.ofVirtual().name("fp-link-" + link.id()).start(port::acceptAll);
        return port;
    }

    Endpoint address() {
        return new Endpoint("127.0.0.1", server.getLocalPort());
    }

    Endpoint target() {
        return target;
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket dialler = server.accept();
                link.taken(new LinkConnection(link, dialler), target);
            } catch (IOException e) {
                // Closed, or one connection that died before it was taken, or no descriptors left:
                // go on unless closed, without spinning.
                LockSupport.parkNanos(ACCEPT_RETRY_NANOS);
            }
        }
    }

    void close() {
        try {
            server.close();
        } catch (IOException e) {
            assert server.isClosed();
        }
    }
}
