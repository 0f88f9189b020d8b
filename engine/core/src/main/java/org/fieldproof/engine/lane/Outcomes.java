package org.fieldproof.engine.lane;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.fieldproof.api.command.Outcome.PassedRecord;
import org.fieldproof.api.command.Outcome.QuarantinedRecord;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.api.spi.WriteOutcome.RefusedRecord;
import org.fieldproof.engine.intake.PassedRing;
import org.fieldproof.engine.lane.Batch.Origin;
import org.fieldproof.engine.record.Shortened;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// What becomes of a batch: counted as durable, halved, put into quarantine. Confined to the
/// lane's thread.
final class Outcomes {
    private final LaneParts parts;
    private final Vault vault;
    private final SendLine line;
    private final DropTally tally;
    private final Retries retries;
    private final PassedRing<PassedRecord> ring = new PassedRing<>();
    private long durable;
    private long countedTwice;
    private boolean full;

    Outcomes(LaneParts parts, Vault vault, SendLine line, DropTally tally) {
        this.tally = tally;
        this.parts = parts;
        this.vault = vault;
        this.retries = new Retries(vault, this::tellOfDamage);
        this.line = line;
    }

    long durable() {
        return durable;
    }

    /// Records found both in the buffer and in quarantine, and let go of once.
    long countedTwice() {
        return countedTwice;
    }

    /// The last records that became durable, as the destination got them, and how many there were.
    PassedRing<PassedRecord> ring() {
        return ring;
    }

    /// What people want tried again.
    Retries retries() {
        return retries;
    }

    /// True while a refused record waits for room in the quarantine: nothing is delivered, so
    /// that nothing is refused and lost.
    boolean isQuarantineFull() {
        full &= !vault.hasRoomFor(1);
        return full;
    }

    @Nullable Batch nextRetry(int recordsMax) throws StoreException {
        List<FieldRecord> records = retries.next(recordsMax);
        if (records.isEmpty()) {
            return null;
        }
        FieldRecord[] array = records.toArray(new FieldRecord[0]);
        return new Batch(
                Origin.QUARANTINE,
                array,
                new Backlog.Place[array.length],
                parts.clock().nanoTime());
    }

    /// Settles a batch that is with the sink. Gives a problem if the destination is lost.
    @Nullable Problem settle(Batch batch, WriteOutcome outcome, long now) throws StoreException {
        if (batch.origin() == Origin.BUFFER_TAIL
                && !(outcome instanceof WriteOutcome.Unavailable)) {
            // Sent in vain: it comes again from the buffer, and counts then.
            batch.done();
            return null;
        }
        return switch (outcome) {
            case WriteOutcome.Durable _ -> {
                delivered(batch, Map.of(), Map.of(), given(batch), now);
                yield null;
            }
            case WriteOutcome.Sorted sorted -> {
                Map<Long, Problem> reasons = new HashMap<>();
                sorted.refused().forEach(each -> reasons.put(each.seq(), each.why()));
                delivered(batch, reasons, sorted.dropped(), sorted.sent(), now);
                yield null;
            }
            case WriteOutcome.Unavailable unavailable -> unavailable.why();
            case WriteOutcome.Refused refused -> refused(batch, refused, now);
            case WriteOutcome.Indivisible indivisible -> {
                if (batch.size() > 1) {
                    line.split(batch);
                    yield null;
                }
                long seq = batch.records()[0].seq();
                delivered(batch, Map.of(seq, indivisible.why()), Map.of(), given(batch), now);
                yield null;
            }
        };
    }

    private @Nullable Problem refused(Batch batch, WriteOutcome.Refused outcome, long now)
            throws StoreException {
        Map<Long, Problem> reasons = new HashMap<>();
        for (FieldRecord record : batch.records()) {
            for (RefusedRecord refused : outcome.refused()) {
                if (refused.seq() == record.seq()) {
                    reasons.put(record.seq(), refused.why());
                }
            }
        }
        if (reasons.isEmpty()) {
            return Problem.error(
                    "LANE-0106",
                    parts.object(),
                    "The connector refused records it was not given.",
                    "Report it with the log; the gateway keeps the records and tries again.");
        }
        delivered(batch, reasons, Map.of(), given(batch), now);
        return null;
    }

    /// What the destination was given where no transform stands before it.
    private static List<FieldRecord> given(Batch batch) {
        return Arrays.asList(batch.records());
    }

