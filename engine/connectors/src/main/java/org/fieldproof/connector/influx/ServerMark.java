package org.fieldproof.connector.influx;

import java.util.Locale;

/// What a server says of itself at `/metrics`: by its start time one process is told from the
/// next, and by its counters what it ignored in silence.
///
/// @param started seconds since 1970 as the server writes them; empty where it does not say
/// @param ignoredRows rows that VictoriaMetrics answered for and did not keep, of all its clients
/// @param victoria true where the metrics are VictoriaMetrics' own
record ServerMark(String started, long ignoredRows, boolean victoria) {
    static final ServerMark UNKNOWN = new ServerMark("", 0, false);

    static ServerMark of(String metrics) {
        String started = "";
        long ignored = 0;
        boolean victoria = false;
        for (String line : (Iterable<String>) metrics.lines()::iterator) {
            int space = line.lastIndexOf(' ');
            if (space < 0 || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("process_start_time_seconds ")) {
                started = line.substring(space + 1).toLowerCase(Locale.ROOT);
            } else if (line.startsWith("vm_rows_ignored_total")
                    || line.startsWith("vm_rows_invalid_total{type=\"influx\"")) {
                ignored += (long) Double.parseDouble(line.substring(space + 1));
                victoria = true;
            }
        }
        return new ServerMark(started, ignored, victoria);
    }

    boolean isKnown() {
        return !started.isEmpty();
    }
}
