package org.fieldproof.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// A file's bytes on two planes: what the running process sees, and what is on the disk. Guarded
/// by the lock of the [FaultyFiles] it belongs to.
final class FaultyInode {
    private static final int SECTOR_BYTES = 512;

    private sealed interface Change {
        @SuppressWarnings("ArrayRecordComponent") // nobody compares changes
        record Write(long offset, byte[] bytes) implements Change {}

        record Truncate(long sizeBytes) implements Change {}
    }

    private final long number;
    private final Plane live = new Plane();
    private final Plane durable = new Plane();
    private List<Change> unsynced = new ArrayList<>();

    /// @param number of the file on its disk, and the moment at which it was made
    FaultyInode(long number) {
        this.number = number;
    }

    long number() {
        return number;
    }

    long sizeBytes() {
        return live.size;
    }

    /// Bytes that were changed and not synced.
    boolean dirty() {
        return !unsynced.isEmpty();
    }

    void write(ByteBuffer source, int count, long offset) {
        byte[] bytes = new byte[count];
        source.get(bytes);
        live.write(offset, bytes, 0, count);
        unsynced.add(new Change.Write(offset, bytes));
    }

    int read(ByteBuffer target, long offset) {
        if (offset >= live.size) {
            return -1;
        }
        int count = (int) Math.min(target.remaining(), live.size - offset);
        target.put(live.bytes, (int) offset, count);
        return count;
    }

    void truncate(long sizeBytes) {
        if (sizeBytes < live.size) {
            live.truncate(sizeBytes);
            unsynced.add(new Change.Truncate(sizeBytes));
        }
    }

    void force() {
        for (Change change : unsynced) {
            durable.apply(change);
        }
        unsynced = new ArrayList<>();
    }

    /// A failed sync: the system forgets that these bytes were to be written, a second sync will
    /// succeed without them, and they are still seen by readers.
    void forceFailed() {
        unsynced = new ArrayList<>();
    }

    /// After a power cut both planes are what the disk kept.
    void cut(CutOutcome outcome, SplittableRandom random) {
        for (Change change : unsynced) {
            switch (outcome) {
                case LOSE_ALL -> {}
                case KEEP_ALL -> durable.apply(change);
                case ZERO_CONTENTS -> sizeOnly(change);
                case SCATTER -> scatter(change, random);
            }
        }
        unsynced = new ArrayList<>();
        live.copy(durable);
    }

    private void sizeOnly(Change change) {
        if (change instanceof Change.Write write) {
            durable.grow(write.offset() + write.bytes().length);
        }
    }

    private void scatter(Change change, SplittableRandom random) {
        switch (change) {
            case Change.Truncate truncate -> {
                if (random.nextBoolean()) {
                    durable.apply(truncate);
                }
            }
            case Change.Write write -> {
                boolean sized = random.nextBoolean();
                if (sized) {
                    durable.grow(write.offset() + write.bytes().length);
                }
                int at = 0;
                while (at < write.bytes().length) {
                    long offset = write.offset() + at;
                    int toSectorEnd = (int) (SECTOR_BYTES - offset % SECTOR_BYTES);
                    int count = Math.min(toSectorEnd, write.bytes().length - at);
                    if (random.nextBoolean()) {
                        durable.write(offset, write.bytes(), at, count);
                    }
                    at += count;
                }
            }
        }
    }

    /// The live bytes as a file of its own, synced.
    FaultyInode copy(long newNumber) {
        FaultyInode copy = new FaultyInode(newNumber);
        copy.live.copy(live);
        copy.durable.copy(live);
        return copy;
    }

    /// Damages both planes at once, as a failing disk does behind everyone's back.
    void damage(java.util.function.UnaryOperator<byte[]> how) {
        byte[] bytes = how.apply(Arrays.copyOf(live.bytes, (int) live.size));
        live.set(bytes);
        durable.set(bytes);
        unsynced = new ArrayList<>();
    }

    private static final class Plane {
        private byte[] bytes = new byte[0];
        private long size;

        void apply(Change change) {
            switch (change) {
                case Change.Write write ->
                        write(write.offset(), write.bytes(), 0, write.bytes().length);
                case Change.Truncate truncate -> truncate(truncate.sizeBytes());
            }
        }

        void write(long offset, byte[] source, int from, int count) {
            grow(offset + count);
            System.arraycopy(source, from, bytes, (int) offset, count);
        }

        void grow(long newSize) {
            if (newSize > bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.max(newSize, bytes.length * 2L));
            }
            size = Math.max(size, newSize);
        }

        void truncate(long newSize) {
            if (newSize < size) {
                Arrays.fill(bytes, (int) newSize, (int) size, (byte) 0);
                size = newSize;
            }
        }

        void copy(Plane other) {
            bytes = Arrays.copyOf(other.bytes, (int) other.size);
            size = other.size;
        }

        void set(byte[] newBytes) {
            bytes = newBytes.clone();
            size = newBytes.length;
        }
    }
}
