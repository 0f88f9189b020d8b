package org.fieldproof.api.project;

/// What may be done to a device in a drill.
public enum DeviceClass {
    /// Simulated, or on this machine's loopback.
    SIM,
    /// On a test bench; nobody depends on it. Drills that cut its line are armed first.
    BENCH,
    /// In a plant, or unknown. Drills that cut its line are refused, unless the project lets them;
    /// then they are armed with a permit, and the line is named.
    LIVE
}
