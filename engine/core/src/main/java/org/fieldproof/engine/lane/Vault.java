package org.fieldproof.engine.lane;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.fieldproof.api.command.Outcome.QuarantinedRecord;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.log.io.StoreException;

/// The quarantine as a lane uses it: records the destination refuses for good, each with the
/// reason. Synced with every change. Confined to the lane's thread.
interface Vault {

    long count();

    boolean contains(long seq);

    void add(FieldRecord record, Problem why, Instant since) throws StoreException;

    /// Oldest first.
    List<QuarantinedRecord> list(long fromSeq, int max) throws StoreException;

    /// Takes records out and says how many were there.
    int remove(Collection<Long> seqs) throws StoreException;

    void close();
}
