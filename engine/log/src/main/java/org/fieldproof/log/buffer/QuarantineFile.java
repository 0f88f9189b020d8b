package org.fieldproof.log.buffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// Records that a destination refuses, kept until somebody decides: lines of JSON in one file,
/// each synced before the call returns. Removing writes a line, too; once the removed outweigh
/// the rest the file is written anew. Owned by the lane's thread.
public final class QuarantineFile implements AutoCloseable {
    private static final long COMPACT_BYTES_MIN = 1 << 20;
    private static final int VERSION = 1;
    private static final Pattern FIRST_LINE = Pattern.compile("\\{\"quarantine\":(\\d+),.*");

    /// Where a line stands; several where the same seq came in twice with different bytes, as
    /// after a new epoch.
    private record Line(long offset, int bytes) {}

    private final Path path;
    private final LogFiles files;
    private final JsonLine line = new JsonLine();
    private final TreeMap<Long, List<Line>> lines = new TreeMap<>();
    private @Nullable LogFile file;
    private boolean poisoned;
    private long end;
    private long liveBytes;
    private long count;
    private int damagedLines;
    private boolean lastIsDamaged;

    private QuarantineFile(Path path, LogFiles files) {
        this.path = path;
        this.files = files;
    }

    /// Opens or makes the file; its directory must exist.
    public static QuarantineFile open(Path path, LogFiles files) throws StoreException {
        QuarantineFile quarantine = new QuarantineFile(path, files);
        try {
            if (files.exists(path)) {
                quarantine.load();
            } else {
                quarantine.begin();
            }
        } catch (IOException e) {
            quarantine.close();
            throw StoreException.of("LOG-0411", path, "Quarantine cannot be opened", e);
        } catch (StoreException newer) {
            quarantine.close();
            throw newer;
        }
        return quarantine;
    }

    /// What opening it would find, without opening, mending or making anything; also while a
    /// gateway writes there.
    public static Look look(Path path, LogFiles files) throws StoreException {
        if (!files.exists(path)) {
            return new Look(0, 0, 0);
        }
        QuarantineFile quarantine = new QuarantineFile(path, files);
        try (LogFile open = files.openForReading(path)) {
            boolean torn = quarantine.read(open, open.sizeBytes());
            // What is just being written, or was when the process ended, was promised to nobody.
            int unfinished = torn && quarantine.lastIsDamaged ? 1 : 0;
            return new Look(
                    quarantine.count, quarantine.liveBytes, quarantine.damagedLines - unfinished);
        } catch (IOException e) {
            throw StoreException.of("LOG-0411", path, "Quarantine cannot be read", e);
        }
    }

    /// What is in quarantine.
    ///
    /// @param damagedLines that do not agree with their checksum
    public record Look(long records, long bytes, int damagedLines) {}

    /// Puts a record in quarantine; synced when this returns.
    ///
    /// @param json one JSON object on one line, with the reason
    public void append(long seq, byte[] json) throws StoreException {
        append(List.of(new QuarantinedLine(seq, json)));
    }

    /// The same for several with one sync: all of them are in quarantine when this returns, none
    /// if it throws.
    public void append(List<QuarantinedLine> added) throws StoreException {
        write(added, false);
    }

    /// Puts a line in the place of all those with its seq. It says so itself, so that a crash
    /// leaves the old ones or the new one.
    public void replace(QuarantinedLine by) throws StoreException {
        write(List.of(by), true);
    }

    private void write(List<QuarantinedLine> added, boolean replacing) throws StoreException {
        int bytes = 0;
        for (QuarantinedLine each : added) {
            bytes += JsonLine.lineBytes(each.seq(), each.json().length);
            bytes += replacing ? JsonLine.REPLACING_BYTES : 0;
        }
        ByteBuffer out = ByteBuffer.allocate(bytes);
        List<Line> places = new ArrayList<>(added.size());
        for (QuarantinedLine each : added) {
            int from = out.position();
            line.write(out, each.seq(), each.json(), replacing);
            places.add(new Line(from, out.position() - from));
        }
        store(out.flip());
        long base = end - bytes;
        for (int i = 0; i < places.size(); i++) {
            long seq = added.get(i).seq();
            if (replacing) {
                forget(seq);
            }
            index(seq, base + places.get(i).offset(), places.get(i).bytes());
        }
    }

