package org.fieldproof.api.snapshot;

import java.util.List;

/// The moments that persons have marked, as far as they are shown.
///
/// @param shown the newest that stand, by number
/// @param more how many older ones are in the audit trail only
/// @param last number of the newest that was ever set; 0 if none was
public record MarkersSnapshot(List<MarkerSnapshot> shown, long more, long last) {
    /// As many are shown.
    public static final int SHOWN_MAX = 200;

    public static final MarkersSnapshot NONE = new MarkersSnapshot(List.of(), 0, 0);

    public MarkersSnapshot {
        shown = List.copyOf(shown);
        if (shown.size() > SHOWN_MAX) {
            throw new IllegalArgumentException(
                    "shown: " + shown.size() + " (expected: <= " + SHOWN_MAX + ")");
        }
    }
}
