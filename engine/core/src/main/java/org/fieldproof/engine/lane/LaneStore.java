package org.fieldproof.engine.lane;

import java.util.UUID;
import org.fieldproof.log.buffer.BufferExtent;
import org.fieldproof.log.io.StoreException;

/// What a lane keeps on the disk.
///
/// @param position where it stands, by epoch
/// @param ages how long what is in the buffer has been there
/// @param books what the buffer holds, for the next start
/// @param lost what was found missing now
record LaneStore(
        Backlog backlog,
        Vault vault,
        SavedPosition position,
        SavedAges ages,
        SavedBooks books,
        LostAtOpen lost) {

    /// What the lane's buffer and the log hold, synced with every write.
    interface SavedBooks {
        BufferExtent buffer();

        /// Highest seq that was known to be in the log; 0 if nothing is known.
        long logEnd();

        void save(BufferExtent buffer, long logEnd) throws StoreException;

        void close();
    }

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
        books.close();
    }
}
