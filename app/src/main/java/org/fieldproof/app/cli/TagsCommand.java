package org.fieldproof.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.tag.TagColumn;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagDiff;
import org.fieldproof.api.tag.TagMerge;
import org.fieldproof.app.Wiring;
import org.fieldproof.engine.project.ProjectRead;
import org.fieldproof.engine.secret.Redactor;
import org.fieldproof.engine.tag.TagChange;
import org.fieldproof.engine.tag.TagTables;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `fieldproof tags`: a project's tag tables out to a file, in from one, and back. Import and undo
/// show the difference and write only with `--apply`.
@Command(
        name = "tags",
        description =
                "Exports a tag table, imports into it with the difference first, undoes it; finds"
                        + " byte orders.",
        mixinStandardHelpOptions = true,
        subcommands = {
            TagsCommand.Export.class,
            TagsCommand.Import.class,
            TagsCommand.Undo.class,
            TagOrderCommand.class
        })
final class TagsCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int PROBLEMS = 2;

    @Override
    public Integer call() {
        System.err.println(
                "Say export, import, undo or order; fieldproof tags import --help tells more.");
        return PROBLEMS;
    }

    /// What all of them share.
    static class Target {
        @Parameters(index = "0", paramLabel = "DIR", description = "The project's folder.")
        Path directory = Path.of(".");

        @Option(names = "--json", description = "One JSON object a line.")
        boolean json;

        String table = "";

        TagTables tables() {
            return new TagTables(directory, Wiring.catalog());
        }

        int unwritable(IOException cause) {
            Printer.standard(json)
                    .problems(
                            List.of(
                                    Problem.error(
                                            "TAGS-0127",
                                            "tag table " + table,
                                            "It cannot be written: " + cause.getMessage() + ".",
                                            "Check space and permissions there.")));
            return PROBLEMS;
        }

        /// Shows a planned change; makes it where that is wanted and possible.
        ///
        /// @param data the data directory that the command was told of
        int settle(TagTables tables, TagChange change, boolean apply, Optional<Path> data) {
            Printer printer = Printer.standard(json);
            change.diff().changes().forEach(each -> print(printer, each));
            printer.problems(change.problems());
            return switch (change) {
                case TagChange.Refused _ -> {
                    printer.note("Refused; nothing is written.");
                    yield PROBLEMS;
                }
                case TagChange.Possible possible when apply ->
                        make(tables, possible, data, printer);
                case TagChange.Possible _ -> {
                    printer.note(summary(change.diff()) + " Nothing is written; see --apply.");
                    yield DONE;
                }
            };
        }

        private int make(
                TagTables tables, TagChange.Possible change, Optional<Path> data, Printer printer) {
            try {
                List<Problem> refused = tables.make(change).stream().toList();
                printer.problems(refused);
                if (!refused.isEmpty()) {
                    return PROBLEMS;
                }
            } catch (IOException e) {
                return unwritable(e);
            }
            printer.note(summary(change.diff()) + " " + table + " is written.");
            // Where it lies unless we are told otherwise, as the gateway is.
            if (Wiring.readProject(directory) instanceof ProjectRead.Ready ready) {
                Noted.act(
                        Wiring.dataDirectoryOf(ready.project(), data),
                        "configuration",
                        "change tags of " + table + ": " + summary(change.diff()),
                        printer);
            }
            return DONE;
        }
    }

    /// What changes a table.
    static final class TableTarget extends Target {
        @Parameters(
                index = "1",
                paramLabel = "TABLE",
                description = "A table in it, such as tags/boiler.csv.")
        void table(String word) {
            table = word;
        }
    }

    /// What reads a table, or all tags of a connection.
    static final class ExportTarget extends Target {
        @Parameters(
                index = "1",
                paramLabel = "TABLE|CONNECTION",
                description = "A table in it, such as tags/boiler.csv, or the id of a connection.")
        void word(String word) {
            table = word;
        }
    }

    private static String summary(TagDiff diff) {
        int added = 0;
        int removed = 0;
        int edited = 0;
        for (TagDiff.Change change : diff.changes()) {
            switch (change) {
                case TagDiff.Change.Added _ -> added++;
                case TagDiff.Change.Removed _ -> removed++;
                case TagDiff.Change.Edited _ -> edited++;
            }
        }
        return "%d added, %d changed, %d removed, %d unchanged."
                .formatted(added, edited, removed, diff.unchanged());
    }

    private static void print(Printer printer, TagDiff.Change change) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", "tagChange");
        line.put("name", change.name());
        List<Object> columns = new ArrayList<>();
        switch (change) {
            case TagDiff.Change.Added(TagDefinition tag) -> {
                line.put("change", "added");
                printer.line(line, "+ " + change.name() + "  " + tag.address() + " " + tag.type());
            }
            case TagDiff.Change.Removed(TagDefinition tag) -> {
                line.put("change", "removed");
                printer.line(line, "- " + change.name() + "  " + tag.address() + " " + tag.type());
            }
            case TagDiff.Change.Edited(var before, var after, List<TagColumn> differing) -> {
                StringBuilder text = new StringBuilder("~ " + change.name());
                for (TagColumn column : differing) {
                    String was = column.textOf(before);
                    String is = column.textOf(after);
                    columns.add(Map.of("column", column.title(), "before", was, "after", is));
                    text.append("  %s: \"%s\" -> \"%s\"".formatted(column.title(), was, is));
                }
                line.put("change", "edited");
                line.put("columns", columns);
                printer.line(line, text.toString());
            }
        }
    }

    /// Into a file.
    @Command(
            name = "export",
            description =
                    "Writes a tag table, or with a connection's id in its place all tags of that"
                            + " connection, to a new file; its name's end tells the form.",
            mixinStandardHelpOptions = true)
    static final class Export implements Callable<Integer> {
        @Mixin private ExportTarget target = new ExportTarget();

        @Parameters(index = "2", paramLabel = "FILE", description = "A file that is not there yet.")
        private Path file = Path.of("");

        @Override
        public Integer call() {
            Printer printer = Printer.standard(target.json);
            try {
                if (!TagTables.isTable(target.table)) {
                    return all(printer);
                }
                List<Problem> problems = target.tables().export(target.table, file);
                printer.problems(problems);
                return problems.isEmpty() ? DONE : PROBLEMS;
            } catch (IOException e) {
                return target.unwritable(e);
            }
        }

        private int all(Printer printer) throws IOException {
            TagTables.Exported exported = target.tables().exportAll(target.table, file);
            printer.problems(exported.problems());
            if (!exported.problems().isEmpty()) {
                return PROBLEMS;
            }
            String tags = exported.tags() + " tags are written.";
            printer.note(
                    exported.made() == 0
                            ? tags
                            : tags
                                    + " "
                                    + exported.made()
                                    + " of them are made of templates and stand in the file as"
                                    + " plain tags.");
            return DONE;
        }
    }

    /// From a file.
    @Command(
            name = "import",
            description = "Shows what a file would change in a tag table; with --apply does it.",
            mixinStandardHelpOptions = true)
    static final class Import implements Callable<Integer> {
        @Mixin private TableTarget target = new TableTarget();

        @Parameters(
                index = "2",
                paramLabel = "FILE",
                description = "A file of tags: CSV, JSON, YAML or XLSX.")
        private Path file = Path.of("");

        @Option(
                names = "--mode",
                paramLabel = "MODE",
                completionCandidates = Modes.class,
                converter = ModeText.class,
                description = {
                    "What happens to the tags; one of ${COMPLETION-CANDIDATES}.",
                    "create: into an empty table. merge-safe (default): adds; a tag that is there"
                            + " and differs is a conflict. merge-overwrite: adds and changes."
                            + " overwrite: the table becomes the file. delete: the file names"
                            + " the tags that stay."
                })
        private TagMerge mode = TagMerge.MERGE_SAFE;

        @Option(
                names = "--partial",
                description = "Leaves faulty lines and conflicts out; else one refuses the whole.")
        private boolean partial;

        @Option(names = "--apply", description = "Writes it; else the difference is shown only.")
        private boolean apply;

        @Mixin private TagsInDevice device = new TagsInDevice();

        @Spec private @Nullable CommandSpec command;

        @Override
        public Integer call() {
            TagTables tables = target.tables();
            TagChange change = tables.planImport(target.table, file, mode, partial);
            Printer printer = Printer.standard(target.json);
            Redactor redactor = FieldproofCommand.redactorOf(Objects.requireNonNull(command));
            List<Problem> hindrances =
                    change instanceof TagChange.Possible
                            ? device.ask(
                                    target.directory,
                                    target.table,
                                    change.diff(),
                                    printer,
                                    redactor)
                            : List.of();
            return target.settle(
                    tables,
                    hindrances.isEmpty()
                            ? change
                            : new TagChange.Refused(change.diff(), hindrances),
                    apply,
                    device.data());
        }
    }

    /// Back.
    @Command(
            name = "undo",
            description = "Shows what the last import replaced; with --apply puts it back.",
            mixinStandardHelpOptions = true)
    static final class Undo implements Callable<Integer> {
        @Mixin private TableTarget target = new TableTarget();

        @Option(names = "--apply", description = "Writes it; else the difference is shown only.")
        private boolean apply;

        @Override
        public Integer call() {
            TagTables tables = target.tables();
            return target.settle(tables, tables.planUndo(target.table), apply, Optional.empty());
        }
    }

    /// The words of the modes.
    static final class Modes implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(TagMerge.values()).map(TagMerge::word).iterator();
        }
    }

    /// A mode from its word.
    static final class ModeText implements ITypeConverter<TagMerge> {
        @Override
        public TagMerge convert(String word) {
            return Arrays.stream(TagMerge.values())
                    .filter(mode -> mode.word().equals(word))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new TypeConversionException(
                                            "'"
                                                    + word
                                                    + "' is none of "
                                                    + String.join(", ", new Modes())
                                                    + "."));
        }
    }
}
