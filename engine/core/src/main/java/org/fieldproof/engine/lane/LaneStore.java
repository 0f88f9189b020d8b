package org.fieldproof.engine.lane;

import java.util.UUID;
import org.fieldproof.log.io.StoreException;

/// What a lane keeps on the disk.
///
/// @param position where it stands, by epoch
record LaneStore(Backlog backlog, Vault vault, SavedPosition position) {

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
    }
}
