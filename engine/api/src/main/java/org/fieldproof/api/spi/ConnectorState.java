package org.fieldproof.api.spi;

/// Where a connector stands. `UP` means data can move now, not merely that a socket is open.
public enum ConnectorState {
    STOPPED,
    STARTING,
    UP,
    /// Works, but not as configured (fewer rights, lower QoS, some devices missing).
    DEGRADED,
    /// Cannot reach its peer; retries by itself.
    DOWN,
    /// Will not recover without a person: wrong credentials, untrusted certificate, port in use.
    FAULTED
}
