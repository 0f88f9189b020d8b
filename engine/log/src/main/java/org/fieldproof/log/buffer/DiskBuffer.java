package org.fieldproof.log.buffer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.log.ledger.PositionFile;
import org.jspecify.annotations.Nullable;

/// Records that wait on disk until their destination takes them: lines of JSON in numbered files,
/// first in, first out (LOG-10). Owned by the lane's thread.
///
/// A line is in custody here once [#sync()] has returned. If an append or a sync throws,
/// everything appended since the last successful sync is not in the buffer and must be appended
/// again. A line leaves with [#advance(BufferCursor)]: the head's position is synced before any
/// file goes.
public final class DiskBuffer implements AutoCloseable {
    static final String HEAD_FILE = "head.fppos";

    /// In front of everything.
    private static final BufferCursor FRONT = new BufferCursor(0, 0, 0);

    private final Path directory;
    private final BufferConfig config;
    private final LogFiles files;
    private final PositionFile head;
    private final BufferRecovery recovery;
    private final BufferWriter writer;

    /// Oldest first; the head lies in the first one.
    private final Deque<BufferSegment> segments = new ArrayDeque<>();

    /// Files in front of the head that could not be removed yet.
    private final List<Path> drained = new ArrayList<>();

    private final List<BufferDamage> damages = new ArrayList<>();
    private long headOffset;
    private long headOrdinal;
    private long tailOrdinal;
    private long lastSeq;
    private long syncedLastSeq;
    private long syncedTailOrdinal;
    private @Nullable LogFile reading;
    private @Nullable LineCursor readingCursor;
    private long readingId = -1;

    private DiskBuffer(
            Path directory,
            BufferConfig config,
            LogFiles files,
            PositionFile head,
            BufferExtent known,
            BufferScan scan) {
        this.directory = directory;
        this.config = config;
        this.files = files;
        this.head = head;
        this.segments.addAll(scan.segments());
        this.drained.addAll(scan.drained());
        this.damages.addAll(scan.damages());
        boolean headInFirst = !segments.isEmpty() && segments.getFirst().id() == head.value(0);
        this.headOffset = headInFirst ? head.value(1) : 0;
        this.tailOrdinal = scan.records();
        this.lastSeq = Math.max(head.value(2), scan.lastSeq());
        this.syncedLastSeq = lastSeq;
        this.syncedTailOrdinal = tailOrdinal;
        this.writer =
                new BufferWriter(
                        directory,
                        config,
                        files,
                        Math.max(scan.lastId(), head.value(0)),
                        segments.peekLast());
        this.recovery = recovery(head, known, scan);
    }

    private static BufferRecovery recovery(PositionFile head, BufferExtent known, BufferScan scan) {
        List<BufferSegment> segments = scan.segments();
        boolean headInFirst = !segments.isEmpty() && segments.getFirst().id() == head.value(0);
        long bytes =
                segments.stream().mapToLong(BufferSegment::syncedEnd).sum()
                        - (headInFirst ? head.value(1) : 0);
        return new BufferRecovery(
                head.found(),
                scan.records(),
                scan.records() == 0 ? 0 : Math.max(0, bytes),
                scan.tornBytes(),
                scan.damages(),
                scan.strays(),
                known,
                scan.ofKnown(),
                known.isBehindHead(head.value(0), head.value(1)));
    }

    /// What opening it would find, without opening, repairing or making anything; also while a
    /// gateway writes there.
    public static BufferRecovery look(Path directory, LogFiles files, BufferExtent known)
            throws StoreException {
        try {
            if (files.exists(directory)) {
                refuseNewer(directory, files);
            }
            PositionFile head = head(directory, files);
            List<String> names = List.of(HEAD_FILE);
            BufferScan scan =
                    files.exists(directory)
                            ? BufferScan.of(files, directory, names, head, known)
                            : BufferScan.ofNothing(files, directory, head, known);
            return recovery(head, known, scan);
        } catch (IOException e) {
            throw StoreException.of("LOG-0401", directory, "Disk buffer cannot be read", e);
        }
    }

    /// Where the head stands, without opening anything.
    public static PositionFile head(Path directory, LogFiles files) throws IOException {
        return PositionFile.look(directory.resolve(HEAD_FILE), 3, files);
    }

    /// Opens or makes the buffer in a directory of its own. What earlier quotas let in stays,
    /// even if the quota is smaller now.
    public static DiskBuffer open(Path directory, BufferConfig config, LogFiles files)
            throws StoreException {
        return open(directory, config, files, BufferExtent.UNKNOWN);
    }

