package org.fieldproof.views.latency;

/// A hop's percentiles as a row.
///
/// @param p99Class hollow while there are too few samples
record LatencyRow(
        String id,
        String hop,
        String lane,
        String count,
        String p50,
        String p95,
        String p99,
        String p99Class,
        String max,
        String window) {}
