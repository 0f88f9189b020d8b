package org.fieldproof.app.it;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.fieldproof.testkit.Await;

/// A device that keeps a ledger: an MQTT 3.1.1 QoS 1 publisher over a plain socket, written for
/// the tests alone so that it shares no code with the product. It sends message numbers
/// `1..count`, or until it is told that it is enough, remembers which were PUBACKed, and after each
/// broken line connects again and sends what was not, as a device would.
///
/// Owned by the thread that calls [#publishAll]; `acked` may be read after it has ended.
public final class LedgerPublisher {
    private static final int WINDOW = 64;
    private static final int TRIES_MAX = 30_000;
    private static final int PACKET_IDS = 65_535;

    private final String id;
    private final String topic;
    private final int count;
    private final long waitNanos;
    private final IntSupplier port;
    private final BitSet acked = new BitSet();
    private final AtomicInteger ackedCount = new AtomicInteger();

    /// Which message each packet id was given to last.
    private final int[] numbers = new int[PACKET_IDS + 1];

    private int sent;

    /// Written by whoever wants an end, read by the thread that publishes.
    private volatile boolean isEnough;

    /// One that publishes until it is told that it is enough: whatever a test waits for meanwhile,
    /// it is under load.
    static LedgerPublisher endless(String id, String topic, IntSupplier port) {
        return new LedgerPublisher(id, topic, Integer.MAX_VALUE, port);
    }

    /// The same at its ease: after each acknowledgement it waits, so that a long test stays small.
    public static LedgerPublisher paced(String id, String topic, long waitNanos, IntSupplier port) {
        return new LedgerPublisher(id, topic, Integer.MAX_VALUE, waitNanos, port);
    }

    /// @param port asked at every connect, because the gateway comes back on another port
    LedgerPublisher(String id, String topic, int count, IntSupplier port) {
        this(id, topic, count, 0, port);
    }

    private LedgerPublisher(String id, String topic, int count, long waitNanos, IntSupplier port) {
        this.waitNanos = waitNanos;
        this.id = id;
        this.topic = topic;
        this.count = count;
        this.port = port;
    }

    String id() {
        return id;
    }

    /// Message numbers that the gateway acknowledged.
    BitSet acked() {
        return acked;
    }

    /// How many those are; any thread may ask while publishing goes on.
    public int ackedCount() {
        return ackedCount.get();
    }

    /// Nothing new is sent from now on; what was sent goes on until it is acknowledged. Any thread.
    public void enough() {
        isEnough = true;
    }

    private int due() {
        return isEnough ? sent : count;
    }

    /// Waits until so many of all were acknowledged.
    public static void awaitAcked(List<LedgerPublisher> publishers, long count) {
        Await.until(
                Duration.ofMinutes(2),
                () -> publishers.stream().mapToLong(LedgerPublisher::ackedCount).sum() >= count,
                "publishing goes on");
    }

    byte[] payload(int n) {
        return ("{\"id\":\"" + id + "\",\"n\":" + n + "}").getBytes(StandardCharsets.UTF_8);
    }

    /// What the gateway acknowledged, in hexadecimal; for after the end.
    public Stream<String> ackedPayloads() {
        return acked.stream().mapToObj(n -> Mosquitto.hex(payload(n)));
    }

    /// Publishes until every message was acknowledged once.
    public void publishAll() {
        for (int tries = 0; ackedCount.get() < due(); tries++) {
            if (tries > TRIES_MAX) {
                throw new AssertionError(id + ": gave up with " + ackedCount + " acked");
            }
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.getAsInt())) {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(20_000);
                session(socket);
            } catch (IOException lineBroke) {
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    private void session(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 16_384));
        connect(in, out);
        int next = acked.nextClearBit(1);
        int inFlight = 0;
        for (int due = due(); ackedCount.get() < due; due = due()) {
            while (inFlight < WINDOW && next <= due) {
                publish(out, next);
                sent = Math.max(sent, next);
                inFlight++;
                next = acked.nextClearBit(next + 1);
            }
            out.flush();
            int number = numbers[readPuback(in)];
            if (!acked.get(number)) {
                acked.set(number);
                ackedCount.incrementAndGet();
            }
            inFlight--;
            if (waitNanos > 0) {
                LockSupport.parkNanos(waitNanos);
            }
        }
        out.write(new byte[] {(byte) 0xE0, 0});
        out.flush();
    }

    private void connect(DataInputStream in, DataOutputStream out) throws IOException {
        byte[] client = id.getBytes(StandardCharsets.UTF_8);
        out.writeByte(0x10);
        remainingLength(out, 12 + client.length);
        out.writeUTF("MQTT");
        out.writeByte(4);
        out.writeByte(2);
        out.writeShort(60);
        out.writeUTF(id);
        out.flush();
        byte[] connack = new byte[4];
        in.readFully(connack);
        if (connack[0] != 0x20 || connack[3] != 0) {
            throw new IOException("CONNACK " + connack[3]);
        }
    }

    private void publish(DataOutputStream out, int n) throws IOException {
        byte[] payload = payload(n);
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        out.writeByte(0x32);
        remainingLength(out, 2 + name.length + 2 + payload.length);
        out.writeUTF(topic);
        int packetId = (n - 1) % PACKET_IDS + 1;
        numbers[packetId] = n;
        out.writeShort(packetId);
        out.write(payload);
    }

    private static int readPuback(DataInputStream in) throws IOException {
        int type = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (type != 0x40 || length != 2) {
            throw new IOException("unexpected packet " + type);
        }
        return in.readUnsignedShort();
    }

    private static void remainingLength(DataOutputStream out, int length) throws IOException {
        int rest = length;
        do {
            int digit = rest % 128;
            rest /= 128;
            out.writeByte(rest > 0 ? digit | 0x80 : digit);
        } while (rest > 0);
    }
}
