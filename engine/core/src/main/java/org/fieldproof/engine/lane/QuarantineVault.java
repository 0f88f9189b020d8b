package org.fieldproof.engine.lane;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fieldproof.api.command.Outcome.QuarantinedRecord;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.engine.record.RecordJson;
import org.fieldproof.engine.record.StoredRecord;
import org.fieldproof.log.buffer.QuarantineFile;
import org.fieldproof.log.buffer.QuarantinedLine;
import org.fieldproof.log.io.StoreException;

/// A lane's quarantine in a [QuarantineFile]. Confined to the lane's thread.
final class QuarantineVault implements Vault {
    private static final int PAGE = 1_000;

    private final QuarantineFile file;
    private final RecordJson json = new RecordJson();
    private final Set<Long> seqs = new HashSet<>();

    QuarantineVault(QuarantineFile file) throws StoreException {
        this.file = file;
        long from = 0;
        for (List<QuarantinedLine> page = file.list(from, PAGE);
                !page.isEmpty();
                page = file.list(from, PAGE)) {
            for (QuarantinedLine line : page) {
                seqs.add(line.seq());
            }
            from = page.getLast().seq() + 1;
        }
    }

    @Override
    public long count() {
        return file.count();
    }

    @Override
    public boolean contains(long seq) {
        return !seqs.isEmpty() && seqs.contains(seq);
    }

    @Override
    public void add(FieldRecord record, Problem why, Instant since) throws StoreException {
        file.append(record.seq(), json.writeQuarantined(record, why, since));
        seqs.add(record.seq());
    }

    @Override
    public List<QuarantinedRecord> list(long fromSeq, int max) throws StoreException {
        List<QuarantinedRecord> found = new ArrayList<>();
        for (QuarantinedLine line : file.list(fromSeq, max)) {
            try {
                StoredRecord stored = json.read(line.json());
                Problem why = stored.why();
                Instant since = stored.since();
                if (why != null && since != null) {
                    found.add(new QuarantinedRecord(stored.record(), why, since));
                }
            } catch (IOException e) {
                throw new StoreException(
                        "LANE-0304",
                        "quarantined record " + line.seq(),
                        "A quarantined line is no record of this version: " + e.getMessage(),
                        "Keep the file and report it; start a version that can read it.",
                        e);
            }
        }
        return found;
    }

    @Override
    public int remove(Collection<Long> gone) throws StoreException {
        int removed = file.remove(gone);
        seqs.removeAll(gone);
        return removed;
    }

    @Override
    public void close() {
        file.close();
    }
}
