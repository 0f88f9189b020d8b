package org.fieldproof.connector.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.spi.Endpoint;

/// A link that hangs up inside the server's answer to COMMIT, after a chosen number of its bytes:
/// the server has committed, and the client cannot know.
final class CuttingProxy implements LinkTable, AutoCloseable {
    private final ServerSocket listening;
    private final Endpoint target;
    private final AtomicInteger keptBytes = new AtomicInteger(-1);
    private final AtomicInteger cuts = new AtomicInteger();

    CuttingProxy(Endpoint target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::acceptAll);
    }

    /// Cuts the answer to the next COMMIT after that many bytes.
    void cutNextCommitAfter(int bytes) {
        keptBytes.set(bytes);
    }

    int cuts() {
        return cuts.get();
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
        listening.close();
    }

    private void acceptAll() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket(target.host(), target.port());
                Thread.ofVirtual().start(() -> up(new Both(client, server)));
                Thread.ofVirtual().start(() -> down(new Both(server, client)));
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private record Both(Socket from, Socket to) {}

    /// Passes everything on.
    private void up(Both line) {
        try (InputStream in = line.from().getInputStream();
                OutputStream out = line.to().getOutputStream()) {
            in.transferTo(out);
        } catch (IOException _) {
            // The other side hung up, which is what this link is for.
        }
    }

    /// Passes answers on, until one says COMMIT while a cut is wanted.
    private void down(Both line) {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = line.from().getInputStream();
                OutputStream out = line.to().getOutputStream()) {
            int read;
            while ((read = in.read(buffer)) > 0) {
                String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                int kept = text.contains("COMMIT\0") ? keptBytes.getAndSet(-1) : -1;
                out.write(buffer, 0, kept < 0 ? read : Math.min(kept, read));
                if (kept >= 0) {
                    cuts.incrementAndGet();
                    line.from().close();
                    line.to().close();
                    return;
                }
            }
        } catch (IOException _) {
            // The other side hung up, which is what this link is for.
        }
    }
}
