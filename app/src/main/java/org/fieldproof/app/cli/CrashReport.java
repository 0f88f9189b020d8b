package org.fieldproof.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fieldproof.app.CrashText;
import org.fieldproof.engine.secret.Redactor;

/// What is left when something surprised us: a local file with the trace. Nothing is sent
/// anywhere.
final class CrashReport {
    private static final int FAULT = 1;

    private CrashReport() {}

    /// Writes the report, tells where it is, answers the exit code.
    static int write(Exception failure, Redactor redactor, String... args) {
        String text =
                CrashText.of(
                        failure,
                        "command: " + (args.length == 0 ? "(console)" : args[0]),
                        redactor);
        System.err.println("APP-0900 fieldproof: " + redactor.redact(failure.toString()));
        try {
            Path file = Files.createTempFile("fieldproof-crash-", ".txt");
            Files.writeString(file, text);
            System.err.println("A report for whoever helps you is in " + file);
        } catch (IOException e) {
            System.err.println(text);
        }
        return FAULT;
    }
}
