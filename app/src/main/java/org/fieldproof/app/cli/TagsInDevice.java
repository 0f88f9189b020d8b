package org.fieldproof.app.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.doctor.TagSeen;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagDiff;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.app.Wiring;
import org.fieldproof.engine.doctor.DeviceTags;
import org.fieldproof.engine.secret.Redactor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Asks the device for what an import would add or change, before anything is written: the third
/// side of the difference, beside file and project. A line of its own that only reads.
final class TagsInDevice {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Option(
            names = "--live",
            paramLabel = "CONNECTION",
            description = {
                "Asks the device of this connection for each tag that is added or changed.",
                "One that it does not have refuses the whole, unless --allow-missing."
            })
    private String connection = "";

    @Option(
            names = "--allow-missing",
            description = "With --live: takes tags that the device does not have (yet), too.")
    private boolean allowMissing;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory, for keys and secrets; with --live.")
    private @Nullable Path data;

    Optional<Path> data() {
        return Optional.ofNullable(data);
    }

    /// Says what the device has.
    ///
    /// @param table that the import goes into
    /// @return what keeps the import from being made
    List<Problem> ask(
            Path directory, String table, TagDiff difference, Printer printer, Redactor redactor) {
        if (connection.isEmpty()) {
            return List.of();
        }
        List<TagDefinition> tags =
                difference.changes().stream().flatMap(each -> after(each).stream()).toList();
        List<Problem> hindrances = new ArrayList<>();
        List<Problem> problems =
                DeviceChoice.look(
                        directory,
                        connection,
                        data(),
                        (root, folder, found) -> {
                            if (!DeviceChoice.readsTable(folder, connection, table)) {
                                throw new ConnectorException(otherTable(table));
                            }
                            if (tags.isEmpty()) {
                                return;
                            }
                            DeviceTags.Seen seen =
                                    Wiring.tags(
                                            root,
                                            folder,
                                            found,
                                            redactor,
                                            TagTable.of(tags),
                                            LIMIT);
                            print(printer, seen);
                            hindrances.addAll(hindrances(seen));
                        });
        hindrances.addAll(problems);
        return hindrances;
    }

    private List<Problem> hindrances(DeviceTags.Seen seen) {
        if (allowMissing || (seen.missing().isEmpty() && seen.notAsked() == 0)) {
            return List.of();
        }
        List<Problem> all = new ArrayList<>(seen.problems());
        all.add(
                Problem.error(
                        "TAGS-0133",
                        "connection " + connection,
                        "Its device has no value for "
                                + seen.missing().size()
                                + " of these tags"
                                + (seen.notAsked() == 0
                                        ? "."
                                        : ", and was not asked for "
                                                + seen.notAsked()
                                                + " in time."),
                        "Correct them, or say --allow-missing for a device that gets them later."));
        return all;
    }

    private Problem otherTable(String table) {
        return Problem.error(
                "TAGS-0134",
                "connection " + connection,
                "It does not read its tags from " + table + ".",
                "Choose the connection whose `tags` is this table.");
    }

    private static Optional<TagDefinition> after(TagDiff.Change change) {
        return switch (change) {
            case TagDiff.Change.Added(TagDefinition tag) -> Optional.of(tag);
            case TagDiff.Change.Edited edited -> Optional.of(edited.after());
            case TagDiff.Change.Removed _ -> Optional.empty();
        };
    }

    private void print(Printer printer, DeviceTags.Seen seen) {
        for (TagSeen each : seen.tags()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("kind", "tagInDevice");
            line.put("name", each.tag());
            line.put("there", each.isThere());
            line.put(each.isThere() ? "value" : "why", each.isThere() ? each.value() : each.why());
            printer.line(
                    line,
                    each.isThere()
                            ? "= " + each.tag() + "  the device has " + each.value()
                            : "! " + each.tag() + "  the device gives no value: " + each.why());
        }
        printer.note(
                "The device of "
                        + connection
                        + " has "
                        + (seen.tags().size() - seen.missing().size())
                        + " of "
                        + (seen.tags().size() + seen.notAsked())
                        + " tags"
                        + (seen.notAsked() == 0
                                ? "."
                                : "; it was not asked for " + seen.notAsked() + " in time."));
    }
}
