package org.fieldproof.engine.doctor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.doctor.ConnectorDoctor;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.Examination;
import org.fieldproof.api.doctor.StepResult;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.api.doctor.TagSeen;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition.ConnectorDefinition;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.api.tag.TagSchema;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.engine.project.Catalog;

/// What the device behind a connection, which need not run, says of tags that are not the
/// connection's yet: those of a file that is to be imported. Stateless.
public final class DeviceTags {
    private DeviceTags() {}

    /// What was seen.
    ///
    /// @param tags in their order; those of a device with more than its doctor asks for are not
    ///     all there
    /// @param notAsked how many tags were not asked for
    public record Seen(List<TagSeen> tags, int notAsked) {
        public Seen {
            tags = List.copyOf(tags);
        }

        /// Those of which the device has no value.
        public List<TagSeen> missing() {
            return tags.stream().filter(tag -> !tag.isThere()).toList();
        }
    }

    /// Examines the device with the given tags in place of the connection's own, on a line of its
    /// own that only reads. Blocks, for `limit` at most and half a second.
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
                        .filter(known -> known.schema().field(TagSchema.TABLE.name()).isPresent())
                        .orElseThrow(() -> new ConnectorException(noTags(connection)));
        ConnectorDoctor doctor =
                factory.doctor().orElseThrow(() -> new ConnectorException(noTags(connection)));
        ExaminedConnector examined =
                new ExaminedConnector(
                        connection.id(),
                        "connection",
                        new OtherTags(connection.config(), tags),
                        factory,
                        place);
        Examination examination =
                new Examination(examined, factory.type(), place.running(), limit.toNanos());
        CompletableFuture.delayedExecutor(limit.toNanos(), TimeUnit.NANOSECONDS)
                .execute(examination::expire);
        DoctorReport report = examination.run(doctor);
        List<TagSeen> seen = examination.tagsSeen();
        if (seen.isEmpty() && !tags.tags().isEmpty()) {
            throw new ConnectorException(unasked(connection, report));
        }
        return new Seen(seen, tags.tags().size() - seen.size());
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
