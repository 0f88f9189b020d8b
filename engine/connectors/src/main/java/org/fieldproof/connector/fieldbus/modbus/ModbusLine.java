package org.fieldproof.connector.fieldbus.modbus;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.connector.fieldbus.poll.FrameGate;

/// One TCP connection to a Modbus device: one question, its answer, the next question (MOD-1).
/// The messages are j2mod's ([ModbusCodec]); the socket, the time limits and the checks are ours.
///
/// ```
/// request  | transaction 2 | 0 2 | length 2 = 6 | unit 1 | function 1 | start 2 | count 2 |
/// answer   | transaction 2 | 0 2 | length 2     | unit 1 | function 1 | bytes 1 | data    |
/// refusal  | transaction 2 | 0 2 | length 2 = 3 | unit 1 | function 1 + 0x80 | code 1 |
/// ```
///
/// What leaves passes a gate first (G20). Confined to the source's thread, but for [#close()],
/// which ends a wait.
final class ModbusLine implements AutoCloseable {
    private static final int HEAD_BYTES = 7;
    private static final int LENGTH_MAX = 254;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final GatewayClock clock;
    private final int timeoutMillis;
    private final FrameGate gate;
    private final byte[] frame = new byte[HEAD_BYTES + LENGTH_MAX];
    private int transaction;

    /// What a device says to a question.
    sealed interface Answer {
        /// Bits, eight a byte, or registers, two bytes each.
        @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
        record Values(byte[] bytes) implements Answer {}

        /// An exception code (V1.1b3, 7).
        record Refusal(int code) implements Answer {}
    }

    /// Something that is no answer to what was asked: the line is not to be used any more.
    static final class WrongAnswerException extends IOException {
        private static final long serialVersionUID = 1L;

        WrongAnswerException(String message) {
            super(message);
        }
    }

