package org.fieldproof.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.fieldproof.log.frame.FrameFormat;
import org.fieldproof.log.frame.SegmentHeader;
import org.fieldproof.log.frame.SegmentName;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.OpenDirectory;
import org.jspecify.annotations.Nullable;

/// The open segment and its successors: begins, fills, seals and gives them up. Owned by
/// `fp-log`.
final class SegmentSequence {

    /// Where an attempt was when the disk refused; decides what may still be trusted.
    enum Step {
        CREATE,
        WRITE,
        FORCE
    }

    private final LogConfig config;
    private final LogFiles files;
    private final UUID epoch;
    private final SegmentChain chain;
    private final List<Path> emptied;
    private final Lineage lineage;
    private final SpareFile spare;
    private final ReleasedFiles released;
    private final ByteBuffer zeros = OpenSegment.zeros();
    private @Nullable OpenSegment open;
    private @Nullable OpenDirectory directory;

    private long nextSegmentId;
    private boolean anyBegun;
    private boolean noted;
    private Step step = Step.CREATE;

    /// @param emptied segments without records, unlinked once the next segment is on the disk
    SegmentSequence(
            LogConfig config,
            LogFiles files,
            UUID epoch,
            SegmentChain chain,
            long nextSegmentId,
            List<Path> emptied,
            Lineage lineage,
            Callbacks callbacks) {
        this.config = config;
        this.files = files;
        this.epoch = epoch;
        this.chain = chain;
        this.nextSegmentId = nextSegmentId;
        this.emptied = new ArrayList<>(emptied);
        this.lineage = lineage;
        this.spare = new SpareFile(files, config.directory());
        this.released = new ReleasedFiles(config, files, chain, callbacks);
    }

    /// The step that the last failed call was at.
    Step step() {
        return step;
    }

    /// Writes the unit and syncs it; when this returns it is durable and readers may see it.
    /// Returns the sync's time.
    long append(ByteBuffer unit, long firstSeq, long lastSeq) throws IOException {
        int bytes = unit.remaining();
        OpenSegment target = roomFor(bytes, firstSeq);
        step = Step.WRITE;
        target.write(unit);
        step = Step.FORCE;
        long before = config.nanoTime().getAsLong();
        target.force();
        long nanos = config.nanoTime().getAsLong() - before;
        Segment segment = target.segment();
        segment.durable(segment.durableEnd() + bytes, lastSeq);
        return nanos;
    }

    /// Makes sure that a segment is open, so that an idle log finds out whether the disk works.
    void begin(long nextSeq) throws IOException {
        roomFor(0, nextSeq);
    }

    private OpenSegment roomFor(int bytes, long firstSeq) throws IOException {
        OpenSegment present = open;
        if (present != null) {
            Segment segment = present.segment();
            if (!segment.holdsRecords() || segment.durableEnd() + bytes <= config.segmentBytes()) {
                return present;
            }
        }
        step = Step.CREATE;
        OpenSegment fresh;
        try {
            // Before the one before is closed: its handle then is the next spare file's.
            fresh = create(firstSeq);
        } finally {
            close();
        }
        anyBegun = true;
        open = fresh;
        chain.add(fresh.segment());
        noted = lineage.note(fresh.segment().id(), fresh.segment().path());
        unlinkEmptied();
        spare.prepare();
        return fresh;
    }

    private OpenSegment create(long firstSeq) throws IOException {
        // A name is never used twice: what a failed attempt left behind stays told apart.
        SegmentHeader header = new SegmentHeader(epoch, nextSegmentId++, firstSeq, !anyBegun);
        String name = SegmentName.of(header.segmentId(), SegmentName.LOG_SUFFIX);
        return OpenSegment.create(
                files,
                spare,
                directory(),
                config.directory().resolve(name),
                header,
                config.segmentBytes(),
                zeros);
    }

    /// The segment that the lineage knows as the newest: neither that nor a later one may go, the
    /// next start would take the missing one for a sign that files were put back. On a full disk
    /// no segment may be open, and still those before it make room.
    private long newestNoted() {
        OpenSegment present = open;
        if (!noted && present != null) {
            noted = lineage.note(present.segment().id(), present.segment().path());
        }
        return lineage.newestId() == 0 ? Long.MAX_VALUE : lineage.newestId();
    }

    private OpenDirectory directory() throws IOException {
        OpenDirectory present = directory;
        if (present == null) {
            present = files.openDirectory(config.directory());
            directory = present;
        }
        return present;
    }

    /// Now and then: the spare file, if there was no handle for it before.
    void prepareSpare() {
        if (open != null) {
            spare.prepare();
        }
    }

    /// Takes back what a refused write may have left; if even that fails the file is given up.
    void takeBack() {
        OpenSegment present = open;
        if (present == null) {
            return;
        }
        try {
            present.truncateBack();
        } catch (IOException _) {
            giveUp();
        }
    }

    /// Seals the open segment where it was last durable and never writes to it again (LOG-6).
    void giveUp() {
        OpenSegment present = open;
        if (present == null) {
            return;
        }
        close();
        if (!present.segment().holdsRecords()) {
            chain.remove(present.segment());
            emptied.add(present.segment().path());
        }
    }

    private void close() {
        OpenSegment present = open;
        if (present != null) {
            present.segment().seal();
            present.close();
            open = null;
        }
    }

    /// The log is closed in order: says so in the open segment.
    void end(long lastSeq) {
        OpenSegment present = open;
        if (present != null && present.segment().holdsRecords()) {
            try {
                present.write(UnitEncoder.seal(lastSeq, FrameFormat.salt(epoch)));
                present.force();
            } catch (IOException _) {
                // The seal is only a hint to the next start; every record is durable without it.
            }
        }
        close();
    }

    /// Nothing more is written: lets go of what is open beside the segments.
    void letGo() {
        lineage.close();
        spare.close();
        OpenDirectory present = directory;
        if (present != null) {
            try {
                present.close();
            } catch (IOException _) {
                // It was only synced.
            }
        }
    }

    /// Whether the open segment's file is still where it was made.
    boolean inPlace() {
        OpenSegment present = open;
        return present == null || files.exists(present.segment().path());
    }

    /// Unlinks one released segment; false if there is none, or if it cannot be removed now.
    boolean deleteOneReleased() {
        try {
            return released.removeOne(newestNoted(), directory());
        } catch (IOException _) {
            return false; // the directory cannot be opened: the next write says so
        }
    }

    private void unlinkEmptied() {
        if (!noted) {
            return;
        }
        for (Path path : emptied) {
            try {
                if (files.exists(path)) {
                    files.delete(path);
                    directory().force();
                }
            } catch (IOException _) {
                // Nothing in it counts: the next start lists it again.
            }
        }
        emptied.clear();
    }
}
