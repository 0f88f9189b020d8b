package org.fieldproof.connector.fieldbus.modbus;

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
import org.fieldproof.api.spi.ReadingFinder;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.api.spi.TagWriter;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagSchema.Addressed;
import org.fieldproof.connector.fieldbus.poll.PollFields;

/// Makes connections of type `modbus`.
public final class ModbusSourceFactory implements SourceFactory {

    /// For `ServiceLoader`.
    public ModbusSourceFactory() {}

    @Override
    public String type() {
        return "modbus";
    }

    @Override
    public String name() {
        return "Modbus TCP";
    }

    @Override
    public String title() {
        return "Modbus TCP device";
    }

    @Override
    public ConfigSchema schema() {
        return ModbusConfig.schema();
    }

    @Override
    public List<Problem> check(Config config) {
        return ModbusConfig.check(config);
    }

    @Override
    public List<Problem> checkLine(Config config) {
        return ModbusConfig.checkLine(config);
    }

    @Override
    public List<Endpoint> endpoints(Config config) {
        return ModbusConfig.of(config).target().endpoints();
    }

    @Override
    public Optional<Set<String>> addresses(String connection, Config config) {
        return Optional.of(PollFields.of(config).addresses(connection, config));
    }

    @Override
    public Source create(SourceHost host) throws ConnectorException {
        return new ModbusSource(host, new SplittableRandom());
    }

    @Override
    public Optional<ConnectorDoctor> doctor() {
        return Optional.of(new ModbusDoctor());
    }

    @Override
    public List<Addressed> writable(String connection, Config config) {
        return PollFields.of(config).writable(connection, config);
    }

    @Override
    public Optional<TagWriter> writer(ConnectorContext context, TagDefinition tag)
            throws ConnectorException {
        return Optional.of(ModbusWriter.open(context, tag));
    }

    @Override
    public Optional<ReadingFinder> readingFinder() {
        return Optional.of(new ModbusWays());
    }
}
