package org.fieldproof.connector.jdbc;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// How a table is cut into partitions by `accept_time`, in UTC.
///
/// Not by `source_time`: the time of acceptance is given together with the identity, once, and
/// every replay carries the same one, so the key `(epoch, seq, accept_time)` still keeps each
/// record once. A device's own time may be missing or wrong by years.
enum Partitioning {
    NONE,
    DAY,
    MONTH;

    static final long DAY_NANOS = 86_400_000_000_000L;
    private static final DateTimeFormatter OF_DAY = DateTimeFormatter.ofPattern("yyyyMMdd");
    private static final DateTimeFormatter OF_MONTH = DateTimeFormatter.ofPattern("yyyyMM");

    /// By its name in a project.
    static Partitioning of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Days since 1970-01-01 of a time.
    static long dayOf(long epochNanos) {
        return Math.floorDiv(epochNanos, DAY_NANOS);
    }

    /// First day of the period that holds a day.
    LocalDate periodOf(long epochDay) {
        LocalDate day = LocalDate.ofEpochDay(epochDay);
        return this == MONTH ? day.withDayOfMonth(1) : day;
    }

    /// First day of the next period.
    LocalDate after(LocalDate start) {
        return this == MONTH ? start.plusMonths(1) : start.plusDays(1);
    }

    /// The days that want their partition before their records: today, tomorrow, and the first of
    /// the next period.
    List<LocalDate> ahead(LocalDate today) {
        return List.of(today, today.plusDays(1), after(periodOf(today.toEpochDay())));
    }

    /// What a partition's name ends with.
    String suffix(LocalDate start) {
        return "_p" + (this == MONTH ? OF_MONTH : OF_DAY).format(start);
    }
}
