package org.fieldproof.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.event.EventPage;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.project.ProjectDefinition.PipelineDefinition;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.PublisherLedger;
import org.fieldproof.api.spi.ReadBack;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.journal.Operator;
import org.fieldproof.engine.port.AcceptedLedger;
import org.fieldproof.engine.port.DrillEnvironment;
import org.fieldproof.engine.port.EvidenceSigner;
import org.fieldproof.engine.supervise.SourceUnit;

/// What the engine lends to drills.
final class LentToDrills implements DrillEnvironment {
    private final EngineParts parts;
    private final Rooms rooms;
    private final Supplier<GatewaySnapshot> snapshots;
    private final AcceptedLedger accepted;

    LentToDrills(EngineParts parts, Rooms rooms, Supplier<GatewaySnapshot> snapshots) {
        this.parts = parts;
        this.rooms = rooms;
        this.snapshots = snapshots;
        this.accepted = new AcceptedFromLog(rooms.log());
    }

    @Override
    public ProjectDefinition project() {
        return parts.project();
    }

    @Override
    public GatewayClock clock() {
        return parts.clock();
    }

    @Override
    public AcceptedLedger accepted() {
        return accepted;
    }

    @Override
    public Optional<PublisherLedger> publisher(String connectionId) {
        SourceUnit unit = rooms.connection(connectionId);
        return unit == null ? Optional.empty() : unit.publisherLedger();
    }

    @Override
    public Optional<ReadBack> readBack(String destinationId) throws ConnectorException {
        for (PipelineDefinition pipeline : parts.project().pipelines()) {
            boolean comparable =
                    pipeline.transforms().stream()
                            .allMatch(
                                    each ->
                                            parts.catalog()
                                                    .transform(each.type())
                                                    .filter(f -> f.keepsPayloads(each.config()))
                                                    .isPresent());
            if (pipeline.to().contains(destinationId) && !comparable) {
                throw new ConnectorException(transformed(destinationId, pipeline.id()));
            }
        }
        for (int i = 0; i < rooms.lanes().size(); i++) {
            if (rooms.lanes().get(i).id().equals(destinationId)) {
                return rooms.sinks().get(i).readBack();
            }
        }
        return Optional.empty();
    }

    /// What arrives is not what devices sent, so a comparison would call all of it wrong. Unknown
    /// is the honest verdict.
    private static Problem transformed(String destination, String pipeline) {
        return Problem.error(
                "XFRM-0103",
                "destination " + destination,
                "The pipeline "
                        + pipeline
                        + " changes or drops records on their way there, and the"
                        + " ledgers hold only what devices sent.",
                "Drill a destination that gets payloads as they are (enrich into properties and"
                        + " rename leave them so); cover the transforms with pipeline tests.");
    }

    @Override
    public Set<String> examinable() {
        return Set.copyOf(rooms.doctor().examinable());
    }

    @Override
    public CompletionStage<DoctorReport> examine(String connectorId, long limitMillis) {
        return rooms.doctor().report(connectorId, limitMillis);
    }

    @Override
    public Optional<Problem> fileSystemDoubt() {
        return parts.data().fileSystemDoubt();
    }

    @Override
    public GatewaySnapshot snapshot() {
        return snapshots.get();
    }

    @Override
    public EventPage events(long fromSeq, int max) {
        return parts.events().page(fromSeq, max);
    }

    @Override
    public long record(
            GatewayEvent.Level level,
            String code,
            String object,
            String message,
            Map<String, String> detail) {
        parts.events().record(level, code, object, message, detail);
        if (level == GatewayEvent.Level.AUDIT) {
            String by = detail.getOrDefault("by", "");
            return parts.audit().append(person(by), "drill", object + ": " + message, "done");
        }
        return 0;
    }

    @Override
    public String person(String by) {
        Operator operator = parts.audit().operator();
        return by.isEmpty() ? operator.toString() : operator.through(by);
    }

    @Override
    public boolean auditKept(long line, Duration limit) {
        return parts.audit().awaitWritten(line, limit);
    }

    @Override
    public void expectAlarms(Set<String> objects, String drill) {
        parts.alarms().expect(objects, drill);
    }

    @Override
    public EvidenceSigner signer() {
        return parts.signer();
    }

    @Override
    public String configurationText() {
        Path file = parts.project().directory().resolve("project.yaml");
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            // Evidence then says that the configuration is not in it, rather than not be written.
            return "# " + file.getFileName() + " could not be read: " + e.getMessage() + "\n";
        }
    }

    @Override
    public Map<String, String> certificateFingerprints() {
        return parts.certificateFingerprints().get();
    }

    @Override
    public Map<String, String> versions() {
        return parts.versions();
    }

    @Override
    public Path evidenceDirectory() {
        return parts.data().evidence();
    }
}
