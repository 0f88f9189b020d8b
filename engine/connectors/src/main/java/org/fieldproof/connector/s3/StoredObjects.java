package org.fieldproof.connector.s3;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.ConnectorException;

/// What the bucket holds already of the days that batches touch, so that a replay in other
/// batches stores nothing twice (law S3-L3). Each day is listed once; after that only we add to
/// it. Confined to the sink's worker.
final class StoredObjects {
    private static final int DAYS_MAX = 64;

    private final Bucket bucket;
    private final String folder;
    private final Map<String, List<ObjectName>> partitions = new LinkedHashMap<>();

    StoredObjects(Bucket bucket, String folder) {
        this.bucket = bucket;
        this.folder = folder;
    }

    void add(ObjectName name) {
        String partition = ObjectName.partition(folder, name.day(), name.epoch());
        List<ObjectName> names = partitions.get(partition);
        if (names != null) {
            names.add(name);
        }
    }

    /// The records that no other object holds. An object of the same name does not count: it is
    /// written over with the same bytes.
    List<FieldRecord> missing(List<FieldRecord> records) throws ConnectorException {
        ObjectName wanted = ObjectName.of(folder, records);
        Set<Long> there = new HashSet<>();
        for (ObjectName each : around(records, wanted)) {
            if (each.overlaps(wanted.first(), wanted.last()) && !each.equals(wanted)) {
                bucket.read(each, arrival -> there.add(arrival.seq()));
            }
        }
        if (there.isEmpty()) {
            return records;
        }
        return records.stream().filter(record -> !there.contains(record.seq())).toList();
    }

    /// Objects of the batch's days and of the day before, in which an object may have begun.
    private List<ObjectName> around(List<FieldRecord> records, ObjectName wanted)
            throws ConnectorException {
        Set<LocalDate> days = new TreeSet<>();
        days.add(wanted.day().minusDays(1));
        for (FieldRecord record : records) {
            days.add(ObjectName.dayOf(record));
        }
        List<ObjectName> names = new ArrayList<>();
        for (LocalDate day : days) {
            String partition = ObjectName.partition(folder, day, wanted.epoch());
            List<ObjectName> known = partitions.get(partition);
            if (known == null) {
                if (partitions.size() >= DAYS_MAX) {
                    partitions.remove(partitions.keySet().iterator().next());
                }
                known = bucket.list(partition);
                partitions.put(partition, known);
            }
            names.addAll(known);
        }
        return names;
    }
}
