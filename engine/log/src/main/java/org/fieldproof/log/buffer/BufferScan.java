package org.fieldproof.log.buffer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fieldproof.log.frame.SegmentName;
import org.fieldproof.log.io.DirectoryEntry;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.ledger.PositionFile;

/// Reads a buffer's files from the head on: what counts, what is damaged. Writes nothing.
final class BufferScan {
    static final int DAMAGES_MAX = 1000;
    static final int VERSION = 1;

    private static final Pattern FIRST_LINE =
            Pattern.compile(
                    "\\{\"buffer\":(\\d+),\"segment\":(\\d+),\"previous\":(\\d+),"
                            + "\"previousBytes\":(\\d+),.*");

    private final LogFiles files;
    private final List<BufferSegment> segments = new ArrayList<>();
    private final List<BufferDamage> damages = new ArrayList<>();
    private final List<String> strays = new ArrayList<>();
    private final List<Path> drained = new ArrayList<>();
    private long records;
    private long lastSeq;
    private final BufferExtent known;
    private long lastId;
    private long tornBytes;
    private long ofKnown;
    private long headSeq;

    private BufferScan(LogFiles files, BufferExtent known) {
        this.files = files;
        this.known = known;
    }

    /// A file that a newer version wrote; empty if there is none. Reads first lines only.
    static Optional<Path> newer(LogFiles files, Path directory) throws IOException {
        for (DirectoryEntry entry : files.list(directory)) {
            Path path = directory.resolve(entry.name());
            if (entry.regularFile()
                    && SegmentName.parse(entry.name(), SegmentName.BUFFER_SUFFIX).isPresent()
                    && firstLine(files, path, entry.sizeBytes()).version() > VERSION) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    /// @param names files of the buffer that hold no lines
    /// @param head as it was found; if it was lost, nobody knows which files were drained
    /// @param known what was there earlier
    static BufferScan of(
            LogFiles files,
            Path directory,
            List<String> names,
            PositionFile head,
            BufferExtent known)
            throws IOException {
        long headId = head.value(0);
        long headOffset = head.value(1);
        BufferScan scan = new BufferScan(files, known);
        List<Found> found = scan.list(directory, names, headId);
        boolean headKnown = head.found() != PositionFile.Found.LOST;
        scan.headSeq = head.value(2);
        for (int i = 0; i < found.size(); i++) {
            if (i > 0 || headKnown) {
                scan.hole(found, i, headId);
            }
            Found here = found.get(i);
            long end = scan.endOf(here, found.subList(i + 1, found.size()));
            if (end < 0) {
                continue;
            }
            long from = here.id() == headId ? Math.min(headOffset, end) : 0;
            scan.lines(here, from, end, i == found.size() - 1);
            long promised = promised(here, found.subList(i + 1, found.size()));
            if (here.id() == headId && headOffset > end) {
                // It ends in front of the head: what stood behind the head is gone as well.
                scan.lastSeq = Math.max(scan.lastSeq, head.value(2));
                promised = Math.max(promised, headOffset);
            }
            if (promised > end) {
                scan.damage(here.path(), end, promised, scan.firstSeqOf(found, i + 1));
            }
        }
        scan.end(directory, found, head);
        return scan;
    }

    /// Of a buffer that has no folder.
    static BufferScan ofNothing(
            LogFiles files, Path directory, PositionFile head, BufferExtent known) {
        BufferScan scan = new BufferScan(files, known);
        scan.end(directory, List.of(), head);
        return scan;
    }

    /// Whether everything that is known to have been there is. The newest file has no later one
    /// that says how much of it counts, and a file that is gone with all behind it none at all.
    private void end(Path directory, List<Found> found, PositionFile head) {
        if (!known.isKnown() || !known.reaches(head.value(0), head.value(1))) {
            return;
        }
        lastId = Math.max(lastId, known.tailSegment());
        boolean drained =
                head.value(0) == known.tailSegment() && head.value(1) == known.tailOffset();
        long end =
                segments.stream()
                        .filter(each -> each.id() == known.tailSegment())
                        .mapToLong(BufferSegment::syncedEnd)
                        .findFirst()
                        .orElse(0);
        boolean there = drained || end >= known.tailOffset();
        if (!there && found.stream().noneMatch(each -> each.id() > known.tailSegment())) {
            lastSeq = Math.max(lastSeq, head.value(2));
            String name = SegmentName.of(known.tailSegment(), SegmentName.BUFFER_SUFFIX);
            damage(directory.resolve(name), end, known.tailOffset(), 0);
        }
    }

    /// How much of a segment counted when a later one was begun; 0 if none says so.
    private static long promised(Found here, List<Found> later) {
        return later.stream()
                .filter(each -> each.previous() == here.id())
                .mapToLong(Found::previousBytes)
                .min()
                .orElse(0);
    }

    /// Reports the segment that the one at `index` was begun behind, if it is not there and was
    /// not drained.
    private void hole(List<Found> found, int index, long headId) throws IOException {
        Found here = found.get(index);
        long missing = here.previous();
        boolean there = found.stream().anyMatch(each -> each.id() == missing);
        if (missing > 0 && missing >= headId && !there) {
            String name = SegmentName.of(missing, SegmentName.BUFFER_SUFFIX);
            Path path = here.path().resolveSibling(name);
            damage(path, 0, here.previousBytes(), firstSeqOf(found, index));
        }
    }

    /// The seq of the first whole record from a segment on; 0 if there is none.
    private long firstSeqOf(List<Found> found, int from) throws IOException {
        for (Found each : found.subList(from, found.size())) {
            try (LogFile file = files.openForReading(each.path())) {
                LineCursor cursor = new LineCursor(file, each.sizeBytes());
                cursor.seek(0, each.sizeBytes());
                LineCursor.LineRead read = cursor.next();
                while (read != LineCursor.LineRead.END) {
                    if (read == LineCursor.LineRead.RECORD) {
                        return cursor.seq();
                    }
                    read = cursor.next();
                }
            }
        }
        return 0;
    }

    /// How much of a segment counts by what later ones say; -1 if it was given up: a later one
    /// names an earlier one as its predecessor.
    private long endOf(Found here, List<Found> later) {
        long end = here.sizeBytes();
        for (Found each : later) {
            if (each.previous() == here.id()) {
                end = Math.min(end, each.previousBytes());
            } else if (each.previous() > 0 && each.previous() < here.id()) {
                drained.add(here.path());
                return -1;
            }
        }
        return end;
    }

    /// @param id from the name
    /// @param previous id of the segment before; 0 if the first line tells nothing
    /// @param previousBytes how much of the segment before counts
    private record Found(long id, Path path, long sizeBytes, long previous, long previousBytes) {}

    /// What a file's first line says.
    ///
    /// @param version 0 if there is no such line
    private record FirstLine(long version, long segment, long previous, long previousBytes) {
        static final FirstLine NONE = new FirstLine(0, 0, 0, 0);
    }

    private List<Found> list(Path directory, List<String> names, long headId) throws IOException {
        List<Found> found = new ArrayList<>();
        for (DirectoryEntry entry : files.list(directory)) {
            OptionalLong id = SegmentName.parse(entry.name(), SegmentName.BUFFER_SUFFIX);
            if (id.isEmpty() || !entry.regularFile()) {
                if (!names.contains(entry.name())) {
                    strays.add(entry.name());
                }
                continue;
            }
            lastId = Math.max(lastId, id.getAsLong());
            Path path = directory.resolve(entry.name());
            if (id.getAsLong() < headId) {
                // The head's position is synced before a file goes: this one was being deleted.
                drained.add(path);
            } else {
                FirstLine first = firstLine(files, path, entry.sizeBytes());
                if (first.version() > 0 && first.segment() != id.getAsLong()) {
                    // A copy of another file under this name: its lines were counted there.
                    strays.add(entry.name());
                } else {
                    found.add(
                            new Found(
                                    id.getAsLong(),
                                    path,
                                    entry.sizeBytes(),
                                    first.previous(),
                                    first.previousBytes()));
                }
            }
        }
        return found;
    }

    private static FirstLine firstLine(LogFiles files, Path path, long sizeBytes)
            throws IOException {
        try (LogFile file = files.openForReading(path)) {
            LineCursor cursor = new LineCursor(file, Math.min(sizeBytes, 4096));
            cursor.seek(0, sizeBytes);
            if (cursor.next() == LineCursor.LineRead.OTHER) {
                Matcher match = FIRST_LINE.matcher(cursor.text());
                if (match.matches()) {
                    return new FirstLine(
                            Long.parseLong(match.group(1)),
                            Long.parseLong(match.group(2)),
                            Long.parseLong(match.group(3)),
                            Long.parseLong(match.group(4)));
                }
            }
            return FirstLine.NONE;
        }
    }

    /// Counts a file's lines. In the newest file a damaged place that no mark stands behind belongs
    /// to a write that was never synced: nothing from there on counts, whole lines neither. Else
    /// what the log still has in between would be taken for stored and never be asked for.
    private void lines(Found found, long from, long end, boolean newest) throws IOException {
        long validEnd = from;
        long damageFrom = -1;
        Before unmarked = Before.NONE;
        try (LogFile file = files.openForReading(found.path())) {
            LineCursor cursor = new LineCursor(file, end);
            cursor.seek(from, end);
            LineCursor.LineRead read = cursor.next();
            while (read != LineCursor.LineRead.END) {
                if (read == LineCursor.LineRead.DAMAGED) {
                    damageFrom = damageFrom < 0 ? cursor.lineOffset() : damageFrom;
                    if (unmarked.offset() < 0) {
                        unmarked =
                                new Before(
                                        cursor.lineOffset(),
                                        records,
                                        ofKnown,
                                        lastSeq,
                                        damages.size());
                    }
                } else {
                    boolean record = read == LineCursor.LineRead.RECORD;
                    if (damageFrom >= 0) {
                        damage(
                                found.path(),
                                damageFrom,
                                cursor.lineOffset(),
                                record ? cursor.seq() : 0);
                        damageFrom = -1;
                    }
                    if (record) {
                        records++;
                        ofKnown += isOfKnown(found.id(), cursor.offset()) ? 1 : 0;
                        lastSeq = cursor.seq();
                    } else {
                        // A first line or a mark: everything in front of it was synced.
                        unmarked = Before.NONE;
                    }
                    validEnd = cursor.offset();
                }
                read = cursor.next();
            }
        }
        if (newest && unmarked.offset() >= 0) {
            goBack(unmarked);
            tornBytes = end - unmarked.offset();
            validEnd = unmarked.offset();
        } else if (damageFrom >= 0) {
            damage(found.path(), damageFrom, end, 0);
            validEnd = end;
        }
        segments.add(new BufferSegment(found.id(), found.path(), validEnd));
    }

    /// Whether the line in front of a place is one of those known to be there. If the head was
    /// lost, older ones are there again: they stand for none of those.
    private boolean isOfKnown(long segment, long offset) {
        return known.reaches(segment, offset) && known.isBehindHead(segment, offset);
    }

    /// What had been counted in front of a damaged place.
    ///
    /// @param offset of the place; -1 for no place
    private record Before(long offset, long records, long ofKnown, long lastSeq, int damages) {
        static final Before NONE = new Before(-1, 0, 0, 0, 0);
    }

    private void goBack(Before before) {
        records = before.records();
        ofKnown = before.ofKnown();
        lastSeq = before.lastSeq();
        damages.subList(before.damages(), damages.size()).clear();
    }

    private void damage(Path path, long from, long to, long beforeSeq) {
        if (damages.size() < DAMAGES_MAX) {
            damages.add(
                    new BufferDamage(
                            String.valueOf(path.getFileName()),
                            from,
                            to,
                            Math.max(lastSeq, headSeq),
                            beforeSeq));
        }
    }

    List<BufferSegment> segments() {
        return segments;
    }

    List<BufferDamage> damages() {
        return damages;
    }

    List<String> strays() {
        return strays;
    }

    /// Files that do not count: in front of the head, or given up after a failed sync.
    List<Path> drained() {
        return drained;
    }

    long records() {
        return records;
    }

    long lastSeq() {
        return lastSeq;
    }

    long lastId() {
        return lastId;
    }

    long tornBytes() {
        return tornBytes;
    }

    /// How many of the records that are known to have been there were found behind the head.
    long ofKnown() {
        return ofKnown;
    }
}
