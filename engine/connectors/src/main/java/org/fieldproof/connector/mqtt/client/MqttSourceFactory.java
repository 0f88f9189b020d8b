package org.fieldproof.connector.mqtt.client;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.fieldproof.api.doctor.ConnectorDoctor;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.api.spi.SourceHost;

/// Makes connections of type `mqtt`.
public final class MqttSourceFactory implements SourceFactory {

    /// For `ServiceLoader`.
    public MqttSourceFactory() {}

    @Override
    public String type() {
        return "mqtt";
    }

    @Override
    public String name() {
        return "MQTT";
    }

    @Override
    public String title() {
        return "Subscription at an MQTT broker";
    }

    @Override
    public ConfigSchema schema() {
        return MqttSourceConfig.schema();
    }

    @Override
    public List<Problem> check(Config config) {
        return MqttSourceConfig.check(config);
    }

    @Override
    public List<Endpoint> endpoints(Config config) {
        return LineConfig.of(config).endpoint().stream().toList();
    }

    @Override
    public List<String> subscribes(Config config) {
        return config.groups("subscriptions").stream().map(MqttSourceConfig::filter).toList();
    }

    @Override
    public Source create(SourceHost host) {
        return new MqttSource(host, new SplittableRandom(host.clock().nanoTime()));
    }

    @Override
    public Optional<ConnectorDoctor> doctor() {
        return Optional.of(MqttDoctor.ofSource());
    }
}
