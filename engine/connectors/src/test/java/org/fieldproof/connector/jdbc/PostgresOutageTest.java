package org.fieldproof.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.ReadBack;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.WriteOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A server that dies, comes back, hangs up in the middle of an answer or runs without fsync.
final class PostgresOutageTest {
    @TempDir static Path directory;
    @RegisterExtension static PostgresServer server = PostgresServer.ofAClass();

    /// JDBC-1. The server's own default is `synchronous_commit = off` with a writer that sleeps
    /// for 10 s, so a commit of somebody else's is lost by the same kill: the control.
    @Test
    void durableRowsSurviveAKilledServerWhoseDefaultIsNotDurable() throws Exception {
        try (SinkBench bench =
                new SinkBench(new PostgresSinkFactory(), server.fields("kept"), directory)) {
            server.execute("CREATE TABLE control (n int)");
            server.execute("CHECKPOINT");
            long stored = 0;
            for (int kill = 0; kill < 2; kill++) {
                for (int batch = 0; batch < 5; batch++) {
                    assertThat(bench.write(Records.range(stored + 1, stored + 30)))
                            .isEqualTo(new WriteOutcome.Durable());
                    stored += 30;
                }
                if (kill == 1) {
                    try (Connection connection = server.connect();
                            Statement statement = connection.createStatement()) {
                        statement.execute("INSERT INTO control VALUES (1)");
                        server.kill();
                    }
                } else {
                    server.kill();
                }
                assertThat(bench.write(Records.range(stored + 1, stored + 30)))
                        .isInstanceOf(WriteOutcome.Unavailable.class);
                assertThat(bench.lastTold().state()).isEqualTo(ConnectorState.DOWN);
                server.start();
                assertThat(bench.write(Records.range(stored + 1, stored + 30)))
                        .isEqualTo(new WriteOutcome.Durable());
                stored += 30;
            }
            assertThat(bench.arrivals(Records.EPOCH)).hasSize((int) stored);
            assertThat(server.number("SELECT count(*) FROM control")).isZero();
        }
    }

    /// LANE-10: a server that is stopped while nothing is stored is found by the question, and the
    /// session that the next one opens stores.
    @Test
    void aServerThatGoesWhileNothingIsStoredIsFoundByTheQuestion() throws Exception {
        try (SinkBench bench =
                new SinkBench(new PostgresSinkFactory(), server.fields("idle"), directory)) {
            assertThat(bench.write(Records.range(1, 30))).isEqualTo(new WriteOutcome.Durable());
            bench.probe();
            assertThat(bench.lastTold().state()).isEqualTo(ConnectorState.UP);
            assertThat(
                            server.number(
                                    "SELECT count(*) FROM pg_stat_activity"
                                            + " WHERE state LIKE 'idle in transaction%'"))
                    .as("the question leaves no transaction open")
                    .isZero();
            server.kill();
            assertThatThrownBy(bench::probe).hasRootCauseInstanceOf(ConnectorException.class);
            assertThat(bench.lastTold().state()).isEqualTo(ConnectorState.DOWN);
            server.start();
            bench.probe();
            assertThat(bench.lastTold().state()).isEqualTo(ConnectorState.UP);
            assertThat(bench.write(Records.range(31, 60))).isEqualTo(new WriteOutcome.Durable());
            assertThat(bench.arrivals(Records.EPOCH)).hasSize(60);
        }
    }

    /// JDBC-2: whatever byte of the COMMIT's answer the line dies at, the replay leaves each row
    /// once.
    @Test
    void aLostAnswerToCommitIsSettledByTheReplay() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(new Endpoint("127.0.0.1", server.port()));
                SinkBench bench =
                        new SinkBench(
                                new PostgresSinkFactory(),
                                server.fields("cut"),
                                directory,
                                proxy,
                                List.of(),
                                Map.of())) {
            long stored = 0;
            int committedUnseen = 0;
            bench.open();
            for (int bytes = 0; bytes < 30; bytes++) {
                proxy.cutNextCommitAfter(bytes);
                List<FieldRecord> batch = Records.range(stored + 1, stored + 10);
                int writes = 1;
                while (bench.write(batch) instanceof WriteOutcome.Unavailable) {
                    committedUnseen +=
                            (int)
                                    server.number(
                                            "SELECT count(*) FROM cut WHERE seq = " + (stored + 1));
                    assertThat(writes++).as("bytes %d", bytes).isLessThan(4);
                }
                stored += 10;
            }
            assertThat(proxy.cuts()).isGreaterThanOrEqualTo(20);
            assertThat(committedUnseen).as("the law was put to the test").isPositive();
            assertThat(bench.arrivals(Records.EPOCH))
                    .extracting(ReadBack.Arrival::seq)
                    .hasSize((int) stored)
                    .doesNotHaveDuplicates();
        }
    }

    /// Two batches may be outstanding; if the first is lost, the second must not overtake it.
    @Test
    void aBatchDoesNotOvertakeOneThatFailed() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(new Endpoint("127.0.0.1", server.port()));
                SinkBench bench =
                        new SinkBench(
                                new PostgresSinkFactory(),
                                server.fields("overtaken"),
                                directory,
                                proxy,
                                List.of(),
                                Map.of())) {
            bench.write(Records.range(1, 10));
            proxy.cutNextCommitAfter(0);
            var first = bench.sink().write(new RecordBatch(Records.range(11, 20), false));
            var second = bench.sink().write(new RecordBatch(Records.range(21, 30), false));
            assertThat(first.toCompletableFuture().get(60, TimeUnit.SECONDS))
                    .isInstanceOf(WriteOutcome.Unavailable.class);
            assertThat(second.toCompletableFuture().get(60, TimeUnit.SECONDS))
                    .isInstanceOf(WriteOutcome.Unavailable.class);
            assertThat(server.number("SELECT count(*) FROM overtaken WHERE seq > 20")).isZero();
            assertThat(bench.write(Records.range(11, 20))).isEqualTo(new WriteOutcome.Durable());
            assertThat(bench.write(Records.range(21, 30))).isEqualTo(new WriteOutcome.Durable());
            assertThat(bench.arrivals(Records.EPOCH)).hasSize(30);
        }
    }

    @Test
    void aServerWithoutFsyncIsUsedAndWarnedAbout() throws Exception {
        try (SinkBench bench =
                new SinkBench(new PostgresSinkFactory(), server.fields("safe"), directory)) {
            bench.open();
            assertThat(bench.lastTold().state()).isEqualTo(ConnectorState.UP);
        }
        try (PostgresServer unsafe =
                new PostgresServer(directory.resolve("unsafe"), Map.of("fsync", "off"))) {
            unsafe.start();
            assertWarned(unsafe);
        }
    }

    private void assertWarned(PostgresServer unsafe) throws Exception {
        try (SinkBench bench =
                new SinkBench(new PostgresSinkFactory(), unsafe.fields("unsafe"), directory)) {
            assertThat(bench.write(Records.range(1, 3))).isEqualTo(new WriteOutcome.Durable());
            assertThat(bench.lastTold().state()).isEqualTo(ConnectorState.DEGRADED);
            assertThat(bench.lastTold().why())
                    .satisfies(
                            why -> {
                                assertThat(why).isNotNull();
                                assertThat(why.code()).isEqualTo("JDBC-0401");
                            });
        }
    }
}
