package org.fieldproof.engine.lane;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.snapshot.LaneSnapshot.Drops;
import org.fieldproof.engine.telemetry.EventRecorder;

/// Counts what a lane lets go of undelivered, by the policy that does it, and tells it with the
/// range of seqs: at once when it begins, then now and then, for a buffer that overflows all the
/// time must not flood the journal. Confined to the lane's thread.
final class DropTally {
    private static final long TELL_EVERY_NANOS = 10_000_000_000L;

    private final String object;
    private final EventRecorder events;
    private final Map<Policy, Row> rows = new EnumMap<>(Policy.class);
    private final Map<String, Long> filtered = new HashMap<>();

    /// Why a record leaves undelivered.
    enum Policy {
        DROP_OLDEST("drop-oldest"),
        DROP_NEWEST("drop-newest"),
        SAMPLE("sample"),
        AGE("age"),
        /// By a person; the audit trail has who.
        DISCARDED("discarded"),
        /// By nobody: they were gone when the lane was opened, and were told then.
        LOST("lost");

        private final String word;

        Policy(String word) {
            this.word = word;
        }
    }

    private static final class Row {
        private long total;
        private long untold;
        private long firstSeq;
        private long lastSeq;
        private long toldNanos;
        private boolean everTold;
    }

    DropTally(String object, EventRecorder events) {
        this.object = object;
        this.events = events;
        for (Policy policy : Policy.values()) {
            rows.put(policy, new Row());
        }
    }

    /// So many records between these seqs, both included, are gone.
    void dropped(Policy policy, long records, long firstSeq, long lastSeq) {
        Row row = row(policy);
        row.total += records;
        if (records > 0) {
            row.firstSeq = row.untold == 0 ? firstSeq : Math.min(row.firstSeq, firstSeq);
            row.lastSeq = row.untold == 0 ? lastSeq : Math.max(row.lastSeq, lastSeq);
            row.untold += records;
        }
    }

    /// Of the quarantine; the desk tells it.
    void discarded(long records) {
        row(Policy.DISCARDED).total += records;
    }

    /// Told when the lane was opened.
    void lost(long records) {
        row(Policy.LOST).total += records;
    }

    /// A transform let records go that are not wanted there. Told in the picture only: it is what
    /// the project asks for.
    void filtered(String transform, long records) {
        filtered.merge(transform, records, Long::sum);
    }

    private Row row(Policy policy) {
        Row row = rows.get(policy);
        if (row == null) {
            throw new IllegalStateException("policy: " + policy + " (expected: one with a row)");
        }
        return row;
    }

    /// Tells what is due and gives the nanoseconds until something is.
    long tellIfDue(long now) {
        long wait = Long.MAX_VALUE;
        for (Map.Entry<Policy, Row> each : rows.entrySet()) {
            Row row = each.getValue();
            if (row.untold == 0) {
                continue;
            }
            long left = row.everTold ? row.toldNanos + TELL_EVERY_NANOS - now : 0;
            if (left > 0) {
                wait = Math.min(wait, left);
            } else {
                tell(each.getKey(), row);
                row.toldNanos = now;
                row.everTold = true;
            }
        }
        return wait;
    }

    /// Tells what has not been told, due or not.
    void tellRest() {
        rows.forEach(
                (policy, row) -> {
                    if (row.untold > 0) {
                        tell(policy, row);
                    }
                });
    }

    private void tell(Policy policy, Row row) {
        events.record(
                GatewayEvent.Level.WARNING,
                "LANE-0206",
                object,
                row.untold
                        + " records between seq "
                        + row.firstSeq
                        + " and "
                        + row.lastSeq
                        + " were dropped by the policy "
                        + policy.word
                        + ".",
                Map.of(
                        "policy", policy.word,
                        "records", Long.toString(row.untold),
                        "fromSeq", Long.toString(row.firstSeq),
                        "toSeq", Long.toString(row.lastSeq)));
        row.untold = 0;
    }

    long total() {
        return drops().total();
    }

    Drops drops() {
        return new Drops(
                row(Policy.DROP_OLDEST).total,
                row(Policy.DROP_NEWEST).total,
                row(Policy.SAMPLE).total,
                row(Policy.AGE).total,
                row(Policy.DISCARDED).total,
                row(Policy.LOST).total,
                filtered);
    }
}
