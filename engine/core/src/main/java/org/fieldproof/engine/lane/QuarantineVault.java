package org.fieldproof.engine.lane;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fieldproof.api.command.Outcome.QuarantinedRecord;
import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.fieldproof.engine.record.RecordJson;
import org.fieldproof.log.buffer.QuarantineFile;
import org.fieldproof.log.buffer.QuarantinedLine;
import org.fieldproof.log.io.StoreException;

/// A lane's quarantine in a [QuarantineFile]. Confined to the lane's thread.
final class QuarantineVault implements Vault {
    private static final int PAGE = 1_000;

    private final QuarantineFile file;
    private final LaneDefinition definition;
    private final RecordJson json = new RecordJson();
    private final Set<Long> seqs = new HashSet<>();

    QuarantineVault(QuarantineFile file, LaneDefinition definition) throws StoreException {
        this.file = file;
        this.definition = definition;
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

    /// The quota is met by the record; in bytes it is overrun by what comes in together.
    @Override
    public boolean hasRoomFor(int records) {
        return file.count() + records <= definition.quarantineRecords()
                && file.bytes() < definition.quarantineBytes();
    }

    @Override
    public void add(List<QuarantinedRecord> records) throws StoreException {
        List<QuarantinedLine> added = new ArrayList<>(records.size());
        for (QuarantinedRecord each : records) {
            added.add(new QuarantinedLine(each.record().seq(), json.writeQuarantined(each)));
        }
        file.append(added);
        added.forEach(line -> seqs.add(line.seq()));
    }

    @Override
    public void replace(QuarantinedRecord by) throws StoreException {
        file.replace(new QuarantinedLine(by.record().seq(), json.writeQuarantined(by)));
        seqs.add(by.record().seq());
    }

    @Override
    public List<Long> seqs(long fromSeq, int max) {
        return file.seqs(fromSeq, max);
    }

    @Override
    public List<QuarantinedRecord> list(long fromSeq, int max) throws StoreException {
        List<QuarantinedRecord> found = new ArrayList<>();
        for (QuarantinedLine line : file.list(fromSeq, max)) {
            try {
                json.read(line.json()).quarantined().ifPresent(found::add);
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
