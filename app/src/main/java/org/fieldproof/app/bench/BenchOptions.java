package org.fieldproof.app.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How benches are run.
///
/// @param runs of each side of each case; the median counts
/// @param perRun how long a run lasts that has no end of its own
/// @param directory for files; on the disk that is to be measured
/// @param records how many records a run that counts sends
/// @param postgresUrl `postgresql://user:password@host:port/database`; without it, what needs
///     PostgreSQL is left out and said to be
/// @param starter how a gateway is started in this process
/// @param console measures a console in this process, for `ui`
/// @param startCommand how to start this program again, for `startup`; empty if unknown
public record BenchOptions(
        int runs,
        Duration perRun,
        Path directory,
        int records,
        Optional<String> postgresUrl,
        GatewayStarter starter,
        ConsoleMeter console,
        List<String> startCommand) {
    public static final int RUNS_DEFAULT = 3;
    public static final int RECORDS_DEFAULT = 300_000;

    public BenchOptions {
        if (runs < 1 || runs > 100) {
            throw new IllegalArgumentException("runs: " + runs + " (expected: 1 to 100)");
        }
        if (records < 1_000) {
            throw new IllegalArgumentException("records: " + records + " (expected: >= 1000)");
        }
        startCommand = List.copyOf(startCommand);
    }
}
