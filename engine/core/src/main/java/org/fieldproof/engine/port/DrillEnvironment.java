package org.fieldproof.engine.port;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.event.EventPage;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.PublisherLedger;
import org.fieldproof.api.spi.ReadBack;
import org.fieldproof.api.time.GatewayClock;

/// What the engine lends to a drill. Any thread may call it.
public interface DrillEnvironment {

    ProjectDefinition project();

    GatewayClock clock();

    AcceptedLedger accepted();

    /// The own counters of a connection's devices, if that connection is their publisher.
    Optional<PublisherLedger> publisher(String connectionId);

    /// A fresh reader of what really arrived at a destination; empty where it cannot be read.
    Optional<ReadBack> readBack(String destinationId) throws ConnectorException;

    /// Ids of the connections and destinations whose peers a doctor can examine.
    Set<String> examinable();

    /// Examines the peer of one of them beside what runs, past every link, and writes nothing
    /// there. Completes soon after the limit at the latest; fails with [ConnectorException] where
    /// it cannot begin.
    CompletionStage<DoctorReport> examine(String connectorId, long limitMillis);

    /// Why the gateway's own disk may not keep what was synced to it; empty for an ordinary one.
    Optional<Problem> fileSystemDoubt();

    /// Whether that device belongs to a target that drills may cut: see the interlocks.
    GatewaySnapshot snapshot();

    EventPage events(long fromSeq, int max);

    /// Puts something into the journal; an audit event goes into the audit trail too.
    ///
    /// @return the number of its line in the audit trail; 0 if it has none
    long record(
            GatewayEvent.Level level,
            String code,
            String object,
            String message,
            Map<String, String> detail);

    /// Who acts, as the audit trail names it.
    ///
    /// @param by the console or what else it is done by
    String person(String by);

    /// Whether a line of the audit trail, and so each before it, is on the disk. Waits.
    ///
    /// @param line its number
    /// @param limit how long
    boolean auditKept(long line, Duration limit);

    /// Alarms on these objects (such as `lane upstream`) are predicted by a drill until called
    /// again with an empty set.
    void expectAlarms(Set<String> objects, String drill);

    /// Signs evidence with the installation's Ed25519 key.
    EvidenceSigner signer();

    /// The project's configuration with secrets as references, as YAML.
    String configurationText();

    /// Fingerprints of certificates in use: subject to SHA-256.
    Map<String, String> certificateFingerprints();

    /// Versions of the product and what it runs on: name to version.
    Map<String, String> versions();

    /// Where evidence goes unless a drill is told otherwise.
    Path evidenceDirectory();
}
