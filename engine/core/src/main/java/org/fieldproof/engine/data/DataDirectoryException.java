package org.fieldproof.engine.data;

import org.fieldproof.api.project.Problem;
import org.jspecify.annotations.Nullable;

/// The data directory cannot be used. Carries the message for people: object, cause, remedy.
public final class DataDirectoryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public DataDirectoryException(Problem problem, @Nullable Throwable cause) {
        super(problem.oneLine(), cause);
        this.problem = problem;
    }

    /// The message in its parts.
    public Problem problem() {
        return problem;
    }
}
