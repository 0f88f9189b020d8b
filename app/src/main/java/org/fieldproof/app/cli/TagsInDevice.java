package org.fieldproof.app.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.doctor.TagSeen;
import org.fieldproof.api.project.Problem;
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
                "With --apply, a tag that it does not have refuses the whole, unless --partial."
            })
    private String connection = "";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory, for keys and secrets; with --live.")
    private @Nullable Path data;

    /// What the device said.
    enum Answer {
        NOT_ASKED,
        ALL_THERE,
        /// Or more of them than it was asked for.
        SOME_MISSING,
        NO_ANSWER
    }

    Answer ask(Path directory, TagDiff difference, Printer printer, Redactor redactor) {
        List<TagDefinition> tags =
                difference.changes().stream().flatMap(each -> after(each).stream()).toList();
        if (connection.isEmpty() || tags.isEmpty()) {
            return Answer.NOT_ASKED;
        }
        Answer[] answer = {Answer.NO_ANSWER};
        List<Problem> problems =
                DeviceChoice.look(
                        directory,
                        connection,
                        Optional.ofNullable(data),
                        (root, folder, found) -> {
                            DeviceTags.Seen seen =
                                    Wiring.tags(
                                            root,
                                            folder,
                                            found,
                                            redactor,
                                            TagTable.of(tags),
                                            LIMIT);
                            print(printer, seen);
                            answer[0] =
                                    seen.missing().isEmpty() && seen.notAsked() == 0
                                            ? Answer.ALL_THERE
                                            : Answer.SOME_MISSING;
                        });
        printer.problems(problems);
        return answer[0];
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
                                : "; it was not asked for " + seen.notAsked() + "."));
    }
}
