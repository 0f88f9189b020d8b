package org.fieldproof.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.fieldproof.api.command.Outcome.FoundTag;
import org.fieldproof.api.command.Outcome.TagsFound;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.TagBrowser.Reading;
import org.fieldproof.api.value.PrintableText;
import org.fieldproof.app.Wiring;
import org.fieldproof.engine.doctor.DeviceLook;
import org.fieldproof.engine.secret.Redactor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

    @Mixin private DeviceChoice choice = new DeviceChoice();

    @Option(
            names = "--place",
            paramLabel = "ADDRESS",
            description = "Where to look, an address that was listed before; the top without it.")
    private String place = "";

    @Option(names = "--max", paramLabel = "N", description = "Most entries to list, 1 to 9999.")
    private int max = 1_000;

    @Spec private @Nullable CommandSpec command;

    @Override
    public Integer call() {
        if (max < 1 || max > MAX_MAX) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(),
                    "--max: " + max + " (expected: 1 to " + MAX_MAX + ")");
        }
        Printer printer = choice.printer();
        Redactor redactor = FieldproofCommand.redactorOf(Objects.requireNonNull(command));
        List<Problem> problems =
                choice.look(
                        (root, folder, connection) -> {
                            try (DeviceLook look =
                                    Wiring.look(root, folder, connection, redactor)) {
                                print(printer, look.under(place, max));
                            }
                        });
        printer.problems(problems);
        return problems.isEmpty() ? CLEAN : PROBLEMS;
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
}
