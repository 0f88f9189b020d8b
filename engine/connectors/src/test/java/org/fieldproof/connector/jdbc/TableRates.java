package org.fieldproof.connector.jdbc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.time.GatewayClock;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Measures rows per second of both tables beside the database's own bulk loader, in one run:
/// `java -cp <test class path> org.fieldproof.connector.jdbc.TableRates [seconds per case]`.
///
/// The loader writes the same columns, encodes them as we do, and does nothing else: no look at the
/// table, no check of texts, no answer a record.
final class TableRates {
    private static final int[] BATCHES = {100, 500, 2_000, 5_000};
    private static final int RUNS = 3;
    private static final GatewayClock CLOCK = GatewayClock.system();

    private final double seconds;

    private TableRates(double seconds) {
        this.seconds = seconds;
    }

    /// Stores one batch that begins at a seq.
    private interface Store {
        void batch(long first, int size) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        TableRates rates = new TableRates(args.length > 0 ? Double.parseDouble(args[0]) : 2);
        Path directory = Files.createTempDirectory("rates");
        rates.measurePostgres(directory);
        rates.measureH2(directory);
        System.exit(0);
    }

    private void measurePostgres(Path directory) throws Exception {
        Map<String, String> settings =
                Map.of(
                        "synchronous_commit",
                        "on",
                        "wal_writer_delay",
                        "200ms",
                        "max_wal_size",
                        "2GB",
                        "shared_buffers",
                        "128MB");
        try (PostgresServer server = new PostgresServer(directory.resolve("pg"), settings)) {
            server.start();
            for (int size : BATCHES) {
                double[] ours = new double[RUNS];
                double[] straight = new double[RUNS];
                double[] merged = new double[RUNS];
                for (int run = 0; run < RUNS; run++) {
                    String tail = size + "_" + run;
                    straight[run] = loader(server, "straight_" + tail, size, false);
                    merged[run] = loader(server, "merged_" + tail, size, true);
                    try (SinkBench bench =
                            new SinkBench(
                                    new PostgresSinkFactory(),
                                    server.fields("ours_" + tail),
                                    directory)) {
                        ours[run] = rate(size, sinkStore(bench));
                    }
                    for (String table : List.of("straight_", "merged_", "ours_")) {
                        server.execute("DROP TABLE " + table + tail);
                    }
                }
                print("postgresql", size, ours, "COPY", straight);
                print("postgresql", size, ours, "COPY+ON CONFLICT", merged);
            }
        }
    }

    private void measureH2(Path directory) throws Exception {
        for (int size : BATCHES) {
            double[] ours = new double[RUNS];
            double[] bare = new double[RUNS];
            for (int run = 0; run < RUNS; run++) {
                Path home = Files.createDirectory(directory.resolve("h2-" + size + "-" + run));
                bare[run] = bareH2(home, size);
                try (SinkBench bench =
                        new SinkBench(new H2SinkFactory(), Map.of("table", "ours"), home)) {
                    ours[run] = rate(size, sinkStore(bench));
                }
            }
            print("h2", size, ours, "INSERT+CHECKPOINT SYNC", bare);
        }
    }

    private static Store sinkStore(SinkBench bench) throws Exception {
        bench.open();
        Sink sink = bench.sink();
        return (first, size) ->
                sink.write(new RecordBatch(Records.range(first, first + size - 1), false))
                        .toCompletableFuture()
                        .join();
    }

    private double loader(PostgresServer server, String name, int size, boolean merging)
            throws Exception {
        PostgresTable table =
                new PostgresTable("bare", "", TableName.of(name), false, Partitioning.NONE);
        CopyEncoder encoder = new CopyEncoder(false);
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            table.prepare(connection);
            statement.execute(table.createStage());
            connection.setAutoCommit(false);
            var copies = connection.unwrap(PGConnection.class).getCopyAPI();
            return rate(
                    size,
                    (first, rows) -> {
                        encoder.begin();
                        for (FieldRecord record : Records.range(first, first + rows - 1)) {
                            encoder.add(record);
                        }
                        encoder.end();
                        CopyIn copy = copies.copyIn(merging ? table.copyIntoStage() : table.copy());
                        copy.writeToCopy(encoder.bytes(), 0, encoder.size());
                        copy.endCopy();
                        if (merging) {
                            statement.executeUpdate(table.insertFromStage());
                        }
                        connection.commit();
                    });
        }
    }

    /// The least that keeps (epoch, seq, payload) safe in H2.
    private double bareH2(Path home, int size) throws Exception {
        H2File file = H2File.durable("bare", home.resolve("bare"));
        try (Connection connection = file.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE bare (epoch uuid, seq bigint, device varchar, address varchar,"
                            + " payload varbinary, accepted timestamp(9) with time zone,"
                            + " PRIMARY KEY (epoch, seq))");
            connection.setAutoCommit(false);
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO bare VALUES (?, ?, ?, ?, ?, ?)")) {
                return rate(
                        size,
                        (first, rows) -> {
                            for (FieldRecord record : Records.range(first, first + rows - 1)) {
                                insert.setObject(1, record.epoch());
                                insert.setLong(2, record.seq());
                                insert.setString(3, record.device());
                                insert.setString(4, record.address());
                                insert.setBytes(5, record.payload());
                                insert.setObject(6, CLOCK.now());
                                insert.addBatch();
                            }
                            insert.executeBatch();
                            connection.commit();
                            statement.execute("CHECKPOINT SYNC");
                        });
            }
        }
    }

    private double rate(int size, Store store) throws Exception {
        long next = 1;
        for (int warm = 0; warm < 5; warm++) {
            store.batch(next, size);
            next += size;
        }
        long start = CLOCK.nanoTime();
        long first = next;
        while (CLOCK.nanoTime() - start < seconds * 1e9) {
            store.batch(next, size);
            next += size;
        }
        return (next - first) * 1e9 / (CLOCK.nanoTime() - start);
    }

    private static void print(
            String table, int size, double[] ours, String baseline, double[] theirs) {
        double own = median(ours);
        double other = median(theirs);
        System.out.printf(
                Locale.ROOT,
                "%s batch %d: %.0f rows/s %s; %s %.0f rows/s %s; ratio %.2f%n",
                table,
                size,
                own,
                rounded(ours),
                baseline,
                other,
                rounded(theirs),
                own / other);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static List<Long> rounded(double[] values) {
        List<Long> rounded = new ArrayList<>();
        for (double value : values) {
            rounded.add(Math.round(value));
        }
        return rounded;
    }
}
