package org.fieldproof.connector.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.spi.Endpoint;

/// A link that does to what the client says what lines do to it: hands it on in single bytes,
/// resets in the middle, closes one direction, or falls silent with both sides open.
final class FaultyLine implements LinkTable, AutoCloseable {
    /// What happens to what the client says.
    enum Fault {
        NONE,
        SINGLE_BYTES,
        /// A TCP reset, in both directions, in the middle of a statement.
        RESET,
        /// The client's words end; the server's answers would still come.
        HALF_CLOSE,
        /// Nothing is handed on any more and nobody hangs up.
        HANG
    }

    private final ServerSocket listening;
    private final Endpoint target;
    private final AtomicReference<Fault> fault = new AtomicReference<>(Fault.NONE);
    private final AtomicInteger fired = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    FaultyLine(Endpoint target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::acceptAll);
    }

    /// From the next large piece on; [Fault#SINGLE_BYTES] and [Fault#NONE] stay, the others
    /// happen once.
    void fault(Fault next) {
        fault.set(next);
    }

    int fired() {
        return fired.get();
    }

    @Override
    public Endpoint dial(String connectorId, Endpoint ignored) {
        return new Endpoint("127.0.0.1", listening.getLocalPort());
    }

    @Override
    public Endpoint front(String connectorId, Endpoint endpoint) {
        return endpoint;
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listening.close();
    }

    private void acceptAll() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket(target.host(), target.port());
                server.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> up(client, server));
                Thread.ofVirtual().start(() -> down(server, client));
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void up(Socket client, Socket server) {
        byte[] buffer = new byte[1 << 12];
        try {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            int read;
            while ((read = in.read(buffer)) > 0) {
                if (!handOn(buffer, read, out, client, server)) {
                    return;
                }
            }
            server.close();
        } catch (IOException _) {
            // The other side hung up, which is what this link is for.
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// False if nothing more is handed on.
    private boolean handOn(byte[] bytes, int count, OutputStream out, Socket client, Socket server)
            throws IOException, InterruptedException {
        Fault now = fault.get();
        if (now == Fault.SINGLE_BYTES) {
            fired.incrementAndGet();
            for (int i = 0; i < count; i++) {
                out.write(bytes, i, 1);
                out.flush();
            }
            return true;
        }
        // Small pieces are the greetings; the fault is for the middle of the data.
        if (now == Fault.NONE || count < 1_000) {
            out.write(bytes, 0, count);
            return true;
        }
        fault.set(Fault.NONE);
        fired.incrementAndGet();
        out.write(bytes, 0, count / 2);
        switch (now) {
            case RESET -> {
                client.setSoLinger(true, 0);
                server.setSoLinger(true, 0);
                client.close();
                server.close();
            }
            case HALF_CLOSE -> server.shutdownOutput();
            case HANG -> closed.await();
            case NONE, SINGLE_BYTES -> throw new IllegalStateException("" + now);
        }
        return false;
    }

    private void down(Socket server, Socket client) {
        try (InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException _) {
            // The other side hung up, which is what this link is for.
        }
    }
}
