package org.fieldproof.views.latency;

/// Which chart of a hop is shown.
enum LatencyMode {
    /// Percentiles over time.
    LINES,
    /// Counts over time and latency.
    HEAT,
    /// Hop below hop.
    WAY,
    /// All hops before and after a marked moment.
    COMPARE
}
