package org.fieldproof.connector.simulator;

/// The codes of this package's problems; each is documented in `engine/docs/problems.md`.
final class SimulatorCodes {
    static final String CONFIGURATION = "MQTT-0301";
    static final String NOT_CONNECTED = "MQTT-0302";
    static final String COUNTERS = "MQTT-0303";
    static final String BROKEN = "MQTT-0304";

    private SimulatorCodes() {}
}
