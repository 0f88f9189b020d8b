package org.fieldproof.connector.mqtt.listener;

/// A packet that breaks the protocol. Ends the connection that sent it.
final class PacketFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final int reason;

    /// @param reason code of MQTT 5, see [ReasonCode]
    /// @param message what is wrong, for people
    PacketFault(int reason, String message) {
        // No stack trace: it is about a peer's bytes, and a hostile peer can cause many.
        super(message, null, false, false);
        this.reason = reason;
    }

    int reason() {
        return reason;
    }

    /// The cause, for people.
    String cause() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