    /// The same where it is known what was there: [#recovery()] tells what of it is not.
    public static DiskBuffer open(
            Path directory, BufferConfig config, LogFiles files, BufferExtent known)
            throws StoreException {
        PositionFile head = null;
        try {
            files.createDirectories(directory);
            refuseNewer(directory, files);
            head = PositionFile.open(directory.resolve(HEAD_FILE), 3, files);
            BufferScan scan = BufferScan.of(files, directory, List.of(HEAD_FILE), head, known);
            DiskBuffer buffer = new DiskBuffer(directory, config, files, head, known, scan);
            buffer.deleteDrained();
            buffer.syncLast();
            return buffer;
        } catch (IOException e) {
            if (head != null) {
                head.close();
            }
            throw StoreException.of("LOG-0401", directory, "Disk buffer cannot be opened", e);
        }
    }

    private static void refuseNewer(Path directory, LogFiles files)
            throws IOException, StoreException {
        Optional<Path> newer = BufferScan.newer(files, directory);
        if (newer.isPresent()) {
            throw new StoreException(
                    "LOG-0405",
                    newer.get().toString(),
                    "The disk buffer was written by a newer version of the gateway.",
                    "Start that version; nothing was changed.",
                    null);
        }
    }

    /// What was found at open.
    public BufferRecovery recovery() {
        return recovery;
    }

    /// Adds a record; false if a quota would be exceeded, then nothing changes. Both quotas are
    /// counted anew from the files at open, never remembered.
    ///
    /// @param seq for reports and for [#lastSeq()]; need not be contiguous
    /// @param jsonObject one JSON object on one line
    public boolean append(long seq, byte[] jsonObject) throws StoreException {
        if (seq < 1) {
            throw new IllegalArgumentException("seq: " + seq + " (expected: >= 1)");
        }
        int bytes = JsonLine.lineBytes(seq, jsonObject.length);
        if (!hasRoomFor(1, bytes)) {
            return false;
        }
        try {
            writer.append(seq, jsonObject, bytes, segments);
        } catch (IOException e) {
            throw rolledBack("Disk buffer cannot be written", e);
        }
        tailOrdinal++;
        lastSeq = seq;
        return true;
    }

    /// Whether so many lines of so many bytes in all would be within the quotas.
    public boolean hasRoomFor(long records, long bytes) {
        return bytes() + bytes <= config.quotaBytes()
                && (config.quotaRecords() == 0 || records() + records <= config.quotaRecords());
    }

    /// Everything appended is on the disk when this returns.
    public void sync() throws StoreException {
        try {
            writer.sync(segments);
        } catch (IOException e) {
            throw rolledBack("Disk buffer cannot be synced", e);
        }
        syncedLastSeq = lastSeq;
        syncedTailOrdinal = tailOrdinal;
    }

    /// The oldest lines that are synced, without taking them: at most this many, and about this
    /// many bytes, but at least one if there is one.
    public List<BufferLine> peek(int maxRecords, long maxBytes) throws StoreException {
        return peekFrom(FRONT, maxRecords, maxBytes);
    }

    /// The same, behind a line that was peeked before: for windows of several batches. Begins at
    /// the head if that has gone past the place.
    public List<BufferLine> peekFrom(BufferCursor place, int maxRecords, long maxBytes)
            throws StoreException {
        BufferSegment first = segments.peekFirst();
        if (first == null) {
            return List.of();
        }
        BufferCursor start = new BufferCursor(first.id(), headOffset, headOrdinal);
        BufferCursor from = place.isBefore(start) ? start : place;
        List<BufferLine> lines = new ArrayList<>();
        long bytes = 0;
        long ordinal = from.ordinal();
        try {
            for (BufferSegment segment : segments) {
                if (segment.id() < from.segmentId()) {
                    continue;
                }
                long offset = segment.id() == from.segmentId() ? from.offset() : 0;
                LineCursor cursor = cursorFor(segment, offset);
                while (lines.size() < maxRecords && (bytes < maxBytes || lines.isEmpty())) {
                    LineCursor.LineRead read = cursor.next();
                    if (read == LineCursor.LineRead.END) {
                        break;
                    }
                    if (read == LineCursor.LineRead.RECORD) {
                        ordinal++;
                        byte[] json = cursor.json();
                        bytes += json.length;
                        BufferCursor behind =
                                new BufferCursor(segment.id(), cursor.offset(), ordinal);
                        lines.add(new BufferLine(cursor.seq(), json, behind));
                    }
                }
                if (lines.size() >= maxRecords || (bytes >= maxBytes && !lines.isEmpty())) {
                    break;
                }
            }
        } catch (IOException e) {
            throw StoreException.of("LOG-0403", directory, "Disk buffer cannot be read", e);
        }
        return lines;
    }

