package org.fieldproof.api.drill;

/// The states of a run, in order.
public enum DrillPhase {
    PREFLIGHT,
    BASELINE,
    INJECT,
    HOLD,
    RECOVER,
    DRAIN,
    SETTLE,
    VERIFY,
    CLOSED
}
