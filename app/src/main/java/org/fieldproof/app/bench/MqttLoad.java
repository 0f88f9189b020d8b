package org.fieldproof.app.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.fieldproof.api.time.GatewayClock;
import org.jspecify.annotations.Nullable;

/// Publishers that speak just enough MQTT 3.1.1 to be no bottleneck: plain sockets, QoS 1, many
/// messages under way at once, acknowledgements counted and not searched.
final class MqttLoad {
    static final int PAYLOAD_BYTES = 100;
    private static final int PUBLISHERS = 4;
    private static final int UNACKED_MAX = 4_000;
    private static final int WRITE_BYTES = 1 << 15;
    private static final int PUBACK_BYTES = 4;
    private static final int SILENCE_MILLIS = 30_000;
    private static final byte[] PAYLOAD = payloadTemplate();

    private final GatewayClock clock = GatewayClock.system();
    private final int port;
    private final int recordsEach;

    MqttLoad(int port, int records) {
        this.port = port;
        this.recordsEach = records / PUBLISHERS;
    }

    /// How many messages a run sends.
    long records() {
        return (long) recordsEach * PUBLISHERS;
    }

    /// Sends everything; returns the nanoseconds from the first message to the last
    /// acknowledgement.
    long run() throws IOException, InterruptedException {
        List<Publisher> publishers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        try {
            for (int i = 0; i < PUBLISHERS; i++) {
                publishers.add(new Publisher("bench-" + i));
            }
            long start = clock.nanoTime();
            for (Publisher publisher : publishers) {
                threads.add(Thread.ofVirtual().start(publisher::countAcks));
                threads.add(Thread.ofVirtual().start(publisher::publishAll));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            long nanos = clock.nanoTime() - start;
            for (Publisher publisher : publishers) {
                publisher.failIfFailed();
            }
            return nanos;
        } finally {
            for (Publisher publisher : publishers) {
                publisher.close();
            }
        }
    }

    private final class Publisher {
        private final Socket socket;
        private final byte[] topic;
        private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
        private volatile long acked; // written by countAcks alone
        private volatile @Nullable Thread sender;

        Publisher(String id) throws IOException {
            this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
            this.topic = ("bench/" + id + "/telemetry").getBytes(StandardCharsets.US_ASCII);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(SILENCE_MILLIS);
            socket.getOutputStream().write(connect(id));
            byte[] answer = socket.getInputStream().readNBytes(4);
            if (answer.length < 4 || answer[0] != 0x20 || answer[3] != 0) {
                throw new IOException("the listener refused publisher " + id);
            }
        }

        void publishAll() {
            sender = Thread.currentThread();
            ByteBuffer out = ByteBuffer.allocate(WRITE_BYTES + 512);
            try {
                OutputStream socketOut = socket.getOutputStream();
                long sent = 0;
                while (sent < recordsEach) {
                    long room = Math.min(recordsEach, acked + UNACKED_MAX) - sent;
                    if (room == 0) {
                        if (failure.get() != null) {
                            return;
                        }
                        LockSupport.parkNanos(this, 1_000_000);
                        continue;
                    }
                    out.clear();
                    while (room > 0 && out.position() < WRITE_BYTES) {
                        sent++;
                        room--;
                        publish(out, sent);
                    }
                    socketOut.write(out.array(), 0, out.position());
                }
            } catch (IOException e) {
                failure.compareAndSet(null, e);
            }
        }

        void countAcks() {
            byte[] buffer = new byte[1 << 14];
            long bytes = 0;
            try {
                InputStream in = socket.getInputStream();
                while (bytes < (long) recordsEach * PUBACK_BYTES) {
                    int read = in.read(buffer);
                    if (read < 0) {
                        throw new IOException("the listener hung up after " + acked + " acks");
                    }
                    bytes += read;
                    acked = bytes / PUBACK_BYTES;
                    LockSupport.unpark(sender);
                }
            } catch (IOException e) {
                failure.compareAndSet(null, e);
            }
        }

        void failIfFailed() throws IOException {
            IOException why = failure.get();
            if (why != null) {
                throw why;
            }
        }

        void close() throws IOException {
            socket.close();
        }

        private void publish(ByteBuffer out, long number) {
            int remaining = 2 + topic.length + 2 + PAYLOAD_BYTES;
            out.put((byte) 0x32);
            out.put((byte) ((remaining & 0x7F) | 0x80));
            out.put((byte) (remaining >> 7));
            out.putShort((short) topic.length);
            out.put(topic);
            out.putShort((short) (1 + number % 65_535));
            payload(out, number);
        }
    }

    /// `{"n":0000000001,"value":...}`, always of the same length.
    private static void payload(ByteBuffer out, long number) {
        int start = out.position();
        out.put(PAYLOAD);
        long rest = number;
        for (int digit = 14; digit >= 5; digit--) {
            out.put(start + digit, (byte) ('0' + rest % 10));
            rest /= 10;
        }
    }

    private static byte[] payloadTemplate() {
        StringBuilder text = new StringBuilder("{\"n\":1000000000,\"bar\":6.42,\"note\":\"");
        while (text.length() < PAYLOAD_BYTES - 2) {
            text.append('x');
        }
        return text.append("\"}").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /// A CONNECT of MQTT 3.1.1 with a clean session.
    static byte[] connect(String id) {
        byte[] name = id.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(14 + name.length);
        out.put((byte) 0x10);
        out.put((byte) (12 + name.length));
        out.putShort((short) 4).put("MQTT".getBytes(StandardCharsets.US_ASCII));
        out.put((byte) 4); // protocol level of 3.1.1
        out.put((byte) 2); // clean session
        out.putShort((short) 60);
        out.putShort((short) name.length).put(name);
        return out.array();
    }
}