    private ModbusLine(Socket socket, int timeoutMillis, GatewayClock clock, FrameGate gate)
            throws IOException {
        this.gate = gate;
        this.socket = socket;
        this.timeoutMillis = timeoutMillis;
        this.clock = clock;
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /// Dials, to read and nothing else.
    static ModbusLine open(
            Endpoint endpoint, int connectMillis, int timeoutMillis, GatewayClock clock)
            throws IOException {
        return open(endpoint, connectMillis, timeoutMillis, clock, ModbusGate.READING);
    }

    /// Dials.
    static ModbusLine open(
            Endpoint endpoint,
            int connectMillis,
            int timeoutMillis,
            GatewayClock clock,
            FrameGate gate)
            throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(
                    new InetSocketAddress(InetAddress.getByName(endpoint.host()), endpoint.port()),
                    connectMillis);
            return new ModbusLine(socket, timeoutMillis, clock, gate);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// Asks for `count` items from `start`.
    ///
    /// @throws SocketTimeoutException if the whole answer does not come in time
    /// @throws WrongAnswerException if something else comes
    Answer read(int unit, ModbusTable table, int start, int count) throws IOException {
        ask(unit, table, start, count);
        return answer(unit, table, count);
    }

    /// Sends the question; [#answer] is to follow.
    void ask(int unit, ModbusTable table, int start, int count) throws IOException {
        int most = table.isBits() ? ModbusTable.BITS_MAX : ModbusTable.REGISTERS_MAX;
        if (count < 1 || count > most || start < 0 || start + count > 65_536) {
            throw new IllegalArgumentException(
                    "count: " + count + " from " + start + " (expected: 1 to " + most + ", MOD-4)");
        }
        requireSilence();
        transaction = (transaction + 1) & 0xffff;
        ModbusCodec.Range range = new ModbusCodec.Range(start, count);
        send(ModbusCodec.question(transaction, unit, table, range));
    }

    /// @throws WrongAnswerException if there is something that nobody asked for
    void requireSilence() throws IOException {
        if (in.available() > 0) {
            throw new WrongAnswerException("bytes that nobody asked for");
        }
    }

    private void send(byte[] bytes) throws IOException {
        gate.check(bytes);
        out.write(bytes);
    }

    /// Sends what writes, once.
    ///
    /// @param pdu function and data
    /// @param echoed how many bytes of it the device says again, and no more
    /// @return values without a byte where it was taken
    /// @throws FrameGate.ShutException if this line may not; nothing has left
    Answer write(int unit, byte[] pdu, int echoed) throws IOException {
        transaction = (transaction + 1) & 0xffff;
        ByteBuffer request = ByteBuffer.allocate(HEAD_BYTES + pdu.length);
        request.putShort((short) transaction).putShort((short) 0);
        request.putShort((short) (1 + pdu.length)).put((byte) unit).put(pdu);
        send(request.array());
        int length = received(unit);
        int function = pdu[0] & 0xff;
        if ((frame[7] & 0xff) == (function | 0x80)) {
            check(length == 3, "length " + length + " of an exception");
            return new Answer.Refusal(ModbusCodec.refusal(frame, HEAD_BYTES - 1 + length));
        }
        check(length == 1 + echoed, "length " + length + " of an answer to a write");
        check(
                Arrays.equals(frame, HEAD_BYTES, HEAD_BYTES + echoed, pdu, 0, echoed),
                "another write in place of ours");
        return new Answer.Values(new byte[0]);
    }

    /// Takes the whole answer and checks it field by field before j2mod decodes it: the library
    /// itself looks at little more than the transaction, and at a refusal before that (MOD-1).
    Answer answer(int unit, ModbusTable table, int count) throws IOException {
        int bytes = table.bytesOf(count);
        int length = received(unit);
        int function = table.function();
        int answered = frame[7] & 0xff;
        if (answered == (function | 0x80)) {
            check(length == 3, "length " + length + " of an exception");
            return new Answer.Refusal(ModbusCodec.refusal(frame, HEAD_BYTES - 1 + length));
        }
        check(answered == function, "function " + answered + " in place of " + function);
        int counted = frame[8] & 0xff;
        check(counted == bytes, counted + " bytes in place of " + bytes);
        check(length == bytes + 3, "length " + length + " with " + bytes + " bytes");
        return new Answer.Values(ModbusCodec.items(table, frame, HEAD_BYTES - 1 + length));
    }

    /// Reads one frame.
    ///
    /// @return its length field
    private int received(int unit) throws IOException {
        long deadlineNanos = clock.nanoTime() + timeoutMillis * 1_000_000L;
        fill(0, HEAD_BYTES, deadlineNanos);
        int length = word(4);
        check(word(2) == 0, "protocol " + word(2));
        check(length >= 3 && length <= LENGTH_MAX, "length " + length);
        fill(HEAD_BYTES, length - 1, deadlineNanos);
        check(word(0) == transaction, "transaction " + word(0) + " in place of " + transaction);
        check((frame[6] & 0xff) == unit, "unit " + (frame[6] & 0xff) + " in place of " + unit);
        return length;
    }

    /// Reads exactly so many bytes. The deadline is for all of them: a device that sends a byte now
    /// and then does not hold us.
    private void fill(int from, int count, long deadlineNanos) throws IOException {
        int at = from;
        while (at < from + count) {
            long leftMillis = (deadlineNanos - clock.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                throw new SocketTimeoutException("no whole answer in " + timeoutMillis + " ms");
            }
            socket.setSoTimeout((int) leftMillis);
            int read = in.read(frame, at, from + count - at);
            if (read < 0) {
                throw new java.io.EOFException("the device closed the connection");
            }
            at += read;
        }
    }

    private int word(int at) {
        return (frame[at] & 0xff) << 8 | (frame[at + 1] & 0xff);
    }

    private static void check(boolean holds, String what) throws WrongAnswerException {
        if (!holds) {
            throw new WrongAnswerException(what);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no further use either way.
            return;
        }
    }
}
