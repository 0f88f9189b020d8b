package org.fieldproof.app.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.app.Wiring;
import org.fieldproof.engine.project.PipelineTest;
import org.fieldproof.engine.project.ProjectRead;
import org.fieldproof.engine.transform.PipelineTestRun;
import org.fieldproof.engine.transform.PipelineTestRun.Mismatch;
import org.fieldproof.engine.transform.TransformPlace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `fieldproof test DIR`: runs a project's pipeline tests. Starts nothing.
@Command(
        name = "test",
        description = "Runs the pipeline tests in a project's folder tests.",
        mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
    private static final int PASSED = 0;
    private static final int FAILED = 1;
    private static final int PROBLEMS = 2;

    @Parameters(paramLabel = "DIR", description = "The project's folder.")
    private Path directory = Path.of(".");

    @Option(names = "--json", description = "One JSON object a case.")
    private boolean json;

    @Override
    public Integer call() {
        Printer printer = Printer.standard(json);
        switch (Wiring.readProject(directory)) {
            case ProjectRead.Refused refused -> {
                printer.problems(refused.problems());
                return PROBLEMS;
            }
            case ProjectRead.Ready ready when ready.firstError().isPresent() -> {
                printer.problems(ready.problems());
                return PROBLEMS;
            }
            case ProjectRead.Ready ready -> {
                printer.warnings(ready.warnings());
                return run(ready, printer);
            }
        }
    }

    private static int run(ProjectRead.Ready ready, Printer printer) {
        if (ready.tests().isEmpty()) {
            printer.problems(List.of(noTests(ready.project().directory())));
            return PROBLEMS;
        }
        PipelineTestRun run;
        try {
            run =
                    new PipelineTestRun(
                            ready.project(),
                            Wiring.catalog(),
                            new TransformPlace(ready.project().directory(), GatewayClock.system()));
        } catch (ConnectorException e) {
            printer.problems(List.of(e.problem()));
            return PROBLEMS;
        }
        int failed = 0;
        for (PipelineTest test : ready.tests()) {
            PipelineTestRun.Result result = run.run(test);
            failed += result.passed() ? 0 : 1;
            printer.line(json(result), forPeople(result));
        }
        printer.note(
                failed == 0
                        ? "All " + ready.tests().size() + " cases passed."
                        : failed + " of " + ready.tests().size() + " cases failed.");
        return failed == 0 ? PASSED : FAILED;
    }

    /// A folder without tests does not pass: nothing was looked at.
    private static Problem noTests(Path project) {
        return Problem.error(
                "PROJ-0335",
                "project " + project,
                "There are no cases in its folder tests.",
                "Write one, such as tests/pipelines.yaml, or name the right project.");
    }

    private static Map<String, Object> json(PipelineTestRun.Result result) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", "test");
        line.put("file", result.test().place().file());
        line.put("line", result.test().place().line());
        line.put("name", result.test().name());
        line.put("passed", result.passed());
        line.put("mismatches", result.mismatches().stream().map(TestCommand::json).toList());
        return line;
    }

    private static Map<String, Object> json(Mismatch each) {
        Map<String, Object> mismatch = new LinkedHashMap<>();
        mismatch.put("line", each.place().line());
        mismatch.put("destination", each.destination());
        mismatch.put("what", each.what());
        mismatch.put("expected", each.expected());
        mismatch.put("actual", each.actual());
        return mismatch;
    }

    private static String forPeople(PipelineTestRun.Result result) {
        StringBuilder text =
                new StringBuilder(result.passed() ? "ok      " : "FAILED  ")
                        .append(result.test().place())
                        .append("  ")
                        .append(result.test().name());
        for (Mismatch each : result.mismatches()) {
            text.append("\n    ")
                    .append(each.place())
                    .append("  at ")
                    .append(each.destination())
                    .append(", ")
                    .append(each.what())
                    .append("\n        expected  ")
                    .append(each.expected())
                    .append("\n        actual    ")
                    .append(each.actual());
        }
        return text.toString();
    }
}
