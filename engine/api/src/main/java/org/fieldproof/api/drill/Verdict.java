package org.fieldproof.api.drill;

/// What a drill found.
public enum Verdict {
    PASSED,
    /// Something was lost, wrong, unexplained or too late; the evidence names it.
    FAILED,
    /// A count is missing or the set-up did not hold: nothing is claimed.
    INCONCLUSIVE,
    /// Stopped by a person or by a guard before its end.
    ABORTED
}
