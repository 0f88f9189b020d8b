package org.fieldproof.connector.fieldbus.s7;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.connector.fieldbus.signal.FrameServer;
import org.jspecify.annotations.Nullable;

/// An S7 server for a simulated PLC. Reads variables, writes them where its memory takes it, and
/// tells its operating mode; whatever else is asked is refused. Everything is counted, so that it
/// also tells who tries to write (G20).
final class S7Server implements AutoCloseable {
    private static final int PDU_MAX = 480;
    private static final int SETUP = S7Gate.SETUP;
    private static final int READ = S7Gate.READ;
    private static final int FRAME_MAX = 4_096;

    private final FrameServer server;
    private final Memory memory;
    private final int slot;
    private final Consumer<String> written;
    private final AtomicLongArray functions = new AtomicLongArray(256);
    private volatile boolean stopped;
    private volatile boolean accessRefused;
    private volatile long delayMillis;

    /// What the PLC holds. Called from the peers' threads.
    interface Memory {
        /// The bytes of a range, or a return code.
        S7Line.Item read(S7Line.Range range);

        /// Takes what a peer writes, or says a return code.
        ///
        /// @return 0xff where it has taken it
        default int write(S7Line.Range range, byte[] bytes) {
            return 3;
        }
    }

    private S7Server(String name, Endpoint at, int slot, Memory memory, Consumer<String> written)
            throws IOException {
        this.written = written;
        this.memory = memory;
        this.slot = slot;
        server = FrameServer.open(name, at, this::talk);
    }

    /// @param slot the only one connections are taken for; -1 for any
    static S7Server open(String name, Endpoint at, int slot, Memory memory) throws IOException {
        return open(name, at, slot, memory, _ -> {});
    }

    /// @param written is told of each question that is none for a value; on the peers' threads
    static S7Server open(
            String name, Endpoint at, int slot, Memory memory, Consumer<String> written)
            throws IOException {
        return new S7Server(name, at, slot, memory, written);
    }

    int port() {
        return server.port();
    }

    FrameServer lines() {
        return server;
    }

    /// How often something other than setting up and reading was asked for.
    long askedToWrite() {
        long sum = 0;
        for (int function = 0; function < functions.length(); function++) {
            sum += function != SETUP && function != READ ? functions.get(function) : 0;
        }
        return sum;
    }

    /// How often variables were read.
    long askedToRead() {
        return functions.get(READ);
    }

    /// Fault switch: the PLC is in STOP.
    void stop(boolean stop) {
        stopped = stop;
    }

    /// Fault switch: access with PUT/GET is not permitted.
    void refuseAccess(boolean refuse) {
        accessRefused = refuse;
    }

    /// Fault switch: each answer waits.
    void delay(long millis) {
        delayMillis = millis;
    }

    private void talk(Socket peer) throws IOException {
        DataInputStream in = new DataInputStream(peer.getInputStream());
        OutputStream out = peer.getOutputStream();
        int pduBytes = 240;
        // Ends with the peer's line.
        while (true) {
            byte[] head = in.readNBytes(4);
            if (head.length < 4 || head[0] != 3) {
                return;
            }
            int length = (head[2] & 0xff) << 8 | (head[3] & 0xff);
            if (length < 11 || length > FRAME_MAX) {
                return;
            }
            byte[] body = in.readNBytes(length - 4);
            if (body.length < length - 4) {
                return;
            }
            if (delayMillis > 0) {
                LockSupport.parkNanos(delayMillis * 1_000_000L);
            }
            if ((body[1] & 0xf0) == 0xe0) {
                if (!connects(body, out)) {
                    return;
                }
                continue;
            }
            ByteBuffer pdu = ByteBuffer.wrap(body, 3, body.length - 3).slice();
            if (pdu.limit() >= 18 && pdu.get(1) == 1 && (pdu.get(10) & 0xff) == SETUP) {
                pduBytes = Math.min(PDU_MAX, Math.max(112, pdu.getShort(16) & 0xffff));
            }
            byte[] answer = answer(pdu, pduBytes);
            if (answer.length == 0) {
                return;
            }
            send(out, answer);
        }
    }

    /// The connection request: the last byte of the called access point holds rack and slot.
    private boolean connects(byte[] body, OutputStream out) throws IOException {
        int called = -1;
        for (int at = 7; at + 1 < body.length; at += 2 + (body[at + 1] & 0xff)) {
            if ((body[at] & 0xff) == 0xc2 && at + 3 < body.length) {
                called = body[at + 3] & 0x1f;
            }
        }
        if (slot >= 0 && called != slot) {
            return false;
        }
        byte[] confirm = new byte[4 + body.length];
        confirm[0] = 3;
        confirm[3] = (byte) confirm.length;
        System.arraycopy(body, 0, confirm, 4, body.length);
        confirm[5] = (byte) 0xd0;
        confirm[6] = body[4];
        confirm[7] = body[5];
        confirm[9] = 1;
        out.write(confirm);
        return true;
    }

