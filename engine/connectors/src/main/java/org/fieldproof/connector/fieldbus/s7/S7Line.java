package org.fieldproof.connector.fieldbus.s7;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.connector.fieldbus.poll.FrameGate;

/// One connection to a PLC: one question, its answer, the next question (S7-1).
///
/// ```
/// TPKT  | 3 | 0 | length 2 |                          RFC 1006
/// COTP  | 2 | F0 | 80 |                               ISO 8073, data
/// head  | 32 | kind 1 | 0 2 | reference 2 | parameters 2 | data 2 | (answers: class 1 | code 1 |)
/// ```
///
/// What leaves passes a gate first (G20). Confined to the source's thread, but for [#close()],
/// which ends a wait.
final class S7Line implements AutoCloseable {
    /// Most items of one request (S7-4).
    static final int ITEMS_MAX = 20;

    private static final int FRAME_MAX = 4_096;
    private static final int PDU_WANTED = 960;
    private static final int HEAD_AT = 7;
    private static final int ANSWER_AT = 19;
    private static final int JOB = 1;
    private static final int ACK_DATA = 3;
    private static final int USER_DATA = 7;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final GatewayClock clock;
    private final int timeoutMillis;
    private final FrameGate gate;
    private final byte[] frame = new byte[FRAME_MAX];
    private int reference;
    private int pduBytes = 240;

    /// A range to read.
    ///
    /// @param count bytes, or timers or counters
    record Range(S7Area area, int block, int offset, int count) {
        int bytes() {
            return count * area.itemBytes();
        }
    }

    /// What a PLC says of one range.
    sealed interface Item {
        @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
        record Values(byte[] bytes) implements Item {}

        /// A return code, such as 0x0a (no such object) or 0x03 (not allowed).
        record Refusal(int code) implements Item {}
    }

    /// Something that is no answer to what was asked: the line is not to be used any more.
    static final class WrongAnswerException extends IOException {
        private static final long serialVersionUID = 1L;

        WrongAnswerException(String message) {
            super(message);
        }
    }

    /// The PLC answers, and says no to the whole of it.
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;
        /// Code of a peer that hung up on the connection request without a word.
        static final int HUNG_UP = -1;

        private final int code;

