package org.fieldproof.connector.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which times the partitions of a table hold, whoever made them and whatever they are called, as
/// the server's catalogue says. Confined to the thread that read it.
final class PartitionMap {
    /// The bounds stand there as SQL only. No table is named to `pg_get_expr`, which would wait
    /// for whoever has it locked.
    private static final String PARTITIONS =
            """
            SELECT name, bound,
                   CASE WHEN bound ~ 'FROM [(]MINVALUE[)]' THEN '-infinity'
                     ELSE substring(bound FROM 'FROM [(]''([^'']+)''[)]') END::timestamptz,
                   CASE WHEN bound ~ 'TO [(]MAXVALUE[)]' THEN 'infinity'
                     ELSE substring(bound FROM 'TO [(]''([^'']+)''[)]') END::timestamptz
            FROM (SELECT c.relname AS name, pg_get_expr(c.relpartbound, 0) AS bound
                  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                  WHERE i.inhparent = to_regclass(?)) AS found""";

    private record Part(String words, Instant from, Instant to) {}

    private final Partitioning partitioning;
    private final TreeMap<Instant, Part> parts = new TreeMap<>();
    private boolean hasDefault;

    private PartitionMap(Partitioning partitioning) {
        this.partitioning = partitioning;
    }

    /// Empty where there is no such table.
    static PartitionMap read(Connection connection, PostgresTable table) throws SQLException {
        PartitionMap map = new PartitionMap(table.partitioning());
        try (PreparedStatement query = connection.prepareStatement(PARTITIONS)) {
            query.setString(1, table.quotedName());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    String bound = rows.getString(2);
                    @Nullable OffsetDateTime from = rows.getObject(3, OffsetDateTime.class);
                    @Nullable OffsetDateTime to = rows.getObject(4, OffsetDateTime.class);
                    if ("DEFAULT".equals(bound)) {
                        map.hasDefault = true;
                    } else if (from != null && to != null) {
                        map.put(
                                rows.getString(1) + " (" + bound + ")",
                                from.toInstant(),
                                to.toInstant());
                    }
                }
            }
        }
        return map;
    }

    /// The whole period, or the day alone where somebody's partition is in the period's way. With
    /// a default partition nothing: a new one beside it would make the server lock that one
    /// against everybody and read it through.
    PartitionNeed needOf(LocalDate day) {
        if (hasDefault) {
            return new PartitionNeed.Held();
        }
        LocalDate start = partitioning.periodOf(day.toEpochDay());
        List<Part> within = within(start, partitioning.after(start));
        if (within.isEmpty()) {
            return new PartitionNeed.Missing(partitioning, start);
        }
        within = within(day, day.plusDays(1));
        if (within.isEmpty()) {
            return new PartitionNeed.Missing(Partitioning.DAY, day);
        }
        return holds(within, day)
                ? new PartitionNeed.Held()
                : new PartitionNeed.Barred(within.getFirst().words());
    }

    /// One more has been made.
    void made(PartitionNeed.Missing need) {
        put(
                "ours of " + need.start(),
                midnight(need.start()),
                midnight(need.unit().after(need.start())));
    }

    private void put(String words, Instant from, Instant to) {
        parts.put(from, new Part(words, from, to));
    }

    /// In the order of time; no two of a table overlap.
    private List<Part> within(LocalDate from, LocalDate to) {
        Instant start = midnight(from);
        @Nullable Instant first = parts.floorKey(start);
        return parts.subMap(first == null ? start : first, midnight(to)).values().stream()
                .filter(part -> part.to().isAfter(start))
                .toList();
    }

    private static boolean holds(List<Part> within, LocalDate day) {
        Instant upTo = midnight(day);
        for (Part part : within) {
            if (part.from().isAfter(upTo)) {
                return false;
            }
            upTo = part.to();
        }
        return !upTo.isBefore(midnight(day.plusDays(1)));
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
