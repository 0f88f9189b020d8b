package org.fieldproof.engine;

import org.fieldproof.api.project.Problem;
import org.jspecify.annotations.Nullable;

/// The engine cannot start. Carries the message for people: object, cause, remedy.
public final class EngineException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public EngineException(Problem problem, @Nullable Throwable cause) {
        super(problem.oneLine(), cause);
        this.problem = problem;
    }

    /// The message in its parts.
    public Problem problem() {
        return problem;
    }
}
