package org.fieldproof.app.bench;

import java.util.List;
import java.util.function.Consumer;
import org.fieldproof.api.project.Problem;

/// The benches by name.
public final class Benches {
    private Benches() {}

    /// What can be measured.
    public static List<String> names() {
        return List.of(
                "log",
                "route",
                "ingest",
                "deliver",
                "drain",
                "island",
                "fields",
                "burst",
                "sustained",
                "restart",
                "startup",
                "ui",
                "soak");
    }

    /// What a bench leaves out with these options, in sentences for people.
    public static List<String> leftOut(String name, BenchOptions options) {
        return name.equals("deliver") && options.postgresUrl().isEmpty()
                ? List.of(
                        "PostgreSQL is left out: name a server with"
                                + " --postgres postgresql://user:password@host:port/database.")
                : List.of();
    }

    /// Measures and hands over each line as soon as it is known.
    ///
    /// @throws BenchException where there is no such bench, or it cannot measure here
    public static void run(String name, BenchOptions options, Consumer<BenchLine> lines)
            throws BenchException {
        switch (name) {
            case "log" -> new LogBench(options).run(lines);
            case "route" -> new RouteBench(options).run(lines);
            case "ingest" -> new IngestBench(options).run(lines);
            case "deliver" -> new DeliverBench(options).run(lines);
            case "drain" -> new DrainBench(options).run(lines);
            case "island" -> new IslandBench(options).run(lines);
            case "fields" -> new FieldsBench(options).run(lines);
            case "burst" -> TierBench.burst(options).run(lines);
            case "sustained" -> TierBench.sustained(options).run(lines);
            case "restart" -> new RestartBench(options).run(lines);
            case "ui" -> new UiBench(options).run(lines);
            case "soak" -> new SoakBench(options).run(lines);
            case "startup" -> new StartupBench(options).run(lines);
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
