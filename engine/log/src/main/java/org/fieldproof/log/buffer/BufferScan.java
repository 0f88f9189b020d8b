package org.fieldproof.log.buffer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fieldproof.log.frame.SegmentName;
import org.fieldproof.log.io.DirectoryEntry;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.LogFiles;

/// Reads a buffer's files from the head on: what counts, what is damaged. Writes nothing.
final class BufferScan {
    static final int DAMAGES_MAX = 1000;

    private static final Pattern FIRST_LINE =
            Pattern.compile(
                    "\\{\"buffer\":1,\"segment\":(\\d+),\"previous\":(\\d+),"
                            + "\"previousBytes\":(\\d+),.*");

    private final LogFiles files;
    private final List<BufferSegment> segments = new ArrayList<>();
    private final List<BufferDamage> damages = new ArrayList<>();
    private final List<String> strays = new ArrayList<>();
    private final List<Path> drained = new ArrayList<>();
    private long records;
    private long lastSeq;
    private long lastId;
    private long tornBytes;

    private BufferScan(LogFiles files) {
        this.files = files;
    }

    static BufferScan of(
            LogFiles files, Path directory, List<String> known, long headId, long headOffset)
            throws IOException {
        BufferScan scan = new BufferScan(files);
        List<Found> found = scan.list(directory, known, headId);
        for (int i = 0; i < found.size(); i++) {
            Found here = found.get(i);
            long end = scan.endOf(here, found.subList(i + 1, found.size()));
            if (end < 0) {
                continue;
            }
            long from = here.id() == headId ? Math.min(headOffset, end) : 0;
            scan.lines(here, from, end, i == found.size() - 1);
        }
        return scan;
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

    /// @param previous id of the segment before; 0 if the first line tells nothing
    /// @param previousBytes how much of the segment before counts
    private record Found(long id, Path path, long sizeBytes, long previous, long previousBytes) {}

    private List<Found> list(Path directory, List<String> known, long headId) throws IOException {
        List<Found> found = new ArrayList<>();
        for (DirectoryEntry entry : files.list(directory)) {
            OptionalLong id = SegmentName.parse(entry.name(), SegmentName.BUFFER_SUFFIX);
            if (id.isEmpty() || !entry.regularFile()) {
                if (!known.contains(entry.name())) {
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
                found.add(firstLine(id.getAsLong(), path, entry.sizeBytes()));
            }
        }
        return found;
    }

    private Found firstLine(long id, Path path, long sizeBytes) throws IOException {
        try (LogFile file = files.openForReading(path)) {
            LineCursor cursor = new LineCursor(file);
            cursor.seek(0, sizeBytes);
            if (cursor.next() == LineCursor.LineRead.OTHER) {
                Matcher match = FIRST_LINE.matcher(cursor.text());
                if (match.matches()) {
                    return new Found(
                            id,
                            path,
                            sizeBytes,
                            Long.parseLong(match.group(2)),
                            Long.parseLong(match.group(3)));
                }
            }
            return new Found(id, path, sizeBytes, 0, 0);
        }
    }

    private void lines(Found found, long from, long end, boolean last) throws IOException {
        long validEnd = from;
        long damageFrom = -1;
        boolean damageEnded = true;
        try (LogFile file = files.openForReading(found.path())) {
            LineCursor cursor = new LineCursor(file);
            cursor.seek(from, end);
            LineCursor.LineRead read = cursor.next();
            while (read != LineCursor.LineRead.END) {
                if (read == LineCursor.LineRead.DAMAGED) {
                    damageFrom = damageFrom < 0 ? cursor.lineOffset() : damageFrom;
                    damageEnded = cursor.ended();
                } else {
                    boolean record = read == LineCursor.LineRead.RECORD;
                    if (damageFrom >= 0) {
                        damage(found, damageFrom, cursor.lineOffset(), record ? cursor.seq() : 0);
                        damageFrom = -1;
                    }
                    if (record) {
                        records++;
                        lastSeq = cursor.seq();
                    }
                    validEnd = cursor.offset();
                }
                read = cursor.next();
            }
        }
        if (damageFrom >= 0) {
            if (last && !damageEnded) {
                tornBytes = end - damageFrom;
            } else {
                damage(found, damageFrom, end, 0);
                validEnd = end;
            }
        }
        segments.add(new BufferSegment(found.id(), found.path(), validEnd));
    }

    private void damage(Found found, long from, long to, long beforeSeq) {
        if (damages.size() < DAMAGES_MAX) {
            damages.add(
                    new BufferDamage(
                            String.valueOf(found.path().getFileName()),
                            from,
                            to,
                            lastSeq,
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
}
