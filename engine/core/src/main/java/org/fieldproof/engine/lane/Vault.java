package org.fieldproof.engine.lane;

import java.util.Collection;
import java.util.List;
import org.fieldproof.api.command.Outcome.QuarantinedRecord;
import org.fieldproof.log.io.StoreException;

/// The quarantine as a lane uses it: records the destination refuses for good, each with the
/// reason. Synced with every change. Confined to the lane's thread.
interface Vault {

    long count();

    boolean contains(long seq);

    /// Whether so many more are within the quota.
    boolean hasRoomFor(int records);

    /// Puts records in; all of them are when this returns, none if it throws.
    void add(List<QuarantinedRecord> records) throws StoreException;

    /// Puts a record in the place of the one with its seq.
    void replace(QuarantinedRecord by) throws StoreException;

    /// The seqs that are there from one on, lowest first, whether their records can be read or not.
    List<Long> seqs(long fromSeq, int max);

    /// Oldest first.
    List<QuarantinedRecord> list(long fromSeq, int max) throws StoreException;

    /// Takes records out and says how many were there.
    int remove(Collection<Long> seqs) throws StoreException;

    void close();
}
