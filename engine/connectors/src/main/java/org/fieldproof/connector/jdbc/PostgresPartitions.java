package org.fieldproof.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.time.GatewayClock;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Makes the partitions of a table: those of today and tomorrow and the next one ahead, any other
/// where a record needs it, such as a late one or a replay. Never detaches, changes or drops one,
/// and makes none where the table has a default partition, which takes every row. Confined to the
/// sink's worker.
///
/// What cannot be made is remembered and no failure yet: only a row that no partition takes stops
/// the lane. About once a minute it is tried again.
final class PostgresPartitions {
    private static final String NO_PARTITION = "23514";
    private static final String NO_RIGHT = "42501";
    private static final Set<String> TIMED_OUT = Set.of("55P03", "57014");
    private static final long WAIT_MILLIS_MAX = 5_000;
    private static final long RETRY_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long MAKING_NANOS_MAX = Duration.ofSeconds(10).toNanos();
    private static final int WARNED_MAX = 4;

    private final String connectorId;
    private final PostgresTable table;
    private final GatewayClock clock;
    private final Set<LocalDate> tried = new HashSet<>();
    private final TreeMap<LocalDate, Fault> faults = new TreeMap<>();
    private long triedAtNanos;
    private long beganNanos;
    private boolean cut;
    private @Nullable Problem warning;

    /// Why a partition could not be made, and what a person can do.
    private record Fault(String why, String remedy) {}

    PostgresPartitions(String connectorId, PostgresTable table, GatewayClock clock) {
        this.connectorId = connectorId;
        this.table = table;
        this.clock = clock;
    }

    /// Makes what these records need and what the next days will, as far as nothing holds it. The
    /// connection is outside a transaction afterwards. Somebody's lock is waited for once, for less
    /// than the server may be silent, and none is begun after ten seconds; what is left then is for
    /// the next call (see [#begun]).
    ///
    /// @throws SQLException where the server was lost, or its catalogue cannot be read
    void ensure(Connection connection, List<FieldRecord> records) throws SQLException {
        beganNanos = clock.nanoTime();
        ensureInTime(connection, records);
    }

    private void ensureInTime(Connection connection, List<FieldRecord> records)
            throws SQLException {
        cut = false;
        if (table.partitioning() == Partitioning.NONE) {
            return;
        }
        LocalDate today = LocalDate.ofEpochDay(Partitioning.dayOf(clock.epochNanos()));
        Set<LocalDate> days = daysOf(records);
        days.addAll(table.partitioning().ahead(today));
        if (faults.isEmpty()) {
            triedAtNanos = clock.nanoTime();
        } else if (clock.nanoTime() - triedAtNanos >= RETRY_NANOS) {
            triedAtNanos = clock.nanoTime();
            faults.headMap(today).clear();
            tried.removeAll(faults.keySet());
            days.addAll(faults.keySet());
        }
        days.removeAll(tried);
        if (!days.isEmpty()) {
            make(connection, days);
            warning = warningFrom(today);
        }
    }

    /// As [#ensure], after a row met no partition: somebody has taken one away. What [#ensure]
    /// has left of its ten seconds is for both.
    void makeAgain(Connection connection, List<FieldRecord> records) throws SQLException {
        tried.clear();
        faults.clear();
        ensureInTime(connection, records);
    }

    /// That these records wait only until the rest of their partitions is made, by the next call;
    /// null where none of theirs is left.
    @Nullable Problem begun(List<FieldRecord> records) {
        if (!cut) {
            return null;
        }
        Set<LocalDate> left = daysOf(records);
        left.removeAll(tried);
        return left.isEmpty()
                ? null
                : Problem.warning(
                        "JDBC-0403",
                        "destination " + connectorId,
                        "Partitions of "
                                + table.quotedName()
                                + " are being made for a batch of many days; days left: "
                                + left.size()
                                + ".",
                        "Nothing is wrong; the batch is stored when they are there.");
    }

    /// Whether the server said that no partition takes a row. A check that a table's owner has
    /// added has the same state, and a name.
    boolean isMissing(SQLException error) {
        return table.partitioning() != Partitioning.NONE
                && NO_PARTITION.equals(error.getSQLState())
                && error instanceof PSQLException refused
                && namesNoConstraint(refused.getServerErrorMessage());
    }

    /// What stops the lane where one of these records has no partition and none could be made.
    Problem missing(SQLException error, List<FieldRecord> records) {
        for (LocalDate day : daysOf(records)) {
            Fault fault = faults.get(day);
            if (fault != null) {
                return missing(day + ": " + fault.why(), fault.remedy());
            }
        }
        return missing(SqlFault.messageOf(error), remedyOf(error));
    }

