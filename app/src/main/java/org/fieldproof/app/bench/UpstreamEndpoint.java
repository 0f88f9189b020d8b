package org.fieldproof.app.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The least MQTT endpoint that a destination or a publisher can talk to: takes QoS 1, answers
/// at once, and notes when each [TimedPayload] came. Can go away and come back at the same port,
/// and can hang.
final class UpstreamEndpoint implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int PUBLISH = 3;
    private static final long HANGING_NANOS = 10_000_000;

    private final TimedPayload payloads;
    private final int port;

    // Guarded by this.
    private final Set<Socket> lines = new HashSet<>();
    private final BitSet seen = new BitSet();
    private @Nullable ServerSocket listening;
    private long[] latencies = new long[1024];
    private int arrived;
    private long firstNanos;
    private long lastNanos;

    // Volatile: set by the bench's thread, read by those of the lines.
    private volatile boolean hanging;

    UpstreamEndpoint(TimedPayload payloads) throws IOException {
        this.payloads = payloads;
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.port = socket.getLocalPort();
        listen(socket);
    }

    int port() {
        return port;
    }

    /// Forgets what came.
    synchronized void begin() {
        seen.clear();
        arrived = 0;
    }

    /// How many different messages came.
    synchronized int arrived() {
        return arrived;
    }

    /// When the first one came; see [TimedPayload#now()].
    synchronized long firstNanos() {
        return firstNanos;
    }

    synchronized long lastNanos() {
        return lastNanos;
    }

    /// From due to arrival, in the order of arrival.
    synchronized long[] latencies() {
        return Arrays.copyOf(latencies, arrived);
    }

    /// Hangs up on everybody and listens no more.
    synchronized void away() throws IOException {
        ServerSocket socket = listening;
        listening = null;
        if (socket != null) {
            socket.close();
        }
        for (Socket line : lines) {
            line.close();
        }
        lines.clear();
    }

    /// From now on no line is read and nothing is answered; sockets stay open.
    void hang() {
        hanging = true;
    }

    /// Listens again.
    void back() throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        listen(socket);
    }

    @Override
    public void close() throws IOException {
        away();
    }

    private synchronized void listen(ServerSocket socket) {
        listening = socket;
        Thread.ofVirtual().start(() -> acceptAll(socket));
    }

    private void acceptAll(ServerSocket socket) {
        try {
            while (true) {
                Socket line = socket.accept();
                line.setTcpNoDelay(true);
                if (!opened(socket, line)) {
                    line.close();
                    return;
                }
                Thread.ofVirtual().start(() -> readAll(line));
            }
        } catch (IOException _) {
            // Away: the one who sent it there knows.
        }
    }

    private synchronized boolean opened(ServerSocket socket, Socket line) {
        return socket.equals(listening) && lines.add(line);
    }

    private void readAll(Socket line) {
        byte[] buffer = new byte[BUFFER_BYTES];
        ByteBuffer answers = ByteBuffer.allocate(BUFFER_BYTES);
        int filled = 0;
        try (line) {
            InputStream in = line.getInputStream();
            OutputStream out = line.getOutputStream();
            int read = in.read(buffer, 0, buffer.length);
            while (read > 0 && !hangs(line)) {
                filled += read;
                int used = take(buffer, filled, answers);
                System.arraycopy(buffer, used, buffer, 0, filled - used);
                filled -= used;
                out.write(answers.array(), 0, answers.position());
                answers.clear();
                read = in.read(buffer, filled, buffer.length - filled);
            }
        } catch (IOException _) {
            // Whoever was there has gone; what came is noted.
        }
    }

    /// Returns when the line is not to hang, or is closed by somebody: then it is true.
    private boolean hangs(Socket line) {
        while (hanging && !line.isClosed()) {
            LockSupport.parkNanos(this, HANGING_NANOS);
        }
        return line.isClosed();
    }

    /// Takes every whole packet; returns how many bytes they were.
    private synchronized int take(byte[] bytes, int end, ByteBuffer answers) {
        long now = payloads.now();
        int at = 0;
        while (at + 2 <= end) {
            int length = 0;
            int body = at + 1;
            int shift = 0;
            do {
                length |= (bytes[body] & 0x7F) << shift;
                shift += 7;
            } while ((bytes[body++] & 0x80) != 0 && body < end);
            if (body + length > end) {
                break;
            }
            packet(bytes, at, body, length, now, answers);
            at = body + length;
        }
        return at;
    }

    private void packet(byte[] bytes, int at, int body, int length, long now, ByteBuffer answers) {
        int type = (bytes[at] & 0xFF) >> 4;
        switch (type) {
            case 1 -> answers.put(new byte[] {0x20, 2, 0, 0});
            case PUBLISH -> {
                int topic = (bytes[body] & 0xFF) << 8 | (bytes[body + 1] & 0xFF);
                int id = body + 2 + topic;
                answers.put((byte) 0x40).put((byte) 2).put(bytes[id]).put(bytes[id + 1]);
                if (length == 2 + topic + 2 + TimedPayload.BYTES) {
                    note(bytes, id + 2, now);
                }
            }
            case 12 -> answers.put(new byte[] {(byte) 0xD0, 0});
            default -> {
                // DISCONNECT and the like want no answer.
            }
        }
    }

    private void note(byte[] bytes, int payload, long now) {
        int number = TimedPayload.number(bytes, payload);
        if (seen.get(number)) {
            return;
        }
        seen.set(number);
        if (arrived == latencies.length) {
            latencies = Arrays.copyOf(latencies, arrived * 2);
        }
        firstNanos = arrived == 0 ? now : firstNanos;
        lastNanos = now;
        latencies[arrived++] = now - TimedPayload.dueNanos(bytes, payload);
    }
}
