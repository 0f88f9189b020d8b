package org.fieldproof.connector.fieldbus.modbus;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.connector.fieldbus.signal.FrameServer;

/// A Modbus TCP server for simulated units. Reads by functions 1 to 4; whatever else is asked is
/// counted and refused with exception 1, so that it also tells who tries to write (G20).
final class ModbusServer implements AutoCloseable {
    private static final int ILLEGAL_FUNCTION = 1;
    private static final int ILLEGAL_VALUE = 3;

    private final FrameServer server;
    private final Memory memory;
    private final AtomicLongArray functions = new AtomicLongArray(256);
    private final Set<Integer> silentUnits = ConcurrentHashMap.newKeySet();
    private volatile long delayMillis;

    /// What the units hold. Called from the peers' threads.
    interface Memory {
        /// Registers as two bytes each, most significant first; bits as one byte each, 0 or 1. An
        /// exception code where they cannot be had.
        Content read(int unit, ModbusTable table, int start, int count);
    }

    /// What there is.
    sealed interface Content {
        @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
        record Items(byte[] bytes) implements Content {}

        record Refusal(int code) implements Content {}
    }

    private ModbusServer(String name, Endpoint at, Memory memory) throws IOException {
        this.memory = memory;
        server = FrameServer.open(name, at, this::talk);
    }

    static ModbusServer open(String name, Endpoint at, Memory memory) throws IOException {
        return new ModbusServer(name, at, memory);
    }

    int port() {
        return server.port();
    }

    FrameServer lines() {
        return server;
    }

    /// How often a function was asked for.
    long asked(int function) {
        return functions.get(function);
    }

    /// How often something other than reading was asked for.
    long askedToWrite() {
        long sum = 0;
        for (int function = 0; function < functions.length(); function++) {
            sum += function < 1 || function > 4 ? functions.get(function) : 0;
        }
        return sum;
    }

    /// Fault switch: this unit does not answer.
    void silence(int unit, boolean silent) {
        if (silent) {
            silentUnits.add(unit);
        } else {
            silentUnits.remove(unit);
        }
    }

    /// Fault switch: each answer waits.
    void delay(long millis) {
        delayMillis = millis;
    }

    private void talk(Socket peer) throws IOException {
        DataInputStream in = new DataInputStream(peer.getInputStream());
        OutputStream out = peer.getOutputStream();
        byte[] head = new byte[7];
        // Ends with the peer's line.
        while (true) {
            in.readFully(head);
            int length = (head[4] & 0xff) << 8 | (head[5] & 0xff);
            if (head[2] != 0 || head[3] != 0 || length < 2 || length > 254) {
                return;
            }
            byte[] body = in.readNBytes(length - 1);
            if (body.length < length - 1) {
                return;
            }
            functions.incrementAndGet(body[0] & 0xff);
            if (delayMillis > 0) {
                LockSupport.parkNanos(delayMillis * 1_000_000L);
            }
            int unit = head[6] & 0xff;
            if (!silentUnits.contains(unit)) {
                out.write(answer(head, body, unit));
            }
        }
    }

    private byte[] answer(byte[] head, byte[] body, int unit) {
        int function = body[0] & 0xff;
        byte[] answer =
                switch (reply(unit, body)) {
                    case Content.Items(byte[] bytes) -> {
                        byte[] frame = new byte[9 + bytes.length];
                        frame[7] = (byte) function;
                        frame[8] = (byte) bytes.length;
                        System.arraycopy(bytes, 0, frame, 9, bytes.length);
                        yield frame;
                    }
                    case Content.Refusal(int code) -> {
                        byte[] frame = new byte[9];
                        frame[7] = (byte) (function | 0x80);
                        frame[8] = (byte) code;
                        yield frame;
                    }
                };
        answer[0] = head[0];
        answer[1] = head[1];
        answer[4] = (byte) ((answer.length - 6) >> 8);
        answer[5] = (byte) (answer.length - 6);
        answer[6] = head[6];
        return answer;
    }

    private Content reply(int unit, byte[] body) {
        int function = body[0] & 0xff;
        if (function < 1 || function > 4) {
            return new Content.Refusal(ILLEGAL_FUNCTION);
        }
        ModbusTable table = ModbusTable.ofFunction(function);
        if (body.length != 5) {
            return new Content.Refusal(ILLEGAL_VALUE);
        }
        int start = (body[1] & 0xff) << 8 | (body[2] & 0xff);
        int count = (body[3] & 0xff) << 8 | (body[4] & 0xff);
        int most = table.isBits() ? ModbusTable.BITS_MAX : ModbusTable.REGISTERS_MAX;
        if (count < 1 || count > most) {
            return new Content.Refusal(ILLEGAL_VALUE);
        }
        if (start + count > 65_536) {
            return new Content.Refusal(2);
        }
        Content content = memory.read(unit, table, start, count);
        return table.isBits() && content instanceof Content.Items(byte[] bits)
                ? new Content.Items(packed(bits))
                : content;
    }

    private static byte[] packed(byte[] bits) {
        byte[] packed = new byte[(bits.length + 7) / 8];
        for (int i = 0; i < bits.length; i++) {
            packed[i / 8] |= (byte) (bits[i] << (i % 8));
        }
        return packed;
    }

    @Override
    public void close() {
        server.close();
    }
}
