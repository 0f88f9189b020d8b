package org.fieldproof.connector.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.ReadBack.Arrival;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.connector.stores.StoreBench;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.store.SeriesServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real VictoriaMetrics, which answers before anything is on its disk.
final class VictoriaSinkTest {
    private static final String DEDUP = "-dedup.minScrapeInterval=1ms";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String INSERTED = "vm_rows_inserted_total{type=\"influx\"}";
    @TempDir Path directory;

    private static Map<String, Object> fields(SeriesServer server, String hold) {
        return Map.of(
                "server", "victoriametrics", "port", server.port(), "hold", hold, "gzip", "false");
    }

    private static List<Arrival> found(StoreBench bench) {
        try {
            return bench.arrivals(Points.EPOCH);
        } catch (ConnectorException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyRecordIsReadBackAndTextsCannotMakeLines() throws Exception {
        try (SeriesServer server = SeriesServer.victoria(directory, DEDUP);
                StoreBench bench = Points.bench(directory, fields(server, "1ms"))) {
            bench.open();
            assertThat(bench.host().state()).isEqualTo(ConnectorState.UP);
            List<FieldRecord> records = new ArrayList<>(Points.range(1, 300));
            records.add(
                    Points.of(
                            301,
                            "plant/x\ninj v=1",
                            "a\ninj v=1 and more\n".getBytes(StandardCharsets.UTF_8),
                            PayloadEncoding.BYTES));
            records.add(Points.json(302, "{\"t\":\"a\\ninj v=2\",\"v\":3}"));
            assertThat(bench.write(records)).isEqualTo(new WriteOutcome.Durable());
            assertThat(bench.write(records)).isEqualTo(new WriteOutcome.Durable());
            Await.until(PATIENCE, () -> found(bench).size() >= 302, "points to be readable");
            List<Arrival> arrivals = found(bench);
            assertThat(arrivals).extracting(Arrival::seq).hasSize(302).doesNotHaveDuplicates();
            for (int i = 0; i < 302; i++) {
                assertThat(arrivals.get(i).payloadCrc32c())
                        .isEqualTo(Points.crc(records.get(i).payload()));
                assertThat(arrivals.get(i).address()).isEqualTo(records.get(i).address());
            }
            assertThat(server.get("/api/v1/label/__name__/values").body()).doesNotContain("inj");
        }
    }

    /// VictoriaMetrics takes such a line without a word, and keeps one of the two.
    @Test
    void aPayloadWithTwoValuesOfOneNameIsRefusedByThatName() throws Exception {
        try (SeriesServer server = SeriesServer.victoria(directory, DEDUP);
                StoreBench bench = Points.bench(directory, fields(server, "1ms"))) {
            bench.open();
            assertThat(
                            bench.write(
                                    List.of(
                                            Points.json(1, "{\"a\":[1],\"a_0\":2}"),
                                            Points.json(2, "{\"a\":[true],\"a_0\":2}"))))
                    .isInstanceOfSatisfying(
                            WriteOutcome.Refused.class,
                            refused ->
                                    assertThat(refused.refused())
                                            .singleElement()
                                            .satisfies(
                                                    each -> {
                                                        assertThat(each.seq()).isEqualTo(1);
                                                        assertThat(each.why().message())
                                                                .contains("`a_0`");
                                                    }));
            Await.until(PATIENCE, () -> found(bench).size() == 1, "the other to be readable");
        }
    }

    /// Row 67. Killed right after its 204, VictoriaMetrics has lost the points; they are still
    /// ours.
    @Test
    void whatIsKilledAfterItsAnswerIsWrittenAgainFromHold() throws Exception {
        try (SeriesServer server = SeriesServer.victoria(directory, DEDUP);
                StoreBench bench = Points.bench(directory, fields(server, "15s"))) {
            bench.open();
            CompletableFuture<WriteOutcome> told = bench.begin(Points.range(1, 200));
            awaitAnswered(server);
            assertThat(told).isNotDone();
            // Servers tell their start to the second.
            long second = GatewayClock.system().epochNanos() / 1_000_000_000L;
            Await.until(
                    PATIENCE,
                    () -> GatewayClock.system().epochNanos() / 1_000_000_000L > second,
                    "the next second");
            server.kill();
            server.start();
            // The next write meets a live server; only the process behind it is another one.
            assertThat(told.join())
                    .isInstanceOfSatisfying(
                            WriteOutcome.Unavailable.class,
                            lost -> assertThat(lost.why().code()).isEqualTo("INFL-0105"));
            CompletableFuture<WriteOutcome> again = bench.begin(Points.range(1, 200));
            Await.until(PATIENCE, () -> found(bench).size() == 200, "the replay to be readable");
            assertThat(again).isNotDone();
        }
    }

    /// The planted fault: a sink that believes the answer reports 200 records durable, and a kill
    /// takes them.
    @Test
    void aSinkWithoutHoldLosesWhatItCalledDurable() throws Exception {
        try (SeriesServer server = SeriesServer.victoria(directory, DEDUP);
                StoreBench bench = Points.bench(directory, fields(server, "1s"))) {
            InfluxConfig config = InfluxConfig.of(bench.host().config());
            bench.sink(new InfluxSink(bench.host(), config.withoutHold()));
            bench.open();
            assertThat(bench.write(Points.range(1, 200))).isEqualTo(new WriteOutcome.Durable());
            server.kill();
            server.start();
            assertThat(found(bench)).hasSizeLessThan(200);
        }
    }

    @Test
    void aServerThatKeepsReplaysTwiceIsWarnedAbout() throws Exception {
        try (SeriesServer server = SeriesServer.victoria(directory);
                StoreBench bench = Points.bench(directory, fields(server, "1s"))) {
            bench.open();
            assertThat(bench.host().state()).isEqualTo(ConnectorState.DEGRADED);
            assertThat(bench.host().told("INFL-0401")).isTrue();
        }
    }

    private static void awaitAnswered(SeriesServer server) {
        Await.until(
                PATIENCE,
                () -> {
                    try {
                        return server.get("/metrics")
                                .body()
                                .lines()
                                .anyMatch(
                                        line -> line.startsWith(INSERTED) && !line.endsWith(" 0"));
                    } catch (java.io.IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                "the server to have answered for 200 points");
    }
}
