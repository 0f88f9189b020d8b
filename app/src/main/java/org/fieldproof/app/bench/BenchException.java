package org.fieldproof.app.bench;

import org.fieldproof.api.project.Problem;

/// A bench could not measure. Carries the message for people: object, cause, remedy.
public final class BenchException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public BenchException(Problem problem) {
        super(problem.oneLine());
        this.problem = problem;
    }

    public BenchException(Problem problem, Throwable cause) {
        super(problem.oneLine(), cause);
        this.problem = problem;
    }

    /// A measurement that went wrong on its way.
    public static BenchException failed(String bench, Throwable cause) {
        return new BenchException(
                Problem.error(
                        "APP-0402",
                        "bench " + bench,
                        "The measurement failed: " + cause,
                        "Run it again on a quiet machine; report it if it fails again."),
                cause);
    }

    /// The message in its parts.
    public Problem problem() {
        return problem;
    }
}
