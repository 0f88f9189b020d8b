package org.fieldproof.connector.mqtt.listener;

import java.util.ArrayList;
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
import org.fieldproof.connector.mqtt.payload.PayloadConfig;

/// Makes the gateway's own MQTT endpoint for devices.
public final class MqttListenerFactory implements SourceFactory {

    @Override
    public String type() {
        return "mqtt-listener";
    }

    @Override
    public String name() {
        return "MQTT listener";
    }

    @Override
    public String title() {
        return "MQTT listener for devices";
    }

    @Override
    public ConfigSchema schema() {
        List<ConfigSchema.Field> fields = new ArrayList<>(ListenerSchema.schema().fields());
        fields.add(PayloadConfig.field());
        return new ConfigSchema(fields);
    }

    @Override
    public List<Problem> check(Config config) {
        List<Problem> problems = new ArrayList<>(ListenerSchema.check(config));
        problems.addAll(new PayloadConfig("MQTT-0142").check(config));
        return problems;
    }

    @Override
    public List<Endpoint> endpoints(Config config) {
        return ListenerSchema.endpoints(config);
    }

    @Override
    public Source create(SourceHost host) {
        return new MqttEndpointSource(
                host, ListenerConfig.of(host.config()), broker -> new IntakeIngress(host, broker));
    }

    @Override
    public Optional<ConnectorDoctor> doctor() {
        return Optional.of(new ListenerDoctor());
    }
}
