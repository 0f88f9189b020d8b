package org.fieldproof.engine.lane;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.fieldproof.api.command.Outcome.QuarantinedRecord;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// Which quarantined records are to be tried again, each once however often it is asked for, and
/// which are on their way. A record is read when it is about to go, so that it goes as it is
/// then. Custody stays with the quarantine. Confined to the lane's thread.
final class Retries {
    private static final int WAITING_MAX = 10_000;
    private static final Set<String> DAMAGED = Set.of("LOG-0414", "LANE-0304");

    private final Vault vault;
    private final Consumer<StoreException> damaged;
    private final LinkedHashSet<Long> waiting = new LinkedHashSet<>();
    private final Set<Long> underWay = new HashSet<>();
    private long allFrom;

    /// @param damaged hears of each record that cannot be read, and is passed over
    Retries(Vault vault, Consumer<StoreException> damaged) {
        this.vault = vault;
        this.damaged = damaged;
    }

    /// Puts records in line; says how many that was. A damaged one is told to who asks.
    int ask(List<Long> seqs) throws StoreException {
        int added = 0;
        for (long seq : seqs) {
            if (waiting.size() >= WAITING_MAX) {
                break;
            }
            if (!underWay.contains(seq) && read(seq) != null && waiting.add(seq)) {
                added++;
            }
        }
        return added;
    }

    /// The same for all that are there now; they are read page by page.
    void askForAll() {
        allFrom = 1;
    }

    /// The records of the next batch; none if nothing waits. They are on their way from here on.
    List<FieldRecord> next(int recordsMax) throws StoreException {
        List<FieldRecord> records = new ArrayList<>();
        while (records.isEmpty() && anyWaits(recordsMax)) {
            List<Long> looked = new ArrayList<>();
            for (long seq : waiting) {
                if (records.size() == recordsMax) {
                    break;
                }
                FieldRecord record = readable(seq);
                if (record != null) {
                    records.add(record);
                }
                looked.add(seq);
            }
            looked.forEach(waiting::remove);
        }
        records.forEach(record -> underWay.add(record.seq()));
        return records;
    }

    /// Puts the next page in line where all were asked for; false if nothing waits.
    private boolean anyWaits(int recordsMax) {
        while (waiting.isEmpty() && allFrom > 0) {
            List<Long> page = vault.seqs(allFrom, recordsMax);
            page.stream().filter(seq -> !underWay.contains(seq)).forEach(waiting::add);
            allFrom = page.isEmpty() ? 0 : page.getLast() + 1;
        }
        return !waiting.isEmpty();
    }

    /// Null where the record is gone, or its line is damaged: one that rots on the disk costs
    /// itself alone.
    private @Nullable FieldRecord readable(long seq) throws StoreException {
        try {
            return read(seq);
        } catch (StoreException e) {
            if (!DAMAGED.contains(e.code())) {
                throw e;
            }
            damaged.accept(e);
            return null;
        }
    }

    private @Nullable FieldRecord read(long seq) throws StoreException {
        for (QuarantinedRecord each : vault.list(seq, 1)) {
            if (each.record().seq() == seq) {
                return each.record();
            }
        }
        return null;
    }

    /// The destination is lost: what was on its way is tried again.
    void returned(List<Batch> batches) {
        for (Batch batch : batches.reversed()) {
            for (FieldRecord record : List.of(batch.records()).reversed()) {
                underWay.remove(record.seq());
                waiting.addFirst(record.seq());
            }
        }
    }

    /// The destination has answered for all of the batch.
    void settled(Batch batch) {
        for (FieldRecord record : batch.records()) {
            underWay.remove(record.seq());
        }
    }

    /// The first of these that is on its way; 0 if none is.
    long firstUnderWay(Collection<Long> seqs) {
        for (long seq : seqs) {
            if (underWay.contains(seq)) {
                return seq;
            }
        }
        return 0;
    }
}
