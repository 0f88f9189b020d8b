package org.fieldproof.connector.fieldbus.s7;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.fieldproof.api.doctor.ConnectorDoctor;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.api.spi.TagWriter;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagSchema.Addressed;
import org.fieldproof.connector.fieldbus.poll.PollFields;

/// Makes connections of type `s7`.
public final class S7SourceFactory implements SourceFactory {

    /// For `ServiceLoader`.
    public S7SourceFactory() {}

    @Override
    public String type() {
        return "s7";
    }

    @Override
    public String name() {
        return "Siemens S7";
    }

    @Override
    public String title() {
        return "Siemens S7 PLC";
    }

    @Override
    public ConfigSchema schema() {
        return S7Config.schema();
    }

    @Override
    public List<Problem> check(Config config) {
        return S7Config.check(config);
    }

    @Override
    public List<Endpoint> endpoints(Config config) {
        return S7Config.of(config).target().endpoints();
    }

    @Override
    public Optional<Set<String>> addresses(String connection, Config config) {
        return Optional.of(PollFields.of(config).addresses(connection, config));
    }

    @Override
    public Source create(SourceHost host) throws ConnectorException {
        return new S7Source(host, new SplittableRandom());
    }

    @Override
    public List<Addressed> writable(String connection, Config config) {
        return PollFields.of(config).writable(connection, config);
    }

    @Override
    public Optional<TagWriter> writer(ConnectorContext context, TagDefinition tag)
            throws ConnectorException {
        return Optional.of(S7Writer.open(context, tag));
    }

    @Override
    public Optional<ConnectorDoctor> doctor() {
        return Optional.of(new S7Doctor());
    }
}
