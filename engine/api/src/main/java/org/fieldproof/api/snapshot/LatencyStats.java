package org.fieldproof.api.snapshot;

/// Percentiles over a sliding window, from a merged histogram, never from averages of
/// percentiles.
///
/// @param count samples behind the figures; p99 below 100 samples is a hint, not a figure
public record LatencyStats(long count, double p50Ms, double p95Ms, double p99Ms, double maxMs) {
    public static final LatencyStats NONE = new LatencyStats(0, 0, 0, 0, 0);
}
