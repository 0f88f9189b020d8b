package org.fieldproof.views.latency;

/// One side of a marked moment at a hop, or what is between the two.
///
/// @param side before, after, difference
/// @param p99Class hollow while there are too few samples
record CompareRow(
        String id,
        String hop,
        String lane,
        String side,
        String sideClass,
        String count,
        String p50,
        String p95,
        String p99,
        String p99Class,
        String max) {}
