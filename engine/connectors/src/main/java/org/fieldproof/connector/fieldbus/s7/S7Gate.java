package org.fieldproof.connector.fieldbus.s7;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.fieldproof.connector.fieldbus.poll.FrameGate;

/// What may leave on a line to a PLC. A list of what may, not of what may not: writing, starting,
/// stopping, loading and all other functions stay shut. Stateless, but for [#writing].
final class S7Gate {
    /// Read variable and write variable.
    static final int READ = 4;

    static final int WRITE = 5;
    static final int SETUP = 0xf0;

    /// Reads one list of system states; other user data sets clocks, passwords and more.
    static final byte[] STATE_LIST = {0, 1, 0x12, 4, 0x11, 0x44, 1, 0};

    /// One bit, and bytes, as the item of a request counts them.
    static final int BIT = 1;

    static final int BYTE = 2;

    private static final int COTP_AT = 5;
    private static final int HEAD_AT = 7;
    private static final int LENGTHS_AT = 13;
    private static final int PARAMETERS_AT = 17;
    private static final int ITEM_AT = PARAMETERS_AT + 2;
    private static final int CONNECT_BYTES = 22;

    /// Of every line that runs or examines: connecting, agreeing, reading.
    static final FrameGate READING = S7Gate::reads;

    private S7Gate() {}

    private static boolean reads(byte[] frame) {
        if (frame.length == CONNECT_BYTES && (frame[COTP_AT] & 0xff) == 0xe0) {
            return true;
        }
        if (!isJob(frame)) {
            return frame.length >= PARAMETERS_AT + STATE_LIST.length
                    && frame[HEAD_AT] == 0x32
                    && frame[HEAD_AT + 1] == 7
                    && Arrays.equals(
                            frame,
                            PARAMETERS_AT,
                            PARAMETERS_AT + STATE_LIST.length,
                            STATE_LIST,
                            0,
                            STATE_LIST.length);
        }
        int function = frame[PARAMETERS_AT] & 0xff;
        return function == READ || function == SETUP;
    }

    private static boolean isJob(byte[] frame) {
        return frame.length > ITEM_AT
                && (frame[COTP_AT] & 0xff) == 0xf0
                && frame[HEAD_AT] == 0x32
                && frame[HEAD_AT + 1] == 1;
    }

    /// A gate that also lets through what writes just this point, once. Any thread.
    static FrameGate writing(S7Point point) {
        AtomicBoolean used = new AtomicBoolean();
        return frame ->
                reads(frame)
                        || (isJob(frame)
                                && writes(point, frame)
                                && used.compareAndSet(false, true));
    }

    private static boolean writes(S7Point point, byte[] frame) {
        ByteBuffer in = ByteBuffer.wrap(frame);
        boolean one =
                (frame[PARAMETERS_AT] & 0xff) == WRITE
                        && frame[PARAMETERS_AT + 1] == 1
                        && in.getShort(LENGTHS_AT) == 14
                        && frame.length == PARAMETERS_AT + 14 + in.getShort(LENGTHS_AT + 2)
                        && frame.length > ITEM_AT + 12 + 4;
        if (!one || S7Writer.unwritable(point).isPresent()) {
            return false;
        }
        int unit = frame[ITEM_AT + 3];
        int count = in.getShort(ITEM_AT + 4) & 0xffff;
        int address = in.getInt(ITEM_AT + 8) & 0xff_ffff;
        boolean there =
                (in.getShort(ITEM_AT + 6) & 0xffff) == point.block()
                        && (frame[ITEM_AT + 8] & 0xff) == point.area().code();
        if (point.type() == S7Type.BOOL) {
            return there
                    && unit == BIT
                    && count == 1
                    && address == point.offset() * 8 + point.bit();
        }
        S7Writer.Span span = S7Writer.span(point);
        return there
                && unit == BYTE
                && address == span.offset() * 8
                && count >= span.least()
                && count <= span.most();
    }
}
