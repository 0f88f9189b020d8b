package org.fieldproof.log.recovery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.fieldproof.log.frame.Epochs;
import org.fieldproof.log.frame.FrameCursor;
import org.fieldproof.log.frame.FrameFormat;
import org.fieldproof.log.frame.FrameRead;
import org.fieldproof.log.frame.SegmentHeader;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.LogFiles;

/// Reads one segment file from end to end, checks every frame, writes nothing.
public final class SegmentScanner {
    /// Damage is listed one by one up to here; behind that the rest of a file is one damage.
    static final int DAMAGES_MAX = 1000;

    private static final int WINDOW_BYTES = 1 << 20;

    private final String name;
    private final long id;
    private final Epochs epochs;
    private final long sizeBytes;
    private final List<FrameRun> runs = new ArrayList<>();
    private final List<ByteRange> damages = new ArrayList<>();
    private final List<ByteRange> tail = new ArrayList<>();

    private long runFirstSeq = -1;
    private long runFromOffset;
    private long lastSeq;
    private long lastWriteOffset;
    private long skippedBytes;
    private boolean headerLost;
    private long endOffset = SegmentHeader.REGION_BYTES;
    private OptionalLong sealSeq = OptionalLong.empty();
    private String readError = "";

    private SegmentScanner(String name, long id, Epochs epochs, long sizeBytes) {
        this.name = name;
        this.id = id;
        this.epochs = epochs;
        this.sizeBytes = sizeBytes;
    }

    /// What the segment file holds.
    public static SegmentScan scan(
            LogFiles files, Path path, String name, long id, long sizeBytes, Epochs epochs)
            throws IOException {
        SegmentScanner scanner = new SegmentScanner(name, id, epochs, sizeBytes);
        try (LogFile file = files.openForReading(path)) {
            return scanner.scan(file);
        }
    }

    /// The header of a segment file; empty if it is not readable.
    public static Optional<SegmentHeader> header(LogFiles files, Path path) throws IOException {
        try (LogFile file = files.openForReading(path)) {
            return SegmentHeader.decode(region(file));
        }
    }

    private static ByteBuffer region(LogFile file) throws IOException {
        ByteBuffer region = ByteBuffer.allocate(SegmentHeader.REGION_BYTES);
        file.readFully(region, 0);
        return region.flip();
    }

    private SegmentScan scan(LogFile file) throws IOException {
        HeaderFound found = HeaderFound.LOST;
        OptionalLong firstSeq = OptionalLong.empty();
        boolean firstSinceOpen = false;
        try {
            ByteBuffer region = region(file);
            Optional<SegmentHeader> header = SegmentHeader.decode(region);
            found = judge(header, region);
            if (header.isPresent()) {
                firstSeq = OptionalLong.of(header.get().firstSeq());
                firstSinceOpen = header.get().firstSinceOpen();
            }
            if (found != HeaderFound.FOREIGN && found != HeaderFound.NEWER) {
                headerLost = firstSeq.isEmpty();
                frames(file, header);
            }
        } catch (IOException e) {
            // The disk cannot read on: what was read counts, the rest is reported.
            readError = String.valueOf(e.getMessage());
        }
        closeRun();
        return new SegmentScan(
                name,
                id,
                sizeBytes,
                found,
                firstSeq,
                firstSinceOpen,
                runs,
                damages,
                tail,
                endOffset,
                lastWriteOffset,
                sealSeq,
                readError);
    }

    private HeaderFound judge(Optional<SegmentHeader> header, ByteBuffer region) {
        if (header.isEmpty()) {
            return HeaderFound.LOST;
        }
        if (header.get().version() > SegmentHeader.VERSION) {
            return HeaderFound.NEWER;
        }
        if (!epochs.contains(header.get().epoch()) || header.get().segmentId() != id) {
            return HeaderFound.FOREIGN;
        }
        return SegmentHeader.bothCopiesWhole(region) ? HeaderFound.WHOLE : HeaderFound.ONE_COPY;
    }

    /// With a lost header nobody says which epoch the frames are of: then the newest in which any
    /// is valid.
    private void frames(LogFile file, Optional<SegmentHeader> header) throws IOException {
        int window = (int) Math.min(WINDOW_BYTES, sizeBytes);
        if (header.isPresent()) {
            lastSeq = header.get().firstSeq() - 1;
            frames(new FrameCursor(file, FrameFormat.salt(header.get().epoch()), window));
            return;
        }
        for (Epochs.Begun each : epochs.begun().reversed()) {
            damages.clear();
            tail.clear();
            endOffset = SegmentHeader.REGION_BYTES;
            frames(new FrameCursor(file, FrameFormat.salt(each.epoch()), window));
            if (runFirstSeq >= 0 || !runs.isEmpty()) {
                return;
            }
        }
    }

    private void frames(FrameCursor cursor) throws IOException {
        cursor.seek(SegmentHeader.REGION_BYTES, sizeBytes);
        while (true) {
            FrameRead read = cursor.next();
            if (read == FrameRead.VALID && inOrder(cursor)) {
                take(cursor);
            } else if (read == FrameRead.END && cursor.zeros(endOffset, sizeBytes)) {
                return;
            } else if (!skipDamage(cursor)) {
                return;
            }
        }
    }

    /// A frame with a seq that was there already, or further ahead than frames fit into what was
    /// skipped, is a piece of another place.
    private boolean inOrder(FrameCursor cursor) {
        if (!cursor.isRecord()) {
            return cursor.seq() >= lastSeq;
        }
        return cursor.seq() > lastSeq
                && (startUnknown()
                        || cursor.seq() <= lastSeq + 1 + skippedBytes / FrameFormat.OVERHEAD_BYTES);
    }

    /// With a lost header the first frame may carry any seq.
    private boolean startUnknown() {
        return headerLost && runs.isEmpty() && runFirstSeq < 0;
    }

    private long seqMax() {
        return startUnknown()
                ? Long.MAX_VALUE
                : lastSeq + (sizeBytes - endOffset) / FrameFormat.OVERHEAD_BYTES + 1;
    }

    private void take(FrameCursor cursor) {
        if (!cursor.isRecord()) {
            sealSeq = OptionalLong.of(cursor.seq());
        } else {
            if (runFirstSeq >= 0 && cursor.seq() != lastSeq + 1) {
                closeRun();
            }
            if (runFirstSeq < 0) {
                runFirstSeq = cursor.seq();
                runFromOffset = cursor.frameOffset();
            }
            lastSeq = cursor.seq();
        }
        if (cursor.beginsWrite()) {
            lastWriteOffset = cursor.frameOffset();
        }
        endOffset = cursor.offset();
        skippedBytes = 0;
    }

    private void closeRun() {
        if (runFirstSeq >= 0) {
            runs.add(new FrameRun(runFirstSeq, lastSeq, runFromOffset, endOffset));
            runFirstSeq = -1;
        }
    }

    /// From the end of the last valid frame to the next one; false if there is none, then the
    /// rest is the tail.
    private boolean skipDamage(FrameCursor cursor) throws IOException {
        long from = endOffset;
        boolean found =
                damages.size() < DAMAGES_MAX && cursor.resync(from + 1, lastSeq + 1, seqMax());
        closeRun();
        if (!found) {
            tail.add(new ByteRange(from, sizeBytes));
            return false;
        }
        damages.add(new ByteRange(from, cursor.offset()));
        skippedBytes = cursor.offset() - from;
        endOffset = cursor.offset();
        return true;
    }
}
