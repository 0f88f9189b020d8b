package org.fieldproof.connector.fieldbus.s7;

/// The memory areas of a PLC.
enum S7Area {
    INPUT(0x81, "I"),
    OUTPUT(0x82, "Q"),
    MARKER(0x83, "M"),
    DATA_BLOCK(0x84, "DB"),
    COUNTER(0x1c, "C"),
    TIMER(0x1d, "T");

    private final int code;
    private final String letter;

    S7Area(int code, String letter) {
        this.code = code;
        this.letter = letter;
    }

    /// The area's number in a request.
    int code() {
        return code;
    }

    String letter() {
        return letter;
    }

    /// Timers and counters are counted, not addressed by byte.
    boolean isCounted() {
        return this == COUNTER || this == TIMER;
    }

    /// Bytes of one item: a byte, or a timer's or counter's word.
    int itemBytes() {
        return isCounted() ? 2 : 1;
    }
}
