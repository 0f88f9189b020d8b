package org.fieldproof.engine.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.spi.SourceFactory;

/// The fields of a project that belong to no connector, in one place for the reader and for the
/// published schema.
final class ProjectFields {
    /// The newest version of the format that this reader knows.
    static final int VERSION = 1;

    static final String SCHEMA_URL = "https://fieldproof.org/schema/project-1.json";

    /// Ids name folders and threads, so they are plain on every system.
    static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,47}");

    /// Names that Windows keeps for itself.
    static final Set<String> RESERVED =
            Set.of("con", "prn", "aux", "nul", "com1", "com2", "com3", "lpt1", "lpt2", "lpt3");

    /// The policy under which drills may fault lines that lead to LIVE systems.
    static final String LIVE_LINES = "line";

    /// Where the devices of a connection stand.
    static final String LOCATION = "location";

    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3_600 * SECOND;

    static final List<Field> ROOT =
            List.of(
                    Field.optional("$schema", Kind.TEXT, "", "Address of this format's schema."),
                    Field.required("fieldproof", Kind.INTEGER, "Version of the format: 1."),
                    Field.required("name", Kind.TEXT, "Short name; also names the data directory."),
                    Field.optional("title", Kind.TEXT, "", "Name for people."),
                    Field.choice(
                            "liveDrills",
                            "refused",
                            "What drills may do to LIVE systems: nothing, or fault their line.",
                            "refused",
                            LIVE_LINES),
                    Field.group(
                            "limits",
                            false,
                            "Limits of the whole gateway.",
                            Field.optional(
                                            "intakeBytes",
                                            Kind.BYTES,
                                            "32MiB",
                                            "Records received and not yet durable.")
                                    .within(64L << 10, 1L << 30),
                            Field.optional(
                                            "logBytes",
                                            Kind.BYTES,
                                            "2GiB",
                                            "Most bytes the log may hold before intake slows.")
                                    .within(1L << 20, 1L << 44),
                            Field.optional(
                                            "segmentBytes",
                                            Kind.BYTES,
                                            "16MiB",
                                            "Size of one file of the log.")
                                    .within(64L << 10, 1L << 30),
                            Field.optional(
                                            "commitLinger",
                                            Kind.DURATION,
                                            "2ms",
                                            "Most that a sync waits for more; 0s: it never does.")
                                    .within(0, SECOND / 10)));

    /// Of stand-ins, and of connections without devices.
    static final List<Field> STAND_IN = source();

    static final List<Field> CONNECTION =
            source(
                    Field.optional(
                            LOCATION,
                            Kind.TEXT,
                            "",
                            "Where its devices stand, in 1 to 4 levels such as"
                                    + " north-works/hall-2/line-4; {2} is the second level of the"
                                    + " topic that a device publishes at."));

    static final List<Field> DESTINATION =
            List.of(
                    Field.required("id", Kind.TEXT, "Name of this destination in the project."),
                    Field.required("type", Kind.TEXT, "What kind of destination it is."),
                    Field.optional("title", Kind.TEXT, "", "Name for people."),
                    link(),
                    Field.group(
                            "lane",
                            false,
                            "How records are delivered there.",
                            lane().toArray(Field[]::new)));

    static final List<Field> PIPELINE =
            List.of(
                    Field.required("id", Kind.TEXT, "Name of this pipeline in the project."),
                    Field.optional("title", Kind.TEXT, "", "Name for people."),
                    Field.required("from", Kind.LIST_OF_TEXT, "Ids of connections."),
                    Field.optional("match", Kind.LIST_OF_TEXT, "[\"#\"]", "MQTT topic filters."),
                    Field.required("to", Kind.LIST_OF_TEXT, "Ids of destinations."));

    /// The fields that every transform has, beside those of its type.
    static final List<Field> TRANSFORM =
            List.of(
                    Field.optional(
                            "id",
                            Kind.TEXT,
                            "",
                            "Its name in this pipeline; its type and number if empty."),
                    Field.required("type", Kind.TEXT, "What kind of transform it is."));

    static final List<Field> DRILL =
            List.of(
                    Field.optional("$schema", Kind.TEXT, "", "Address of this format's schema."),
                    Field.optional("title", Kind.TEXT, "", "Name for people."),
                    Field.required("hypothesis", Kind.TEXT, "The claim under test."),
                    Field.required("link", Kind.TEXT, "Id of the connector whose line is faulted."),
                    Field.required(
                            "publisher",
                            Kind.TEXT,
                            "Id of the connection whose devices' counters are the expectation."),
                    Field.optional(
                                    "baseline",
                                    Kind.DURATION,
                                    "5s",
                                    "Healthy time before the fault.")
                            .within(0, HOUR),
                    Field.required("hold", Kind.DURATION, "How long the fault stays.")
                            .within(SECOND / 10, 24 * HOUR),
                    Field.optional(
                                    "recoverLimit",
                                    Kind.DURATION,
                                    "30s",
                                    "Time for the line to recover.")
                            .within(SECOND, 24 * HOUR),
                    Field.optional(
                                    "drainLimit",
                                    Kind.DURATION,
                                    "2min",
                                    "Time for the backlog to go.")
                            .within(SECOND, 24 * HOUR),
                    Field.optional("settle", Kind.DURATION, "3s", "Quiet time before reading back.")
                            .within(0, HOUR));

    /// The fields of a drill's fault when it is a group, beside `kind`.
    static final List<Field> FAULT =
            List.of(
                    Field.choice(
                            "kind",
                            "",
                            "What is done to the line.",
                            "down",
                            "hang",
                            "latency",
                            "bandwidth",
                            "reset-after",
                            "slicer"),
                    Field.optional("delay", Kind.DURATION, "", "For latency: how long.")
                            .within(1_000_000, HOUR),
                    Field.optional(
                                    "jitter",
                                    Kind.DURATION,
                                    "0ms",
                                    "For latency: up to so much more.")
                            .within(0, HOUR),
                    Field.optional("bytesPerSecond", Kind.BYTES, "", "For bandwidth.")
                            .within(1, 1L << 40),
                    Field.optional("bytes", Kind.BYTES, "", "For reset-after: after so many.")
                            .within(0, 1L << 40),
                    Field.optional("chunkBytes", Kind.BYTES, "", "For slicer: size of a chunk.")
                            .within(1, 1L << 20));

    private ProjectFields() {}

    /// The common fields of connections of a type.
    static List<Field> connection(SourceFactory type) {
        return type.hasDevices() ? CONNECTION : STAND_IN;
    }

    /// @param more between its class and its link
    private static List<Field> source(Field... more) {
        List<Field> fields = new ArrayList<>();
        fields.add(Field.required("id", Kind.TEXT, "Name of this connection in the project."));
        fields.add(Field.required("type", Kind.TEXT, "What kind of connection it is."));
        fields.add(Field.optional("title", Kind.TEXT, "", "Name for people."));
        fields.add(
                Field.choice(
                        "class",
                        "",
                        "What drills may do to it: SIM on loopback, else LIVE unless said.",
                        "SIM",
                        "BENCH",
                        "LIVE"));
        fields.addAll(List.of(more));
        fields.add(link());
        return List.copyOf(fields);
    }

    private static Field link() {
        return Field.choice(
                "link",
                "direct",
                "Whether its line leads through a link that drills can cut.",
                "direct",
                "proxied");
    }

    private static List<Field> lane() {
        return List.of(
                Field.optional("batchRecords", Kind.INTEGER, "256", "Most records in one batch.")
                        .within(1, 10_000),
                Field.optional("batchBytes", Kind.BYTES, "1MiB", "Most payload in one batch.")
                        .within(1L << 10, 64L << 20),
                Field.optional("linger", Kind.DURATION, "5ms", "How long a batch waits for more.")
                        .within(0, 10 * SECOND),
                Field.optional("queue", Kind.BYTES, "8MiB", "Memory queue, beyond it the buffer.")
                        .within(64L << 10, 1L << 30),
                Field.optional("buffer", Kind.BYTES, "512MiB", "Quota of the disk buffer.")
                        .within(1L << 20, 1L << 44),
                Field.optional(
                                "bufferRecords",
                                Kind.INTEGER,
                                "0",
                                "Quota of the disk buffer in records; 0 for none.")
                        .within(0, 100_000_000_000L),
                Field.optional(
                                "bufferAge",
                                Kind.DURATION,
                                "0",
                                "How long a record may wait in the disk buffer, in time that the"
                                        + " gateway runs; older ones are dropped. 0 for no limit.")
                        .within(0, 365 * 24 * HOUR),
                Field.choice(
                        "whenFull",
                        "block",
                        "What happens when the disk buffer is full.",
                        "block",
                        "drop-oldest",
                        "drop-newest",
                        "sample"),
                Field.optional(
                                "sampleOneOf",
                                Kind.INTEGER,
                                "10",
                                "With whenFull: sample, of so many records one is kept.")
                        .within(2, 1_000_000),
                Field.choice(
                        "replayOrder",
                        "in-order",
                        "Whether what comes in waits behind the backlog or overtakes it.",
                        "in-order",
                        "live-first"),
                Field.optional(
                                "replayPerSecond",
                                Kind.INTEGER,
                                "0",
                                "Most records replayed a second; 0 for no limit.")
                        .within(0, 10_000_000),
                Field.optional(
                                "quarantineRecords",
                                Kind.INTEGER,
                                "100000",
                                "Quota of the quarantine in records; once full, the lane waits.")
                        .within(1, 10_000_000),
                Field.optional("quarantine", Kind.BYTES, "256MiB", "The same in bytes.")
                        .within(64L << 10, 1L << 40),
                Field.optional("writeTimeout", Kind.DURATION, "30s", "How long one write may take.")
                        .within(SECOND / 10, HOUR),
                Field.optional(
                                "idleProbe",
                                Kind.DURATION,
                                "10s",
                                "How long without a record until the destination is asked whether"
                                        + " it is still there.")
                        .within(SECOND, HOUR));
    }
}
