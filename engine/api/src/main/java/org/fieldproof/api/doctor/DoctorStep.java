package org.fieldproof.api.doctor;

/// What is looked at, in this order. A protocol that does two of them in one exchange tells them
/// apart by its answer.
public enum DoctorStep {
    /// The name leads to addresses.
    DNS,
    /// Something accepts a connection there; for a listener: the port can be had.
    TCP,
    /// Both sides accept each other's certificates.
    TLS,
    /// What answers speaks the protocol.
    HELLO,
    /// The protocol's own security (OPC UA policy and mode, SASL mechanism, sslmode).
    SECURITY,
    /// The peer accepts who we are.
    LOGIN,
    /// We may do what the configuration asks for.
    PERMISSION,
    /// A value has come in, or one could be stored.
    FIRST_VALUE
}
