package org.fieldproof.engine.lane;

import java.nio.file.Path;
import java.util.UUID;
import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.fieldproof.engine.lane.LaneStore.SavedPosition;
import org.fieldproof.log.buffer.BufferConfig;
import org.fieldproof.log.buffer.DiskBuffer;
import org.fieldproof.log.buffer.QuarantineFile;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.log.ledger.PositionFile;

/// A lane's files: `buffer/`, `quarantine/records.ndjson`, `position`. Opened before the log is,
/// because the log must know which seqs have been given already.
public final class LaneFiles {
    private static final long SEGMENT_BYTES_MAX = 16L << 20;
    private static final long SEGMENT_BYTES_MIN = 64L << 10;

    private final DiskBuffer buffer;
    private final QuarantineFile quarantine;
    private final PositionFile position;

    private LaneFiles(DiskBuffer buffer, QuarantineFile quarantine, PositionFile position) {
        this.buffer = buffer;
        this.quarantine = quarantine;
        this.position = position;
    }

    /// Opens or makes a lane's files.
    ///
    /// @param bufferFolder of this lane alone
    /// @param quarantineFolder of this lane alone
    public static LaneFiles open(
            LaneDefinition definition,
            Path bufferFolder,
            Path quarantineFolder,
            Path positionFile,
            LogFiles files)
            throws StoreException {
        long segmentBytes =
                Math.clamp(definition.bufferBytes() / 8, SEGMENT_BYTES_MIN, SEGMENT_BYTES_MAX);
        PositionFile position = PositionFile.open(positionFile, 3, files);
        DiskBuffer buffer =
                DiskBuffer.open(
                        bufferFolder,
                        new BufferConfig(definition.bufferBytes(), segmentBytes),
                        files);
        QuarantineFile quarantine =
                QuarantineFile.open(quarantineFolder.resolve("records.ndjson"), files);
        return new LaneFiles(buffer, quarantine, position);
    }

    /// Lets a lane that is new to a project begin behind a seq: what came before it was routed by
    /// the routes of its time (REV-3). Only while no gateway runs on the directory.
    public static void begin(Path positionFile, UUID epoch, long seq, LogFiles files)
            throws StoreException {
        PositionFile position = PositionFile.open(positionFile, 3, files);
        position.write(epoch.getMostSignificantBits(), epoch.getLeastSignificantBits(), seq);
        position.close();
    }

    /// Highest seq that this lane has ever been given, as far as it knows.
    public long highestSeq() {
        return Math.max(position.value(2), Math.max(buffer.lastSeq(), quarantine.lastSeq()));
    }

    /// What was found damaged, in words; empty if nothing was.
    public String damage() {
        String words = "";
        if (position.found() == PositionFile.Found.LOST) {
            words += "The position was lost; records may be delivered again. ";
        }
        if (!buffer.damages().isEmpty()) {
            words += "The disk buffer is damaged: " + buffer.damages() + ". ";
        }
        if (quarantine.damagedLines() > 0) {
            words += quarantine.damagedLines() + " quarantined lines are damaged. ";
        }
        return words.trim();
    }

    LaneStore store() throws StoreException {
        return new LaneStore(
                new DiskBacklog(buffer), new QuarantineVault(quarantine), new Slots(position));
    }

    public void close() {
        buffer.close();
        quarantine.close();
        position.close();
    }

    /// Epoch in the first two values, position in the third.
    private record Slots(PositionFile file) implements SavedPosition {
        @Override
        public UUID epoch() {
            return new UUID(file.value(0), file.value(1));
        }

        @Override
        public long position() {
            return file.value(2);
        }

        @Override
        public void save(UUID epoch, long position) throws StoreException {
            file.write(epoch.getMostSignificantBits(), epoch.getLeastSignificantBits(), position);
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
