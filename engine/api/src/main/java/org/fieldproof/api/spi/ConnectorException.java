package org.fieldproof.api.spi;

import org.fieldproof.api.project.Problem;

/// A connector cannot do what was asked. Carries the message for people: object, cause, remedy.
public final class ConnectorException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ConnectorException(Problem problem) {
        super(problem.oneLine());
        this.problem = problem;
    }

    public ConnectorException(Problem problem, Throwable cause) {
        super(problem.oneLine(), cause);
        this.problem = problem;
    }

    /// The message in its parts.
    public Problem problem() {
        return problem;
    }
}
