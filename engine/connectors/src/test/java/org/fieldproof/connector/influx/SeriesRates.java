package org.fieldproof.connector.influx;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.connector.stores.StoreBench;
import org.fieldproof.testkit.store.SeriesServer;

/// Measures lines per second beside a bare client that gets its bytes ready-made, in one run:
/// `java -cp <test class path> org.fieldproof.connector.influx.SeriesRates [seconds per case
/// [lines per batch]]`. The bare client always sends 5,000 lines at once.
final class SeriesRates {
    private static final int LINES = 5_000;
    private static final int RUNS = 3;
    private static final GatewayClock CLOCK = GatewayClock.system();

    private SeriesRates() {}

    public static void main(String[] args) throws Exception {
        double seconds = args.length > 0 ? Double.parseDouble(args[0]) : 3;
        int batch = args.length > 1 ? Integer.parseInt(args[1]) : LINES;
        Path directory = Files.createTempDirectory("series-rates");
        try (SeriesServer influx = SeriesServer.influx(directory.resolve("influx"))) {
            influx.create("CREATE DATABASE plant");
            compare("influxdb-1", influx, directory, seconds, batch);
        }
        try (SeriesServer victoria =
                SeriesServer.victoria(
                        directory.resolve("victoria"), "-dedup.minScrapeInterval=1ms")) {
            compare("victoriametrics", victoria, directory, seconds, batch);
        }
        System.exit(0);
    }

    private static void compare(
            String kind, SeriesServer server, Path directory, double seconds, int batch)
            throws Exception {
        double[] ours = new double[RUNS];
        double[] bare = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            bare[run] = bare(server, seconds);
            ours[run] = ours(kind, server, directory, seconds, batch);
        }
        Arrays.sort(ours);
        Arrays.sort(bare);
        System.out.printf(
                Locale.ROOT,
                "%s, batches of %d: %.0f lines/s %s; ready-made bytes %.0f %s; ratio %.2f%n",
                kind,
                batch,
                ours[RUNS / 2],
                Arrays.toString(Arrays.stream(ours).mapToLong(Math::round).toArray()),
                bare[RUNS / 2],
                Arrays.toString(Arrays.stream(bare).mapToLong(Math::round).toArray()),
                ours[RUNS / 2] / bare[RUNS / 2]);
    }

    private static double bare(SeriesServer server, double seconds) throws Exception {
        PointWriter writer =
                new PointWriter(
                        new PointWriter.PointRules(
                                NameTemplate.of("readings"), Map.of(), false, false, true));
        LineBuffer lines = new LineBuffer();
        for (FieldRecord record : Points.range(1, LINES)) {
            writer.write(record, lines);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(lines.array(), 0, lines.size());
        URI place = URI.create("http://127.0.0.1:" + server.port() + "/write?db=plant");
        HttpRequest request =
                HttpRequest.newBuilder(place)
                        .version(HttpClient.Version.HTTP_1_1)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            long sent = 0;
            long start = CLOCK.nanoTime();
            while (CLOCK.nanoTime() - start < seconds * 1e9) {
                int status =
                        http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
                if (status != 204) {
                    throw new IllegalStateException("status " + status);
                }
                sent += LINES;
            }
            return sent * 1e9 / (CLOCK.nanoTime() - start);
        }
    }

    /// Many batches are under way, as with a lane; the hold is short, so that it does not end the
    /// run.
    private static double ours(
            String kind, SeriesServer server, Path directory, double seconds, int batch)
            throws Exception {
        Map<String, Object> fields =
                Map.of(
                        "server", kind,
                        "port", server.port(),
                        "database", "plant",
                        "hold", "1ms",
                        "holdMiB", "128",
                        "gzip", "false");
        List<FieldRecord> records = Points.range(1, batch);
        try (StoreBench bench = Points.bench(directory, fields)) {
            bench.open();
            Deque<CompletableFuture<WriteOutcome>> under = new ArrayDeque<>();
            long sent = 0;
            long start = CLOCK.nanoTime();
            while (CLOCK.nanoTime() - start < seconds * 1e9 || !under.isEmpty()) {
                boolean more = CLOCK.nanoTime() - start < seconds * 1e9;
                if (more && under.size() < bench.sink().outstandingBatchesMax()) {
                    under.add(bench.begin(records));
                } else if (under.removeFirst().join() instanceof WriteOutcome.Durable) {
                    sent += batch;
                } else {
                    throw new IllegalStateException("not durable");
                }
            }
            return sent * 1e9 / (CLOCK.nanoTime() - start);
        }
    }
}
