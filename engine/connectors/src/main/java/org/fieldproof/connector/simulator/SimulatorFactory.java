package org.fieldproof.connector.simulator;

import java.util.List;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.api.spi.SourceHost;

/// Makes connections of type `simulator`.
public final class SimulatorFactory implements SourceFactory {

    /// For `ServiceLoader`.
    public SimulatorFactory() {}

    @Override
    public String type() {
        return "simulator";
    }

    @Override
    public String name() {
        return "Device simulator";
    }

    @Override
    public String title() {
        return "Simulated devices";
    }

    /// They show themselves at the connection that it calls.
    @Override
    public boolean hasDevices() {
        return false;
    }

    @Override
    public ConfigSchema schema() {
        return SimulatorConfig.schema();
    }

    @Override
    public List<Problem> check(Config config) {
        return SimulatorConfig.check(config);
    }

    @Override
    public List<Endpoint> endpoints(Config config) {
        SimulatorConfig simulator = SimulatorConfig.of(config);
        return simulator.host().isEmpty()
                ? List.of()
                : List.of(new Endpoint(simulator.host(), simulator.port()));
    }

    @Override
    public Source create(SourceHost host) {
        return new SimulatorSource(host);
    }
}
