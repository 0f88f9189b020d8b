package org.fieldproof.engine.lane;

import java.util.UUID;
import org.fieldproof.log.io.StoreException;

/// What a lane keeps on the disk.
///
/// @param position where it stands, by epoch
/// @param ages how long what is in the buffer has been there
record LaneStore(Backlog backlog, Vault vault, SavedPosition position, SavedAges ages) {

    /// A few numbers of [AgeQuota], synced with every write.
    interface SavedAges {
        /// [AgeQuota#VALUES] of them; all 0 if there is nothing.
        long[] read();

        void save(long[] values) throws StoreException;

        void close();
    }

    /// The lane's position on the disk, synced with every write.
    interface SavedPosition {
        UUID epoch();

        long position();

        void save(UUID epoch, long position) throws StoreException;

        void close();
    }

    void close() {
        backlog.close();
        vault.close();
        position.close();
        ages.close();
    }
}
