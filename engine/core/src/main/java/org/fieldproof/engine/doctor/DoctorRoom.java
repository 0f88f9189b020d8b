package org.fieldproof.engine.doctor;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.fieldproof.api.doctor.ConnectorDoctor;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.Examination;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.project.ProjectDefinition.ConnectorDefinition;
import org.fieldproof.api.project.ProjectDefinition.DestinationDefinition;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorFactory;
import org.fieldproof.api.spi.ReadingFinder;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.engine.project.Catalog;
import org.jspecify.annotations.Nullable;

/// Examines the connectors of one project. Each examination has a thread of its own,
/// `fp-doctor-<id>`; one that a library keeps beyond the limit is left behind, and so many at most
/// may be under way. Any thread may call; only [#look] and [#ways] block.
public final class DoctorRoom {
    private static final int UNDER_WAY_MAX = 32;

    /// After the limit, so long for the doctor to come back by itself from what was closed.
    private static final long GRACE_MILLIS = 500;

    private static final long LIMIT_MILLIS_MIN = 100;
    private static final long LIMIT_MILLIS_MAX = 600_000;

    private final Map<String, ExaminedConnector> connectors = new LinkedHashMap<>();
    private final Catalog catalog;
    private final ExaminedPlace place;
    private final AtomicInteger underWay = new AtomicInteger();

    public DoctorRoom(ProjectDefinition project, Catalog catalog, ExaminedPlace place) {
        this.catalog = catalog;
        this.place = place;
        for (ConnectorDefinition each : project.connections()) {
            catalog.source(each.type()).ifPresent(f -> put(each.id(), "connection", each, f));
        }
        for (DestinationDefinition each : project.destinations()) {
            catalog.sink(each.type())
                    .ifPresent(
                            factory ->
                                    connectors.put(
                                            each.id(),
                                            new ExaminedConnector(
                                                    each.id(),
                                                    "destination",
                                                    each.config(),
                                                    factory,
                                                    place)));
        }
    }

    private void put(
            String id, String section, ConnectorDefinition definition, ConnectorFactory factory) {
        connectors.put(id, new ExaminedConnector(id, section, definition.config(), factory, place));
    }

    /// Dials the device of a connection, of the project or only drafted, for a look at what it has.
    /// Blocks on the caller's thread.
    public DeviceLook look(ConnectorDefinition connection) throws ConnectorException {
        return DeviceLook.open(connection, catalog, place);
    }

    /// How what lies at an address of a connection's device, of the project or only drafted, is to
    /// be read. Blocks on the caller's thread.
    public ReadingFinder.Found ways(
            ConnectorDefinition connection, String address, BigDecimal shown)
            throws ConnectorException {
        return DeviceWays.find(connection, catalog, place, address, shown);
    }

    /// What the device of a connection, of the project or only drafted, says of other tags. Blocks
    /// on the caller's thread.
    public DeviceTags.Seen tags(ConnectorDefinition connection, TagTable tags, Duration limit)
            throws ConnectorException {
        return DeviceTags.look(connection, tags, catalog, place, limit);
    }

    /// Ids of those that have a doctor, connections first, in the project's order.
    public List<String> examinable() {
        return connectors.values().stream()
                .filter(each -> each.factory().doctor().isPresent())
                .map(ExaminedConnector::id)
                .toList();
    }

    /// Examines one connector and keeps the report among the evidence. Otherwise as [#report].
    public CompletionStage<Examined> examine(String id, long limitMillis) {
        return report(id, limitMillis).thenApply(report -> kept(id, report));
    }

    /// Examines one connector. The stage fails with [ConnectorException] where that cannot begin,
    /// else it completes soon after `limitMillis` at the latest (DOC-1).
    public CompletionStage<DoctorReport> report(String id, long limitMillis) {
        ExaminedConnector connector = connectors.get(id);
        Optional<ConnectorDoctor> doctor =
                connector == null ? Optional.empty() : connector.factory().doctor();
        if (connector == null || doctor.isEmpty()) {
            return CompletableFuture.failedStage(new ConnectorException(noDoctor(id)));
        }
        if (underWay.incrementAndGet() > UNDER_WAY_MAX) {
            underWay.decrementAndGet();
            return CompletableFuture.failedStage(new ConnectorException(tooMany(id)));
        }
        long limit = Math.clamp(limitMillis, LIMIT_MILLIS_MIN, LIMIT_MILLIS_MAX);
        Examination examination =
                new Examination(
                        connector,
                        connector.factory().type(),
                        place.running(),
                        TimeUnit.MILLISECONDS.toNanos(limit));
        CompletableFuture<DoctorReport> told = new CompletableFuture<>();
        Thread.ofPlatform()
                .name("fp-doctor-" + id)
                .daemon(true)
                .start(() -> run(examination, doctor.get(), told));
        CompletableFuture.delayedExecutor(limit, TimeUnit.MILLISECONDS)
                .execute(examination::expire);
        CompletableFuture.delayedExecutor(limit + GRACE_MILLIS, TimeUnit.MILLISECONDS)
                .execute(() -> told.complete(examination.report()));
        return told;
    }

    private void run(
            Examination examination, ConnectorDoctor doctor, CompletableFuture<DoctorReport> told) {
        try {
            told.complete(examination.run(doctor));
        } finally {
            underWay.decrementAndGet();
        }
    }

    private Examined kept(String id, DoctorReport report) {
        @Nullable Path file;
        try {
            file = DoctorFiles.keep(place.evidence(), report);
        } catch (IOException e) {
            // The finding counts more than its file: it is told all the same, without one.
            file = null;
        }
        ExaminedConnector connector = Objects.requireNonNull(connectors.get(id));
        return new Examined(report, connector.placeInProject(), file);
    }

    private static Problem noDoctor(String id) {
        return Problem.error(
                "DOCT-0103",
                "connector " + id,
                "There is no connection or destination of that id that could be examined.",
                "Choose another; a simulator has no peer.");
    }

    private static Problem tooMany(String id) {
        return Problem.error(
                "DOCT-0104",
                "connector " + id,
                UNDER_WAY_MAX + " examinations are under way or hang.",
                "Wait for them; restart the program if they do not end.");
    }
}
