package org.fieldproof.app.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One publisher at MQTT 3.1.1 QoS 1 with a rate to keep, or as fast as it goes. Payloads carry
/// the time at which they were due, not the one at which there was room to send them: waiting
/// counts.
final class TimedLoad implements AutoCloseable {
    private static final String TOPIC = "bench/press-01/telemetry";
    private static final int UNACKED_MAX = 4_000;
    private static final int WRITE_BYTES = 1 << 15;
    private static final int PUBACK_BYTES = 4;
    private static final int SILENCE_MILLIS = 30_000;
    private static final long PACE_NANOS = 200_000;

    private final Socket socket;
    private final TimedPayload payloads;
    private final byte[] topic = TOPIC.getBytes(StandardCharsets.US_ASCII);
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    private final Thread sender = Thread.currentThread();
    private volatile long acked; // written by countAcks alone
    private long sent;

    /// A publisher that has signed in; used by one thread.
    TimedLoad(int port, TimedPayload payloads) throws IOException {
        this.payloads = payloads;
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(SILENCE_MILLIS);
        socket.getOutputStream().write(MqttLoad.connect("bench-timed"));
        byte[] answer = socket.getInputStream().readNBytes(4);
        if (answer.length < 4 || answer[0] != 0x20 || answer[3] != 0) {
            throw new IOException("the endpoint refused the publisher");
        }
        Thread.ofVirtual().start(this::countAcks);
    }

    /// Publishes messages 0 to `records - 1`; returns when the last one is acknowledged.
    ///
    /// @param perSecond 0 for as fast as it goes
    void publish(int records, int perSecond) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(WRITE_BYTES + 512);
        long begin = payloads.now();
        long ackedBefore = acked;
        sent = 0;
        while (acked - ackedBefore < records) {
            long now = payloads.now();
            long due = perSecond == 0 ? records : 1 + (now - begin) * perSecond / 1_000_000_000L;
            long until = Math.min(Math.min(records, due), acked - ackedBefore + UNACKED_MAX);
            if (sent >= until) {
                throwFailure();
                LockSupport.parkNanos(this, PACE_NANOS);
                continue;
            }
            out.clear();
            while (sent < until && out.position() < WRITE_BYTES) {
                long dueNanos = perSecond == 0 ? now : begin + sent * 1_000_000_000L / perSecond;
                put(out, dueNanos);
            }
            socket.getOutputStream().write(out.array(), 0, out.position());
        }
    }

    private void put(ByteBuffer out, long dueNanos) {
        int remaining = 2 + topic.length + 2 + TimedPayload.BYTES;
        out.put((byte) 0x32);
        out.put((byte) ((remaining & 0x7F) | 0x80));
        out.put((byte) (remaining >> 7));
        out.putShort((short) topic.length).put(topic);
        out.putShort((short) (1 + sent % 65_535));
        TimedPayload.put(out, dueNanos, (int) sent);
        sent++;
    }

    private void countAcks() {
        byte[] buffer = new byte[1 << 14];
        long bytes = 0;
        try {
            InputStream in = socket.getInputStream();
            int read = in.read(buffer);
            while (read >= 0) {
                bytes += read;
                acked = bytes / PUBACK_BYTES;
                LockSupport.unpark(sender);
                read = in.read(buffer);
            }
            failure.compareAndSet(null, new IOException("the endpoint hung up"));
        } catch (IOException e) {
            failure.compareAndSet(null, e);
        }
    }

    private void throwFailure() throws IOException {
        IOException why = failure.get();
        if (why != null) {
            throw why;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
