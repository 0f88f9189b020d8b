package org.fieldproof.connector.opcua.simulator;

import java.util.List;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.api.spi.SourceHost;

/// Makes simulated OPC UA servers, type `opcua-simulator`.
public final class OpcUaSimulatorFactory implements SourceFactory {

    /// For `ServiceLoader`.
    public OpcUaSimulatorFactory() {}

    @Override
    public String type() {
        return "opcua-simulator";
    }

    @Override
    public String name() {
        return "OPC UA simulator";
    }

    @Override
    public String title() {
        return "Simulated OPC UA server";
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
        String bind = config.text("bind").trim();
        return bind.isEmpty()
                ? List.of()
                : List.of(new Endpoint(bind, Math.toIntExact(config.integer("port"))));
    }

    @Override
    public Source create(SourceHost host) {
        return new OpcUaSimulatorSource(host);
    }
}
