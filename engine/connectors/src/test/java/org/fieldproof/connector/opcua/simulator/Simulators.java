package org.fieldproof.connector.opcua.simulator;

import java.util.Objects;
import org.fieldproof.api.spi.Source;

/// Opens the simulator to tests of other packages.
public final class Simulators {
    private Simulators() {}

    /// The server behind a running simulator.
    public static SimulatorServer serverOf(Source simulator) {
        return Objects.requireNonNull(((OpcUaSimulatorSource) simulator).server());
    }
}
