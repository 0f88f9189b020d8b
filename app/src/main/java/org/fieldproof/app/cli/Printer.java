package org.fieldproof.app.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.fieldproof.api.project.Problem;

/// Prints what a command has to say: JSON objects one a line on stdout, or sentences for people.
/// Problems for people go to stderr.
final class Printer {

    private final ObjectMapper mapper =
            new ObjectMapper().configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false);
    private final PrintStream out;
    private final PrintStream err;
    private final boolean json;

    Printer(PrintStream out, PrintStream err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    static Printer standard(boolean json) {
        return new Printer(System.out, System.err, json);
    }

    boolean json() {
        return json;
    }

    /// Prints the object as JSON, or the sentence, by mode.
    void line(Object object, String sentence) {
        if (json) {
            object(object);
        } else {
            out.println(sentence);
        }
    }

    /// Prints one object as one line of JSON, whatever the mode.
    void object(Object object) {
        try {
            out.println(mapper.writeValueAsString(object));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        out.flush();
    }

    void note(String sentence) {
        err.println(sentence);
    }

    /// Prints problems: contract lines with `--json`, else to people on stderr.
    void problems(List<Problem> problems) {
        for (Problem problem : problems) {
            if (json) {
                object(CheckLine.of(problem));
            } else {
                err.println(forPeople(problem));
            }
        }
    }

    private static String forPeople(Problem problem) {
        String place = problem.where().toString();
        return (place.isEmpty() ? "" : place + ": ")
                + (problem.severity() == Problem.Severity.ERROR ? "error " : "warning ")
                + problem.code()
                + " "
                + problem.object()
                + "\n    "
                + problem.message()
                + "\n    "
                + problem.remedy();
    }

    /// One line of `check --json`; field names are part of the contract.
    record CheckLine(
            String severity,
            String file,
            int line,
            int column,
            String path,
            String code,
            String object,
            String message,
            String remedy) {
        static CheckLine of(Problem problem) {
            return new CheckLine(
                    problem.severity().name().toLowerCase(java.util.Locale.ROOT),
                    problem.where().file(),
                    problem.where().line(),
                    problem.where().column(),
                    problem.where().path(),
                    problem.code(),
                    problem.object(),
                    problem.message(),
                    problem.remedy());
        }
    }
}
