package org.fieldproof.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.fieldproof.log.io.DirectoryEntry;
import org.fieldproof.log.io.FileMark;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.LogFiles;
import org.jspecify.annotations.Nullable;

/// A disk in memory that fails where a test wants it. Two planes: *live* is what the process
/// sees, *durable* is what is on the disk. A sync promotes a file's bytes, a directory's sync
/// promotes its names; a power cut drops, keeps or tears the rest. Any thread.
///
/// Faults hit the Nth operation that changes something (writing, syncing, making, renaming,
/// deleting, cutting), so that a loop over N meets every place once.
public final class FaultyFiles implements LogFiles {

    private sealed interface NameChange {
        record Put(Path path, FaultyInode inode) implements NameChange {}

        record Remove(Path path) implements NameChange {}

        record Rename(Path from, Path to, FaultyInode inode) implements NameChange {}
    }

    private final Object lock = new Object();
    private final Map<Path, FaultyInode> live = new TreeMap<>();
    private final Map<Path, FaultyInode> durable = new TreeMap<>();
    private List<NameChange> unsynced = new ArrayList<>();
    private long machine = 1;
    private long nextNumber = 1;
    private long operations;
    private long capacityBytes = Long.MAX_VALUE;
    private @Nullable Fault fault;
    private long faultAt = Long.MAX_VALUE;
    private boolean sticky;
    private boolean fired;
    private boolean cut;

    /// Lets the Nth changing operation from now on (1 is the next) fail.
    ///
    /// @param staying whether all later ones fail, too, until [#heal()]
    public void failAt(long n, Fault kind, boolean staying) {
        synchronized (lock) {
            operations = 0;
            fault = kind;
            faultAt = n;
            sticky = staying;
            fired = false;
        }
    }

    /// No more faults. Does not undo a power cut.
    public void heal() {
        synchronized (lock) {
            fault = null;
            faultAt = Long.MAX_VALUE;
            capacityBytes = Long.MAX_VALUE;
        }
    }

    /// Whether the planned fault has happened.
    public boolean fired() {
        synchronized (lock) {
            return fired;
        }
    }

    /// Changing operations since [#failAt] or the beginning.
    public long operations() {
        synchronized (lock) {
            return operations;
        }
    }

    /// The disk holds so many bytes and no more.
    public void capacity(long bytes) {
        synchronized (lock) {
            capacityBytes = bytes;
        }
    }

    /// The power goes now.
    public void cutPower() {
        synchronized (lock) {
            cut = true;
        }
    }

    /// The process is killed and another one starts: it sees everything that was written, and
    /// what was not synced still is not. Files opened before are dead.
    public FaultyFiles restartProcess() {
        synchronized (lock) {
            cut = true;
            FaultyFiles after = sameDisk();
            after.live.putAll(live);
            after.durable.putAll(durable);
            after.unsynced = unsynced;
            return after;
        }
    }

    /// The power comes back: what the disk kept is all there is. Files opened before are dead.
    public FaultyFiles restart(CutOutcome outcome, SplittableRandom random) {
        synchronized (lock) {
            FaultyFiles after = sameDisk();
            for (NameChange change : unsynced) {
                boolean kept =
                        switch (outcome) {
                            case LOSE_ALL -> false;
                            case KEEP_ALL, ZERO_CONTENTS -> true;
                            case SCATTER -> random.nextBoolean();
                        };
                if (kept) {
                    apply(change, durable);
                }
            }
            for (FaultyInode inode : durable.values()) {
                inode.cut(outcome, random);
            }
            after.live.putAll(durable);
            after.durable.putAll(durable);
            cut = true;
            return after;
        }
    }

    /// The same disk, bit by bit, everything synced: nothing in it tells that it is another one.
    public FaultyFiles copy() {
        return copy(FaultyInode::number);
    }

    /// The same files as a program makes them that copies or puts back: with numbers of their own.
    public FaultyFiles putBack() {
        return copy(_ -> nextNumber++);
    }

    private FaultyFiles copy(ToLongFunction<FaultyInode> numbers) {
        synchronized (lock) {
            FaultyFiles copy = sameDisk();
            for (Map.Entry<Path, FaultyInode> each : live.entrySet()) {
                FaultyInode old = each.getValue();
                FaultyInode inode = old.copy(numbers.applyAsLong(old));
                copy.live.put(each.getKey(), inode);
                copy.durable.put(each.getKey(), inode);
            }
            copy.nextNumber = nextNumber;
            return copy;
        }
    }

    private FaultyFiles sameDisk() {
        FaultyFiles same = new FaultyFiles();
        same.machine = machine;
        same.nextNumber = nextNumber;
        return same;
    }

    /// The disk is built into another machine.
    public void moveTo(long newMachine) {
        synchronized (lock) {
            machine = newMachine;
        }
    }

    /// Changes a file's bytes on the disk, as a dying disk does.
    public void damage(Path path, UnaryOperator<byte[]> how) {
        synchronized (lock) {
            FaultyInode inode = live.get(key(path));
            if (inode == null) {
                throw new IllegalArgumentException("no such file: " + path);
            }
            inode.damage(how);
        }
    }

    /// Removes a file on both planes, as a person would.
    public void lose(Path path) {
        synchronized (lock) {
            live.remove(key(path));
            durable.remove(key(path));
        }
    }

    @Override
    public LogFile create(Path path) throws IOException {
        synchronized (lock) {
            change(null, 0);
            Path key = key(path);
            if (live.containsKey(key)) {
                throw new FileAlreadyExistsException(path.toString());
            }
            FaultyInode inode = new FaultyInode(nextNumber++);
            live.put(key, inode);
            unsynced.add(new NameChange.Put(key, inode));
            return new Handle(inode);
        }
    }

