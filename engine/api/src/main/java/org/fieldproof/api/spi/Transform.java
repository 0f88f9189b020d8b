package org.fieldproof.api.spi;

import java.util.List;
import org.fieldproof.api.record.FieldRecord;

/// Changes records on their way to one destination. Pure: the same record gives the same result,
/// so that a replay is byte-identical. Called on the lane's thread.
public interface Transform {

    /// The records to deliver in place of this one, with its identity; empty filters it out, and
    /// the lane counts it as dropped by this transform's name.
    List<FieldRecord> apply(FieldRecord record);
}
