package org.fieldproof.api.snapshot;

/// The engine as a whole.
public enum GatewayState {
    STARTING,
    /// Accepting and delivering.
    RUNNING,
    /// Accepting; something needs attention (a lane down, a connection faulted). Why stands first
    /// among the faults of the same picture. A lane that only lags is no reason.
    DEGRADED,
    /// Not accepting: the log cannot be written. Nothing is acknowledged.
    FAULTED,
    STOPPING,
    STOPPED
}
