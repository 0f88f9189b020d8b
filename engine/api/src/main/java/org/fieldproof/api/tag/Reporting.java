package org.fieldproof.api.tag;

/// When a reading becomes a record.
///
/// @param onChange only changes are reported; a deadband implies it
/// @param minIntervalNanos least time between two records of a tag; 0 for none. A change of quality
///     does not wait for it (TAG-4).
/// @param maxIntervalNanos after this time a reading is reported without a change; 0 for never
public record Reporting(boolean onChange, long minIntervalNanos, long maxIntervalNanos) {
    /// Every reading is a record.
    public static final Reporting EVERY = new Reporting(false, 0, 0);

    public Reporting {
        if (minIntervalNanos < 0) {
            throw new IllegalArgumentException(
                    "minIntervalNanos: " + minIntervalNanos + " (expected: >= 0)");
        }
        if (maxIntervalNanos < 0 || (maxIntervalNanos > 0 && maxIntervalNanos < minIntervalNanos)) {
            throw new IllegalArgumentException(
                    "maxIntervalNanos: "
                            + maxIntervalNanos
                            + " (expected: 0, or >= minIntervalNanos)");
        }
    }
}
