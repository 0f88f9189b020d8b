package org.fieldproof.connector.opcua;

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
import org.fieldproof.api.spi.TagBrowser;
import org.fieldproof.api.spi.TagWriter;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagSchema;
import org.fieldproof.api.tag.TagSchema.Addressed;

/// Makes connections of type `opcua`.
public final class OpcUaSourceFactory implements SourceFactory {

    /// For `ServiceLoader`.
    public OpcUaSourceFactory() {}

    @Override
    public String type() {
        return "opcua";
    }

    @Override
    public String name() {
        return "OPC UA";
    }

    @Override
    public String title() {
        return "Subscription at an OPC UA server";
    }

    @Override
    public ConfigSchema schema() {
        return OpcUaSourceConfig.schema();
    }

    @Override
    public List<Problem> check(Config config) {
        return OpcUaSourceConfig.check(config);
    }

    @Override
    public List<Endpoint> endpoints(Config config) {
        return OpcUaSourceConfig.endpointOf(config.text("url").trim()).stream().toList();
    }

    @Override
    public Optional<Set<String>> addresses(String connection, Config config) {
        return Optional.of(
                TagSchema.of(config).addresses(connection, config.text("prefix").trim()));
    }

    @Override
    public Source create(SourceHost host) throws ConnectorException {
        return new OpcUaSource(host, new SplittableRandom(host.clock().nanoTime()));
    }

    @Override
    public boolean browses() {
        return true;
    }

    @Override
    public Optional<TagBrowser> browser(ConnectorContext context) throws ConnectorException {
        return Optional.of(OpcUaBrowser.open(context));
    }

    @Override
    public List<Addressed> writable(String connection, Config config) {
        return TagSchema.of(config).writable(connection, config.text("prefix").trim());
    }

    @Override
    public Optional<TagWriter> writer(ConnectorContext context, TagDefinition tag)
            throws ConnectorException {
        return Optional.of(OpcUaWriter.open(context, tag));
    }

    @Override
    public Optional<ConnectorDoctor> doctor() {
        return Optional.of(new OpcUaDoctor());
    }
}
