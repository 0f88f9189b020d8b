package org.fieldproof.connector.opcua.simulator;

/// The codes of engine/docs/problems.md that this package tells.
final class SimulatorCodes {
    static final String CONFIGURATION = "OPC-0401";
    static final String PORT = "OPC-0402";
    static final String CERTIFICATE = "OPC-0403";
    static final String CLIENT_REFUSED = "OPC-0404";
    static final String START = "OPC-0405";

    static final String WRITTEN = "OPC-0406";
    static final String REPLAY = "OPC-0407";

    private SimulatorCodes() {}
}
