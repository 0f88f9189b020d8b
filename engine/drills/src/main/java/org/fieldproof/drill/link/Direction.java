package org.fieldproof.drill.link;

/// Which way bytes go.
enum Direction {
    /// From whoever dialled the link towards its target.
    TO_TARGET,
    TO_DIALLER
}
