package org.fieldproof.engine.supervise;

import java.nio.file.Path;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.spi.Credentials;
import org.fieldproof.api.spi.Secrets;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.data.DataDirectory;
import org.fieldproof.engine.telemetry.EventRecorder;

/// What all connectors of a gateway are lent alike.
public record ConnectorSite(
        GatewayClock clock,
        Secrets secrets,
        Credentials credentials,
        LinkTable links,
        DataDirectory data,
        Path projectDirectory,
        EventRecorder events,
        EndpointBook endpoints) {}
