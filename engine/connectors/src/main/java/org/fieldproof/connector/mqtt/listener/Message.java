package org.fieldproof.connector.mqtt.listener;

/// An application message on its way through the endpoint.
///
/// The payload array is shared, not copied: the engine gets it, and every subscriber is served
/// from it. Nobody writes to it.
///
/// @param retain the flag as the publisher set it
/// @param expiresAtNanos monotonic time after which no subscriber gets it; `Long.MAX_VALUE` for
///     never
/// @param publisher client id of whoever published it
@SuppressWarnings("ArrayRecordComponent") // see above
record Message(
        String topic,
        byte[] payload,
        int qos,
        boolean retain,
        boolean duplicate,
        MessageProperties properties,
        long expiresAtNanos,
        String publisher) {

    /// What one copy of it in a queue is counted as.
    int costBytes() {
        return 96 + topic.length() + payload.length + properties.passThrough().length;
    }

    boolean expired(long nowNanos) {
        return expiresAtNanos != Long.MAX_VALUE && nowNanos - expiresAtNanos >= 0;
    }
}
