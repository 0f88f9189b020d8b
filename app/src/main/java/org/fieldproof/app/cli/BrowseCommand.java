package org.fieldproof.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fieldproof.api.command.Outcome.FoundTag;
import org.fieldproof.api.command.Outcome.TagsFound;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.TagBrowser.Reading;
import org.fieldproof.api.value.PrintableText;
import org.fieldproof.app.Wiring;
import org.fieldproof.engine.data.DataDirectory;
import org.fieldproof.engine.doctor.DeviceLook;
import org.fieldproof.engine.draft.DraftFiles;
import org.fieldproof.engine.draft.ProjectWriter;
import org.fieldproof.engine.project.OneConnection;
import org.fieldproof.engine.project.ProjectRead;
import org.fieldproof.engine.project.ProjectReader;
import org.fieldproof.engine.secret.Redactor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `fieldproof browse DIR CONNECTION`: what lies under a place of a device, with present values, as
/// addresses that a tag table takes. A line of its own that only reads; nothing of the project
/// runs.
@Command(
        name = "browse",
        description = "Lists what a device has under a place, with present values.",
        mixinStandardHelpOptions = true)
final class BrowseCommand implements Callable<Integer> {
    private static final int CLEAN = 0;
    private static final int PROBLEMS = 2;
    private static final int MAX_MAX = 9_999;
    private static final int SHOWN_MAX = 60;

    @Parameters(index = "0", paramLabel = "DIR", description = "The project's folder.")
    private Path directory = Path.of(".");

    @Parameters(index = "1", paramLabel = "CONNECTION", description = "Its id in the project.")
    private String connection = "";

    @Option(
            names = "--place",
            paramLabel = "ADDRESS",
            description = "Where to look, an address that was listed before; the top without it.")
    private String place = "";

    @Option(names = "--max", paramLabel = "N", description = "Most entries to list, 1 to 9999.")
    private int max = 1_000;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory, for keys and secrets.")
    private @Nullable Path data;

    @Spec private @Nullable CommandSpec command;

    @Override
    public Integer call() {
        if (max < 1 || max > MAX_MAX) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(),
                    "--max: " + max + " (expected: 1 to " + MAX_MAX + ")");
        }
        Printer printer = Printer.standard(json);
        List<Problem> problems = browse(printer);
        printer.problems(problems);
        return problems.isEmpty() ? CLEAN : PROBLEMS;
    }

    /// A project with errors elsewhere is looked from all the same. Gives what kept it from that.
    private List<Problem> browse(Printer printer) {
        Path folder = ProjectReader.folderOf(directory);
        // Finishes a change of the files that was cut short, and knows why a file is none.
        ProjectRead whole = Wiring.readProject(directory);
        String yaml;
        try {
            yaml = ProjectWriter.read(folder).getOrDefault("project.yaml", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Group fields = DraftFiles.fragment(yaml).orElse(Group.EMPTY);
        Optional<Path> root = root(fields.text("name"));
        if (root.isEmpty() && whole instanceof ProjectRead.Refused refused) {
            return refused.problems();
        }
        OneConnection read = OneConnection.read(folder, yaml, connection, Wiring.catalog());
        if (root.isEmpty() || read.connection().isEmpty()) {
            return read.problems().isEmpty() ? List.of(unknown(fields)) : read.problems();
        }
        Redactor redactor = FieldproofCommand.redactorOf(Objects.requireNonNull(command));
        try (DeviceLook look = Wiring.look(root.get(), folder, read.connection().get(), redactor)) {
            print(printer, look.under(place, max));
            return List.of();
        } catch (ConnectorException e) {
            return List.of(e.problem());
        }
    }

    /// The data directory; empty where the project's name cannot name one.
    private Optional<Path> root(String project) {
        try {
            Path chosen = data;
            return Optional.of(
                    chosen == null ? DataDirectory.defaultFor(project) : chosen.toAbsolutePath());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private void print(Printer printer, TagsFound found) {
        found.found().forEach(each -> printer.line(object(each), forPeople(each)));
        if (found.more()) {
            printer.note("There is more than " + found.found().size() + "; see --max and --place.");
        }
    }

    private static Map<String, Object> object(FoundTag tag) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("address", tag.found().address());
        object.put("name", tag.found().name());
        object.put("mayHaveChildren", tag.found().mayHaveChildren());
        Reading reading = tag.reading();
        if (tag.found().hasValue()) {
            object.put("type", tag.found().type());
        }
        if (reading != null) {
            object.put("value", words(reading));
            object.put("quality", reading.quality().name());
            object.put("status", reading.status());
        }
        return object;
    }

    /// The device chose the words: they are cut where a line would get out of hand, and move no
    /// cursor. The address is whole, because it is copied.
    private static String forPeople(FoundTag tag) {
        Reading reading = tag.reading();
        return String.format(
                Locale.ROOT,
                "%-32s %-10s %-24s %s",
                PrintableText.of(tag.found().name(), SHOWN_MAX),
                PrintableText.of(tag.found().hasValue() ? tag.found().type() : "", SHOWN_MAX),
                PrintableText.of(reading == null ? "" : words(reading), SHOWN_MAX),
                PrintableText.of(tag.found().address(), Integer.MAX_VALUE));
    }

    private static String words(Reading reading) {
        if (reading.quality() == Quality.BAD) {
            return reading.status();
        }
        StringBuilder value = new StringBuilder();
        reading.value().appendTo(value);
        return value.toString();
    }

    private Problem unknown(Group project) {
        return Problem.error(
                "APP-0925",
                "connection " + connection,
                "The project has no such connection.",
                "Choose one of "
                        + String.join(
                                ", ",
                                ProjectDraft.EMPTY
                                        .withProject(project)
                                        .parts(Section.CONNECTIONS)
                                        .stream()
                                        .map(part -> part.text("id"))
                                        .toList())
                        + ".");
    }
}
