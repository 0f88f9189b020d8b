package org.fieldproof.connector.jdbc;

import java.nio.file.Path;
import java.util.Map;
import org.fieldproof.api.spi.WriteOutcome;

/// A process that stores batches into an H2 file and prints the last durable seq after each,
/// until it is killed. Arguments: directory, first seq, `durable` or `default`.
final class StoringChild {
    private static final int BATCH = 20;
    private static final long LAST = 1_000_000;

    private StoringChild() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        H2File file =
                args[2].equals("durable")
                        ? H2File.durable("table", directory.resolve("readings"))
                        : new H2File("table", directory.resolve("readings"), "", 500, false);
        SinkBench bench =
                new SinkBench(new H2SinkFactory(), Map.of("table", "readings"), directory);
        bench.sink(H2SinkFactory.sink(bench, file));
        for (long seq = Long.parseLong(args[1]); seq < LAST; seq += BATCH) {
            if (bench.write(Records.range(seq, seq + BATCH - 1)) instanceof WriteOutcome.Durable) {
                System.out.println(seq + BATCH - 1);
                System.out.flush();
            }
        }
    }
}
