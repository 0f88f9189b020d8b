package org.fieldproof.connector.fieldbus.s7;

/// The types of a PLC, each with its length in bytes; texts have two or four bytes before their
/// characters.
enum S7Type {
    BOOL(1),
    BYTE(1),
    WORD(2),
    DWORD(4),
    LWORD(8),
    SINT(1),
    USINT(1),
    INT(2),
    UINT(2),
    DINT(4),
    UDINT(4),
    LINT(8),
    ULINT(8),
    REAL(4),
    LREAL(8),
    CHAR(1),
    WCHAR(2),
    STRING(2),
    WSTRING(4),
    /// Milliseconds, signed.
    TIME(4),
    /// Nanoseconds, signed.
    LTIME(8),
    /// Days since 1990-01-01.
    DATE(2),
    /// TIME_OF_DAY: milliseconds since midnight.
    TOD(4),
    /// DATE_AND_TIME: eight bytes of BCD.
    DT(8),
    /// Twelve bytes, year to nanosecond.
    DTL(12),
    /// Three digits of BCD and a time base; a timer of T holds the same.
    S5TIME(2),
    TIMER(2),
    /// Three digits of BCD.
    COUNTER(2);

    private final int bytes;

    S7Type(int bytes) {
        this.bytes = bytes;
    }

    boolean isText() {
        return this == STRING || this == WSTRING;
    }

    /// Length in bytes.
    ///
    /// @param characters of a text; 0 for the other types
    int bytes(int characters) {
        return bytes + characters * (this == WSTRING ? 2 : 1);
    }
}
