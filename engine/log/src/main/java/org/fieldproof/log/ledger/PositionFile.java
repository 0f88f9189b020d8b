package org.fieldproof.log.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// A few numbers that must survive anything, such as how far a lane has come (LOG-9). Two slots,
/// 4096 bytes apart, written in turn: a torn write leaves the other slot. Confined to one thread.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 4 | magic `FPPS` |
/// | 4 | 4 | how many values |
/// | 8 | 8 | generation, the higher one counts |
/// | 16 | 8 each | the values |
/// | behind | 4 | CRC32C of everything before |
public final class PositionFile implements AutoCloseable {
    private static final int MAGIC = 0x4650_5053;
    private static final int SLOT_BYTES = 4096;
    private static final int VALUES_MAX = (SLOT_BYTES - 20) / 8;

    /// What was found at open.
    public enum Found {
        /// There was no file; all values are 0.
        FRESH,
        /// The last write is there.
        INTACT,
        /// One slot was damaged: the values are those of the last or the last but one write.
        ONE_SLOT,
        /// Both slots were damaged; all values are 0 and what was known is lost.
        LOST
    }

    private final Path path;
    private final LogFiles files;
    private final long[] values;
    private final ByteBuffer slot;
    private @Nullable LogFile file;
    private Found found = Found.FRESH;
    private long generation;

    private PositionFile(Path path, int valueCount, LogFiles files) {
        this.path = path;
        this.files = files;
        this.values = new long[valueCount];
        this.slot = ByteBuffer.allocateDirect(20 + 8 * valueCount);
    }

    /// Opens or makes the file; its directory must exist.
    public static PositionFile open(Path path, int valueCount, LogFiles files)
            throws StoreException {
        if (valueCount < 1 || valueCount > VALUES_MAX) {
            throw new IllegalArgumentException(
                    "valueCount: " + valueCount + " (expected: 1.." + VALUES_MAX + ")");
        }
        PositionFile positions = new PositionFile(path, valueCount, files);
        try {
            if (files.exists(path)) {
                positions.load();
            } else {
                positions.replace();
            }
        } catch (IOException e) {
            positions.closeQuietly();
            throw StoreException.of("LOG-0501", path, "Position file cannot be opened", e);
        }
        return positions;
    }

    public Found found() {
        return found;
    }

    /// The values of the last successful write; a copy.
    public long[] read() {
        return values.clone();
    }

    public long value(int index) {
        return values[index];
    }

    /// The values are on the disk when this returns. After a failure the old values count, and
    /// the next write goes to a new file: a failed sync is never tried again on the same one.
    public void write(long... newValues) throws StoreException {
        if (newValues.length != values.length) {
            throw new IllegalArgumentException(
                    "values: " + newValues.length + " (expected: " + values.length + ")");
        }
        long[] before = values.clone();
        System.arraycopy(newValues, 0, values, 0, values.length);
        generation++;
        try {
            LogFile open = file;
            if (open == null) {
                replace();
            } else {
                open.writeFully(encoded(), SLOT_BYTES * (generation % 2));
                open.force();
            }
        } catch (IOException e) {
            System.arraycopy(before, 0, values, 0, values.length);
            closeQuietly();
            throw StoreException.of("LOG-0502", path, "Position cannot be written", e);
        }
    }

    @Override
    public void close() {
        closeQuietly();
    }

    private void load() throws IOException {
        LogFile open = files.open(path);
        file = open;
        int whole = 0;
        long best = -1;
        long[] bestValues = new long[values.length];
        for (int index = 0; index < 2; index++) {
            slot.clear();
            open.readFully(slot, (long) SLOT_BYTES * index);
            if (slot.hasRemaining() || !slotIsWhole()) {
                continue;
            }
            whole++;
            long slotGeneration = slot.getLong(8);
            if (slotGeneration > best) {
                best = slotGeneration;
                for (int i = 0; i < values.length; i++) {
                    bestValues[i] = slot.getLong(16 + 8 * i);
                }
            }
        }
        if (whole == 0) {
            found = Found.LOST;
            closeQuietly();
            replace();
            return;
        }
        found = whole == 2 ? Found.INTACT : Found.ONE_SLOT;
        generation = best;
        System.arraycopy(bestValues, 0, values, 0, values.length);
        // What was read, and the name, may stand in the page cache only: they count from here on.
        open.force();
        files.forceDirectory(directory());
    }

    /// Writes both slots into a new file and puts it in the place of the old one.
    private void replace() throws IOException {
        Path fresh = freshName();
        LogFile open = files.create(fresh);
        try {
            open.writeFully(encoded(), SLOT_BYTES * (generation % 2));
            generation++;
            open.writeFully(encoded(), SLOT_BYTES * (generation % 2));
            open.force();
            files.rename(fresh, path);
            files.forceDirectory(directory());
        } catch (IOException e) {
            open.close();
            discard(fresh);
            throw e;
        }
        file = open;
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

    private Path directory() {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalStateException("no directory: " + path);
        }
        return parent;
    }

    private ByteBuffer encoded() {
        slot.clear();
        slot.putInt(MAGIC).putInt(values.length).putLong(generation);
        for (long value : values) {
            slot.putLong(value);
        }
        slot.putInt(checksum());
        return slot.flip();
    }

    private boolean slotIsWhole() {
        return slot.getInt(0) == MAGIC
                && slot.getInt(4) == values.length
                && slot.getInt(slot.capacity() - 4) == checksum();
    }

    private int checksum() {
        CRC32C crc = new CRC32C();
        crc.update(slot.slice(0, slot.capacity() - 4));
        return (int) crc.getValue();
    }

    private void closeQuietly() {
        LogFile open = file;
        file = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException _) {
                // Everything that counts was synced before; a close can lose nothing.
            }
        }
    }

    @Override
    public String toString() {
        return path.getFileName() + Arrays.toString(values);
    }
}
