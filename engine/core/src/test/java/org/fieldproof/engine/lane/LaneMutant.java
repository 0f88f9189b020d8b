package org.fieldproof.engine.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.log.buffer.BufferExtent;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.testkit.proof.MutantFiles;
import org.jspecify.annotations.Nullable;

/// A planted bug of a lane. A proof that does not fail over its mutant proves nothing.
enum LaneMutant {
    /// No bug.
    NONE,
    /// One record in 50 does not get into the buffer that says it has it.
    LOSE_ONE_IN_50("lost"),
    /// Two records change places on replay.
    REORDER_ON_REPLAY("out of order"),
    /// The buffer is not synced before the log is released.
    RELEASE_BEFORE_DURABLE("lost", "damage"),
    /// A drop that counts one record less.
    DROP_WITHOUT_COUNTING("accounts"),
    /// Records get another epoch on replay.
    NEW_IDENTITY_ON_REPLAY("identity"),
    /// Drained files go before the position that frees them is on the disk.
    DELETE_BEFORE_POSITION_SYNCED("damage");

    private final String complaint;
    private final String orElse;

    LaneMutant() {
        this("nothing");
    }

    LaneMutant(String complaint) {
        this(complaint, complaint);
    }

    LaneMutant(String complaint, String orElse) {
        this.complaint = complaint;
        this.orElse = orElse;
    }

    /// Whether the proof's complaint is about what this one breaks. A file whose syncs were
    /// forgotten ends early after a power cut, or holds bytes that never were: both are it.
    boolean isNamedBy(String said) {
        return said.startsWith(complaint) || said.startsWith(orElse);
    }

    /// The disk under the lane.
    LogFiles over(LogFiles disk) {
        return switch (this) {
            case RELEASE_BEFORE_DURABLE ->
                    MutantFiles.forgetting(disk, name -> name.endsWith(".ndjson"));
            case DELETE_BEFORE_POSITION_SYNCED ->
                    MutantFiles.forgetting(
                            disk, name -> name.endsWith(".fppos") || name.endsWith(".tmp"));
            default -> disk;
        };
    }

    /// What the lane keeps.
    LaneStore over(LaneStore store) {
        return switch (this) {
            case NONE, RELEASE_BEFORE_DURABLE, DELETE_BEFORE_POSITION_SYNCED -> store;
            default ->
                    new LaneStore(
                            new MutantBacklog(store.backlog(), this),
                            store.vault(),
                            store.position(),
                            store.ages(),
                            store.books(),
                            store.lost());
        };
    }

    private record MutantBacklog(Backlog backlog, LaneMutant mutant) implements Backlog {
        private static final UUID OTHER = new UUID(3, 4);

        @Override
        public long records() {
            return backlog.records();
        }

        @Override
        public long bytes() {
            return backlog.bytes();
        }

        @Override
        public boolean isNearlyFull() {
            return backlog.isNearlyFull();
        }

        @Override
        public boolean append(FieldRecord record) throws StoreException {
            boolean loses = mutant == LOSE_ONE_IN_50 && record.seq() % 50 == 0;
            return loses || backlog.append(record);
        }

        @Override
        public boolean hasRoomFor(FieldRecord[] records) {
            return backlog.hasRoomFor(records);
        }

        @Override
        public void sync() throws StoreException {
            backlog.sync();
        }

        @Override
        public List<Kept> peek(int skip, int recordsMax, long bytesMax) throws StoreException {
            List<Kept> kept = new ArrayList<>(backlog.peek(skip, recordsMax, bytesMax));
            if (mutant == REORDER_ON_REPLAY && kept.size() > 1) {
                Kept first = kept.get(0);
                Kept second = kept.get(1);
                kept.set(0, new Kept(second.record(), first.behind()));
                kept.set(1, new Kept(first.record(), second.behind()));
            }
            if (mutant == NEW_IDENTITY_ON_REPLAY) {
                kept.replaceAll(
                        each ->
                                new Kept(
                                        OneLane.record(OTHER, each.record().seq()), each.behind()));
            }
            return kept;
        }

        @Override
        public void advance(Place behind) throws StoreException {
            backlog.advance(behind);
        }

        @Override
        public Dropped dropOldest(int count, long throughSeq) throws StoreException {
            Dropped dropped = backlog.dropOldest(count, throughSeq);
            return mutant == DROP_WITHOUT_COUNTING && dropped.records() > 1
                    ? new Dropped(dropped.records() - 1, dropped.firstSeq(), dropped.lastSeq())
                    : dropped;
        }

        @Override
        public Dropped dropOldest(int count, Place through) throws StoreException {
            return backlog.dropOldest(count, through);
        }

        @Override
        public List<Kept> peekBehind(@Nullable Place behind, int recordsMax, long bytesMax)
                throws StoreException {
            return backlog.peekBehind(behind, recordsMax, bytesMax);
        }

        @Override
        public Optional<Kept> newest() throws StoreException {
            return backlog.newest();
        }

        @Override
        public long lastSeq() {
            return backlog.lastSeq();
        }

        @Override
        public BufferExtent extent() {
            return backlog.extent();
        }

        @Override
        public void close() {
            backlog.close();
        }
    }
}
