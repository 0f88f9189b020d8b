package org.fieldproof.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.ReadBack;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.stores.StoreBench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a table in an H2 file holds after batches, replays and refusals.
final class H2SinkTest {
    @TempDir Path directory;

    private SinkBench bench(String table) {
        return new SinkBench(new H2SinkFactory(), Map.of("table", table), directory);
    }

    private H2File file() {
        return H2File.durable("table", directory.resolve("readings"));
    }

    /// JDBC-3.
    @Test
    void payloadsAreStoredByteForByte() throws Exception {
        byte[] large = new byte[1 << 20];
        new SplittableRandom(7).nextBytes(large);
        List<byte[]> payloads =
                List.of(
                        new byte[0],
                        new byte[] {0},
                        new byte[] {(byte) 0xC3, 0x28, (byte) 0xFF, 0, '\n', '\t', '\\'},
                        "'; DROP TABLE READINGS; --\r\n".getBytes(StandardCharsets.UTF_8),
                        large);
        try (SinkBench bench = bench("readings")) {
            List<FieldRecord> records = new ArrayList<>();
            for (byte[] payload : payloads) {
                records.add(Records.of(records.size() + 1, payload));
            }
            assertThat(bench.write(records)).isEqualTo(new WriteOutcome.Durable());
            try (Connection connection = file().connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery(
                                    "SELECT payload, crc32c FROM readings ORDER BY seq")) {
                for (byte[] payload : payloads) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getBytes(1)).isEqualTo(payload);
                    assertThat(rows.getInt(2)).isEqualTo(Records.crc(payload));
                }
                assertThat(rows.next()).isFalse();
            }
            assertThat(bench.arrivals(Records.EPOCH))
                    .extracting(ReadBack.Arrival::payloadCrc32c)
                    .containsExactlyElementsOf(payloads.stream().map(Records::crc).toList());
        }
    }

    /// LANE-10: the question stores nothing and is no hindrance to what comes behind it.
    @Test
    void aDatabaseGivesASignOfLifeBetweenTwoBatches() throws Exception {
        try (SinkBench bench = bench("alive")) {
            assertThat(bench.write(Records.range(1, 10))).isEqualTo(new WriteOutcome.Durable());
            bench.probe();
            assertThat(bench.lastTold().state()).isEqualTo(ConnectorState.UP);
            assertThat(bench.write(Records.range(11, 20))).isEqualTo(new WriteOutcome.Durable());
            assertThat(bench.arrivals(Records.EPOCH)).hasSize(20);
            try (Connection connection = file().connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("SHUTDOWN IMMEDIATELY");
            }
            assertThatThrownBy(bench::probe).hasRootCauseInstanceOf(ConnectorException.class);
            assertThat(bench.lastTold().state()).isEqualTo(ConnectorState.DOWN);
        }
    }

    @Test
    void everyFieldOfARecordHasItsColumn() throws Exception {
        List<Property> properties =
                List.of(new Property("unit", "bar \"é\\ \n"), new Property("unit", "𝄞"));
        FieldRecord record = Records.of(15, "plänt/ℵ", Records.payload(15), properties);
        try (SinkBench bench = bench("columns")) {
            assertThat(bench.write(record)).isEqualTo(new WriteOutcome.Durable());
            try (Connection connection = file().connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery(
                                    """
                                    SELECT address, device, quality, qos, retained, dup,
                                           extract(nanosecond FROM accept_time),
                                           properties IS JSON ARRAY,
                                           cast(properties AS varchar)
                                    FROM columns WHERE seq = 15""")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("plänt/ℵ");
                assertThat(rows.getString(2)).isEqualTo("press-01");
                assertThat(rows.getString(3)).isEqualTo("GOOD");
                assertThat(rows.getInt(4)).isEqualTo(1);
                assertThat(rows.getBoolean(5)).isTrue();
                assertThat(rows.getBoolean(6)).isTrue();
                assertThat(rows.getLong(7))
                        .isEqualTo(record.acceptTimeEpochNanos() % 1_000_000_000L);
                assertThat(rows.getBoolean(8)).isTrue();
                assertThat(rows.getString(9)).contains("𝄞", "bar \\\"é\\\\ ");
            }
        }
    }

    /// JDBC-2.
    @Test
    void replaysInAnyBatchSizeLeaveEachRecordOnce() throws Exception {
        long seed = 20_261_120;
        SplittableRandom random = new SplittableRandom(seed);
        int last = 3_000;
        try (SinkBench bench = bench("readings")) {
            for (int replay = 0; replay < 3; replay++) {
                long from = 1;
                while (from <= last) {
                    long to = Math.min(last, from + random.nextInt(1, 700));
                    assertThat(bench.write(Records.range(from, to)))
                            .as("seed %d, replay %d, %d..%d", seed, replay, from, to)
                            .isEqualTo(new WriteOutcome.Durable());
                    from = Math.max(from + 1, to - random.nextInt(0, 50));
                }
            }
            List<ReadBack.Arrival> arrivals = bench.arrivals(Records.EPOCH);
            assertThat(arrivals).hasSize(last);
            for (int i = 0; i < last; i++) {
                assertThat(arrivals.get(i).seq()).isEqualTo(i + 1);
                assertThat(arrivals.get(i).payloadCrc32c())
                        .isEqualTo(Records.crc(Records.payload(i + 1)));
            }
        }
    }

    @Test
    void anotherPayloadUnderTheSameIdentityIsRefusedByName() throws Exception {
        try (SinkBench bench = bench("readings")) {
            bench.write(Records.range(1, 10));
            List<FieldRecord> again = new ArrayList<>(Records.range(5, 20));
            again.set(2, Records.of(7, new byte[] {1, 2, 3}));
            assertThat(bench.write(again))
                    .isInstanceOfSatisfying(
                            WriteOutcome.Refused.class,
                            refused -> {
                                assertThat(refused.refused()).hasSize(1);
                                assertThat(refused.refused().getFirst().seq()).isEqualTo(7);
                                assertThat(refused.refused().getFirst().why().code())
                                        .isEqualTo("JDBC-0303");
                            });
            assertThat(bench.events()).hasSize(1);
            assertThat(bench.arrivals(Records.EPOCH)).hasSize(20);
        }
    }

    @Test
    void whatH2CannotHoldRefusesItsRecordOnly() throws Exception {
        try (SinkBench bench = bench("readings")) {
            List<FieldRecord> records = new ArrayList<>(Records.range(1, 20));
            records.set(10, Records.of(11, "a\u0000b", Records.payload(11), List.of()));
            records.set(12, Records.of(13, new byte[(1 << 20) + 1]));
            WriteOutcome outcome = bench.write(records);
            assertThat(outcome).isInstanceOf(WriteOutcome.Refused.class);
            assertThat(((WriteOutcome.Refused) outcome).refused())
                    .extracting(refused -> refused.seq() + " " + refused.why().code())
                    .containsExactly("11 JDBC-0302", "13 JDBC-0304");
            assertThat(bench.arrivals(Records.EPOCH)).hasSize(18);
        }
    }

    /// A damaged file is moved aside, never deleted, and said aloud; records flow on.
    @Test
    void aDamagedFileIsMovedAsideAndANewOneBegun() throws Exception {
        try (SinkBench bench = bench("readings")) {
            bench.write(Records.range(1, 100));
        }
        Path stored = file().databaseFile();
        byte[] damaged = new byte[(int) Files.size(stored)];
        Files.write(stored, damaged);
        try (SinkBench bench = bench("readings")) {
            assertThat(bench.write(Records.range(101, 110))).isEqualTo(new WriteOutcome.Durable());
            assertThat(bench.lastTold().state()).isEqualTo(ConnectorState.DEGRADED);
            assertThat(bench.lastTold().why())
                    .satisfies(
                            why -> {
                                assertThat(why).isNotNull();
                                assertThat(why.code()).isEqualTo("JDBC-0502");
                            });
            assertThat(bench.arrivals(Records.EPOCH)).hasSize(10);
        }
        assertThat(stored.resolveSibling("readings.mv.db.damaged-1")).hasBinaryContent(damaged);
    }

    /// Row 63. Every nanosecond that a record can carry is stored; harm: a device whose clock is
    /// wrong stops the lane.
    @Test
    void everyTimeThatARecordCanCarryIsStored() throws Exception {
        long[] times = {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 1, Long.MAX_VALUE};
        List<FieldRecord> records = new ArrayList<>();
        for (int i = 0; i < times.length; i++) {
            records.add(PostgresFaultsTest.at(i + 1, times[i]));
        }
        try (SinkBench bench = bench("readings")) {
            assertThat(bench.write(records)).isEqualTo(new WriteOutcome.Durable());
            assertThat(bench.arrivals(Records.EPOCH)).hasSize(times.length);
        }
        try (Connection connection = file().connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT extract(epoch FROM source_time) FROM readings"
                                        + " ORDER BY seq")) {
            for (long time : times) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getBigDecimal(1)).isEqualByComparingTo(BigDecimal.valueOf(time, 9));
            }
        }
    }

    @Test
    void aFileThatAnotherProcessHasOpenIsWaitedFor() throws Exception {
        try (SinkBench bench = bench("readings")) {
            bench.write(Records.range(1, 3));
        }
        try (LockHolder _ = LockHolder.on(file().databaseFile());
                SinkBench bench = bench("readings")) {
            assertThatThrownBy(bench::open).hasMessageContaining("JDBC-0501");
            assertThat(bench.lastTold().state()).isEqualTo(ConnectorState.FAULTED);
        }
        try (SinkBench bench = bench("readings")) {
            assertThat(bench.write(Records.range(4, 5))).isEqualTo(new WriteOutcome.Durable());
            assertThat(bench.arrivals(Records.EPOCH)).hasSize(5);
        }
    }

    /// S13.
    @Test
    void hostileTableNamesStayNames() throws Exception {
        List<String> names =
                List.of("x\"; DROP TABLE readings; --", "x';--", "a.b", "?", "SELECT", "x\\", "é");
        for (String name : names) {
            try (SinkBench bench = bench(name)) {
                assertThat(bench.write(Records.range(1, 2)))
                        .as(name)
                        .isEqualTo(new WriteOutcome.Durable());
                assertThat(bench.arrivals(Records.EPOCH)).as(name).hasSize(2);
            }
        }
        try (Connection connection = file().connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT count(*) FROM information_schema.tables"
                                        + " WHERE table_schema = 'PUBLIC'")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(names.size());
        }
    }

    @Test
    void aTableOfAnotherShapePausesTheLane() throws Exception {
        try (Connection connection = file().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE readings (epoch uuid, seq bigint)");
        }
        try (SinkBench bench = bench("readings")) {
            assertThat(bench.write(Records.range(1, 2)))
                    .isInstanceOfSatisfying(
                            WriteOutcome.Unavailable.class,
                            paused -> assertThat(paused.why().code()).isEqualTo("JDBC-0201"));
        }
    }

    /// The lock of another process: file locks do not exclude their own process.
    private record LockHolder(Process process) implements AutoCloseable {
        static LockHolder on(Path file) throws IOException {
            Process process =
                    ChildJvm.start(LockingChild.class, List.of(), file.toAbsolutePath().toString());
            process.inputReader(StandardCharsets.UTF_8).readLine();
            return new LockHolder(process);
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }

    /// Row 43 for a file: another program has it open for a week.
    @Test
    void aFileThatIsLockedCostsNothingHoweverOftenItIsTried() throws Exception {
        try (SinkBench bench = bench("readings")) {
            bench.write(Records.range(1, 3));
        }
        try (LockHolder _ = LockHolder.on(file().databaseFile())) {
            StoreBench.failedConnectsStayFlat(
                    () ->
                            new StoreBench(
                                    new H2SinkFactory(),
                                    directory,
                                    Map.of(),
                                    LinkTable.direct(),
                                    new TestAuthority("unused")),
                    "JDBC-0501");
        }
    }

    /// A class that the distribution lacks, or no memory: an answer that never comes would leave
    /// the lane waiting for ever, with its records neither stored nor buffered.
    @Test
    void anErrorOnTheWorkerIsAnAnswerToo() throws Exception {
        try (SinkBench bench = new SinkBench(new H2SinkFactory(), Map.of(), directory)) {
            bench.sink(
                    new DatabaseSink(
                            bench,
                            new StoreSession.Opener() {
                                @Override
                                public StoreSession open() {
                                    throw new NoClassDefFoundError("Missing");
                                }

                                @Override
                                public SqlFault faultOf(SQLException error) {
                                    throw new AssertionError(error);
                                }
                            }));
            assertThatThrownBy(bench::open).hasRootCauseInstanceOf(NoClassDefFoundError.class);
        }
    }
}
