package org.fieldproof.engine.lane;

import java.util.List;
import java.util.Optional;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.log.buffer.BufferExtent;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// The disk buffer as a lane uses it: records in log order, appended at the tail, let go of at
/// the head. Confined to the lane's thread.
interface Backlog {

    long records();

    long bytes();

    /// True from three quarters of a quota on.
    boolean isNearlyFull();

    /// Appends at the tail; false if a quota would be exceeded.
    boolean append(FieldRecord record) throws StoreException;

    /// Whether all of these would fit, told before the first of them is appended.
    boolean hasRoomFor(FieldRecord[] records);

    /// What has been appended is on the disk when this returns.
    void sync() throws StoreException;

    /// Records behind the first `skip`, without letting go of them; at least one if there is one.
    List<Kept> peek(int skip, int recordsMax, long bytesMax) throws StoreException;

    /// Records behind a place, or from the head on if that is past it, without letting go of them;
    /// at least one if there is one.
    ///
    /// @param behind null for the head
    List<Kept> peekBehind(@Nullable Place behind, int recordsMax, long bytesMax)
            throws StoreException;

    /// The newest record that is synced; empty if none waits.
    Optional<Kept> newest() throws StoreException;

    /// Lets go of everything before a place.
    void advance(Place behind) throws StoreException;

    /// Lets go of the oldest records, at most `count` of them and none behind `throughSeq`, and
    /// says which those were. Only what is synced can be let go of.
    Dropped dropOldest(int count, long throughSeq) throws StoreException;

    /// The same, of those that do not lie behind a place.
    Dropped dropOldest(int count, Place through) throws StoreException;

    /// Highest seq ever appended; 0 if none was.
    long lastSeq();

    /// What is on the disk, by its places.
    BufferExtent extent();

    void close();

    /// What was let go of: so many records between two seqs, both included.
    record Dropped(int records, long firstSeq, long lastSeq) {
        static final Dropped NOTHING = new Dropped(0, 0, 0);
    }

    /// A place between two records.
    interface Place {
        /// By which [#placeAt] finds it again, also after a restart: in text, for people's
        /// commands.
        String name();
    }

    /// The place of a name; empty if it is none.
    static Optional<Place> placeAt(String name) {
        return CursorPlace.of(name);
    }

    /// A record with the place behind it.
    record Kept(FieldRecord record, Place behind) {}
}
