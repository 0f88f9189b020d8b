package org.fieldproof.app.cli;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ReadingFinder;
import org.fieldproof.api.spi.ReadingFinder.Found;
import org.fieldproof.api.spi.ReadingFinder.Way;
import org.fieldproof.app.Wiring;
import org.fieldproof.engine.secret.Redactor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `fieldproof tags order DIR CONNECTION --at ADDRESS --shows VALUE`: the ways of reading what lies
/// at an address that give what the device's display shows, as types and scales that a tag table
/// takes. A line of its own that only reads; nothing of the project runs or is written.
@Command(
        name = "order",
        description = "Finds type, byte order and scale of registers by what the device shows.",
        mixinStandardHelpOptions = true)
final class TagOrderCommand implements Callable<Integer> {
    private static final int FOUND = 0;
    private static final int NOTHING_FITS = 1;
    private static final int PROBLEMS = 2;

    @Mixin private DeviceChoice choice = new DeviceChoice();

    @Option(
            names = "--at",
            required = true,
            paramLabel = "ADDRESS",
            description = "Where to read, as a tag table writes it, such as 40001 or 2:ir0.")
    private String address = "";

    @Option(
            names = "--shows",
            required = true,
            paramLabel = "VALUE",
            description = "What the device's own display shows now, with its decimals.")
    private BigDecimal shown = BigDecimal.ZERO;

    @Spec private @Nullable CommandSpec command;

    @Override
    public Integer call() {
        if (!ReadingFinder.canBeShown(shown)) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(),
                    "--shows: more than "
                            + ReadingFinder.DIGITS_MAX
                            + " digits (expected: what the display shows, such as 21.4)");
        }
        Printer printer = choice.printer();
        Redactor redactor = FieldproofCommand.redactorOf(Objects.requireNonNull(command));
        boolean[] fits = {false};
        List<Problem> problems =
                choice.look(
                        (root, folder, connection) -> {
                            Found found =
                                    Wiring.ways(root, folder, connection, redactor, address, shown);
                            fits[0] = !found.ways().isEmpty();
                            print(printer, found);
                        });
        printer.problems(problems);
        if (!problems.isEmpty()) {
            return PROBLEMS;
        }
        return fits[0] ? FOUND : NOTHING_FITS;
    }

    private void print(Printer printer, Found found) {
        for (Way way : found.ways().stream().limit(ReadingFinder.OFFERED_MAX).toList()) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("type", way.type());
            object.put("scale", way.scale());
            object.put("value", way.value());
            object.put("raw", found.raw());
            printer.line(
                    object,
                    String.format(
                            Locale.ROOT,
                            "%-18s scale %-6s %s",
                            way.type(),
                            way.scale().toPlainString(),
                            way.value().toPlainString()));
        }
        printer.note(
                found.ways().isEmpty()
                        ? "No way of reading "
                                + found.raw()
                                + " gives "
                                + shown.toPlainString()
                                + ". Look at the display again, and whether "
                                + address
                                + " is where the value begins."
                        : "Registers at " + address + ": " + found.raw());
    }
}