    /// What is in quarantine from a seq on, oldest first.
    public List<QuarantinedLine> list(long fromSeq, int max) throws StoreException {
        List<QuarantinedLine> found = new ArrayList<>();
        for (Map.Entry<Long, List<Line>> entry : lines.tailMap(fromSeq, true).entrySet()) {
            for (Line at : entry.getValue()) {
                if (found.size() == max) {
                    return found;
                }
                found.add(new QuarantinedLine(entry.getKey(), read(at)));
            }
        }
        return found;
    }

    /// Which seqs are in quarantine from one on, lowest first; nothing is read for it.
    public List<Long> seqs(long fromSeq, int max) {
        return lines.tailMap(fromSeq, true).keySet().stream().limit(max).toList();
    }

    /// Takes records out; returns how many were there. Synced when this returns; if it throws,
    /// all of them are still in it.
    public int remove(Collection<Long> seqs) throws StoreException {
        List<Long> present = seqs.stream().distinct().filter(lines::containsKey).toList();
        if (present.isEmpty()) {
            return 0;
        }
        int bytes = present.stream().mapToInt(JsonLine::removalBytes).sum();
        ByteBuffer out = ByteBuffer.allocate(bytes);
        for (long seq : present) {
            line.writeRemoval(out, seq);
        }
        store(out.flip());
        int removed = 0;
        for (long seq : present) {
            removed += forget(seq);
        }
        if (end > COMPACT_BYTES_MIN && liveBytes < end / 2) {
            tidy();
        }
        return removed;
    }

    public long count() {
        return count;
    }

    /// The highest seq in quarantine; 0 if it is empty.
    public long lastSeq() {
        return lines.isEmpty() ? 0 : lines.lastKey();
    }

    public long bytes() {
        return liveBytes;
    }

    /// Lines that did not agree with their checksum at open.
    public int damagedLines() {
        return damagedLines;
    }

