package org.fieldproof.app.bench;

import java.util.List;
import java.util.function.Consumer;
import org.fieldproof.api.project.Problem;

/// The benches by name.
public final class Benches {
    private Benches() {}

    /// What can be measured.
    public static List<String> names() {
        return List.of("log");
    }

    /// Measures and hands over each line as soon as it is known.
    ///
    /// @throws BenchException where there is no such bench, or it cannot measure here
    public static void run(String name, BenchOptions options, Consumer<BenchLine> lines)
            throws BenchException {
        switch (name) {
            case "log" -> new LogBench(options).run(lines);
            default -> throw new BenchException(unknown(name));
        }
    }

    private static Problem unknown(String name) {
        return Problem.error(
                "APP-0401",
                "bench " + name,
                "There is no such bench.",
                "Choose one of " + String.join(", ", names()) + ".");
    }
}
