package org.fieldproof.connector.mqtt.listener;

/// Names what a client speaks that is not MQTT, from its first byte. Pure.
final class ForeignProtocol {
    static final int TLS_HANDSHAKE = 0x16;

    private ForeignProtocol() {}

    /// The fault of a plain connection that does not begin with CONNECT.
    static PacketFault fault(int firstByte) {
        if (firstByte == TLS_HANDSHAKE) {
            return new PacketFault(
                    ReasonCode.UNSUPPORTED_VERSION, "it speaks TLS to a port without TLS");
        }
        if (firstByte >= 'A' && firstByte <= 'Z') {
            return new PacketFault(
                    ReasonCode.UNSUPPORTED_VERSION,
                    "its first byte is the letter "
                            + (char) firstByte
                            + ", as of HTTP, not an MQTT CONNECT");
        }
        return new PacketFault(
                ReasonCode.UNSUPPORTED_VERSION,
                "its first byte is " + firstByte + ", not an MQTT CONNECT");
    }
}
