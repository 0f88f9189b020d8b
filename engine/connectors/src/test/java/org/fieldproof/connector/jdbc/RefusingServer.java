package org.fieldproof.connector.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/// Answers the first eight bytes of every connection (the request for TLS) with `N`, then counts
/// what is said in plain text.
final class RefusingServer implements AutoCloseable {
    private static final int REQUEST_BYTES = 8;

    private final ServerSocket listening;
    private final AtomicLong bytesAfterRefusal = new AtomicLong();

    private RefusingServer(ServerSocket listening) {
        this.listening = listening;
    }

    static RefusingServer start() throws IOException {
        RefusingServer server =
                new RefusingServer(new ServerSocket(0, 20, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(server::acceptAll);
        return server;
    }

    int port() {
        return listening.getLocalPort();
    }

    long bytesAfterRefusal() {
        return bytesAfterRefusal.get();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void acceptAll() {
        while (!listening.isClosed()) {
            try (Socket client = listening.accept()) {
                InputStream in = client.getInputStream();
                in.readNBytes(REQUEST_BYTES);
                client.getOutputStream().write('N');
                bytesAfterRefusal.addAndGet(in.readAllBytes().length);
            } catch (IOException _) {
                // Hung up, or closed by the test's end.
            }
        }
    }
}
