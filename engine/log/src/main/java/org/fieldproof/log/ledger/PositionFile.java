package org.fieldproof.log.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
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
/// | 4 | 2 | version, now 1 |
/// | 6 | 2 | how many values, n |
/// | 8 | 8 | generation: the higher one counts; even in the first slot, odd in the second |
/// | 16 | 8 each | the values |
/// | 16 + 8n | 4 | CRC32C of everything before |
///
/// Magic, version, n and the checksum's place are the same in every version to come, so that an
/// older program can tell a newer file from a damaged one and leaves it alone.
public final class PositionFile implements AutoCloseable {
    private static final int MAGIC = 0x4650_5053;
    private static final int VERSION = 1;
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
    private boolean onlyLooks;

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
                positions.refuseNewer();
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

    /// The file as it stands, without writing, syncing or making anything; it cannot be written.
    public static PositionFile look(Path path, int valueCount, LogFiles files) throws IOException {
        PositionFile look = new PositionFile(path, valueCount, files);
        look.onlyLooks = true;
        if (files.exists(path)) {
            try (LogFile open = files.openForReading(path)) {
                look.found = foundWith(look.readSlots(open));
            }
        }
        return look;
    }

    /// The values of such a look; empty if there is no whole slot.
    public static Optional<long[]> peek(Path path, int valueCount, LogFiles files)
            throws IOException {
        PositionFile look = look(path, valueCount, files);
        return look.found == Found.FRESH || look.found == Found.LOST
                ? Optional.empty()
                : Optional.of(look.values);
    }

    private static Found foundWith(int wholeSlots) {
        return switch (wholeSlots) {
            case 0 -> Found.LOST;
            case 1 -> Found.ONE_SLOT;
            default -> Found.INTACT;
        };
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
        if (onlyLooks) {
            throw new IllegalStateException("LOG-9: " + path + " is only looked at");
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

    /// Looks before anything is written: a file whose slots are whole and newer is not ours.
    private void refuseNewer() throws IOException, StoreException {
        try (LogFile look = files.openForReading(path)) {
            for (int index = 0; index < 2; index++) {
                ByteBuffer region = ByteBuffer.allocate(SLOT_BYTES);
                look.readFully(region, (long) SLOT_BYTES * index);
                if (newer(region.flip())) {
                    throw new StoreException(
                            "LOG-0503",
                            path.toString(),
                            "The position was written by a newer version of the gateway.",
                            "Start that version; nothing was changed.",
                            null);
                }
            }
        }
    }

    private static boolean newer(ByteBuffer region) {
        if (region.limit() < 8 || region.getInt(0) != MAGIC) {
            return false;
        }
        int crcAt = 16 + 8 * Short.toUnsignedInt(region.getShort(6));
        if (Short.toUnsignedInt(region.getShort(4)) <= VERSION || crcAt + 4 > region.limit()) {
            return false;
        }
        CRC32C crc = new CRC32C();
        crc.update(region.slice(0, crcAt));
        return region.getInt(crcAt) == (int) crc.getValue();
    }

    private void load() throws IOException {
        LogFile open = files.open(path);
        file = open;
        found = foundWith(readSlots(open));
        if (found == Found.LOST) {
            closeQuietly();
            replace();
            return;
        }
        // What was read, and the name, may stand in the page cache only: they count from here on.
        open.force();
        files.forceDirectory(directory());
    }

    /// Takes the values of the whole slot with the higher generation; returns how many are whole.
    private int readSlots(LogFile open) throws IOException {
        int whole = 0;
        long best = -1;
        for (int index = 0; index < 2; index++) {
            slot.clear();
            open.readFully(slot, (long) SLOT_BYTES * index);
            if (slot.hasRemaining() || !slotIsWhole()) {
                continue;
            }
            long slotGeneration = slot.getLong(8);
            if (slotGeneration % 2 != index) {
                // A copy of the other slot.
                continue;
            }
            whole++;
            if (slotGeneration > best) {
                best = slotGeneration;
                for (int i = 0; i < values.length; i++) {
                    values[i] = slot.getLong(16 + 8 * i);
                }
            }
        }
        generation = Math.max(0, best);
        return whole;
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
        slot.putInt(MAGIC).putShort((short) VERSION).putShort((short) values.length);
        slot.putLong(generation);
        for (long value : values) {
            slot.putLong(value);
        }
        slot.putInt(checksum());
        return slot.flip();
    }

    private boolean slotIsWhole() {
        return slot.getInt(0) == MAGIC
                && slot.getShort(4) == VERSION
                && slot.getShort(6) == values.length
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
