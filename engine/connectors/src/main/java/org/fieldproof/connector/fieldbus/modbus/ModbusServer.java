package org.fieldproof.connector.fieldbus.modbus;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
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
    private static final int ILLEGAL_ADDRESS = 2;
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
            if (!silentUnits.contains(head[6] & 0xff)) {
                out.write(answer(head, body));
            }
        }
    }

    private byte[] answer(byte[] head, byte[] body) throws IOException {
        int transaction = (head[0] & 0xff) << 8 | (head[1] & 0xff);
        int unit = head[6] & 0xff;
        int function = body[0] & 0xff;
        if (function < 1 || function > 4) {
            return ModbusCodec.refused(transaction, unit, function, ILLEGAL_FUNCTION);
        }
        ModbusTable table = ModbusTable.ofFunction(function);
        return switch (content(unit, table, body)) {
            case Content.Items(byte[] bytes) -> ModbusCodec.answer(transaction, unit, table, bytes);
            case Content.Refusal(int code) ->
                    ModbusCodec.refused(transaction, unit, function, code);
        };
    }

    private Content content(int unit, ModbusTable table, byte[] body) throws IOException {
        if (body.length != 5) {
            return new Content.Refusal(ILLEGAL_VALUE);
        }
        ModbusCodec.Range range = ModbusCodec.range(table, Arrays.copyOfRange(body, 1, 5));
        int most = table.isBits() ? ModbusTable.BITS_MAX : ModbusTable.REGISTERS_MAX;
        if (range.count() < 1 || range.count() > most) {
            return new Content.Refusal(ILLEGAL_VALUE);
        }
        if (range.start() + range.count() > 65_536) {
            return new Content.Refusal(ILLEGAL_ADDRESS);
        }
        return memory.read(unit, table, range.start(), range.count());
    }

    @Override
    public void close() {
        server.close();
    }
}
