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
import java.util.function.Consumer;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.connector.fieldbus.signal.FrameServer;

/// A Modbus TCP server for simulated units. Reads by functions 1 to 4, writes by 5, 6, 15, 16 and
/// 22 where its memory takes it; whatever else is asked is refused with exception 1. Everything is
/// counted, so that it also tells who tries to write (G20).
final class ModbusServer implements AutoCloseable {
    private static final int ILLEGAL_FUNCTION = 1;
    private static final int ILLEGAL_ADDRESS = 2;
    private static final int ILLEGAL_VALUE = 3;

    private final FrameServer server;
    private final Memory memory;
    private final Consumer<String> written;
    private final AtomicLongArray functions = new AtomicLongArray(256);
    private final Set<Integer> silentUnits = ConcurrentHashMap.newKeySet();
    private volatile long delayMillis;

    /// What the units hold. Called from the peers' threads.
    interface Memory {
        /// Registers as two bytes each, most significant first; bits as one byte each, 0 or 1. An
        /// exception code where they cannot be had.
        Content read(int unit, ModbusTable table, int start, int count);

        /// Takes what a peer writes: no items, or an exception code where it does not.
        ///
        /// @param items as read
        default Content write(int unit, ModbusTable table, int start, byte[] items) {
            return new Content.Refusal(ILLEGAL_FUNCTION);
        }
    }

    /// What there is.
    sealed interface Content {
        @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
        record Items(byte[] bytes) implements Content {}

        record Refusal(int code) implements Content {}
    }

    private ModbusServer(String name, Endpoint at, Memory memory, Consumer<String> written)
            throws IOException {
        this.memory = memory;
        this.written = written;
        server = FrameServer.open(name, at, this::talk);
    }

    static ModbusServer open(String name, Endpoint at, Memory memory) throws IOException {
        return open(name, at, memory, _ -> {});
    }

    /// @param written is told of each question that is none for a value; on the peers' threads
    static ModbusServer open(String name, Endpoint at, Memory memory, Consumer<String> written)
            throws IOException {
        return new ModbusServer(name, at, memory, written);
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
            written.accept("function " + function + " at unit " + unit);
            return switch (taken(unit, body)) {
                case Content.Items(byte[] echo) -> framed(head, echo);
                case Content.Refusal(int code) ->
                        ModbusCodec.refused(transaction, unit, function, code);
            };
        }
        ModbusTable table = ModbusTable.ofFunction(function);
        return switch (content(unit, table, body)) {
            case Content.Items(byte[] bytes) -> ModbusCodec.answer(transaction, unit, table, bytes);
            case Content.Refusal(int code) ->
                    ModbusCodec.refused(transaction, unit, function, code);
        };
    }

    /// Writes.
    ///
    /// @return what is said again of the question
    private Content taken(int unit, byte[] body) {
        int start = body.length < 5 ? 0 : word(body, 1);
        return switch (body[0]) {
            case ModbusGate.WRITE_COIL -> {
                int value = body.length == 5 ? word(body, 3) : 1;
                yield value != 0xff00 && value != 0
                        ? new Content.Refusal(ILLEGAL_VALUE)
                        : echo(
                                memory.write(
                                        unit,
                                        ModbusTable.COIL,
                                        start,
                                        new byte[] {(byte) (value == 0 ? 0 : 1)}),
                                body,
                                5);
            }
            case ModbusGate.WRITE_REGISTER ->
                    body.length != 5
                            ? new Content.Refusal(ILLEGAL_VALUE)
                            : echo(
                                    memory.write(
                                            unit,
                                            ModbusTable.HOLDING_REGISTER,
                                            start,
                                            Arrays.copyOfRange(body, 3, 5)),
                                    body,
                                    5);
            case ModbusGate.WRITE_COILS -> several(unit, ModbusTable.COIL, body);
            case ModbusGate.WRITE_REGISTERS -> several(unit, ModbusTable.HOLDING_REGISTER, body);
            case ModbusGate.MASK_REGISTER -> masked(unit, start, body);
            default -> new Content.Refusal(ILLEGAL_FUNCTION);
        };
    }

    private Content several(int unit, ModbusTable table, byte[] body) {
        int count = body.length < 7 ? 0 : word(body, 3);
        int start = count == 0 ? 0 : word(body, 1);
        int bytes = table.bytesOf(count);
        if (count == 0 || bytes != (body[5] & 0xff) || body.length != 6 + bytes) {
            return new Content.Refusal(ILLEGAL_VALUE);
        }
        if (start + count > 65_536) {
            return new Content.Refusal(ILLEGAL_ADDRESS);
        }
        byte[] items = Arrays.copyOfRange(body, 6, body.length);
        if (table.isBits()) {
            byte[] bits = new byte[count];
            for (int i = 0; i < count; i++) {
                bits[i] = (byte) ((items[i / 8] >> i % 8) & 1);
            }
            items = bits;
        }
        return echo(memory.write(unit, table, start, items), body, 5);
    }

    /// One after the other, as in a device.
    private synchronized Content masked(int unit, int start, byte[] body) {
        if (body.length != 7) {
            return new Content.Refusal(ILLEGAL_VALUE);
        }
        return switch (memory.read(unit, ModbusTable.HOLDING_REGISTER, start, 1)) {
            case Content.Refusal refusal -> refusal;
            case Content.Items(byte[] now) -> {
                int and = word(body, 3);
                int whole = (word(now, 0) & and) | (word(body, 5) & ~and);
                byte[] items = {(byte) (whole >> 8), (byte) whole};
                yield echo(memory.write(unit, ModbusTable.HOLDING_REGISTER, start, items), body, 7);
            }
        };
    }

    private static Content echo(Content taken, byte[] body, int bytes) {
        return taken instanceof Content.Items
                ? new Content.Items(Arrays.copyOf(body, bytes))
                : taken;
    }

    private static byte[] framed(byte[] head, byte[] pdu) {
        byte[] frame = Arrays.copyOf(head, head.length + pdu.length);
        frame[4] = 0;
        frame[5] = (byte) (1 + pdu.length);
        System.arraycopy(pdu, 0, frame, head.length, pdu.length);
        return frame;
    }

    private static int word(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
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