    /// The newest line that is synced; empty if none waits. Reads up to one whole file.
    public Optional<BufferLine> newest() throws StoreException {
        Iterator<BufferSegment> backwards = segments.descendingIterator();
        try {
            while (backwards.hasNext()) {
                BufferSegment segment = backwards.next();
                boolean first = segment.equals(segments.getFirst());
                LineCursor cursor = cursorFor(segment, first ? headOffset : 0);
                long found = -1;
                for (LineCursor.LineRead read = cursor.next();
                        read != LineCursor.LineRead.END;
                        read = cursor.next()) {
                    found = read == LineCursor.LineRead.RECORD ? cursor.lineOffset() : found;
                }
                if (found >= 0) {
                    LineCursor last = cursorFor(segment, found);
                    last.next();
                    BufferCursor behind =
                            new BufferCursor(segment.id(), last.offset(), syncedTailOrdinal);
                    return Optional.of(new BufferLine(last.seq(), last.json(), behind));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw StoreException.of("LOG-0403", directory, "Disk buffer cannot be read", e);
        }
    }

    /// Everything before this place is in custody elsewhere: the head moves, synced, then files
    /// in front of it are deleted. If it throws, nothing has moved.
    public void advance(BufferCursor to) throws StoreException {
        advance(to, lastSeqBefore(to));
    }

    /// The same where the seq before the place is known; saves a read.
    public void advance(BufferCursor to, long throughSeq) throws StoreException {
        BufferSegment first = segments.peekFirst();
        if (first == null
                || to.segmentId() < first.id()
                || (to.segmentId() == first.id() && to.offset() <= headOffset)) {
            return;
        }
        head.write(to.segmentId(), to.offset(), Math.max(throughSeq, head.value(2)));
        headOffset = to.offset();
        headOrdinal = to.ordinal();
        while (!segments.isEmpty() && segments.getFirst().id() < to.segmentId()) {
            BufferSegment gone = segments.removeFirst();
            if (gone.id() == readingId) {
                stopReading();
            }
            drained.add(gone.path());
        }
        deleteDrained();
    }

    /// Records that wait, synced or not.
    public long records() {
        return tailOrdinal - headOrdinal;
    }

    /// Bytes of the lines that wait, synced or not.
    public long bytes() {
        if (records() == 0) {
            return 0;
        }
        long bytes = writer.unsyncedBytes() - headOffset;
        for (BufferSegment segment : segments) {
            bytes += segment.syncedEnd();
        }
        return Math.max(0, bytes);
    }

    public long quotaBytes() {
        return config.quotaBytes();
    }

    /// 0 if there is no such quota.
    public long quotaRecords() {
        return config.quotaRecords();
    }

    /// The highest seq that ever came in and was synced, drained or not; 0 if none. A lane that
    /// starts again need not append what lies at or below it, as long as the log's epoch is the
    /// same.
    public long lastSeq() {
        return lastSeq;
    }

    /// What it holds on the disk, as of the last sync.
    public BufferExtent extent() {
        return new BufferExtent(
                head.value(0),
                head.value(1),
                syncedTailOrdinal - headOrdinal,
                writer.countedId(),
                writer.countedEnd(),
                syncedLastSeq);
    }

    /// Pieces that are skipped because they are damaged, found at open.
    public List<BufferDamage> damages() {
        return List.copyOf(damages);
    }

    @Override
    public void close() {
        writer.markEnd();
        writer.close();
        stopReading();
        head.close();
    }

    private void syncLast() throws IOException {
        BufferSegment last = segments.peekLast();
        if (last != null) {
            // After a killed process the end may stand in the page cache only.
            try (LogFile file = files.open(last.path())) {
                file.force();
            }
            files.forceDirectory(directory);
        }
    }

    private StoreException rolledBack(String doing, IOException cause) {
        writer.rollBack(segments, cause);
        if (readingId >= 0 && segments.stream().noneMatch(each -> each.id() == readingId)) {
            stopReading();
        }
        lastSeq = syncedLastSeq;
        tailOrdinal = syncedTailOrdinal;
        return StoreException.of("LOG-0402", directory, doing, cause);
    }

    private long lastSeqBefore(BufferCursor to) {
        // Nobody reads back for this: the highest seq is only a hint for the next start.
        return to.ordinal() >= syncedTailOrdinal ? syncedLastSeq : head.value(2);
    }

    /// The head is synced behind them: a file that stays counts no more, now or after a start.
    private void deleteDrained() {
        if (drained.isEmpty()) {
            return;
        }
        try {
            while (!drained.isEmpty()) {
                if (files.exists(drained.getFirst())) {
                    files.delete(drained.getFirst());
                }
                drained.removeFirst();
            }
            files.forceDirectory(directory);
        } catch (IOException _) {
            // It is tried again with the next one, and at the next start.
        }
    }

    private LineCursor cursorFor(BufferSegment segment, long offset) throws IOException {
        LineCursor cursor = readingCursor;
        if (cursor == null || segment.id() != readingId) {
            stopReading();
            LogFile file = files.openForReading(segment.path());
            reading = file;
            cursor = new LineCursor(file);
            readingCursor = cursor;
            readingId = segment.id();
        }
        cursor.seek(offset, writer.countedEnd(segment));
        return cursor;
    }

    private void stopReading() {
        LogFile file = reading;
        reading = null;
        readingCursor = null;
        readingId = -1;
        if (file != null) {
            try {
                file.close();
            } catch (IOException _) {
                // It was only read.
            }
        }
    }
}
