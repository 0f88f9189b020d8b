package org.fieldproof.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.ReadBack;
import org.fieldproof.api.spi.SchemaBrowser;
import org.fieldproof.api.spi.WriteOutcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A table in partitions on a real server. If one of these breaks, a late record stops the lane, a
/// replay doubles rows, or a partition that somebody keeps is gone.
final class PostgresPartitionsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 30);

    @TempDir static Path directory;
    @RegisterExtension static PostgresServer server = PostgresServer.ofAClass();

    @BeforeAll
    static void makeRole() throws Exception {
        server.execute("CREATE ROLE writer LOGIN");
    }

    private static SinkBench bench(String table, String partition) {
        return bench(table, partition, "postgres");
    }

    private static SinkBench bench(String table, String partition, String user) {
        Map<String, String> fields = new HashMap<>(server.fields(table));
        fields.put("partition", partition);
        fields.put("user", user);
        return new SinkBench(new PostgresSinkFactory(), fields, directory);
    }

    @Test
    void partitionsAreMadeAheadAndForLateRecords() throws Exception {
        try (SinkBench bench = bench("by_day", "day")) {
            bench.open();
            LocalDate today = LocalDate.now(ZoneOffset.UTC);
            assertThat(partitions("by_day"))
                    .as("ahead, before the first record")
                    .contains(day("by_day", today), day("by_day", today.plusDays(1)));
            List<FieldRecord> late = List.of(at(1, DAY, -1), at(2, DAY, 0), at(3, DAY, 1));
            assertThat(bench.write(late)).isEqualTo(new WriteOutcome.Durable());
            assertThat(rows(day("by_day", DAY.minusDays(1)))).as("one nanosecond before").isOne();
            assertThat(rows(day("by_day", DAY))).isEqualTo(2);
            assertThat(bench.arrivals(Records.EPOCH))
                    .extracting(ReadBack.Arrival::seq)
                    .containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void monthsReachFromTheirFirstDayToTheNext() throws Exception {
        try (SinkBench bench = bench("by_month", "month")) {
            LocalDate december = LocalDate.of(2025, 12, 1);
            assertThat(bench.write(at(1, december, 0), at(2, december.plusMonths(1), -1)))
                    .isEqualTo(new WriteOutcome.Durable());
            assertThat(bench.write(at(3, december.plusMonths(1), 0)))
                    .isEqualTo(new WriteOutcome.Durable());
            assertThat(rows("by_month_p202512")).isEqualTo(2);
            assertThat(rows("by_month_p202601")).isOne();
        }
    }

    /// JDBC-2. Harm: the key of a partitioned table holds the time as well, and a replay that met
    /// another partition would double its rows.
    @Test
    void replaysOverManyDaysLeaveEachRecordOnce() throws Exception {
        long seed = 20_261_127;
        SplittableRandom random = new SplittableRandom(seed);
        List<FieldRecord> records = new ArrayList<>();
        for (long seq = 1; seq <= 400; seq++) {
            records.add(at(seq, DAY.plusDays(random.nextInt(9)), random.nextLong(1L << 40)));
        }
        try (SinkBench bench = bench("replayed", "day")) {
            for (int round = 0; round < 3; round++) {
                for (int at = 0; at < records.size(); ) {
                    int to = Math.min(records.size(), at + 1 + random.nextInt(90));
                    assertThat(bench.write(records.subList(Math.max(0, at - 7), to)))
                            .as("seed " + seed)
                            .isEqualTo(new WriteOutcome.Durable());
                    at = to;
                }
            }
            assertThat(bench.arrivals(Records.EPOCH))
                    .extracting(ReadBack.Arrival::seq)
                    .hasSize(400)
                    .doesNotHaveDuplicates();
        }
    }

    /// The planted fault: a replay that gives a record another time of acceptance. It lands in
    /// another partition beside the first, and what counts the rows must see it.
    @Test
    void aReplayWithAnotherTimeIsSeenTwice() throws Exception {
        try (SinkBench bench = bench("mistimed", "day")) {
            assertThat(bench.write(at(1, DAY, 5))).isEqualTo(new WriteOutcome.Durable());
            assertThat(bench.write(at(1, DAY.plusDays(1), 5)))
                    .isEqualTo(new WriteOutcome.Durable());
            assertThat(bench.arrivals(Records.EPOCH))
                    .extracting(ReadBack.Arrival::seq)
                    .containsExactly(1L, 1L);
        }
    }

    /// JDBC-2.
    @Test
    void anotherPayloadUnderTheSameIdentityIsRefused() throws Exception {
        try (SinkBench bench = bench("collided", "day")) {
            FieldRecord first = at(1, DAY, 5);
            assertThat(bench.write(first)).isEqualTo(new WriteOutcome.Durable());
            assertThat(bench.write(with(first, "another".getBytes(StandardCharsets.UTF_8))))
                    .isInstanceOfSatisfying(
                            WriteOutcome.Refused.class,
                            refused ->
                                    assertThat(refused.refused().getFirst().why().code())
                                            .isEqualTo("JDBC-0303"));
        }
    }

    /// Harm: somebody's retention job drops an old partition, and a replay stops the lane for good.
    @Test
    void aPartitionThatWasDroppedMeanwhileIsMadeAgain() throws Exception {
        try (SinkBench bench = bench("dropped", "day")) {
            assertThat(bench.write(at(1, DAY, 0))).isEqualTo(new WriteOutcome.Durable());
            server.execute("DROP TABLE " + day("dropped", DAY));
            assertThat(bench.write(at(2, DAY, 1), at(3, DAY.plusDays(1), 1)))
                    .isEqualTo(new WriteOutcome.Durable());
            assertThat(rows("dropped")).isEqualTo(2);
        }
    }

    /// Harm: a partition that was detached for the archive is attached again, or dropped.
    @Test
    void aDetachedPartitionStaysAsItIsAndIsNamed() throws Exception {
        try (SinkBench bench = bench("detached", "day")) {
            assertThat(bench.write(at(1, DAY, 0))).isEqualTo(new WriteOutcome.Durable());
            String partition = day("detached", DAY);
            server.execute("ALTER TABLE detached DETACH PARTITION " + partition);
            assertThat(whyUnavailable(bench.write(at(2, DAY, 1))))
                    .satisfies(
                            why -> {
                                assertThat(why.code()).isEqualTo("JDBC-0207");
                                assertThat(why.message())
                                        .contains(partition, "is no partition of it");
                            });
            assertThat(rows(partition)).isOne();
            assertThat(rows("detached")).isZero();
            server.execute(
                    "ALTER TABLE detached ATTACH PARTITION "
                            + partition
                            + " FOR VALUES FROM ('2026-03-30 00:00:00+00') TO"
                            + " ('2026-03-31 00:00:00+00')");
            assertThat(bench.write(at(2, DAY, 1))).isEqualTo(new WriteOutcome.Durable());
        }
    }

    /// Harm: a table is partitioned by somebody else's rules, and the lane insists on its own.
    @Test
    void partitionsOfOthersAndTheDefaultOneTakeRows() throws Exception {
        try (SinkBench bench = bench("by_others", "month")) {
            bench.open();
        }
        server.execute(
                "CREATE TABLE spring PARTITION OF by_others FOR VALUES FROM"
                        + " ('2026-03-01 00:00:00+00') TO ('2026-06-01 00:00:00+00')");
        server.execute("CREATE TABLE the_rest PARTITION OF by_others DEFAULT");
        try (SinkBench bench = bench("by_others", "day")) {
            assertThat(bench.write(at(1, DAY, 0))).isEqualTo(new WriteOutcome.Durable());
            assertThat(rows("spring")).isOne();
            assertThat(bench.lastTold().state()).isEqualTo(ConnectorState.UP);
        }
    }

    @Test
    void aTableThatIsCutInAnotherWayIsNamed() throws Exception {
        try (SinkBench bench = bench("whole", "none")) {
            bench.open();
        }
        assertWrongTable("whole", "day", "it is not partitioned");
        try (SinkBench bench = bench("in_parts", "day")) {
            bench.open();
        }
        assertWrongTable("in_parts", "none", "`partition` says none");
        server.execute("CREATE TABLE by_seq (LIKE in_parts) PARTITION BY RANGE (seq)");
        assertWrongTable("by_seq", "day", "it is partitioned by RANGE (seq)");
    }

    /// Harm: a role that may only insert stops at midnight without a word before.
    @Test
    void aRoleThatMayMakeNoneIsWarnedAndStopsOnlyWhereARowHasNone() throws Exception {
        try (SinkBench owner = bench("granted", "day")) {
            assertThat(owner.write(at(1, DAY, 0))).isEqualTo(new WriteOutcome.Durable());
        }
        server.execute("GRANT SELECT, INSERT ON granted TO writer");
        LocalDate tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
        server.execute("DROP TABLE " + day("granted", tomorrow));
        try (SinkBench bench = bench("granted", "day", "writer")) {
            assertThat(bench.write(at(2, DAY, 1))).isEqualTo(new WriteOutcome.Durable());
            assertThat(bench.lastTold().state()).isEqualTo(ConnectorState.DEGRADED);
            assertThat(bench.lastTold().why())
                    .isNotNull()
                    .satisfies(
                            warned -> {
                                assertThat(warned.code()).isEqualTo("JDBC-0402");
                                assertThat(warned.message()).contains(tomorrow.toString());
                            });
            assertThat(whyUnavailable(bench.write(at(3, DAY.plusDays(40), 0))).code())
                    .isEqualTo("JDBC-0207");
            server.execute("ALTER TABLE granted OWNER TO writer");
            server.execute("GRANT CREATE ON SCHEMA public TO writer");
            assertThat(bench.write(at(3, DAY.plusDays(40), 0)))
                    .isEqualTo(new WriteOutcome.Durable());
            assertThat(bench.lastTold().state()).isEqualTo(ConnectorState.UP);
        }
    }

    /// Harm: somebody's report reads the table for an hour, and nothing is stored as long.
    @Test
    void aLongReaderHoldsNoPartitionUp() throws Exception {
        try (SinkBench bench = bench("being_read", "day");
                Connection reader = server.connect();
                Statement statement = reader.createStatement()) {
            assertThat(bench.write(at(1, DAY, 0))).isEqualTo(new WriteOutcome.Durable());
            reader.setAutoCommit(false);
            try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM being_read")) {
                assertThat(rows.next()).isTrue();
            }
            assertThat(bench.write(at(2, DAY.plusDays(60), 0)))
                    .isEqualTo(new WriteOutcome.Durable());
            reader.rollback();
        }
    }

    /// Harm: `partition` is changed in mid-month, the month cannot be made beside its days, and
    /// the first record of another day stops the lane for good.
    @Test
    void aMonthThatDaysHaveBegunIsFilledWithDays() throws Exception {
        try (SinkBench bench = bench("begun", "day")) {
            assertThat(bench.write(at(1, DAY, 0))).isEqualTo(new WriteOutcome.Durable());
        }
        try (SinkBench bench = bench("begun", "month")) {
            assertThat(bench.write(at(2, DAY.withDayOfMonth(5), 0), at(3, DAY.minusMonths(1), 0)))
                    .isEqualTo(new WriteOutcome.Durable());
            assertThat(rows("begun_p20260305")).isOne();
            assertThat(rows("begun_p202602")).isOne();
            assertThat(bench.lastTold().state()).isEqualTo(ConnectorState.UP);
        }
    }

    @Test
    void aPartitionOfOthersThatHoldsAPartOfADayIsNamed() throws Exception {
        try (SinkBench bench = bench("halved", "month")) {
            bench.open();
        }
        server.execute(
                "CREATE TABLE forenoon PARTITION OF halved FOR VALUES FROM"
                        + " ('2026-03-30 00:00:00+00') TO ('2026-03-30 12:00:00+00')");
        try (SinkBench bench = bench("halved", "month")) {
            assertThat(bench.write(at(1, DAY, 1))).isEqualTo(new WriteOutcome.Durable());
            Problem why = whyUnavailable(bench.write(at(2, DAY, Partitioning.DAY_NANOS - 1)));
            assertThat(why.code()).isEqualTo("JDBC-0207");
            assertThat(why.message()).contains("2026-03-30", "forenoon");
            assertThat(why.remedy()).contains("by hand", "`partition`");
        }
    }

    /// Harm: a partition attached beside a default one waits for everybody who reads that, and
    /// the server reads it through.
    @Test
    void besideADefaultPartitionNoneIsMade() throws Exception {
        try (SinkBench bench = bench("with_rest", "day")) {
            bench.open();
        }
        server.execute("DROP TABLE " + day("with_rest", LocalDate.now(ZoneOffset.UTC)));
        server.execute("CREATE TABLE all_else PARTITION OF with_rest DEFAULT");
        List<String> before = partitions("with_rest");
        try (SinkBench bench = bench("with_rest", "day");
                Connection reader = server.connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("LOCK TABLE all_else IN ACCESS SHARE MODE");
            assertThat(bench.write(at(1, DAY, 0))).isEqualTo(new WriteOutcome.Durable());
            assertThat(bench.lastTold().state()).isEqualTo(ConnectorState.UP);
            reader.rollback();
        }
        assertThat(rows("all_else")).isOne();
        assertThat(partitions("with_rest")).isEqualTo(before);
    }

    /// Harm: each missing partition waits for somebody's lock by itself, until the silence counts
    /// as a lost server and the session begins again, for ever.
    @Test
    void aLockThatIsHeldIsWaitedForOnce() throws Exception {
        try (SinkBench bench = bench("locked", "day");
                Connection other = server.connect();
                Statement statement = other.createStatement()) {
            bench.open();
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE locked IN SHARE UPDATE EXCLUSIVE MODE");
            List<FieldRecord> records = new ArrayList<>();
            for (int seq = 1; seq <= 9; seq++) {
                records.add(at(seq, DAY.plusDays(seq), 0));
            }
            Problem why = whyUnavailable(bench.write(records));
            assertThat(why.code()).isEqualTo("JDBC-0207");
            assertThat(why.message()).contains(DAY.plusDays(1).toString(), "timeout");
            other.rollback();
            assertThat(bench.write(records)).isEqualTo(new WriteOutcome.Durable());
        }
    }

    /// Harm: a role without rights is warned every day although somebody makes the partitions.
    @Test
    void partitionsOfOthersAreNoReasonToWarn() throws Exception {
        try (SinkBench owner = bench("managed", "day")) {
            owner.open();
        }
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        server.execute("DROP TABLE " + day("managed", today));
        server.execute("DROP TABLE " + day("managed", today.plusDays(1)));
        makeByHand("managed", "managed_by_hand", today.minusDays(1), today.plusDays(70));
        server.execute("GRANT SELECT, INSERT ON managed TO writer");
        try (SinkBench bench = bench("managed", "day", "writer")) {
            assertThat(bench.write(at(1, today, 0))).isEqualTo(new WriteOutcome.Durable());
            assertThat(bench.lastTold().state()).isEqualTo(ConnectorState.UP);
        }
        try (SinkBench bench = bench("managed", "day");
                SchemaBrowser browser = new PostgresSinkFactory().browser(bench).orElseThrow()) {
            assertThat(browser.fit().statements()).isEmpty();
        }
    }

    private static void makeByHand(String table, String name, LocalDate from, LocalDate to)
            throws SQLException {
        server.execute(
                "CREATE TABLE %s PARTITION OF %s FOR VALUES FROM ('%s 00:00+00') TO ('%s 00:00+00')"
                        .formatted(name, table, from, to));
    }

    private static void assertWrongTable(String table, String partition, String sentence) {
        try (SinkBench bench = bench(table, partition)) {
            assertThatThrownBy(bench::open)
                    .isInstanceOfSatisfying(
                            ConnectorException.class,
                            e -> {
                                assertThat(e.problem().code()).isEqualTo("JDBC-0201");
                                assertThat(e.problem().message()).contains(sentence);
                            });
        }
    }

    private static Problem whyUnavailable(WriteOutcome outcome) {
        if (outcome instanceof WriteOutcome.Unavailable(Problem why)) {
            return why;
        }
        throw new AssertionError("not unavailable: " + outcome);
    }

    private static String day(String table, LocalDate day) {
        return table + "_p" + day.toString().replace("-", "");
    }

    private static long rows(String table) throws SQLException {
        return server.number("SELECT count(*) FROM " + table);
    }

    private static List<String> partitions(String table) throws SQLException {
        return server.partitions(table);
    }

    /// A record that was accepted `nanos` after a midnight of UTC.
    private static FieldRecord at(long seq, LocalDate day, long nanos) {
        return new FieldRecord(
                Records.EPOCH,
                seq,
                "devices",
                "press-01",
                Records.ADDRESS,
                Records.payload(seq),
                PayloadEncoding.BYTES,
                Quality.GOOD,
                0,
                day.toEpochDay() * Partitioning.DAY_NANOS + nanos,
                1,
                false,
                false,
                List.of());
    }

    private static FieldRecord with(FieldRecord record, byte[] payload) {
        return new FieldRecord(
                record.epoch(),
                record.seq(),
                record.connection(),
                record.device(),
                record.address(),
                payload,
                record.encoding(),
                record.quality(),
                record.sourceTimeEpochNanos(),
                record.acceptTimeEpochNanos(),
                record.qos(),
                record.retained(),
                record.duplicateFlagged(),
                record.properties());
    }
}