    /// Empty where nothing sensible can be said.
    private byte[] answer(ByteBuffer pdu, int pduBytes) {
        if (pdu.limit() < 12 || pdu.get(0) != 0x32) {
            return new byte[0];
        }
        int parameters = pdu.getShort(6) & 0xffff;
        if (pdu.get(1) == 7) {
            return mode(pdu);
        }
        int function = pdu.get(10) & 0xff;
        functions.incrementAndGet(function);
        if (function == SETUP) {
            ByteBuffer out = head(pdu, 8, 0, 0);
            out.put((byte) SETUP).put((byte) 0).putShort((short) 1).putShort((short) 1);
            return bytes(out.putShort((short) pduBytes));
        }
        int count = pdu.get(11) & 0xff;
        if (function != READ) {
            written.accept("function " + function);
        }
        if (function == S7Gate.WRITE && parameters == 2 + 12 * count) {
            return write(pdu, count);
        }
        if (function != READ || parameters != 2 + 12 * count || pdu.limit() < 10 + parameters) {
            return bytes(head(pdu, 0, 0, 0x8104));
        }
        return read(pdu, count, pduBytes);
    }

    private byte[] read(ByteBuffer pdu, int count, int pduBytes) {
        ByteBuffer data = ByteBuffer.allocate(FRAME_MAX);
        for (int i = 0; i < count; i++) {
            int at = 12 + 12 * i;
            S7Line.Item item = accessRefused ? new S7Line.Item.Refusal(3) : item(pdu, at);
            switch (item) {
                case S7Line.Item.Values(byte[] bytes) -> {
                    if (data.position() + bytes.length + 18 > pduBytes) {
                        return bytes(head(pdu, 0, 0, 0x8500));
                    }
                    boolean bit = pdu.get(at + 3) == 1;
                    int unit = pdu.get(at + 3) & 0xff;
                    data.put((byte) 0xff).put((byte) (bit ? 3 : unit >= 0x1c ? 9 : 4));
                    data.putShort(
                            (short) (bit ? 1 : unit >= 0x1c ? bytes.length : bytes.length * 8));
                    data.put(bytes);
                    if (bytes.length % 2 == 1 && i < count - 1) {
                        data.put((byte) 0);
                    }
                }
                case S7Line.Item.Refusal(int code) ->
                        data.put((byte) code).put((byte) 0).putShort((short) 0);
            }
        }
        ByteBuffer out = head(pdu, 2, data.position(), 0);
        out.put((byte) READ).put((byte) count).put(data.array(), 0, data.position());
        return bytes(out);
    }

    private byte[] write(ByteBuffer pdu, int count) {
        byte[] codes = new byte[count];
        int data = 12 + 12 * count;
        for (int i = 0; i < count; i++) {
            int left = pdu.limit() - data - 4;
            int kind = left < 0 ? 0 : pdu.get(data + 1);
            int counted = left < 0 ? 0 : pdu.getShort(data + 2) & 0xffff;
            // Kinds 3 to 5 count bits, the others bytes.
            int bytes = kind >= 3 && kind <= 5 ? (counted + 7) / 8 : counted;
            if (left < 0 || bytes > left) {
                return bytes(head(pdu, 0, 0, 0x8500));
            }
            byte[] value = new byte[bytes];
            pdu.get(data + 4, value);
            codes[i] = (byte) (accessRefused ? 3 : taken(pdu, 12 + 12 * i, value));
            data += 4 + bytes + bytes % 2;
        }
        ByteBuffer out = head(pdu, 2, count, 0);
        out.put((byte) S7Gate.WRITE).put((byte) count).put(codes);
        return bytes(out);
    }

    /// One after the other, as in a PLC: a bit is put into the byte that is there.
    private synchronized int taken(ByteBuffer pdu, int at, byte[] value) {
        int unit = pdu.get(at + 3) & 0xff;
        int count = pdu.getShort(at + 4) & 0xffff;
        int code = pdu.get(at + 8) & 0xff;
        int address = (pdu.get(at + 9) & 0xff) << 16 | (pdu.getShort(at + 10) & 0xffff);
        S7Area area = areaOf(code);
        int bytes = bytesOf(unit) * count;
        if (area == null || area.isCounted() || bytes == 0 || unit >= 0x1c) {
            return 6;
        }
        S7Line.Range range =
                new S7Line.Range(area, pdu.getShort(at + 6) & 0xffff, address / 8, bytes);
        if (value.length != bytes || (unit == S7Gate.BIT && count != 1)) {
            return 7;
        }
        if (unit != S7Gate.BIT) {
            return memory.write(range, value);
        }
        return switch (memory.read(range)) {
            case S7Line.Item.Refusal(int refusal) -> refusal;
            case S7Line.Item.Values(byte[] now) -> {
                int bit = 1 << address % 8;
                int whole = value[0] == 0 ? now[0] & ~bit : now[0] | bit;
                yield memory.write(range, new byte[] {(byte) whole});
            }
        };
    }

