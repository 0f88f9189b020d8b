package org.fieldproof.app.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The floor: the least program that takes MQTT at QoS 1, syncs before it acknowledges, and hands
/// on to a bulk loader. No sessions, no topics, no checks, no recovery, no second destination:
/// what a gateway costs is measured against it.
final class FloorEndpoint implements AutoCloseable {
    private static final long FILE_BYTES = 64L << 20;
    private static final int BATCHES = 4;

    private final ServerSocket listening;
    private final FileChannel file;
    private final FloorStore store;
    private final BlockingQueue<FloorBatch> empty = new ArrayBlockingQueue<>(BATCHES);
    private final BlockingQueue<FloorBatch> synced = new ArrayBlockingQueue<>(BATCHES);
    private final Object lock = new Object();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Thread writer;
    private final Thread deliverer;
    private FloorBatch filling = new FloorBatch(); // guarded by lock
    private boolean open = true; // guarded by lock
    private volatile boolean running = true;
    private volatile long stored; // written by the deliverer alone

    private FloorEndpoint(Path log, FloorStore store) throws IOException {
        this.store = store;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.file = preallocated(log);
        for (int i = 1; i < BATCHES; i++) {
            empty.add(new FloorBatch());
        }
        this.writer = Thread.ofPlatform().name("floor-log").unstarted(this::syncAll);
        this.deliverer = Thread.ofPlatform().name("floor-store").unstarted(this::deliverAll);
    }

    static FloorEndpoint start(Path log, FloorStore store) throws IOException {
        FloorEndpoint endpoint = new FloorEndpoint(log, store);
        endpoint.writer.start();
        endpoint.deliverer.start();
        Thread.ofVirtual().start(endpoint::acceptAll);
        return endpoint;
    }

    int port() {
        return listening.getLocalPort();
    }

    /// Records that the store has durably.
    long stored() {
        return stored;
    }

    void failIfFailed() throws Exception {
        Exception why = failure.get();
        if (why != null) {
            throw why;
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        running = false;
        listening.close();
        synchronized (lock) {
            open = false;
            lock.notifyAll();
        }
        Uninterrupted.join(writer);
        Uninterrupted.join(deliverer);
        file.close();
        store.close();
    }

    static FileChannel preallocated(Path path) throws IOException {
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
        for (long at = 0; at < FILE_BYTES; at += zeros.capacity()) {
            zeros.clear();
            file.write(zeros, at);
        }
        file.force(true);
        return file;
    }

    private void acceptAll() {
        while (running) {
            try {
                Line line = new Line(listening.accept());
                Thread.ofVirtual().start(line::readAll);
            } catch (IOException e) {
                if (running) {
                    failure.compareAndSet(null, e);
                    return;
                }
            }
        }
    }

    private void syncAll() {
        long position = 0;
        try {
            FloorBatch next = empty.take();
            while (true) {
                FloorBatch batch;
                synchronized (lock) {
                    while (filling.count() == 0 && open) {
                        lock.wait();
                    }
                    if (filling.count() == 0) {
                        return;
                    }
                    batch = filling;
                    filling = next;
                    lock.notifyAll();
                }
                ByteBuffer frames = batch.written();
                if (position + frames.remaining() > FILE_BYTES) {
                    position = 0;
                }
                while (frames.hasRemaining()) {
                    position += file.write(frames, position);
                }
                file.force(false);
                acknowledge(batch);
                synced.put(batch);
                next = empty.take();
            }
        } catch (IOException | InterruptedException e) {
            failure.compareAndSet(null, e);
        }
    }

    private static void acknowledge(FloorBatch batch) throws IOException {
        for (int i = 0; i < batch.count(); i++) {
            batch.line(i).acks.putInt(0x4002_0000 | (batch.id(i) & 0xFFFF));
            if (batch.line(i).acks.remaining() < 4) {
                batch.line(i).flush();
            }
        }
        for (int i = 0; i < batch.count(); i++) {
            batch.line(i).flush();
        }
    }

    private void deliverAll() {
        long seq = 1;
        try {
            while (running || !synced.isEmpty()) {
                FloorBatch batch = synced.poll(20, TimeUnit.MILLISECONDS);
                if (batch == null) {
                    continue;
                }
                store.store(seq, batch.count(), batch.written());
                seq += batch.count();
                stored = seq - 1;
                batch.clear();
                empty.put(batch);
            }
        } catch (Exception e) {
            failure.compareAndSet(null, e);
        }
    }

    /// One publisher's connection.
    final class Line {
        private final Socket socket;
        private final ByteBuffer acks = ByteBuffer.allocate(1 << 14);

        Line(Socket socket) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
        }

        void flush() throws IOException {
            if (acks.position() > 0) {
                OutputStream out = socket.getOutputStream();
                out.write(acks.array(), 0, acks.position());
                acks.clear();
            }
        }

        void readAll() {
            byte[] buffer = new byte[1 << 16];
            int filled = 0;
            try (socket) {
                InputStream in = socket.getInputStream();
                int read;
                while ((read = in.read(buffer, filled, buffer.length - filled)) > 0) {
                    filled += read;
                    int used = take(buffer, filled);
                    System.arraycopy(buffer, used, buffer, 0, filled - used);
                    filled -= used;
                }
            } catch (IOException e) {
                if (running) {
                    failure.compareAndSet(null, e);
                }
            } catch (InterruptedException e) {
                failure.compareAndSet(null, e);
            }
        }

        /// Takes every whole packet; returns how many bytes they were.
        private int take(byte[] bytes, int end) throws IOException, InterruptedException {
            int at = 0;
            synchronized (lock) {
                while (at + 2 <= end) {
                    int lengthBytes = (bytes[at + 1] & 0x80) == 0 ? 1 : 2;
                    if (at + 1 + lengthBytes > end) {
                        break;
                    }
                    int remaining =
                            lengthBytes == 1
                                    ? bytes[at + 1]
                                    : (bytes[at + 1] & 0x7F) | bytes[at + 2] << 7;
                    int body = at + 1 + lengthBytes;
                    if (body + remaining > end) {
                        break;
                    }
                    packet(bytes[at], bytes, body, remaining);
                    at = body + remaining;
                }
                lock.notifyAll();
            }
            return at;
        }

        private void packet(byte type, byte[] bytes, int body, int remaining)
                throws IOException, InterruptedException {
            if (type == 0x10) {
                socket.getOutputStream().write(new byte[] {0x20, 2, 0, 0});
            } else if (type == 0x32) {
                int topic = bytes[body] << 8 | (bytes[body + 1] & 0xFF);
                int id = body + 2 + topic;
                int payload = body + remaining - id - 2;
                while (!filling.hasRoomFor(payload)) {
                    lock.notifyAll();
                    lock.wait();
                }
                filling.add(
                        this,
                        (short) (bytes[id] << 8 | (bytes[id + 1] & 0xFF)),
                        bytes,
                        id + 2,
                        payload);
            }
        }
    }
}
