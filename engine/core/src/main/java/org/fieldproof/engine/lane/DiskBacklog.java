package org.fieldproof.engine.lane;

import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.engine.record.RecordJson;
import org.fieldproof.log.buffer.BufferCursor;
import org.fieldproof.log.buffer.BufferExtent;
import org.fieldproof.log.buffer.BufferLine;
import org.fieldproof.log.buffer.DiskBuffer;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// A lane's backlog in a [DiskBuffer], one JSON line per record. Confined to the lane's thread.
final class DiskBacklog implements Backlog {
    /// More than a line has around its JSON.
    private static final int LINE_MARGIN_BYTES = 64;

    private static final long DROP_BYTES_MAX = 1 << 20;

    private final DiskBuffer buffer;
    private final Function<FieldRecord, byte[]> json;

    /// Lines of records that were asked about and will be appended next: each is written once.
    private final IdentityHashMap<FieldRecord, byte[]> written = new IdentityHashMap<>();

    private final RecordJson reader = new RecordJson();
    private @Nullable BufferCursor lastPeeked;
    private long skippedToPeeked;

    DiskBacklog(DiskBuffer buffer) {
        this(buffer, new RecordJson()::write);
    }

    /// @param json writes the line of a record
    DiskBacklog(DiskBuffer buffer, Function<FieldRecord, byte[]> json) {
        this.buffer = buffer;
        this.json = json;
    }

    @Override
    public long records() {
        return buffer.records();
    }

    @Override
    public long bytes() {
        return buffer.bytes();
    }

    @Override
    public boolean isNearlyFull() {
        return buffer.bytes() >= buffer.quotaBytes() / 4 * 3
                || (buffer.quotaRecords() > 0 && buffer.records() >= buffer.quotaRecords() / 4 * 3);
    }

    @Override
    public boolean append(FieldRecord record) throws StoreException {
        byte[] line = written.remove(record);
        boolean answered = false;
        try {
            boolean room = buffer.append(record.seq(), line == null ? json.apply(record) : line);
            answered = true;
            return room;
        } finally {
            if (!answered) {
                written.clear();
            }
        }
    }

    @Override
    public boolean hasRoomFor(FieldRecord[] records) {
        long bytes = 0;
        written.clear();
        for (FieldRecord record : records) {
            byte[] line = json.apply(record);
            written.put(record, line);
            bytes += line.length + LINE_MARGIN_BYTES;
        }
        boolean room = buffer.hasRoomFor(records.length, bytes);
        if (!room) {
            written.clear();
        }
        return room;
    }

    @Override
    public void sync() throws StoreException {
        // Whatever was asked about has been appended by now, or will not be.
        written.clear();
        buffer.sync();
    }

    @Override
    public List<Kept> peek(int skip, int recordsMax, long bytesMax) throws StoreException {
        List<BufferLine> lines;
        BufferCursor from = lastPeeked;
        if (skip == 0) {
            lines = buffer.peek(recordsMax, bytesMax);
        } else if (from != null && skippedToPeeked == skip) {
            lines = buffer.peekFrom(from, recordsMax, bytesMax);
        } else {
            // Not the place where the last look ended: go there from the head.
            List<BufferLine> before = buffer.peek(skip, Long.MAX_VALUE);
            if (before.size() < skip) {
                return List.of();
            }
            lines = buffer.peekFrom(before.getLast().cursor(), recordsMax, bytesMax);
        }
        if (!lines.isEmpty()) {
            lastPeeked = lines.getLast().cursor();
            skippedToPeeked = (long) skip + lines.size();
        }
        return kept(lines);
    }

    private List<Kept> kept(List<BufferLine> lines) throws StoreException {
        List<Kept> kept = new ArrayList<>(lines.size());
        for (BufferLine line : lines) {
            kept.add(kept(line));
        }
        return kept;
    }

    private Kept kept(BufferLine line) throws StoreException {
        return new Kept(recordOf(line), new CursorPlace(line.cursor(), line.seq()));
    }

    @Override
    public List<Kept> peekBehind(@Nullable Place behind, int recordsMax, long bytesMax)
            throws StoreException {
        return kept(
                behind == null
                        ? buffer.peek(recordsMax, bytesMax)
                        : buffer.peekFrom(cursorOf(behind), recordsMax, bytesMax));
    }

    @Override
    public Optional<Kept> newest() throws StoreException {
        Optional<BufferLine> line = buffer.newest();
        return line.isEmpty() ? Optional.empty() : Optional.of(kept(line.get()));
    }

    private static BufferCursor cursorOf(Place place) {
        if (!(place instanceof CursorPlace(BufferCursor cursor, var _))) {
            throw new IllegalArgumentException("place: not a place of this buffer");
        }
        return cursor;
    }

    private FieldRecord recordOf(BufferLine line) throws StoreException {
        try {
            return reader.read(line.json()).record();
        } catch (IOException e) {
            throw new StoreException(
                    "LANE-0203",
                    "buffer line of record " + line.seq(),
                    "A line of the disk buffer is no record of this version: " + e.getMessage(),
                    "Keep the file and report it; start a version that can read it.",
                    e);
        }
    }

    @Override
    public void advance(Place behind) throws StoreException {
        if (!(behind instanceof CursorPlace place)) {
            throw new IllegalArgumentException("behind: not a place of this buffer");
        }
        long before = buffer.records();
        buffer.advance(place.cursor(), place.seq());
        skippedToPeeked -= before - buffer.records();
    }

    @Override
    public Dropped dropOldest(int count, long throughSeq) throws StoreException {
        return dropOldest(count, line -> line.seq() <= throughSeq);
    }

    @Override
    public Dropped dropOldest(int count, Place through) throws StoreException {
        BufferCursor end = cursorOf(through);
        return dropOldest(count, line -> !end.isBefore(line.cursor()));
    }

    private Dropped dropOldest(int count, Predicate<BufferLine> goes) throws StoreException {
        BufferLine last = null;
        long firstSeq = 0;
        int records = 0;
        for (BufferLine line : buffer.peek(count, DROP_BYTES_MAX)) {
            if (!goes.test(line)) {
                break;
            }
            firstSeq = records == 0 ? line.seq() : firstSeq;
            last = line;
            records++;
        }
        if (last == null) {
            return Dropped.NOTHING;
        }
        buffer.advance(last.cursor(), last.seq());
        skippedToPeeked -= records;
        return new Dropped(records, firstSeq, last.seq());
    }

    @Override
    public long lastSeq() {
        return buffer.lastSeq();
    }

    @Override
    public BufferExtent extent() {
        return buffer.extent();
    }

    @Override
    public void close() {
        buffer.close();
    }
}
