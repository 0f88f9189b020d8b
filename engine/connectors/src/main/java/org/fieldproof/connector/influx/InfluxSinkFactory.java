package org.fieldproof.connector.influx;

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

/// `influxdb`: points in InfluxDB 1.x or 2.x, or in VictoriaMetrics.
public final class InfluxSinkFactory implements SinkFactory {

    /// For `ServiceLoader`.
    public InfluxSinkFactory() {}

    @Override
    public String type() {
        return "influxdb";
    }

    @Override
    public String name() {
        return "InfluxDB";
    }

    @Override
    public String title() {
        return "InfluxDB or VictoriaMetrics";
    }

    @Override
    public ConfigSchema schema() {
        return InfluxConfig.SCHEMA;
    }

    @Override
    public List<Problem> check(Config config) {
        return InfluxConfig.check(config);
    }

    @Override
    public List<Endpoint> endpoints(Config config) {
        int port = Math.toIntExact(config.integer("port"));
        int standard = ServerKind.of(config.text("server")).port();
        return List.of(new Endpoint(config.text("host"), port == 0 ? standard : port));
    }

    @Override
    public String targetOf(Config config) {
        return String.join(
                "/",
                config.text("database"),
                config.text("retentionPolicy"),
                config.text("organisation"),
                config.text("bucket"),
                config.text("measurement"));
    }

    @Override
    public Sink create(SinkHost host) {
        return new InfluxSink(host, InfluxConfig.of(host.config()));
    }

    @Override
    public Optional<ReadBack> readBack(SinkHost host) {
        InfluxConfig config = InfluxConfig.of(host.config());
        return Optional.of(
                config.kind() == ServerKind.VICTORIAMETRICS
                        ? new VictoriaReadBack(host, config)
                        : new InfluxReadBack(host, config));
    }

    @Override
    public Optional<ConnectorDoctor> doctor() {
        return Optional.of(new InfluxDoctor());
    }
}
