package org.fieldproof.connector.fieldbus.modbus;

import java.util.HashSet;
import java.util.Set;
import org.fieldproof.connector.fieldbus.poll.FrameGate;

/// What may leave on a line to a Modbus device. A list of what may, not of what may not: functions
/// 5, 6, 15, 16, 22, 23 and all that are yet to come stay shut. Stateless, but for [#writing].
final class ModbusGate {
    static final int WRITE_COIL = 5;
    static final int WRITE_REGISTER = 6;
    static final int WRITE_COILS = 15;
    static final int WRITE_REGISTERS = 16;
    static final int MASK_REGISTER = 22;

    private static final int READ_BYTES = 12;
    private static final int UNIT_AT = 6;
    private static final int FUNCTION_AT = 7;
    private static final int OFFSET_AT = 8;
    private static final int COUNT_AT = 10;

    /// Of every line that runs, looks around or examines: functions 1 to 4.
    static final FrameGate READING = ModbusGate::reads;

    private ModbusGate() {}

    private static boolean reads(byte[] frame) {
        return frame.length == READ_BYTES && frame[FUNCTION_AT] >= 1 && frame[FUNCTION_AT] <= 4;
    }

    /// A gate that also lets through what writes just this point, each function once. Confined to
    /// the writer's thread.
    static FrameGate writing(ModbusPoint point) {
        Set<Integer> used = new HashSet<>();
        return frame ->
                reads(frame)
                        || (frame.length >= READ_BYTES
                                && writes(point, frame)
                                && used.add((int) frame[FUNCTION_AT]));
    }

    private static boolean writes(ModbusPoint point, byte[] frame) {
        if ((frame[UNIT_AT] & 0xff) != point.unit() || word(frame, OFFSET_AT) != point.offset()) {
            return false;
        }
        int length = point.length();
        return switch (point.table()) {
            case DISCRETE_INPUT, INPUT_REGISTER -> false;
            case COIL ->
                    switch (frame[FUNCTION_AT]) {
                        case WRITE_COIL -> true;
                        case WRITE_COILS -> word(frame, COUNT_AT) == length;
                        default -> false;
                    };
            case HOLDING_REGISTER ->
                    switch (frame[FUNCTION_AT]) {
                        case WRITE_REGISTER -> point.bit() < 0 && length == 1;
                        case WRITE_REGISTERS -> point.bit() < 0 && word(frame, COUNT_AT) == length;
                        case MASK_REGISTER ->
                                point.bit() >= 0 && masksOnly(1 << point.bit(), frame);
                        default -> false;
                    };
        };
    }

    /// The rest of the register stays as it is.
    private static boolean masksOnly(int bit, byte[] frame) {
        return frame.length == READ_BYTES + 2
                && word(frame, COUNT_AT) == (~bit & 0xffff)
                && (word(frame, COUNT_AT + 2) & ~bit) == 0;
    }

    private static int word(byte[] frame, int at) {
        return (frame[at] & 0xff) << 8 | (frame[at + 1] & 0xff);
    }
}
