package org.fieldproof.connector.mqtt.client;

/// The protocol version a project asks for.
enum MqttVersionChoice {
    V5,
    V311;

    static MqttVersionChoice of(String text) {
        return text.equals("3.1.1") ? V311 : V5;
    }
}
