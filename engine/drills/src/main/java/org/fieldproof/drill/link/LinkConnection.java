package org.fieldproof.drill.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.fieldproof.api.spi.Endpoint;
import org.jspecify.annotations.Nullable;

/// One connection through a link: two sockets and, per direction, a reader and a writer on
/// virtual threads. Ended from any side by closing the sockets, never by an interrupt.
final class LinkConnection {
    private static final int CHUNK_BYTES = 16 * 1024;
    private static final int CONNECT_TIMEOUT_MS = 10_000;

    private final LinkProxy link;
    private final Socket dialler;
    private final ChunkQueue toTarget = new ChunkQueue();
    private final ChunkQueue toDialler = new ChunkQueue();
    private final FaultGate.Carried carried = new FaultGate.Carried();
    private final AtomicBoolean ended = new AtomicBoolean();
    // Written once by the thread that dials, read by whoever ends the connection.
    private volatile @Nullable Socket target;
    private final AtomicInteger directionsOpen = new AtomicInteger(2);

    LinkConnection(LinkProxy link, Socket dialler) {
        this.link = link;
        this.dialler = dialler;
    }

    /// Dials the target and carries until an end. Runs on a virtual thread of its own.
    void carry(Endpoint to) {
        Socket dialled;
        try {
            if (!link.gate().awaitPassable()) {
                reset();
                return;
            }
            dialled = dial(to);
            target = dialled;
            dialler.setTcpNoDelay(true);
        } catch (IOException | RuntimeException e) {
            // An unreachable target looks through the link as it looks without one: refused.
            link.refused();
            reset();
            return;
        }
        if (ended.get()) {
            // Reset while it was dialling, before there was a target to reset.
            lingerZero(dialled);
            closeQuietly(dialled);
            return;
        }
        String name = Thread.currentThread().getName();
        startPump(name + "-to-target", dialler, dialled, toTarget, Direction.TO_TARGET);
        startPump(name + "-to-dialler", dialled, dialler, toDialler, Direction.TO_DIALLER);
    }

    /// Tries every address of the target's name, as its clients would.
    private static Socket dial(Endpoint to) throws IOException {
        IOException last = new IOException("no address: " + to.host());
        for (InetAddress each : InetAddress.getAllByName(to.host())) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(each, to.port()), CONNECT_TIMEOUT_MS);
                socket.setTcpNoDelay(true);
                return socket;
            } catch (IOException e) {
                closeQuietly(socket);
                last = e;
            }
        }
        throw last;
    }

    private void startPump(String name, Socket in, Socket out, ChunkQueue q, Direction way) {
        Thread.ofVirtual().name(name + "-read").start(() -> readAll(in, q));
        Thread.ofVirtual().name(name + "-write").start(() -> writeAll(out, q, way));
    }

    private void readAll(Socket in, ChunkQueue queue) {
        byte[] buffer = new byte[CHUNK_BYTES];
        try {
            InputStream stream = in.getInputStream();
            boolean open = true;
            while (open) {
                int n = stream.read(buffer);
                byte[] bytes = n < 0 ? new byte[0] : Arrays.copyOf(buffer, n);
                boolean taken = queue.put(new ChunkQueue.Chunk(bytes, link.now(), link.jitter()));
                open = taken && n >= 0;
            }
        } catch (IOException e) {
            // The peer's reset travels on: through a line without a proxy it would have, too.
            reset();
        }
    }

    private void writeAll(Socket out, ChunkQueue queue, Direction way) {
        try {
            OutputStream stream = out.getOutputStream();
            ChunkQueue.@Nullable Chunk chunk = queue.take();
            while (chunk != null && chunk.bytes().length > 0) {
                if (!write(stream, chunk, way)) {
                    link.resetByFault();
                    reset();
                    return;
                }
                queue.written();
                chunk = queue.take();
            }
            if (chunk != null && link.gate().awaitPassable()) {
                out.shutdownOutput();
                if (directionsOpen.decrementAndGet() == 0) {
                    close();
                }
            }
        } catch (IOException e) {
            reset();
        }
    }

    private boolean write(OutputStream out, ChunkQueue.Chunk chunk, Direction way)
            throws IOException {
        byte[] bytes = chunk.bytes();
        int from = 0;
        while (from < bytes.length) {
            int allowed =
                    link.gate()
                            .allow(
                                    way,
                                    carried,
                                    chunk.readAtNanos(),
                                    chunk.jitter(),
                                    bytes.length - from);
            if (allowed == 0) {
                return false;
            }
            out.write(bytes, from, allowed);
            link.carried(way, allowed);
            from += allowed;
        }
        return true;
    }

    /// Ends both sides with RST; idempotent.
    void reset() {
        if (ended.compareAndSet(false, true)) {
            lingerZero(dialler);
            lingerZero(target);
            closeAll();
        }
    }

    /// Ends both sides in peace; idempotent.
    void close() {
        if (ended.compareAndSet(false, true)) {
            closeAll();
        }
    }

    private static void lingerZero(@Nullable Socket socket) {
        if (socket == null) {
            return;
        }
        try {
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException | UnsupportedOperationException e) {
            // Already closed: there is nobody left to reset.
            assert socket.isClosed() || !socket.isConnected();
        }
    }

    private void closeAll() {
        toTarget.close();
        toDialler.close();
        closeQuietly(dialler);
        closeQuietly(target);
        link.ended(this);
    }

    private static void closeQuietly(@Nullable Socket socket) {
        if (socket == null) {
            return;
        }
        try {
            socket.close();
        } catch (IOException e) {
            // A socket that cannot be closed is closed for our purposes.
            assert socket.isClosed();
        }
    }
}
