package org.fieldproof.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.TagWriter;
import org.fieldproof.api.value.TypedValue;

/// Writes one tag: the day that a clock shows, which it keeps in a file. A real one dials the
/// device here, with a line of its own that lets nothing else be written. Who may write, when and
/// how often is the engine's business: it arms, asks, records and reads back.
final class TickWriter implements TagWriter {
    private final Path file;

    TickWriter(Path directory) {
        file = directory.resolve("day.txt");
    }

    @Override
    public TypedValue read() throws ConnectorException {
        try {
            return new TypedValue.UInt(
                    8, Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 1);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConnectorException(problem("It cannot be read: " + e.getMessage() + "."), e);
        }
    }

    @Override
    public Answer write(TypedValue raw) {
        if (!(raw instanceof TypedValue.UInt(int _, long day)) || day < 1 || day > 31) {
            return new Answer.Refused(problem("There is no such day."));
        }
        try {
            Files.writeString(file, day + "\n");
            return new Answer.Taken();
        } catch (IOException e) {
            // Some of it may be there: nobody knows what the clock shows now.
            return new Answer.Unknown(problem("It broke off: " + e.getMessage() + "."));
        }
    }

    private static Problem problem(String message) {
        return Problem.error("TICK-0101", "tag day", message, "Look at the clock.");
    }

    @Override
    public void close() {}
}
