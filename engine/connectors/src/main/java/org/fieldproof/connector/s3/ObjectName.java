package org.fieldproof.connector.s3;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fieldproof.api.record.FieldRecord;

/// The fixed name of an object; see the package. Immutable.
///
/// @param folder the prefix with its slash; empty for none
record ObjectName(String folder, LocalDate day, UUID epoch, long first, long last, int count) {
    private static final Pattern TAIL =
            Pattern.compile(
                    "(\\d{4})/(\\d\\d)/(\\d\\d)/([0-9a-f-]{36})"
                            + "/(\\d{19})-(\\d{19})-(\\d+)\\.ndjson\\.gz");

    static ObjectName of(String folder, List<FieldRecord> records) {
        FieldRecord first = records.getFirst();
        return new ObjectName(
                folder,
                dayOf(first),
                first.epoch(),
                first.seq(),
                records.getLast().seq(),
                records.size());
    }

    /// The day of a record's partition, UTC.
    static LocalDate dayOf(FieldRecord record) {
        long nanos = record.acceptTimeEpochNanos();
        return LocalDate.ofInstant(
                Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L)), ZoneOffset.UTC);
    }

    /// The name that a key stands for; empty where it is none of ours.
    static Optional<ObjectName> parse(String folder, String key) {
        if (!key.startsWith(folder)) {
            return Optional.empty();
        }
        Matcher tail = TAIL.matcher(key.substring(folder.length()));
        if (!tail.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new ObjectName(
                        folder,
                        LocalDate.of(
                                Integer.parseInt(tail.group(1)),
                                Integer.parseInt(tail.group(2)),
                                Integer.parseInt(tail.group(3))),
                        UUID.fromString(tail.group(4)),
                        Long.parseLong(tail.group(5)),
                        Long.parseLong(tail.group(6)),
                        Integer.parseInt(tail.group(7))));
    }

    /// The folder of one day and epoch.
    static String partition(String folder, LocalDate day, UUID epoch) {
        return String.format(
                Locale.ROOT,
                "%s%04d/%02d/%02d/%s/",
                folder,
                day.getYear(),
                day.getMonthValue(),
                day.getDayOfMonth(),
                epoch);
    }

    String key() {
        return partition(folder, day, epoch)
                + String.format(Locale.ROOT, "%019d-%019d-%d.ndjson.gz", first, last, count);
    }

    boolean overlaps(long from, long to) {
        return first <= to && last >= from;
    }
}