        /// @param code error class and code, two bytes; 0 where the connection itself was refused,
        ///     HUNG_UP where that was not even said
        RefusedException(String message, int code) {
            super(message);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    private S7Line(Socket socket, int timeoutMillis, GatewayClock clock, FrameGate gate)
            throws IOException {
        this.gate = gate;
        this.socket = socket;
        this.timeoutMillis = timeoutMillis;
        this.clock = clock;
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /// Dials, to read and nothing else.
    static S7Line open(
            Endpoint endpoint,
            int connectMillis,
            int timeoutMillis,
            int localTsap,
            int remoteTsap,
            GatewayClock clock)
            throws IOException {
        return open(
                endpoint,
                connectMillis,
                timeoutMillis,
                localTsap,
                remoteTsap,
                clock,
                S7Gate.READING);
    }

    /// Dials, connects to the access point, and agrees on a PDU.
    ///
    /// @param localTsap ours, two bytes
    /// @param remoteTsap the PLC's, two bytes: kind of connection, rack and slot
    static S7Line open(
            Endpoint endpoint,
            int connectMillis,
            int timeoutMillis,
            int localTsap,
            int remoteTsap,
            GatewayClock clock,
            FrameGate gate)
            throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(
                    new InetSocketAddress(InetAddress.getByName(endpoint.host()), endpoint.port()),
                    connectMillis);
            S7Line line = new S7Line(socket, timeoutMillis, clock, gate);
            line.connect(localTsap, remoteTsap);
            line.negotiate();
            return line;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// Bytes that the answer to one request may have for its data.
    int pduBytes() {
        return pduBytes;
    }

    private void connect(int local, int remote) throws IOException {
        byte[] request = {
            3,
            0,
            0,
            22,
            17,
            (byte) 0xe0,
            0,
            0,
            0,
            1,
            0,
            (byte) 0xc0,
            1,
            10,
            (byte) 0xc1,
            2,
            (byte) (local >> 8),
            (byte) local,
            (byte) 0xc2,
            2,
            (byte) (remote >> 8),
            (byte) remote
        };
        leave(request);
        try {
            receive();
        } catch (EOFException | java.net.SocketException e) {
            throw new RefusedException(
                    "it hung up on the connection request", RefusedException.HUNG_UP);
        }
        if ((frame[5] & 0xf0) != 0xd0) {
            throw new RefusedException("it refused the connection request", 0);
        }
    }

    private void negotiate() throws IOException {
        byte[] parameters = {
            (byte) 0xf0, 0, 0, 1, 0, 1, (byte) (PDU_WANTED >> 8), (byte) PDU_WANTED
        };
        send(JOB, parameters, new byte[0]);
        int length = receive();
        checkAnswer(length, ACK_DATA, 0xf0, 8);
        int agreed = word(ANSWER_AT + 6);
        check(agreed >= 100 && agreed <= PDU_WANTED, "PDU of " + agreed + " bytes");
        pduBytes = agreed;
    }

    /// Reads ranges; the answers are in their order.
    ///
    /// @throws SocketTimeoutException if the whole answer does not come in time
    /// @throws WrongAnswerException if something else comes
    /// @throws RefusedException if the PLC refuses the whole request
    List<Item> read(List<Range> ranges) throws IOException {
        if (ranges.isEmpty() || ranges.size() > ITEMS_MAX) {
            throw new IllegalArgumentException(
                    "ranges: " + ranges.size() + " (expected: 1 to 20, S7-4)");
        }
        ByteBuffer parameters = ByteBuffer.allocate(2 + 12 * ranges.size());
        parameters.put((byte) 4).put((byte) ranges.size());
        ranges.forEach(range -> put(range, parameters));
        send(JOB, parameters.array(), new byte[0]);
        int length = receive();
        checkAnswer(length, ACK_DATA, 4, 2);
        check((frame[ANSWER_AT + 1] & 0xff) == ranges.size(), "another number of items");
        return items(ranges, length);
    }

    /// An item: byte, timer or counter; how many; block; area; address in bits.
    private static void put(Range range, ByteBuffer out) {
        int unit = range.area().isCounted() ? range.area().code() : 2;
        int address = range.area().isCounted() ? range.offset() : range.offset() * 8;
        out.put((byte) 0x12).put((byte) 10).put((byte) 0x10).put((byte) unit);
        out.putShort((short) range.count()).putShort((short) range.block());
        out.put((byte) range.area().code());
        out.put((byte) (address >> 16)).putShort((short) address);
    }

    private List<Item> items(List<Range> ranges, int length) throws IOException {
        List<Item> items = new ArrayList<>(ranges.size());
        int at = ANSWER_AT + 2;
        for (Range range : ranges) {
            check(at + 4 <= length, "cut off in an item");
            int code = frame[at] & 0xff;
            if (code != 0xff) {
                items.add(new Item.Refusal(code));
                at += 4;
                continue;
            }
            int kind = frame[at + 1] & 0xff;
            int counted = word(at + 2);
            // Kinds 3 to 5 count bits, the others bytes.
            int bytes = kind >= 3 && kind <= 5 ? (counted + 7) / 8 : counted;
            check(bytes == range.bytes(), bytes + " bytes in place of " + range.bytes());
            check(at + 4 + bytes <= length, "cut off in its data");
            byte[] values = new byte[bytes];
            System.arraycopy(frame, at + 4, values, 0, bytes);
            items.add(new Item.Values(values));
            at += 4 + bytes + bytes % 2;
        }
        return items;
    }

    /// Asks for the operating mode (SZL 0424): 8 is RUN, 4 is STOP; 0 where the PLC does not tell.
    int mode() throws IOException {
        byte[] data = {(byte) 0xff, 9, 0, 4, 4, 0x24, 0, 0};
        send(USER_DATA, S7Gate.STATE_LIST, data);
        int length = receive();
        check(frame[HEAD_AT] == 0x32 && frame[HEAD_AT + 1] == USER_DATA, "no user data");
        check(word(HEAD_AT + 4) == reference, "reference " + word(HEAD_AT + 4));
        int at = HEAD_AT + 10 + word(HEAD_AT + 6);
        boolean told = length >= at + 16 && (frame[at] & 0xff) == 0xff && word(at + 4) == 0x424;
        return told ? frame[at + 15] & 0xff : 0;
    }

    private void send(int kind, byte[] parameters, byte[] data) throws IOException {
        requireSilence();
        reference = (reference + 1) & 0xffff;
        int length = 17 + parameters.length + data.length;
        ByteBuffer request = ByteBuffer.allocate(length);
        request.put((byte) 3).put((byte) 0).putShort((short) length);
        request.put((byte) 2).put((byte) 0xf0).put((byte) 0x80);
        request.put((byte) 0x32).put((byte) kind).putShort((short) 0);
        request.putShort((short) reference);
        request.putShort((short) parameters.length).putShort((short) data.length);
        request.put(parameters).put(data);
        leave(request.array());
    }

    private void leave(byte[] bytes) throws IOException {
        gate.check(bytes);
        out.write(bytes);
    }

    /// @throws WrongAnswerException if there is something that nobody asked for
    void requireSilence() throws IOException {
        if (in.available() > 0) {
            throw new WrongAnswerException("bytes that nobody asked for");
        }
    }

    /// Writes one bit, once.
    ///
    /// @return the PLC's return code
    int writeBit(S7Point point, boolean on) throws IOException {
        byte[] data = {0, 3, 0, 1, (byte) (on ? 1 : 0)};
        return write(point, S7Gate.BIT, 1, point.offset() * 8 + point.bit(), data);
    }

    /// Writes bytes of a point's area, once.
    ///
    /// @return the PLC's return code
    int writeBytes(S7Point point, int offset, byte[] bytes) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(4 + bytes.length);
        data.put((byte) 0).put((byte) 4).putShort((short) (bytes.length * 8)).put(bytes);
        return write(point, S7Gate.BYTE, bytes.length, offset * 8, data.array());
    }

    private int write(S7Point point, int unit, int count, int address, byte[] data)
            throws IOException {
        ByteBuffer parameters = ByteBuffer.allocate(14);
        parameters.put((byte) S7Gate.WRITE).put((byte) 1);
        parameters.put((byte) 0x12).put((byte) 10).put((byte) 0x10).put((byte) unit);
        parameters.putShort((short) count).putShort((short) point.block());
        parameters.put((byte) point.area().code());
        parameters.put((byte) (address >> 16)).putShort((short) address);
        send(JOB, parameters.array(), data);
        int length = receive();
        checkAnswer(length, ACK_DATA, S7Gate.WRITE, 2);
        check(frame[ANSWER_AT + 1] == 1, "another number of items");
        check(length >= ANSWER_AT + 3, "no return code");
        return frame[ANSWER_AT + 2] & 0xff;
    }

    /// Reads one TPKT into the frame.
    ///
    /// @return its length
    private int receive() throws IOException {
        long deadlineNanos = clock.nanoTime() + timeoutMillis * 1_000_000L;
        fill(0, 4, deadlineNanos);
        int length = word(2);
        check(frame[0] == 3 && length >= 7 && length <= FRAME_MAX, "no TPKT, or " + length);
        fill(4, length - 4, deadlineNanos);
        return length;
    }

    private void checkAnswer(int length, int kind, int function, int parameters)
            throws IOException {
        check(length >= ANSWER_AT && (frame[5] & 0xff) == 0xf0, "no data");
        check(frame[HEAD_AT] == 0x32 && frame[HEAD_AT + 1] == kind, "another kind of message");
        check(word(HEAD_AT + 4) == reference, "reference " + word(HEAD_AT + 4));
        int error = word(HEAD_AT + 10);
        if (error != 0) {
            throw new RefusedException(String.format("error 0x%04x", error), error);
        }
        check(word(HEAD_AT + 6) == parameters, word(HEAD_AT + 6) + " bytes of parameters");
        check(
                length == ANSWER_AT + parameters + word(HEAD_AT + 8),
                "length " + length + " and parts that do not add up");
        check((frame[ANSWER_AT] & 0xff) == function, "function " + (frame[ANSWER_AT] & 0xff));
    }

    /// Reads exactly so many bytes; the deadline is for all of them.
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
                throw new EOFException("the PLC closed the connection");
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
