package org.fieldproof.app.cli;

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
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.project.ProjectDefinition.ConnectorDefinition;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.TagBrowser.Reading;
import org.fieldproof.app.Wiring;
import org.fieldproof.engine.doctor.DeviceLook;
import org.fieldproof.engine.project.ProjectRead;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
        Printer printer = Printer.standard(json);
        switch (Wiring.readProject(directory)) {
            case ProjectRead.Refused refused -> {
                printer.problems(refused.problems());
                return PROBLEMS;
            }
            case ProjectRead.Ready ready -> {
                try {
                    print(printer, look(ready.project()));
                    return CLEAN;
                } catch (ConnectorException e) {
                    printer.problems(List.of(e.problem()));
                    return PROBLEMS;
                }
            }
        }
    }

    private TagsFound look(ProjectDefinition project) throws ConnectorException {
        ConnectorDefinition definition =
                project.connections().stream()
                        .filter(each -> each.id().equals(connection))
                        .findFirst()
                        .orElseThrow(() -> new ConnectorException(unknown(project)));
        try (DeviceLook look =
                Wiring.doctors(
                                project,
                                Optional.ofNullable(data),
                                FieldproofCommand.redactorOf(Objects.requireNonNull(command)))
                        .look(definition)) {
            return look.under(place, Math.clamp(max, 1, 9_999));
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
        if (reading != null) {
            object.put("type", tag.found().type());
            object.put("value", words(reading));
            object.put("quality", reading.quality().name());
            object.put("status", reading.status());
        }
        return object;
    }

    private static String forPeople(FoundTag tag) {
        Reading reading = tag.reading();
        return String.format(
                Locale.ROOT,
                "%-32s %-10s %-24s %s",
                tag.found().name(),
                reading == null ? "" : tag.found().type(),
                reading == null ? "" : words(reading),
                tag.found().address());
    }

    private static String words(Reading reading) {
        if (reading.quality() == Quality.BAD) {
            return reading.status();
        }
        StringBuilder value = new StringBuilder();
        reading.value().appendTo(value);
        return value.toString();
    }

    private Problem unknown(ProjectDefinition project) {
        return Problem.error(
                "APP-0925",
                "connection " + connection,
                "The project has no such connection.",
                "Choose one of "
                        + String.join(
                                ", ",
                                project.connections().stream()
                                        .map(ConnectorDefinition::id)
                                        .toList())
                        + ".");
    }
}
