package org.fieldproof.api.doctor;

import java.nio.file.Path;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.Credentials;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.Secrets;
import org.fieldproof.api.time.GatewayClock;

/// A context for doctors that need no configuration.
final class FakeContext implements ConnectorContext {

    @Override
    public String id() {
        return "press-line";
    }

    @Override
    public Config config() {
        throw new IllegalStateException("no configuration here");
    }

    @Override
    public GatewayClock clock() {
        return GatewayClock.system();
    }

    @Override
    public Secrets secrets() {
        throw new IllegalStateException("no secrets here");
    }

    @Override
    public Credentials credentials() {
        throw new IllegalStateException("no keys here");
    }

    @Override
    public Path dataDirectory() {
        return Path.of("nowhere");
    }

    @Override
    public Path projectDirectory() {
        return Path.of("nowhere");
    }

    @Override
    public Endpoint endpointOf(String connectorId) {
        throw new IllegalStateException("nobody listens here");
    }
}