    private static @Nullable S7Area areaOf(int code) {
        for (S7Area each : S7Area.values()) {
            if (each.code() == code) {
                return each;
            }
        }
        return null;
    }

    private S7Line.Item item(ByteBuffer pdu, int at) {
        int unit = pdu.get(at + 3) & 0xff;
        int count = pdu.getShort(at + 4) & 0xffff;
        int block = pdu.getShort(at + 6) & 0xffff;
        int code = pdu.get(at + 8) & 0xff;
        int address = (pdu.get(at + 9) & 0xff) << 16 | (pdu.getShort(at + 10) & 0xffff);
        S7Area area = areaOf(code);
        int bytes = bytesOf(unit);
        if (area == null || bytes == 0 || count == 0 || area.isCounted() != unit >= 0x1c) {
            return new S7Line.Item.Refusal(6);
        }
        if (area.isCounted()) {
            return memory.read(new S7Line.Range(area, 0, address, count));
        }
        S7Line.Item item = memory.read(new S7Line.Range(area, block, address / 8, count * bytes));
        return unit == 1 && item instanceof S7Line.Item.Values(byte[] whole)
                ? new S7Line.Item.Values(new byte[] {(byte) ((whole[0] >> address % 8) & 1)})
                : item;
    }

    /// Bytes of one element of a transport size; 0 for one that is not known.
    private static int bytesOf(int unit) {
        return switch (unit) {
            case 1, 2, 3 -> 1;
            case 4, 5, 0x1c, 0x1d -> 2;
            case 6, 7, 8 -> 4;
            default -> 0;
        };
    }

    /// SZL 0424, index 0: the operating mode.
    private byte[] mode(ByteBuffer pdu) {
        int parameters = pdu.getShort(6) & 0xffff;
        int at = 10 + parameters;
        boolean asked =
                pdu.limit() >= at + 8
                        && parameters == 8
                        && pdu.get(15) == 0x44
                        && pdu.getShort(at + 4) == 0x424;
        byte[] record = new byte[20];
        record[0] = 0x51;
        record[1] = 0x44;
        record[2] = (byte) 0xff;
        record[3] = (byte) (stopped ? 4 : 8);
        int data = asked ? 12 + record.length : 4;
        ByteBuffer out = ByteBuffer.allocate(10 + 12 + data);
        out.put((byte) 0x32).put((byte) 7).putShort((short) 0).putShort(pdu.getShort(4));
        out.putShort((short) 12).putShort((short) data);
        out.put(new byte[] {0, 1, 0x12, 8, 0x12, (byte) 0x84, 1, 1, 0, 0});
        out.putShort((short) (asked ? 0 : 0xd401));
        if (asked) {
            out.put((byte) 0xff).put((byte) 9).putShort((short) (8 + record.length));
            out.putShort((short) 0x424).putShort((short) 0);
            out.putShort((short) record.length).putShort((short) 1).put(record);
        } else {
            out.put((byte) 10).put((byte) 0).putShort((short) 0);
        }
        return out.array();
    }

    /// The head of an answer, with room behind it.
    private static ByteBuffer head(ByteBuffer pdu, int parameters, int data, int error) {
        ByteBuffer out = ByteBuffer.allocate(12 + parameters + data);
        out.put((byte) 0x32).put((byte) (error == 0 || parameters > 0 ? 3 : 2)).putShort((short) 0);
        out.putShort(pdu.getShort(4));
        out.putShort((short) parameters).putShort((short) data);
        return out.putShort((short) error);
    }

    /// What was put into a buffer.
    private static byte[] bytes(ByteBuffer filled) {
        byte[] bytes = new byte[filled.position()];
        filled.get(0, bytes);
        return bytes;
    }

    private static void send(OutputStream out, byte[] pdu) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(7 + pdu.length);
        frame.put((byte) 3).put((byte) 0).putShort((short) (7 + pdu.length));
        frame.put((byte) 2).put((byte) 0xf0).put((byte) 0x80).put(pdu);
        out.write(frame.array());
    }

    @Override
    public void close() {
        server.close();
    }
}
