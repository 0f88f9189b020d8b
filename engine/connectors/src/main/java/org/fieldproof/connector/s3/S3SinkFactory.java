package org.fieldproof.connector.s3;

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

/// `s3`: objects in a bucket of S3, MinIO or another store that speaks their protocol.
public final class S3SinkFactory implements SinkFactory {

    /// For `ServiceLoader`.
    public S3SinkFactory() {}

    @Override
    public String type() {
        return "s3";
    }

    @Override
    public String name() {
        return "S3";
    }

    @Override
    public String title() {
        return "Objects in an S3 or MinIO bucket";
    }

    @Override
    public ConfigSchema schema() {
        return S3Config.SCHEMA;
    }

    @Override
    public List<Problem> check(Config config) {
        return S3Config.check(config);
    }

    @Override
    public List<Endpoint> endpoints(Config config) {
        int port = Math.toIntExact(config.integer("port"));
        int standard = config.group("tls").isPresent() ? 443 : 9_000;
        return List.of(new Endpoint(config.text("host"), port == 0 ? standard : port));
    }

    @Override
    public String targetOf(Config config) {
        return config.text("bucket") + "/" + config.text("prefix");
    }

    @Override
    public Sink create(SinkHost host) {
        return new S3Sink(host, S3Config.of(host.config()));
    }

    @Override
    public Optional<ReadBack> readBack(SinkHost host) {
        return Optional.of(new S3ReadBack(host, S3Config.of(host.config())));
    }

    @Override
    public Optional<ConnectorDoctor> doctor() {
        return Optional.of(new S3Doctor());
    }
}
