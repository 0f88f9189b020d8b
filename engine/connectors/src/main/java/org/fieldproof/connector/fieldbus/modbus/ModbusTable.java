package org.fieldproof.connector.fieldbus.modbus;

/// The four tables of a Modbus unit, each with its reading function. There is no writing one.
enum ModbusTable {
    COIL(1, "coil"),
    DISCRETE_INPUT(2, "discrete input"),
    HOLDING_REGISTER(3, "holding register"),
    INPUT_REGISTER(4, "input register");

    /// Most bits and registers of one request (V1.1b3, 6.1 and 6.3).
    static final int BITS_MAX = 2_000;

    static final int REGISTERS_MAX = 125;

    private final int function;
    private final String title;

    ModbusTable(int function, String title) {
        this.function = function;
        this.title = title;
    }

    /// The function code that reads it.
    int function() {
        return function;
    }

    /// The table that a function code from 1 to 4 reads.
    static ModbusTable ofFunction(int function) {
        for (ModbusTable table : values()) {
            if (table.function == function) {
                return table;
            }
        }
        throw new IllegalArgumentException("function: " + function + " (expected: 1 to 4)");
    }

    String title() {
        return title;
    }

    boolean isBits() {
        return this == COIL || this == DISCRETE_INPUT;
    }

    /// Bytes that `count` items take in an answer.
    int bytesOf(int count) {
        return isBits() ? (count + 7) / 8 : count * 2;
    }
}
