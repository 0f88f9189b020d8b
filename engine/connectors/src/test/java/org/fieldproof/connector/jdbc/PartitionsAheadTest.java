package org.fieldproof.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.testkit.ManualClock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;

/// Partitions made ahead on a real server, on days that a test chooses. If one of these breaks, a
/// lane stops at midnight, unwarned or with a wrong remedy.
final class PartitionsAheadTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 30);

    @RegisterExtension static PostgresServer server = PostgresServer.ofAClass();

    @BeforeAll
    static void makeRole() throws Exception {
        server.execute("CREATE ROLE writer LOGIN");
    }

    @Test
    void aMonthThatDaysHaveBegunGoesOnByDays() throws Exception {
        begin("begun");
        LocalDate day = DAY.withDayOfMonth(8);
        try (Connection connection = server.connect()) {
            connection.setAutoCommit(false);
            partitioner("begun", Partitioning.DAY, clockAt(day)).ensure(connection, List.of());
            ManualClock clock = clockAt(day.plusDays(1));
            PostgresPartitions months = partitioner("begun", Partitioning.MONTH, clock);
            months.ensure(connection, List.of());
            assertThat(months.warning()).isNull();
        }
        assertThat(partitions("begun"))
                .as("the day after tomorrow comes tomorrow")
                .containsExactlyInAnyOrder(
                        "begun_p20260308", "begun_p20260309", "begun_p20260310", "begun_p202604");
    }

    @Test
    void aWarningNamesEachDayAndEndsAMinuteAfterItsReason() throws Exception {
        begin("watched");
        server.execute("GRANT SELECT, INSERT ON watched TO writer");
        ManualClock clock = clockAt(DAY);
        PostgresPartitions partitions = partitioner("watched", Partitioning.DAY, clock);
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION AUTHORIZATION writer");
            connection.setAutoCommit(false);
            partitions.ensure(connection, List.of());
            assertThat(partitions.warning())
                    .isNotNull()
                    .satisfies(
                            warned -> {
                                assertThat(warned.message())
                                        .contains("2026-03-30: ", "2026-03-31: ");
                                assertThat(warned.remedy()).contains("own the table");
                            });
            makeByHand("watched", "watched_by_hand", DAY, DAY.plusDays(2));
            clock.advance(Duration.ofSeconds(61));
            partitions.ensure(connection, List.of());
            assertThat(partitions.warning()).isNull();
        }
    }

    /// Harm: a lane without records is told as ill until its next record.
    @Test
    void aSessionThatIsIdleLooksAgain() throws Exception {
        begin("idle");
        server.execute("GRANT SELECT, INSERT ON idle TO writer");
        ManualClock clock = clockAt(DAY);
        Connection connection = server.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION AUTHORIZATION writer");
        }
        PostgresTable table = tableOf("idle", Partitioning.DAY);
        try (PostgresSession session = PostgresSession.begin("table", connection, table, clock)) {
            assertThat(session.warning()).isNotNull();
            makeByHand("idle", "idle_by_hand", DAY, DAY.plusDays(2));
            clock.advance(Duration.ofSeconds(61));
            session.lookAgain();
            assertThat(session.warning()).isNull();
        }
    }

    /// Harm: an idle lane is told as faulted, or as down, although its next record would be stored.
    @Test
    void aLookThatSeesNothingLeavesTheWarningAndALostServerIsTold() throws Exception {
        begin("unseen");
        server.execute("GRANT SELECT, INSERT ON unseen TO writer");
        ManualClock clock = clockAt(DAY);
        Connection connection = server.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION AUTHORIZATION writer");
        }
        PostgresTable table = tableOf("unseen", Partitioning.DAY);
        try (PostgresSession session = PostgresSession.begin("table", connection, table, clock)) {
            Problem warned = session.warning();
            assertThat(warned).isNotNull();
            makeByHand("unseen", "unseen_by_hand", DAY, DAY.plusDays(2));
            server.execute("REVOKE SELECT ON pg_inherits FROM PUBLIC");
            try {
                clock.advance(Duration.ofSeconds(61));
                session.lookAgain();
            } finally {
                server.execute("GRANT SELECT ON pg_inherits TO PUBLIC");
            }
            assertThat(session.warning()).isEqualTo(warned);
            server.execute(
                    "SELECT pg_terminate_backend("
                            + connection.unwrap(PGConnection.class).getBackendPID()
                            + ")");
            clock.advance(Duration.ofSeconds(61));
            assertThatThrownBy(session::lookAgain).isInstanceOf(SQLException.class);
        }
    }

    /// Harm: a replay over years makes a thousand partitions in one batch, and its lane is silent
    /// for so long that it counts as hanging.
    @Test
    void whatTakesTooLongIsLeftForTheNextCall() throws Exception {
        begin("many");
        List<FieldRecord> records = new ArrayList<>();
        for (int day = 0; day < 30; day++) {
            records.add(recordOf(DAY.minusDays(100 + day)));
        }
        PostgresPartitions partitions = partitioner("many", Partitioning.DAY, slowClock());
        try (Connection connection = server.connect()) {
            connection.setAutoCommit(false);
            partitions.ensure(connection, records);
            assertThat(partitions("many")).hasSizeBetween(8, 12);
            for (int call = 0; call < 4; call++) {
                partitions.ensure(connection, records);
            }
        }
        assertThat(partitions("many")).hasSize(32);
    }

    /// Harm: a person is told to put right what is well, and the lane stops, only because a batch
    /// has more days than ten seconds make partitions.
    @Test
    void aBatchOfTooManyDaysWaitsUntilTheyAreMade() throws Exception {
        begin("years");
        List<FieldRecord> records = new ArrayList<>();
        for (int day = 0; day < 30; day++) {
            records.add(recordOf(DAY.minusDays(100 + day)));
        }
        RecordBatch batch = new RecordBatch(records, false);
        PostgresTable table = tableOf("years", Partitioning.DAY);
        try (PostgresSession session =
                PostgresSession.begin("table", server.connect(), table, slowClock())) {
            WriteOutcome outcome = session.write(batch);
            for (int call = 0; call < 4 && isBeingMade(outcome); call++) {
                assertThat(server.number("SELECT count(*) FROM years")).isZero();
                outcome = session.write(batch);
            }
            assertThat(outcome).isEqualTo(new WriteOutcome.Durable());
            assertThat(server.number("SELECT count(*) FROM years")).isEqualTo(30);

            server.execute("DROP TABLE years_p" + DAY.minusDays(110).toString().replace("-", ""));
            outcome = session.write(batch);
            assertThat(isBeingMade(outcome)).as("ten seconds for both tries").isTrue();
            for (int call = 0; call < 4 && isBeingMade(outcome); call++) {
                outcome = session.write(batch);
            }
            assertThat(outcome).isEqualTo(new WriteOutcome.Durable());
        }
    }

    private static boolean isBeingMade(WriteOutcome outcome) {
        return outcome instanceof WriteOutcome.Unavailable(Problem why)
                && why.code().equals("JDBC-0403");
    }

    /// One on which a second goes by whenever it is asked.
    private static GatewayClock slowClock() {
        ManualClock clock = clockAt(DAY);
        return new GatewayClock() {
            @Override
            public long nanoTime() {
                clock.advance(Duration.ofSeconds(1));
                return clock.nanoTime();
            }

            @Override
            public long epochNanos() {
                return clock.epochNanos();
            }
        };
    }

    /// The planted fault: a partitioner that counts days by a clock that is a day behind. What
    /// looks for the partitions ahead must miss one.
    @Test
    void aPartitionerThatIsADayBehindIsCaught() throws Exception {
        for (boolean behind : new boolean[] {false, true}) {
            String table = behind ? "behind" : "in_time";
            begin(table);
            try (Connection connection = server.connect()) {
                connection.setAutoCommit(false);
                partitioner(table, Partitioning.DAY, clockAt(behind ? DAY.minusDays(1) : DAY))
                        .ensure(connection, List.of());
            }
            List<String> ahead = List.of(table + "_p20260330", table + "_p20260331");
            assertThat(partitions(table).containsAll(ahead)).as(table).isEqualTo(!behind);
        }
    }

    /// Harm: rights are asked for that are there, and what is in the way stays.
    @Test
    void aNameThatIsTakenIsNoMatterOfRights() throws Exception {
        begin("named");
        server.execute("CREATE TABLE named_p20260331 (a int)");
        PostgresPartitions partitions = partitioner("named", Partitioning.DAY, clockAt(DAY));
        try (Connection connection = server.connect()) {
            connection.setAutoCommit(false);
            partitions.ensure(connection, List.of());
        }
        assertThat(partitions.warning())
                .isNotNull()
                .satisfies(
                        warned -> {
                            assertThat(warned.message()).contains("named_p20260331");
                            assertThat(warned.remedy()).doesNotContain("own the table");
                        });
    }

    /// Harm: each retry leaves one more connection at the server, until it takes nobody.
    @Test
    void anErrorWhileASessionBeginsClosesItsConnection() throws Exception {
        GatewayClock broken =
                new GatewayClock() {
                    @Override
                    public long nanoTime() {
                        return 0;
                    }

                    @Override
                    public long epochNanos() {
                        throw new NoClassDefFoundError("planted");
                    }
                };
        try (Connection connection = server.connect()) {
            assertThatThrownBy(
                            () ->
                                    PostgresSession.begin(
                                            "table",
                                            connection,
                                            tableOf("leaking", Partitioning.DAY),
                                            broken))
                    .isInstanceOf(NoClassDefFoundError.class);
            assertThat(connection.isClosed()).isTrue();
        }
    }

    private static PostgresPartitions partitioner(
            String table, Partitioning partitioning, GatewayClock clock) {
        return new PostgresPartitions("table", tableOf(table, partitioning), clock);
    }

    private static FieldRecord recordOf(LocalDate day) {
        FieldRecord record = Records.of(1, Records.payload(1));
        return new FieldRecord(
                record.epoch(),
                record.seq(),
                record.connection(),
                record.device(),
                record.address(),
                record.payload(),
                record.encoding(),
                record.quality(),
                0,
                day.toEpochDay() * Partitioning.DAY_NANOS,
                1,
                false,
                false,
                List.of());
    }

    private static PostgresTable tableOf(String table, Partitioning partitioning) {
        return new PostgresTable("table", "", TableName.of(table), false, partitioning);
    }

    private static ManualClock clockAt(LocalDate day) {
        return new ManualClock(day.atTime(8, 0).toInstant(ZoneOffset.UTC));
    }

    private static void begin(String table) throws SQLException {
        server.execute(tableOf(table, Partitioning.DAY).create());
    }

    private static void makeByHand(String table, String name, LocalDate from, LocalDate to)
            throws SQLException {
        server.execute(
                "CREATE TABLE %s PARTITION OF %s FOR VALUES FROM ('%s 00:00+00') TO ('%s 00:00+00')"
                        .formatted(name, table, from, to));
    }

    private static List<String> partitions(String table) throws SQLException {
        return server.partitions(table);
    }
}
