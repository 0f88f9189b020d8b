package org.fieldproof.connector.fieldbus.modbus;

import org.fieldproof.connector.fieldbus.poll.BlockPlan;
import org.fieldproof.connector.fieldbus.poll.Spot;

/// What a device allows in one request (MOD-4).
///
/// @param gap most unwanted registers read between two wanted ones; bits are 16 times as many
record ModbusLimits(int registers, int bits, int gap) {
    ModbusLimits {
        if (registers < 1 || registers > ModbusTable.REGISTERS_MAX) {
            throw new IllegalArgumentException(
                    "registers: " + registers + " (expected: 1 to 125, MOD-4)");
        }
        if (bits < 1 || bits > ModbusTable.BITS_MAX) {
            throw new IllegalArgumentException("bits: " + bits + " (expected: 1 to 2000, MOD-4)");
        }
    }

    /// A plan within these limits.
    BlockPlan<ModbusPoint> plan() {
        return new BlockPlan<>(
                bank -> isBits(bank) ? bits : registers, bank -> isBits(bank) ? gap * 16 : gap);
    }

    private static boolean isBits(Spot.Bank bank) {
        return bank instanceof ModbusPoint.Bank(int _, ModbusTable table) && table.isBits();
    }
}
