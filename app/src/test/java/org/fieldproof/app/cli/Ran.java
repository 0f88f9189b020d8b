package org.fieldproof.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import picocli.CommandLine;

/// A command that was run as scripts run it.
///
/// @param out what it printed for programs
/// @param err what it told people beside
record Ran(int exit, String out, String err) {

    /// Runs a command to its end.
    static Ran of(Object command, String... words) {
        return of(() -> new CommandLine(command).execute(words));
    }

    /// Runs a whole command line to its end.
    static Ran fieldproof(String... words) {
        return of(() -> FieldproofCommand.execute(words));
    }

    private static Ran of(IntSupplier run) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            int exit = run.getAsInt();
            return new Ran(
                    exit,
                    said.toString(StandardCharsets.UTF_8),
                    told.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /// What it printed, one JSON object a line.
    List<JsonNode> lines() {
        List<JsonNode> lines = new ArrayList<>();
        try {
            for (String line : out.lines().toList()) {
                lines.add(new ObjectMapper().readTree(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }
}
