package org.fieldproof.engine.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.doctor.ConnectorDoctor;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.Examination;
import org.fieldproof.api.doctor.StepResult;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.api.doctor.TagSeen;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition.ConnectorDefinition;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagSchema;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.engine.project.Catalog;

/// What the device behind a connection, which need not run, says of tags that are not the
/// connection's yet: those of a file that is to be imported. Stateless.
public final class DeviceTags {
    /// The least that the doctors of all protocols ask for in one examination.
    private static final int AT_ONCE = 500;

    private DeviceTags() {}

    /// What was seen.
    ///
    /// @param tags in their order, as far as the time went
    /// @param notAsked how many tags were not asked for
    /// @param problems what the connection's doctor says of those that are not there
    public record Seen(List<TagSeen> tags, int notAsked, List<Problem> problems) {
        public Seen {
            tags = List.copyOf(tags);
            problems = List.copyOf(problems);
        }

        /// Those of which the device has no value.
        public List<TagSeen> missing() {
            return tags.stream().filter(tag -> !tag.isThere()).toList();
        }
    }

    /// Whether connections of this type have tags that a device can be asked for.
    public static boolean canAsk(SourceFactory factory) {
        return factory.schema().field(TagSchema.TABLE.name()).isPresent()
                && factory.doctor().isPresent();
    }

    /// Examines the device with the given tags in place of the connection's own, some hundred at a
    /// time, on lines of its own that only read. Blocks, for about `limit` at most.
    ///
    /// @throws ConnectorException where the device could not be asked, naming what refused
    public static Seen look(
            ConnectorDefinition connection,
            TagTable tags,
            Catalog catalog,
            ExaminedPlace place,
            Duration limit)
            throws ConnectorException {
        SourceFactory factory =
                catalog.source(connection.type())
                        .filter(DeviceTags::canAsk)
                        .orElseThrow(() -> new ConnectorException(noTags(connection)));
        ConnectorDoctor doctor =
                factory.doctor().orElseThrow(() -> new ConnectorException(noTags(connection)));
        long endNanos = place.clock().nanoTime() + limit.toNanos();
        List<TagSeen> seen = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        List<TagDefinition> all = tags.tags();
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            long left = endNanos - place.clock().nanoTime();
            if (left <= 0) {
                break;
            }
            List<TagDefinition> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            Config config = new OtherTags(connection.config(), TagTable.of(some));
            Examination examination =
                    new Examination(
                            new ExaminedConnector(
                                    connection.id(), "connection", config, factory, place),
                            factory.type(),
                            place.running(),
                            left);
            DoctorReport report = examined(examination, doctor, left);
            if (examination.tagsSeen().isEmpty()) {
                throw new ConnectorException(unasked(connection, report));
            }
            seen.addAll(examination.tagsSeen());
            problemOf(report).ifPresent(problems::add);
        }
        return new Seen(seen, all.size() - seen.size(), problems);
    }

    private static DoctorReport examined(
            Examination examination, ConnectorDoctor doctor, long limitNanos) {
        CompletableFuture.delayedExecutor(limitNanos, TimeUnit.NANOSECONDS)
                .execute(examination::expire);
        return examination.run(doctor);
    }

    private static Optional<Problem> problemOf(DoctorReport report) {
        return switch (report.of(DoctorStep.PERMISSION).verdict()) {
            case StepVerdict.Failed(Problem why) -> Optional.of(why);
            case StepVerdict.Doubtful(Problem why) -> Optional.of(why);
            case StepVerdict.Passed _, StepVerdict.Skipped _, StepVerdict.NotApplicable _ ->
                    Optional.empty();
        };
    }

    /// A device that has none of the tags fails its examination, and has been asked all the same.
    private static Problem unasked(ConnectorDefinition connection, DoctorReport report) {
        for (StepResult step : report.steps()) {
            if (step.verdict() instanceof StepVerdict.Failed(Problem why)) {
                return why;
            }
        }
        return Problem.error(
                "DOCT-0107",
                "connection " + connection.id(),
                "The device could not be asked: "
                        + report.of(DoctorStep.PERMISSION).verdict().sentence(),
                "Run the project, or examine the connection first.");
    }

    private static Problem noTags(ConnectorDefinition connection) {
        return Problem.error(
                "DOCT-0108",
                "connection " + connection.id(),
                "Connections of type " + connection.type() + " have no tags to ask a device for.",
                "Choose a connection that reads tags, such as opcua, modbus or s7.");
    }
}
