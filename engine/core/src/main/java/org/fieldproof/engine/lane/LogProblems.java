package org.fieldproof.engine.lane;

import org.fieldproof.api.project.Problem;
import org.fieldproof.log.io.StoreException;

/// What the disk refuses, as a problem of a lane.
final class LogProblems {
    private LogProblems() {}

    static Problem of(StoreException refusal, String object) {
        return Problem.error(
                refusal.code(),
                object,
                refusal.object() + ": " + refusal.getMessage(),
                refusal.remedy());
    }
}
