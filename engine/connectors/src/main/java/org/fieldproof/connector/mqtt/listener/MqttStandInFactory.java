package org.fieldproof.connector.mqtt.listener;

import java.util.List;
import java.util.Optional;
import org.fieldproof.api.doctor.ConnectorDoctor;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.api.spi.SourceHost;

/// Makes the broker that samples use where a machine has none: the same endpoint, but its
/// messages go to its subscribers and never into the gateway.
public final class MqttStandInFactory implements SourceFactory {

    @Override
    public String type() {
        return "mqtt-stand-in";
    }

    @Override
    public String name() {
        return "MQTT stand-in";
    }

    @Override
    public String title() {
        return "Stand-in for an upstream MQTT broker";
    }

    @Override
    public ConfigSchema schema() {
        return ListenerSchema.schema();
    }

    @Override
    public List<Problem> check(Config config) {
        return ListenerSchema.check(config);
    }

    @Override
    public List<Endpoint> endpoints(Config config) {
        return ListenerSchema.endpoints(config);
    }

    @Override
    public Source create(SourceHost host) {
        return new MqttEndpointSource(host, ListenerConfig.of(host.config()), BrokerIngress::new);
    }

    @Override
    public Optional<ConnectorDoctor> doctor() {
        return Optional.of(new ListenerDoctor());
    }
}
