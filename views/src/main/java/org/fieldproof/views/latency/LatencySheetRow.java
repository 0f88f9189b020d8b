package org.fieldproof.views.latency;

import java.util.List;

/// A line of the table of what a chart shows.
record LatencySheetRow(String id, List<String> cells) {
    LatencySheetRow {
        cells = List.copyOf(cells);
    }
}
