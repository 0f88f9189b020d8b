package org.fieldproof.engine.tag;

import java.util.Optional;

/// From the bytes of a table to other bytes. Immutable: the arrays are its own.
public final class Step {
    private final String table;
    private final Optional<byte[]> before;
    private final byte[] after;

    /// @param before empty where there is no table yet
    Step(String table, Optional<byte[]> before, byte[] after) {
        this.table = table;
        this.before = before;
        this.after = after;
    }

    String table() {
        return table;
    }

    Optional<byte[]> before() {
        return before;
    }

    byte[] after() {
        return after;
    }
}
