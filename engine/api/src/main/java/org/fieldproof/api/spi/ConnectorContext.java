package org.fieldproof.api.spi;

import java.nio.file.Path;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.time.GatewayClock;

/// What a connector needs to know to reach its peer, whether it runs or is only examined. Any
/// thread may call it.
public interface ConnectorContext {

    /// The connector's id in the project.
    String id();

    /// Its configuration, already checked against its [ConfigSchema].
    Config config();

    GatewayClock clock();

    /// Secrets by reference; values never appear in a project, a log line or an evidence file.
    Secrets secrets();

    /// Keys and trust of this installation.
    Credentials credentials();

    /// A directory of its own inside the data directory, created on first use with mode 0700.
    ///
    /// Who keeps lists of certificates keeps them there as files (DER or PEM), so that people see
    /// and move them: `pki/own` (ours), `pki/trusted/certs` (believed), `pki/issuers/certs`
    /// (complete chains), `pki/rejected` (refused; `<sha256>.der`).
    Path dataDirectory();

    /// The folder of the project; relative paths in its configuration start here.
    Path projectDirectory();

    /// The endpoint another connector of this project listens on, for samples that dial their own
    /// gateway: `host:port`, known once that connector has started.
    ///
    /// @throws ConnectorException if no such connector is listening
    Endpoint endpointOf(String connectorId) throws ConnectorException;
}
