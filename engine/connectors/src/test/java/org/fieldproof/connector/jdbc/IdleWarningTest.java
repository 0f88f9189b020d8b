package org.fieldproof.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.testkit.Await;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A lane without records. Harm if these break: it is told as ill for days after it was mended, or
/// as well although its server is gone.
class IdleWarningTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Problem ILL = Problem.warning("JDBC-0402", "t", "It is ill.", "Mend it.");

    @TempDir Path directory;
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger opens = new AtomicInteger();

    /// Ill until it was looked at three times; lost at the second and not reached once after that,
    /// where that is asked for.
    private StoreSession.Opener opener(boolean lost) {
        return new StoreSession.Opener() {
            @Override
            public StoreSession open() throws SQLException {
                if (lost && opens.incrementAndGet() == 2) {
                    throw new SQLException("planted", "08001");
                }
                return new StoreSession() {
                    @Override
                    public WriteOutcome write(RecordBatch batch) {
                        return new WriteOutcome.Durable();
                    }

                    @Override
                    public void verifyTable() {}

                    @Override
                    public void probe() {}

                    @Override
                    public void lookAgain() throws SQLException {
                        if (looks.incrementAndGet() == 2 && lost) {
                            throw new SQLException("planted", "08006");
                        }
                    }

                    @Override
                    public @Nullable Problem warning() {
                        return looks.get() < 3 ? ILL : null;
                    }

                    @Override
                    public void close() {}
                };
            }

            @Override
            public SqlFault faultOf(SQLException error) {
                return SqlFault.ofState(error);
            }
        };
    }

    private SinkBench bench(boolean lost) {
        SinkBench bench = new SinkBench(new H2SinkFactory(), Map.of("table", "t"), directory);
        bench.sink(new DatabaseSink(bench, opener(lost), Duration.ofMillis(20)));
        return bench;
    }

    @Test
    void aWarningEndsWithItsReasonWithoutABatch() throws Exception {
        try (SinkBench bench = bench(false)) {
            bench.open();
            Await.until(LIMIT, () -> bench.lastTold().state() == ConnectorState.UP, "UP");
            assertThat(bench.told())
                    .contains(new SinkBench.Told(ConnectorState.DEGRADED, ILL))
                    .extracting(SinkBench.Told::state)
                    .containsExactly(
                            ConnectorState.STARTING, ConnectorState.DEGRADED, ConnectorState.UP);
            assertThat(looks).hasValue(3);
        }
    }

    /// Harm: a server that was started again is told as down until the next record, which may come
    /// in days.
    @Test
    void aServerThatIsGoneIsToldAndLookedForWithoutABatch() throws Exception {
        try (SinkBench bench = bench(true)) {
            bench.open();
            Await.until(LIMIT, () -> bench.lastTold().state() == ConnectorState.UP, "UP");
            assertThat(bench.told())
                    .extracting(SinkBench.Told::state)
                    .containsExactly(
                            ConnectorState.STARTING,
                            ConnectorState.DEGRADED,
                            ConnectorState.DOWN,
                            ConnectorState.DOWN,
                            ConnectorState.DEGRADED,
                            ConnectorState.UP);
        }
    }
}
