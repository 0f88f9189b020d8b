package org.fieldproof.connector.stores;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.spi.Endpoint;

/// A link that spoils its lines: hangs, resets, half-closes, or dribbles single bytes.
public final class FaultyLine implements LinkTable, AutoCloseable {
    /// What happens to a line.
    public enum Spoil {
        /// Bytes pass.
        NONE,
        /// Requests pass; answers never come.
        HANG,
        /// The line is reset when the first bytes of a request have passed.
        RESET,
        /// The answer ends after its first bytes.
        HALF_CLOSE,
        /// Answers come in single bytes.
        DRIBBLE
    }

    private final ServerSocket listening;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Endpoint target = new Endpoint("127.0.0.1", 1);
    private volatile Spoil spoil = Spoil.NONE;
    private volatile int dialled;

    public FaultyLine() throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::acceptAll);
    }

    /// Spoils lines from now on; those that are open are reset.
    public void spoil(Spoil with) {
        spoil = with;
        open.forEach(FaultyLine::reset);
        open.clear();
    }

    public int dialled() {
        return dialled;
    }

    @Override
    public synchronized Endpoint dial(String connectorId, Endpoint to) {
        target = to;
        dialled++;
        return new Endpoint("127.0.0.1", listening.getLocalPort());
    }

    @Override
    public Endpoint front(String connectorId, Endpoint endpoint) {
        return endpoint;
    }

    private void acceptAll() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket(target.host(), target.port());
                open.add(client);
                open.add(server);
                Thread.ofVirtual().start(() -> up(client, server));
                Thread.ofVirtual().start(() -> down(server, client));
            } catch (IOException _) {
                // The target refuses; so does the line, by hanging up.
            }
        }
    }

    private void up(Socket client, Socket server) {
        byte[] buffer = new byte[1 << 12];
        try (InputStream in = client.getInputStream();
                OutputStream out = server.getOutputStream()) {
            int read;
            while ((read = in.read(buffer)) > 0) {
                out.write(buffer, 0, read);
                if (spoil == Spoil.RESET) {
                    reset(client);
                    reset(server);
                    return;
                }
            }
        } catch (IOException _) {
            // The other side hung up, which is what this line is for.
        }
    }

    private void down(Socket server, Socket client) {
        byte[] buffer = new byte[1 << 12];
        try (InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream()) {
            int read;
            while ((read = in.read(buffer)) > 0) {
                switch (spoil) {
                    case NONE, RESET -> out.write(buffer, 0, read);
                    case HANG -> over.await();
                    case HALF_CLOSE -> {
                        out.write(buffer, 0, Math.min(read, 9));
                        client.shutdownOutput();
                        over.await();
                    }
                    case DRIBBLE -> {
                        for (int i = 0; i < read; i++) {
                            out.write(buffer, i, 1);
                            out.flush();
                        }
                    }
                }
            }
        } catch (IOException | InterruptedException _) {
            // The other side hung up, which is what this line is for.
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException _) {
            // It is gone either way.
        }
    }

    @Override
    public void close() throws IOException {
        over.countDown();
        listening.close();
        open.forEach(FaultyLine::reset);
    }
}
