package org.fieldproof.engine.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorFactory;
import org.fieldproof.api.spi.Credentials;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.Secrets;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.data.PrivateFiles;

/// One connector of a project, as its doctor sees it, and whoever dials its peer beside it. Any
/// thread.
///
/// @param section where it stands in the project, such as `destination`
public record ExaminedConnector(
        String id, String section, Config config, ConnectorFactory factory, ExaminedPlace place)
        implements ConnectorContext {

    @Override
    public GatewayClock clock() {
        return place.clock();
    }

    @Override
    public Secrets secrets() {
        return place.secrets();
    }

    @Override
    public Credentials credentials() {
        return place.credentials();
    }

    @Override
    public Path dataDirectory() {
        Path connectors = place.dataRoot().resolve("connectors");
        try {
            PrivateFiles.directory(connectors);
            PrivateFiles.directory(connectors.resolve(id));
        } catch (IOException e) {
            throw new UncheckedIOException("data directory of " + section + " " + id, e);
        }
        return connectors.resolve(id);
    }

    @Override
    public Path projectDirectory() {
        return place.projectDirectory();
    }

    @Override
    public Endpoint endpointOf(String connectorId) throws ConnectorException {
        Endpoint endpoint = place.listening().find(connectorId);
        if (endpoint == null) {
            throw new ConnectorException(
                    place.running()
                            ? unreachable(
                                    "It wants to reach "
                                            + connectorId
                                            + ", which is not listening.",
                                    "Look at the state of " + connectorId + ".")
                            : unreachable(
                                    "Its server is "
                                            + connectorId
                                            + " of this very project, which does not run here.",
                                    "Open the project in the console and do it there."));
        }
        return endpoint;
    }

    private Problem unreachable(String message, String remedy) {
        return Problem.error("APP-0311", "connector " + id, message, remedy);
    }

    /// Where the project says whom it dials.
    Problem.Place placeInProject() {
        ConfigSchema schema = factory.schema();
        if (schema.field("host").isPresent()) {
            return config.placeOf("host");
        }
        return schema.fields().isEmpty()
                ? Problem.Place.NOWHERE
                : config.placeOf(schema.fields().getFirst().name());
    }
}
