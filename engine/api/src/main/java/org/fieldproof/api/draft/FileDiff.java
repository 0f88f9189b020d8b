package org.fieldproof.api.draft;

import java.util.List;

/// How a file of the project would change, line by line.
public record FileDiff(String file, List<Line> lines) {
    public FileDiff {
        lines = List.copyOf(lines);
    }

    public enum Side {
        SAME,
        ADDED,
        REMOVED,
        /// Unchanged lines that are left out.
        SKIPPED
    }

    public record Line(Side side, String text) {}
}
