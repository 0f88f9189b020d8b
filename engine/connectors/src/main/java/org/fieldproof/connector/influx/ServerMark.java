package org.fieldproof.connector.influx;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a server says of itself at `/metrics`: by its start time one process is told from the
/// next, and by its counters what it ignored in silence.
///
/// @param started seconds since 1970 as the server writes them; empty where it does not say
/// @param ignoredRows rows that VictoriaMetrics answered for and did not keep, of all its clients
/// @param victoria true where the metrics are VictoriaMetrics' own
record ServerMark(String started, long ignoredRows, boolean victoria) {
    private static final int LINES_MAX = 20_000;
    static final ServerMark UNKNOWN = new ServerMark("", 0, false);

    /// Asks the server; UNKNOWN where it does not say.
    static ServerMark read(InfluxHttp http) throws IOException {
        StringBuilder lines = new StringBuilder(1 << 12);
        InfluxHttp.Answer answer =
                http.read(
                        "metrics",
                        Map.of(),
                        source -> {
                            @Nullable String line = source.readUtf8Line();
                            for (int i = 0; line != null && i < LINES_MAX; i++) {
                                if (line.startsWith("process_start")
                                        || line.startsWith("vm_rows")) {
                                    lines.append(line).append('\n');
                                }
                                line = source.readUtf8Line();
                            }
                        });
        return answer.status() == 200 ? of(lines.toString()) : UNKNOWN;
    }

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