    @Override
    public void close() {
        LogFile open = file;
        file = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException _) {
                // Every line was synced before its call returned.
            }
        }
    }

    private void begin() throws IOException {
        LogFile fresh = files.create(path);
        file = fresh;
        ByteBuffer first = firstLine();
        fresh.writeFully(first, 0);
        fresh.force();
        end = first.limit();
        directoryForced();
    }

    private ByteBuffer firstLine() {
        ByteBuffer out = ByteBuffer.allocate(64);
        line.writeOpen(out, "{\"quarantine\":" + VERSION);
        return out.flip();
    }

    private void refuseNewer(String firstLine) throws StoreException {
        Matcher match = FIRST_LINE.matcher(firstLine);
        if (match.matches() && Long.parseLong(match.group(1)) > VERSION) {
            throw new StoreException(
                    "LOG-0415",
                    path.toString(),
                    "The quarantine was written by a newer version of the gateway.",
                    "Start that version; nothing was changed.",
                    null);
        }
    }

    private void load() throws IOException, StoreException {
        LogFile open = files.open(path);
        file = open;
        long size = open.sizeBytes();
        boolean torn = read(open, size);
        end = size;
        if (torn) {
            // A line feed closes a torn line off: it stays as it is, the next one stands alone.
            open.writeFully(ByteBuffer.wrap(new byte[] {'\n'}), end++);
        }
        // What was read, and the name, may stand in the page cache only: they count from here on.
        open.force();
        directoryForced();
    }

    /// Reads every line; gives whether the last one has no end.
    private boolean read(LogFile open, long size) throws IOException, StoreException {
        LineCursor cursor = new LineCursor(open, size);
        cursor.seek(0, size);
        boolean torn = false;
        LineCursor.LineRead read = cursor.next();
        if (read == LineCursor.LineRead.OTHER) {
            refuseNewer(cursor.text());
        }
        while (read != LineCursor.LineRead.END) {
            int bytes = (int) (cursor.offset() - cursor.lineOffset());
            switch (read) {
                case RECORD -> {
                    if (cursor.replaces()) {
                        forget(cursor.seq());
                    }
                    index(cursor.seq(), cursor.lineOffset(), cursor.ended() ? bytes : bytes + 1);
                }
                case REMOVAL -> forget(cursor.seq());
                case DAMAGED -> damagedLines++;
                case OTHER, END -> {}
            }
            lastIsDamaged = read == LineCursor.LineRead.DAMAGED;
            torn = !cursor.ended();
            read = cursor.next();
        }
        return torn;
    }

    private void index(long seq, long offset, int bytes) {
        lines.computeIfAbsent(seq, _ -> new ArrayList<>(1)).add(new Line(offset, bytes));
        liveBytes += bytes;
        count++;
    }

    private int forget(long seq) {
        List<Line> gone = lines.remove(seq);
        if (gone == null) {
            return 0;
        }
        for (Line each : gone) {
            liveBytes -= each.bytes();
        }
        count -= gone.size();
        return gone.size();
    }

    /// Writes behind the last synced line. After a failed sync the whole file is written anew: it
    /// is never tried again on the same one.
    private void store(ByteBuffer bytes) throws StoreException {
        int length = bytes.remaining();
        try {
            LogFile open = file;
            if (open == null || poisoned) {
                compact();
                open = java.util.Objects.requireNonNull(file);
            }
            try {
                open.writeFully(bytes, end);
                open.force();
            } catch (IOException e) {
                poisoned = true;
                throw e;
            }
            end += length;
        } catch (IOException e) {
            throw StoreException.of("LOG-0412", path, "Quarantine cannot be written", e);
        }
    }

    private byte[] read(Line at) throws StoreException {
        byte[] bytes = new byte[at.bytes()];
        try {
            LogFile open = file;
            if (open == null) {
                throw new IOException("closed");
            }
            open.readFully(ByteBuffer.wrap(bytes), at.offset());
        } catch (IOException e) {
            throw StoreException.of("LOG-0413", path, "Quarantine cannot be read", e);
        }
        if (!line.read(bytes, 0, bytes.length - 1)) {
            throw new StoreException(
                    "LOG-0414",
                    path.toString(),
                    "A record in quarantine is damaged on the disk.",
                    "Check the disk; restore the file from a backup.",
                    null);
        }
        return line.json(bytes);
    }

    /// Only to give space back: nothing depends on it.
    private void tidy() {
        try {
            compact();
        } catch (IOException _) {
            // A later removal tries again; a file that is in doubt is written anew before the next
            // line.
        }
    }

    /// Writes what counts into a new file, synced, and puts that in the place of the old one.
    private void compact() throws IOException {
        Path fresh = freshName();
        TreeMap<Long, List<Line>> moved = new TreeMap<>();
        try (LogFile from = files.open(path)) {
            LogFile to = files.create(fresh);
            long at;
            try {
                ByteBuffer first = firstLine();
                at = first.limit();
                to.writeFully(first, 0);
                for (Map.Entry<Long, List<Line>> entry : lines.entrySet()) {
                    List<Line> movedLines = new ArrayList<>(1);
                    for (Line each : entry.getValue()) {
                        ByteBuffer bytes = ByteBuffer.allocate(each.bytes());
                        from.readFully(bytes, each.offset());
                        to.writeFully(bytes.flip(), at);
                        movedLines.add(new Line(at, each.bytes()));
                        at += each.bytes();
                    }
                    moved.put(entry.getKey(), movedLines);
                }
                to.force();
                files.rename(fresh, path);
            } catch (IOException e) {
                to.close();
                discard(fresh);
                throw e;
            }
            close();
            file = to;
            end = at;
        }
        lines.clear();
        lines.putAll(moved);
        // The new file has the name from here on. Until that is synced it is not to be trusted.
        poisoned = true;
        directoryForced();
        poisoned = false;
    }

    /// A full disk is met again and again: each attempt takes its file away with it.
    private void discard(Path fresh) {
        try {
            files.delete(fresh);
        } catch (IOException _) {
            // Renamed already, or it stays as a stray that is never read.
        }
    }

    private Path freshName() throws IOException {
        for (int attempt = 0; attempt < 1000; attempt++) {
            Path name = path.resolveSibling(path.getFileName() + "." + attempt + ".tmp");
            if (!files.exists(name)) {
                return name;
            }
        }
        throw new IOException("1000 stale .tmp files beside " + path);
    }

    private void directoryForced() throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            files.forceDirectory(parent);
        }
    }
}
