package org.fieldproof.connector.mqtt.client;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.fieldproof.api.doctor.ConnectorDoctor;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.ReadBack;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.spi.SinkFactory;
import org.fieldproof.api.spi.SinkHost;

/// Makes destinations of type `mqtt`.
public final class MqttSinkFactory implements SinkFactory {

    /// For `ServiceLoader`.
    public MqttSinkFactory() {}

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
        return "MQTT broker";
    }

    @Override
    public ConfigSchema schema() {
        return MqttSinkConfig.schema();
    }

    @Override
    public List<Problem> check(Config config) {
        return MqttSinkConfig.check(config);
    }

    @Override
    public List<Endpoint> endpoints(Config config) {
        return LineConfig.of(config).endpoint().stream().toList();
    }

    @Override
    public String targetOf(Config config) {
        return config.text("topic");
    }

    @Override
    public Optional<String> publishes(Config config) {
        return Optional.of(config.text("topic"));
    }

    @Override
    public Sink create(SinkHost host) {
        return new MqttSink(host, new SplittableRandom(host.clock().nanoTime()));
    }

    /// Only MQTT 5 carries the identity that a reader needs.
    @Override
    public Optional<ReadBack> readBack(SinkHost host) {
        MqttSinkConfig config = MqttSinkConfig.of(host.config());
        return config.line().version() == MqttVersionChoice.V5
                ? Optional.of(new MqttReadBack(host, new SplittableRandom(host.clock().nanoTime())))
                : Optional.empty();
    }

    @Override
    public Optional<ConnectorDoctor> doctor() {
        return Optional.of(MqttDoctor.ofSink());
    }
}
