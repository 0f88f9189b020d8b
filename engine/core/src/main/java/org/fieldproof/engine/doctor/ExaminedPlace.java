package org.fieldproof.engine.doctor;

import java.nio.file.Path;
import org.fieldproof.api.spi.Credentials;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.Secrets;
import org.fieldproof.api.time.GatewayClock;
import org.jspecify.annotations.Nullable;

/// Where examinations take place: in a running gateway, or beside one.
///
/// @param dataRoot the data directory
/// @param running whether the project's connectors run in this process
public record ExaminedPlace(
        GatewayClock clock,
        Secrets secrets,
        Credentials credentials,
        Path dataRoot,
        Path projectDirectory,
        Listening listening,
        boolean running) {

    /// Who listens where.
    @FunctionalInterface
    public interface Listening {
        /// Nobody listens, as in a project that does not run.
        Listening NOBODY = _ -> null;

        @Nullable Endpoint find(String connectorId);
    }

    Path evidence() {
        return dataRoot.resolve("evidence");
    }
}
