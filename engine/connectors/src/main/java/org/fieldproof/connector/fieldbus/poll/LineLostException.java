package org.fieldproof.connector.fieldbus.poll;

import org.fieldproof.api.project.Problem;

/// The device cannot be reached, or its line is of no use any more.
public final class LineLostException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final String status;
    private final boolean forPerson;

    /// @param status what the tags say of it, such as `disconnected`
    /// @param forPerson true where trying again soon is of no use
    public LineLostException(Problem problem, String status, boolean forPerson, Throwable cause) {
        super(problem.oneLine(), cause);
        this.problem = problem;
        this.status = status;
        this.forPerson = forPerson;
    }

    public Problem problem() {
        return problem;
    }

    String status() {
        return status;
    }

    boolean forPerson() {
        return forPerson;
    }
}
