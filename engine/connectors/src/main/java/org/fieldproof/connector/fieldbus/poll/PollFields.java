package org.fieldproof.connector.fieldbus.poll;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.api.tag.GroupCheck;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagGroup;
import org.fieldproof.api.tag.TagSchema;
import org.fieldproof.api.tag.TagTable;

/// The fields that every polled connection has.
///
/// @param prefix first part of its topics; empty for the connection's id
/// @param connectMillis how long dialling may take
/// @param timeoutMillis how long an answer may take
/// @param intervalNanos between two readings of a tag that names none
/// @param capture whether what the device says is recorded for a simulator
public record PollFields(
        String prefix, int connectMillis, int timeoutMillis, long intervalNanos, boolean capture) {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;

    public static List<Field> fields() {
        return List.of(
                Field.optional(
                        "prefix", Kind.TEXT, "", "First part of the topics; the id if empty."),
                Field.optional("interval", Kind.DURATION, "1s", "Time between two readings.")
                        .within(10 * MILLI, 3_600 * SECOND),
                Field.optional("timeout", Kind.DURATION, "1s", "Longest wait for an answer.")
                        .within(10 * MILLI, 60 * SECOND),
                Field.optional("connectTimeout", Kind.DURATION, "3s", "Longest wait for the line.")
                        .within(100 * MILLI, 60 * SECOND),
                Field.optional(
                        "capture",
                        Kind.FLAG,
                        "false",
                        "Whether readings are recorded in capture.tsv of its data directory, for a"
                                + " simulator to replay."),
                TagSchema.TABLE,
                TagSchema.LIST,
                TagSchema.INSTANCES);
    }

    public static PollFields of(Config config) {
        return new PollFields(
                config.text("prefix").strip(),
                (int) config.duration("connectTimeout").toMillis(),
                (int) config.duration("timeout").toMillis(),
                config.duration("interval").toNanos(),
                config.flag("capture"));
    }

    /// Faults of the prefix and the tags that need no protocol to be seen.
    ///
    /// @param noTags code of the problem that there is nothing to read
    public List<Problem> check(Config config, String noTags) {
        TagSchema.Tags tags = TagSchema.of(config);
        List<Problem> problems = new ArrayList<>(tags.problems());
        if (!prefix.isEmpty() && TagDefinition.faultOfName(prefix).isPresent()) {
            problems.add(
                    Problem.error(
                                    "TAGS-0108",
                                    "prefix",
                                    TagDefinition.faultOfName(prefix).orElseThrow(),
                                    "Write a topic such as plant/boiler.")
                            .at(config.placeOf("prefix")));
        }
        if (tags.entries().isEmpty() && tags.problems().isEmpty()) {
            problems.add(
                    Problem.error(
                                    noTags,
                                    "tags",
                                    "There is no tag to read.",
                                    "Name a table in tags, write tags into tagList, or instances of a"
                                            + " template.")
                            .at(config.placeOf("tags")));
        }
        problems.addAll(GroupCheck.together(tags.entries(), "sampling", this::intervalOf));
        return problems;
    }

    /// A tag that is marked writable and never can be written.
    ///
    /// @param code of the warning
    public static Problem unwritable(TagTable.Entry entry, String code, String why, String remedy) {
        return Problem.warning(
                        code,
                        "tag " + entry.tag().name(),
                        "It is marked writable, and cannot be written: " + why,
                        remedy)
                .at(entry.place());
    }

    /// Where a protocol reads a tag.
    @FunctionalInterface
    public interface Addressing<P> {
        P of(TagDefinition tag) throws AddressFault;
    }

    /// The tags of a connection, ready to be polled.
    ///
    /// @param device whose records they make, by where they are read
    public <P> List<PolledTag<P>> tags(
            SourceHost host, Addressing<P> addressing, Function<P, String> device)
            throws ConnectorException {
        List<PolledTag<P>> tags = new ArrayList<>();
        TagSchema.Tags written = TagSchema.of(host.config());
        Map<String, TagGroup> groups = written.groups();
        for (TagTable.Entry entry : written.entries()) {
            try {
                P point = addressing.of(entry.tag());
                tags.add(
                        new PolledTag<>(
                                entry.tag(),
                                point,
                                topic(host.id(), entry.tag()),
                                host.device(device.apply(point)),
                                intervalOf(entry.tag()),
                                groups));
            } catch (AddressFault fault) {
                throw new ConnectorException(fault.problem().at(entry.place()), fault);
            }
        }
        return tags;
    }

    /// The tags that a person may write.
    public List<TagSchema.Addressed> writable(String connection, Config config) {
        return TagSchema.of(config).writable(connection, prefix);
    }

    /// The topics of all tags' records.
    public Set<String> addresses(String connection, Config config) {
        return TagSchema.of(config).addresses(connection, prefix);
    }

    /// The topic of a tag's records.
    public String topic(String connection, TagDefinition tag) {
        return (prefix.isEmpty() ? connection : prefix) + "/" + tag.recordName();
    }

    /// The interval of a tag.
    public long intervalOf(TagDefinition tag) {
        return tag.samplingNanos() > 0 ? tag.samplingNanos() : intervalNanos;
    }
}