    @Override
    public LogFile open(Path path) throws IOException {
        synchronized (lock) {
            powered();
            FaultyInode inode = live.get(key(path));
            if (inode == null) {
                throw new NoSuchFileException(path.toString());
            }
            return new Handle(inode);
        }
    }

    @Override
    public LogFile openForReading(Path path) throws IOException {
        return open(path);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        synchronized (lock) {
            change(null, 0);
            FaultyInode inode = live.remove(key(from));
            if (inode == null) {
                throw new NoSuchFileException(from.toString());
            }
            live.put(key(to), inode);
            unsynced.add(new NameChange.Rename(key(from), key(to), inode));
        }
    }

    @Override
    public void delete(Path path) throws IOException {
        synchronized (lock) {
            change(null, 0);
            if (live.remove(key(path)) == null) {
                throw new NoSuchFileException(path.toString());
            }
            unsynced.add(new NameChange.Remove(key(path)));
        }
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        synchronized (lock) {
            powered();
        }
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        synchronized (lock) {
            change(null, 0);
            List<NameChange> elsewhere = new ArrayList<>();
            for (NameChange change : unsynced) {
                if (parentOf(change).equals(key(directory))) {
                    apply(change, durable);
                } else {
                    elsewhere.add(change);
                }
            }
            unsynced = elsewhere;
        }
    }

    @Override
    public boolean exists(Path path) {
        synchronized (lock) {
            return live.containsKey(key(path));
        }
    }

    @Override
    public List<DirectoryEntry> list(Path directory) throws IOException {
        synchronized (lock) {
            powered();
            List<DirectoryEntry> entries = new ArrayList<>();
            for (Map.Entry<Path, FaultyInode> each : live.entrySet()) {
                if (key(directory).equals(each.getKey().getParent())) {
                    entries.add(
                            new DirectoryEntry(
                                    String.valueOf(each.getKey().getFileName()),
                                    each.getValue().sizeBytes(),
                                    true));
                }
            }
            return entries;
        }
    }

    @Override
    public FileMark mark(Path path) throws IOException {
        synchronized (lock) {
            powered();
            FaultyInode inode = live.get(key(path));
            if (inode == null) {
                throw new NoSuchFileException(path.toString());
            }
            return new FileMark(inode.number(), inode.number());
        }
    }

    @Override
    public long[] hostMarks() {
        synchronized (lock) {
            return new long[] {machine, 0, 0};
        }
    }

    private static void apply(NameChange change, Map<Path, FaultyInode> names) {
        switch (change) {
            case NameChange.Put put -> names.put(put.path(), put.inode());
            case NameChange.Remove remove -> names.remove(remove.path());
            case NameChange.Rename rename -> {
                names.remove(rename.from());
                names.put(rename.to(), rename.inode());
            }
        }
    }

    private static Path parentOf(NameChange change) {
        Path path =
                switch (change) {
                    case NameChange.Put put -> put.path();
                    case NameChange.Remove remove -> remove.path();
                    case NameChange.Rename rename -> rename.to();
                };
        return java.util.Objects.requireNonNull(path.getParent());
    }

    private static Path key(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private void powered() throws IOException {
        if (cut) {
            throw new IOException("the power is cut");
        }
    }

    /// Counts a changing operation and fails it if that is planned. Returns how many of the bytes
    /// offered the disk takes.
    private int change(@Nullable FaultyInode syncing, int offered) throws IOException {
        powered();
        operations++;
        boolean now = operations == faultAt || (sticky && operations > faultAt);
        Fault kind = fault;
        if (!now || kind == null) {
            return offered;
        }
        fired = true;
        switch (kind) {
            case POWER_CUT -> {
                cut = true;
                powered();
            }
            case EIO -> {
                if (syncing != null) {
                    syncing.forceFailed();
                }
                throw new IOException("Input/output error");
            }
            case ENOSPC -> {
                if (offered > 1 && operations == faultAt) {
                    // First a short count, then the error: that is how a full disk shows.
                    faultAt++;
                    return offered / 2;
                }
                throw new IOException("No space left on device");
            }
            case SHORT_WRITE -> {
                return Math.max(1, offered / 2);
            }
        }
        return offered;
    }

    private long usedBytes() {
        long used = 0;
        for (FaultyInode inode : live.values()) {
            used += inode.sizeBytes();
        }
        return used;
    }

    private final class Handle implements LogFile {
        private final FaultyInode inode;

        Handle(FaultyInode inode) {
            this.inode = inode;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            synchronized (lock) {
                int count = change(null, source.remaining());
                long growth = position + count - Math.max(position, inode.sizeBytes());
                if (capacityBytes < Long.MAX_VALUE && growth > 0) {
                    long room = capacityBytes - usedBytes();
                    if (room <= 0) {
                        throw new IOException("No space left on device");
                    }
                    count -= (int) Math.max(0, growth - room);
                }
                inode.write(source, count, position);
                return count;
            }
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            synchronized (lock) {
                powered();
                return inode.read(target, position);
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (lock) {
                change(inode, 0);
                inode.force();
            }
        }

        @Override
        public void truncate(long sizeBytes) throws IOException {
            synchronized (lock) {
                change(null, 0);
                inode.truncate(sizeBytes);
            }
        }

        @Override
        public long sizeBytes() throws IOException {
            synchronized (lock) {
                powered();
                return inode.sizeBytes();
            }
        }

        @Override
        public void close() {
            // Closing syncs nothing.
        }
    }
}
