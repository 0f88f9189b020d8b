package org.fieldproof.app.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.fieldproof.api.project.Problem;
import org.fieldproof.engine.project.ProblemLine;

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
            jsonLine(mapper.writeValueAsBytes(object));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Prints an object that is JSON already. As bytes: JSON is UTF-8 whatever the locale, which
    /// in a container or a service is often one that has no letters beyond ASCII.
    void jsonLine(byte[] object) {
        out.write(object, 0, object.length);
        out.write('\n');
        out.flush();
    }

    /// Tells people on stderr, whatever the mode.
    void warnings(List<Problem> warnings) {
        warnings.forEach(warning -> err.println(forPeople(warning)));
    }

    void note(String sentence) {
        err.println(sentence);
    }

    /// Prints problems: contract lines with `--json`, else to people on stderr.
    void problems(List<Problem> problems) {
        for (Problem problem : problems) {
            if (json) {
                jsonLine(ProblemLine.json(problem).getBytes(StandardCharsets.UTF_8));
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
}
