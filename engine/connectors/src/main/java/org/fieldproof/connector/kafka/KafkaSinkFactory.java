package org.fieldproof.connector.kafka;

import java.util.List;
import java.util.Optional;
import org.fieldproof.api.doctor.ConnectorDoctor;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.ReadBack;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.spi.SinkFactory;
import org.fieldproof.api.spi.SinkHost;

/// `kafka`: a topic of a Kafka cluster.
public final class KafkaSinkFactory implements SinkFactory {

    /// For `ServiceLoader`.
    public KafkaSinkFactory() {}

    @Override
    public String type() {
        return "kafka";
    }

    @Override
    public String name() {
        return "Kafka";
    }

    @Override
    public String title() {
        return "Kafka topic";
    }

    @Override
    public ConfigSchema schema() {
        return KafkaConfig.SCHEMA;
    }

    @Override
    public List<Problem> check(Config config) {
        return KafkaConfig.check(config);
    }

    @Override
    public List<Endpoint> endpoints(Config config) {
        try {
            return KafkaConfig.servers(config);
        } catch (IllegalArgumentException _) {
            return List.of(); // [#check] says so
        }
    }

    @Override
    public String targetOf(Config config) {
        return config.text("topic");
    }

    @Override
    public Sink create(SinkHost host) {
        return new KafkaSink(host, KafkaConfig.of(host.config()));
    }

    @Override
    public Optional<ReadBack> readBack(SinkHost host) {
        return Optional.of(new KafkaReadBack(host, KafkaConfig.of(host.config())));
    }

    @Override
    public Optional<ConnectorDoctor> doctor() {
        return Optional.of(new KafkaDoctor());
    }
}