    private Problem missing(String why, String remedy) {
        return Problem.error(
                "JDBC-0207",
                "destination " + connectorId,
                "No partition of " + table.quotedName() + " takes a record. " + why,
                remedy + " Delivery resumes by itself.");
    }

    /// What will stop the lane later; null where nothing will.
    @Nullable Problem warning() {
        return warning;
    }

    private @Nullable Problem warningFrom(LocalDate today) {
        Map<LocalDate, Fault> ahead = faults.tailMap(today);
        if (ahead.isEmpty()) {
            return null;
        }
        String each =
                ahead.entrySet().stream()
                        .limit(WARNED_MAX)
                        .map(one -> one.getKey() + ": " + one.getValue().why())
                        .collect(Collectors.joining(" "));
        String remedies =
                ahead.values().stream()
                        .limit(WARNED_MAX)
                        .map(Fault::remedy)
                        .distinct()
                        .collect(Collectors.joining(" "));
        return Problem.warning(
                "JDBC-0402",
                "destination " + connectorId,
                "A partition of " + table.quotedName() + " that is needed cannot be made. " + each,
                remedies);
    }

    private void make(Connection connection, Set<LocalDate> days) throws SQLException {
        PartitionMap map = PartitionMap.read(connection, table);
        for (LocalDate day : days) {
            if (clock.nanoTime() - beganNanos >= MAKING_NANOS_MAX) {
                cut = true;
                return;
            }
            @Nullable Fault fault = null;
            boolean timedOut = false;
            try {
                fault = faultOfMaking(connection, map, day);
                connection.commit();
            } catch (SQLException e) {
                if (SqlFault.ofState(e) == SqlFault.UNREACHABLE) {
                    throw e;
                }
                connection.rollback();
                timedOut = TIMED_OUT.contains(e.getSQLState());
                // Another gateway may have made it in the same moment.
                map = PartitionMap.read(connection, table);
                connection.commit();
                fault = map.needOf(day) instanceof PartitionNeed.Held ? null : faultOf(e);
            }
            tried.add(day);
            if (fault == null) {
                faults.remove(day);
            } else {
                faults.put(day, fault);
            }
            if (timedOut) {
                return;
            }
        }
    }

    /// Null if the day has its partition now.
    private @Nullable Fault faultOfMaking(Connection connection, PartitionMap map, LocalDate day)
            throws SQLException {
        return switch (map.needOf(day)) {
            case PartitionNeed.Held _ -> null;
            case PartitionNeed.Barred(String by) ->
                    new Fault(
                            "partition " + by + " holds a part of that day only.",
                            "Make a partition for the rest of that day by hand, or set `partition`"
                                    + " back to what it was.");
            case PartitionNeed.Missing missing -> {
                String name = table.partition(missing);
                if (PostgresTable.exists(connection, name)) {
                    yield new Fault(
                            "a table " + name + " is there and is no partition of it.",
                            "Attach that table as a partition, or rename it.");
                }
                create(connection, missing);
                map.made(missing);
                yield null;
            }
        };
    }

    private void create(Connection connection, PartitionNeed.Missing missing) throws SQLException {
        int silenceMillis = connection.getNetworkTimeout();
        long wait = silenceMillis == 0 ? WAIT_MILLIS_MAX : silenceMillis / 2;
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = " + Math.min(wait, WAIT_MILLIS_MAX));
            for (String step : table.createPartition(missing)) {
                statement.execute(step);
            }
        }
    }

    private static Fault faultOf(SQLException error) {
        return new Fault(SqlFault.messageOf(error), remedyOf(error));
    }

    private static String remedyOf(SQLException error) {
        return NO_RIGHT.equals(error.getSQLState())
                ? "Let our role own the table, with CREATE on its schema, or make the partition by"
                        + " hand."
                : "Put right what the server says, or make the partition by hand.";
    }

    private static boolean namesNoConstraint(@Nullable ServerErrorMessage message) {
        return message != null
                && (message.getConstraint() == null || message.getConstraint().isEmpty());
    }

    private static Set<LocalDate> daysOf(List<FieldRecord> records) {
        Set<LocalDate> days = new LinkedHashSet<>();
        long last = Long.MIN_VALUE;
        for (FieldRecord record : records) {
            long day = Partitioning.dayOf(record.acceptTimeEpochNanos());
            if (day != last) {
                days.add(LocalDate.ofEpochDay(day));
                last = day;
            }
        }
        return days;
    }
}
