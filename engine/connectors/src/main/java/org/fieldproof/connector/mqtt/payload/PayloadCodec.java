package org.fieldproof.connector.mqtt.payload;

/// One way to take payloads apart. Called by one thread at a time, the event loop of its
// connection.
interface PayloadCodec {

    /// What is in a payload. Never throws for reasons of the payload (PAY-4).
    Decoded decode(String topic, byte[] payload);
}
