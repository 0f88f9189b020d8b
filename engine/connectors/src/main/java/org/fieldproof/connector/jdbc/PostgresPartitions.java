package org.fieldproof.connector.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.time.GatewayClock;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Makes the partitions of a table: that of now and the next one ahead, any other where a record
/// needs it, such as a late one or a replay. Never detaches, changes or drops one. Confined to the
/// sink's worker.
///
/// What cannot be made is remembered and no failure yet: a partition of somebody else's, or a
/// default one, may take the rows. Only a row that no partition takes stops the lane.
final class PostgresPartitions {
    /// A partition is attached under a lock that lets others read and write; still, it may have to
    /// wait for somebody's `ALTER TABLE`.
    private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '5s'";

    private static final String NO_PARTITION = "23514";
    private static final String OVERLAPS = "42P17";
    private static final int ATTEMPTS = 2;

    private final String connectorId;
    private final PostgresTable table;
    private final GatewayClock clock;
    private final Set<LocalDate> tried = new HashSet<>();
    private final Map<LocalDate, String> faults = new TreeMap<>();
    private long lastDay = Long.MIN_VALUE;
    private @Nullable Problem warning;

    PostgresPartitions(String connectorId, PostgresTable table, GatewayClock clock) {
        this.connectorId = connectorId;
        this.table = table;
        this.clock = clock;
    }

    /// Makes what these records need and what now and the next period will, as far as it is not
    /// there. The connection is outside a transaction afterwards.
    ///
    /// @throws SQLException only where the server was lost
    void ensure(Connection connection, List<FieldRecord> records) throws SQLException {
        if (table.partitioning() == Partitioning.NONE) {
            return;
        }
        LocalDate now = periodOf(Partitioning.dayOf(clock.epochNanos()));
        make(connection, now);
        make(connection, table.partitioning().after(now));
        for (FieldRecord record : records) {
            long day = Partitioning.dayOf(record.acceptTimeEpochNanos());
            if (day != lastDay) {
                make(connection, periodOf(day));
                lastDay = day;
            }
        }
    }

    /// As [#ensure], after a row met no partition: somebody has taken one away.
    void makeAgain(Connection connection, List<FieldRecord> records) throws SQLException {
        tried.clear();
        faults.clear();
        warning = null;
        lastDay = Long.MIN_VALUE;
        ensure(connection, records);
    }

    /// Whether the server said that no partition takes a row. A check that a table's owner has
    /// added has the same state, and a name.
    boolean isMissing(SQLException error) {
        return table.partitioning() != Partitioning.NONE
                && NO_PARTITION.equals(error.getSQLState())
                && error instanceof PSQLException refused
                && namesNoConstraint(refused.getServerErrorMessage());
    }

    /// What stops the lane where a row has no partition and none could be made.
    Problem missing(SQLException error) {
        String why =
                faults.isEmpty()
                        ? SqlFault.messageOf(error)
                        : faults.entrySet().stream()
                                .map(each -> each.getKey() + ": " + each.getValue())
                                .findFirst()
                                .orElse("");
        return Problem.error(
                "JDBC-0207",
                "destination " + connectorId,
                "No partition of " + table.quotedName() + " takes a record. " + why,
                "Let our role own the table, with CREATE on its schema, or attach the partition;"
                        + " delivery resumes by itself.");
    }

    /// What will stop the lane later; null where nothing will.
    @Nullable Problem warning() {
        return warning;
    }

    private void make(Connection connection, LocalDate start) throws SQLException {
        if (!tried.add(start)) {
            return;
        }
        String fault = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                fault = isThereOrMade(connection, start);
                connection.commit();
                break;
            } catch (SQLException e) {
                if (SqlFault.ofState(e) == SqlFault.UNREACHABLE) {
                    throw e;
                }
                connection.rollback();
                // A second attempt finds what another gateway has made in the same moment.
                fault = isCovered(e) ? "" : SqlFault.messageOf(e);
            }
        }
        if (!fault.isEmpty()) {
            faults.put(start, fault);
            warning =
                    Problem.warning(
                            "JDBC-0402",
                            "destination " + connectorId,
                            "The partition of "
                                    + table.quotedName()
                                    + " from "
                                    + start
                                    + " on cannot be made: "
                                    + fault,
                            "Let our role own the table, with CREATE on its schema, or make the"
                                    + " partition before that day.");
        }
    }

    /// Empty if it is there now; otherwise what stands in its way.
    private String isThereOrMade(Connection connection, LocalDate start) throws SQLException {
        String name = table.partition(start);
        String state =
                "SELECT to_regclass(?) IS NOT NULL, EXISTS (SELECT 1 FROM pg_inherits"
                        + " WHERE inhrelid = to_regclass(?) AND inhparent = to_regclass(?))";
        try (PreparedStatement query = connection.prepareStatement(state)) {
            query.setString(1, name);
            query.setString(2, name);
            query.setString(3, table.quotedName());
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                if (rows.getBoolean(2)) {
                    return "";
                }
                if (rows.getBoolean(1)) {
                    return "a table " + name + " is there and is no partition of it.";
                }
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(LOCK_TIMEOUT);
            for (String step : table.createPartition(start)) {
                statement.execute(step);
            }
        }
        return "";
    }

    /// Another partition, or the default one, holds that time already.
    private static boolean isCovered(SQLException error) {
        return OVERLAPS.equals(error.getSQLState()) || NO_PARTITION.equals(error.getSQLState());
    }

    private static boolean namesNoConstraint(@Nullable ServerErrorMessage message) {
        return message != null
                && (message.getConstraint() == null || message.getConstraint().isEmpty());
    }

    private LocalDate periodOf(long day) {
        return table.partitioning().periodOf(day);
    }
}