    /// False if the refused ones do not all fit into the quarantine: the batch is ready again, in
    /// halves as long as a part of it would fit.
    private boolean hasRoomFor(Batch batch, Map<Long, Problem> reasons) {
        if (batch.origin() == Origin.QUARANTINE
                || reasons.isEmpty()
                || vault.hasRoomFor(reasons.size())) {
            return true;
        }
        batch.returned();
        if (batch.size() > 1 && vault.hasRoomFor(1)) {
            line.split(batch);
        } else {
            full = true;
        }
        return false;
    }

    /// All of the batch is durable, but for those with a reason, which go to quarantine, and
    /// those that a transform let go.
    ///
    /// @param sent what the destination was given
    private void delivered(
            Batch batch,
            Map<Long, Problem> reasons,
            Map<Long, String> dropped,
            List<FieldRecord> sent,
            long now)
            throws StoreException {
        if (!hasRoomFor(batch, reasons)) {
            return;
        }
        List<Long> retried = new ArrayList<>();
        List<QuarantinedRecord> refused = new ArrayList<>(0);
        Instant since = parts.clock().now();
        int twice = 0;
        for (FieldRecord record : batch.records()) {
            Problem why = reasons.get(record.seq());
            if (why != null && batch.origin() != Origin.QUARANTINE) {
                if (vault.contains(record.seq())) {
                    // A crash came between quarantine and buffer: it was counted in both.
                    twice++;
                } else {
                    refused.add(new QuarantinedRecord(record, why, since));
                }
            } else if (why == null && batch.origin() == Origin.QUARANTINE) {
                retried.add(record.seq());
            }
        }
        if (!refused.isEmpty()) {
            vault.add(refused);
        }
        int gone = retried.isEmpty() ? 0 : vault.remove(retried);
        // Only now: if the disk refuses, all of it comes again.
        countedTwice += twice;
        tellOfQuarantine(reasons);
        dropped.values().forEach(transform -> tally.filtered(transform, 1));
        int good = batch.size() - reasons.size() - dropped.size();
        durable += batch.origin() == Origin.QUARANTINE ? gone - dropped.size() : good;
        if (good > 0) {
            measure(batch, good, now);
            show(sent, record -> isGood(record, reasons, dropped), good);
        }
        if (batch.origin() == Origin.QUARANTINE) {
            retries.settled(batch);
        }
        batch.done();
    }

    /// One event for a batch: a destination that refuses everything must not flood the journal.
    private void tellOfQuarantine(Map<Long, Problem> reasons) {
        for (Map.Entry<Long, Problem> first : reasons.entrySet()) {
            parts.events()
                    .warning(
                            "LANE-0301",
                            parts.object(),
                            reasons.size()
                                    + " records of a batch are in quarantine, such as "
                                    + first.getKey()
                                    + ": "
                                    + first.getValue().oneLine());
            return;
        }
    }

    private void tellOfDamage(StoreException why) {
        parts.events()
                .warning(
                        why.code(),
                        parts.object(),
                        "A quarantined record was not tried again and stays where it is: "
                                + why.getMessage()
                                + " "
                                + why.remedy());
    }

    private static boolean isGood(
            FieldRecord record, Map<Long, Problem> reasons, Map<Long, String> dropped) {
        return !reasons.containsKey(record.seq()) && !dropped.containsKey(record.seq());
    }

    private void measure(Batch batch, int good, long now) {
        parts.latencies().sinkToDurable().record(now - batch.sentNanos(), good);
        long epochNow = parts.clock().epochNanos();
        for (FieldRecord record : batch.records()) {
            long age = Math.max(0, epochNow - record.acceptTimeEpochNanos());
            parts.latencies().acceptToDelivered().record(age);
        }
    }

    /// The last few of a batch into the ring, as the destination got them.
    private void show(List<FieldRecord> sent, Predicate<FieldRecord> isGood, int good) {
        long epochNow = parts.clock().epochNanos();
        int wanted = Math.min(good, PassedRing.KEPT);
        int first = sent.size();
        for (int found = 0; found < wanted && first > 0; ) {
            first--;
            found += isGood.test(sent.get(first)) ? 1 : 0;
        }
        ring.skip(good - wanted);
        for (FieldRecord record : sent.subList(first, sent.size())) {
            if (isGood.test(record)) {
                double age = Math.max(0, epochNow - record.acceptTimeEpochNanos()) / 1e6;
                ring.add(new PassedRecord(Shortened.of(record), -1, age));
            }
        }
    }

    /// Why the lane waits while its quarantine is full.
    Problem whyFull() {
        return Problem.error(
                "LANE-0302",
                parts.object(),
                "The quarantine is full: it holds "
                        + vault.count()
                        + " records, and the destination refuses more.",
                "Look at what it refuses; export and discard, or mend the destination and retry."
                        + " The lane goes on by itself.");
    }
}
