package org.fieldproof.api.snapshot;

import java.time.Instant;

/// Whether tags of a device may be written just now (G20). At most one connection is armed.
///
/// @param connection whose writable tags may be written; empty if none may
/// @param until when that ends by itself; [Instant#EPOCH] if none may
public record WritingSnapshot(String connection, Instant until) {
    public static final WritingSnapshot DISARMED = new WritingSnapshot("", Instant.EPOCH);

    public boolean isArmed() {
        return !connection.isEmpty();
    }
}
