package org.fieldproof.connector.fieldbus.modbus;

import org.fieldproof.api.tag.TagShaper.Reading;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.fieldbus.poll.Spot;

/// Where a tag is read: unit, table, offset on the wire, and how.
///
/// @param unit 0 to 255
/// @param offset from 0, as on the wire
/// @param bit of a register, 0 the least significant; -1 for none
record ModbusPoint(int unit, ModbusTable table, int offset, int bit, ModbusType type)
        implements Spot {

    /// One table of one unit.
    record Bank(int unit, ModbusTable table) implements Spot.Bank {
        @Override
        public String order() {
            return String.format("%03d %d", unit, table.function());
        }
    }

    ModbusPoint {
        if (unit < 0 || unit > 255) {
            throw new IllegalArgumentException("unit: " + unit + " (expected: 0 to 255)");
        }
        int length = table.isBits() ? 1 : type.registers();
        if (offset < 0 || offset + length > 65_536) {
            throw new IllegalArgumentException(
                    "offset: " + offset + " (expected: 0 to 65535, with its length)");
        }
    }

    @Override
    public Bank bank() {
        return new Bank(unit, table);
    }

    /// How many items of the table it takes.
    int length() {
        return table.isBits() ? 1 : type.registers();
    }

    @Override
    public int end() {
        return offset + length();
    }

    /// The reading in an answer.
    ///
    /// @param data of a block that begins at `start`
    Reading read(byte[] data, int start) {
        int index = offset - start;
        if (table.isBits()) {
            return Reading.good(new TypedValue.Bool(((data[index / 8] >> index % 8) & 1) != 0));
        }
        if (bit >= 0) {
            int word = (int) ByteOrder.AB.bits(data, index * 2);
            return Reading.good(new TypedValue.Bool(((word >> bit) & 1) != 0));
        }
        return type.read(data, index * 2);
    }
}
