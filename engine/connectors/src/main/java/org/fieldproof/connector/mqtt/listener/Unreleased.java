package org.fieldproof.connector.mqtt.listener;

/// A QoS 2 message between its PUBLISH and its PUBREL. It does not hold the message: a client may
/// leave tens of thousands of them unreleased, and go away. Confined to the event loop.
final class Unreleased {
    /// True once PUBREC may be told.
    boolean accepted;
}
