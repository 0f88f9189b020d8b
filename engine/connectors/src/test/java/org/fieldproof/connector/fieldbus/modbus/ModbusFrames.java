package org.fieldproof.connector.fieldbus.modbus;

/// Answers as a device would give them, for scripted peers.
final class ModbusFrames {
    /// Every register is 7, every bit is set.
    static final ModbusServer.Memory SEVENS =
            (unit, table, start, count) -> {
                byte[] items = new byte[table.isBits() ? count : count * 2];
                for (int i = 0; i < items.length; i++) {
                    items[i] = (byte) (table.isBits() ? 1 : i % 2 == 1 ? 7 : 0);
                }
                return new ModbusServer.Content.Items(items);
            };

    private ModbusFrames() {}

    /// A sound answer with every register the same.
    static byte[] registers(byte[] request, int value) {
        int count = (request[10] & 0xff) << 8 | (request[11] & 0xff);
        byte[] answer = new byte[9 + count * 2];
        System.arraycopy(request, 0, answer, 0, 8);
        answer[4] = (byte) ((3 + count * 2) >> 8);
        answer[5] = (byte) (3 + count * 2);
        answer[8] = (byte) (count * 2);
        for (int i = 0; i < count; i++) {
            answer[10 + i * 2] = (byte) value;
        }
        return answer;
    }

    static byte[] refusal(byte[] request, int code) {
        byte[] answer = new byte[9];
        System.arraycopy(request, 0, answer, 0, 8);
        answer[5] = 3;
        answer[7] |= (byte) 0x80;
        answer[8] = (byte) code;
        return answer;
    }

    static byte[] with(byte[] frame, int at, int value) {
        frame[at] = (byte) value;
        return frame;
    }
}
