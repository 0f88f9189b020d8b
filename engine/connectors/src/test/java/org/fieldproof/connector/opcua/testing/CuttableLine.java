package org.fieldproof.connector.opcua.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.spi.Endpoint;
import org.jspecify.annotations.Nullable;

/// A line that a test can cut: the socket leads elsewhere, the name that is checked does not.
public final class CuttableLine implements AutoCloseable {
    private final ServerSocket door;
    private final Endpoint target;
    private final AtomicReference<List<Socket>> open = new AtomicReference<>(List.of());
    private volatile boolean cut;
    private volatile boolean silent;
    private volatile boolean garbled;
    private volatile byte @Nullable [] forged;

    public CuttableLine(Endpoint target) throws IOException {
        this.target = target;
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    public LinkTable table() {
        return new LinkTable() {
            @Override
            public Endpoint dial(String id, Endpoint asked) {
                return new Endpoint("127.0.0.1", door.getLocalPort());
            }

            @Override
            public Endpoint front(String id, Endpoint listening) {
                return listening;
            }
        };
    }

    private void serve() {
        try {
            while (true) {
                Socket in = door.accept();
                if (cut) {
                    in.close();
                    continue;
                }
                Socket out = new Socket(target.host(), target.port());
                List<Socket> all = new ArrayList<>(open.get());
                all.add(in);
                all.add(out);
                open.set(all);
                Thread.ofVirtual().start(() -> pump(in, out, false));
                Thread.ofVirtual().start(() -> pump(out, in, true));
            }
        } catch (IOException _) {
            // closed by the test
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[1 << 16];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (silent) {
                    continue;
                }
                if (answers && garbled) {
                    garbled = false;
                    buffer[length - 1] ^= 0x5a;
                }
                byte[] instead = answers ? forged : null;
                if (instead == null) {
                    to.getOutputStream().write(buffer, 0, length);
                } else {
                    forged = null;
                    to.getOutputStream().write(instead);
                }
            }
        } catch (IOException _) {
            // cut
        }
    }

    public void cut() throws IOException {
        cut = true;
        for (Socket each : open.getAndSet(List.of())) {
            each.close();
        }
    }

    /// Lets nothing through, and leaves the lines open.
    public void silence() {
        silent = true;
    }

    /// Makes the server's next words unreadable.
    public void garble() {
        garbled = true;
    }

    /// Puts a chunk in place of the server's next words.
    public void forge(byte[] chunk) {
        forged = chunk;
    }

    public void heal() {
        cut = false;
        silent = false;
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }
}
