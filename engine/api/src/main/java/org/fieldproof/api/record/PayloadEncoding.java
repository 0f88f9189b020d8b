package org.fieldproof.api.record;

/// What the payload's bytes are. Bytes are stored as received in every case.
public enum PayloadEncoding {
    /// Bytes nobody has looked into; the default of MQTT sources.
    BYTES,
    /// UTF-8 text, declared as such by the sender (MQTT 5 payload format indicator 1).
    TEXT,
    /// A typed value in the notation of [org.fieldproof.api.value.TypedValue], from a protocol
    /// that has types.
    TYPED
}
