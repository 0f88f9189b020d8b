package org.fieldproof.connector.mqtt.listener;

/// Ends a connection whose packet broke the protocol, and tells people why.
final class FaultyPacket {
    private FaultyPacket() {}

    static void end(ClientLine line, PacketFault fault) {
        String code =
                switch (fault.reason()) {
                    case ReasonCode.PACKET_TOO_LARGE -> "MQTT-0130";
                    case ReasonCode.NOT_AUTHORIZED -> "MQTT-0131";
                    case ReasonCode.TOPIC_NAME_INVALID -> "MQTT-0135";
                    case ReasonCode.RECEIVE_MAXIMUM_EXCEEDED -> "MQTT-0138";
                    case ReasonCode.UNSUPPORTED_VERSION -> "MQTT-0127";
                    default -> "MQTT-0129";
                };
        String remedy =
                switch (code) {
                    case "MQTT-0130" ->
                            "Send smaller messages, or raise payloadLimit of the listener.";
                    case "MQTT-0131" ->
                            "Permit the topic for this user, or show a client certificate.";
                    case "MQTT-0135" -> "Correct the topic in the device.";
                    case "MQTT-0138" -> "Make the device respect Receive Maximum.";
                    case "MQTT-0127" -> "Use an MQTT client, and the port with TLS for TLS.";
                    default -> "Its MQTT library breaks the protocol: update or replace it.";
                };
        line.broker.report.refused(code, line.name(), line.peer(), fault.cause(), remedy);
        line.end(fault.reason(), fault.cause(), ClientLine.WillFate.PUBLISH);
    }
}
