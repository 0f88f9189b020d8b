package org.fieldproof.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.log.frame.Epochs;
import org.fieldproof.log.frame.FrameCursor;
import org.fieldproof.log.frame.FrameRead;
import org.fieldproof.log.frame.SegmentHeader;
import org.fieldproof.log.frame.SeqRange;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// Reads durable records in order. Its own cursor and its own file handles; confined to one
/// thread.
///
/// A damaged place is stepped over to the next valid frame: the consumer sees the jump in the
/// seqs, and [#damaged()] names it.
public final class LogReader implements AutoCloseable {
    static final int DAMAGES_MAX = 1000;
    private static final int WINDOW_BYTES = 256 << 10;

    private final SegmentChain chain;
    private final LogFiles files;
    private final Epochs epochs;
    private final Path directory;
    private final List<SeqRange> damaged = new ArrayList<>();
    private @Nullable Segment segment;
    private @Nullable LogFile file;
    private @Nullable FrameCursor cursor;
    private long nextSeq;

    /// What should stand at the cursor's place, already read or not.
    private long expectedSeq;

    LogReader(SegmentChain chain, LogFiles files, Epochs epochs, Path directory, long fromSeq) {
        this.chain = chain;
        this.files = files;
        this.epochs = epochs;
        this.directory = directory;
        this.nextSeq = fromSeq;
    }

    /// Hands out records until about `maxBytes` of payload were delivered or nothing more is
    /// durable; returns how many. 0 means caught up.
    public int read(int maxBytes, FrameConsumer each) throws StoreException {
        int delivered = 0;
        long bytes = 0;
        try {
            while (bytes < maxBytes && advance()) {
                FrameCursor at = java.util.Objects.requireNonNull(cursor);
                long seq = at.seq();
                if (seq > nextSeq) {
                    missing(nextSeq, seq - 1);
                }
                // Counts as read before the consumer sees it: if that throws, it is not met again.
                nextSeq = seq + 1;
                bytes += at.payloadBytes();
                delivered++;
                each.frame(seq, at.payload());
            }
        } catch (IOException e) {
            throw StoreException.of("LOG-0201", where(), "Log cannot be read", e);
        }
        return delivered;
    }

    /// The seq that comes next.
    public long nextSeq() {
        return nextSeq;
    }

    /// Seqs that this reader had to step over because their bytes are damaged.
    public List<SeqRange> damaged() {
        return List.copyOf(damaged);
    }

    @Override
    public void close() {
        leave();
    }

    /// Steps to the next record that counts; false if caught up.
    private boolean advance() throws IOException, StoreException {
        while (true) {
            Segment here = segment;
            if (here == null) {
                if (!enter()) {
                    return false;
                }
                continue;
            }
            // Order matters: sealed first, then the end, or the last frames could be missed.
            boolean sealed = here.sealed();
            long end = here.durableEnd();
            FrameCursor at = java.util.Objects.requireNonNull(cursor);
            if (at.offset() < end) {
                at.limit(end);
                if (step(at, here, end)) {
                    return true;
                }
            }
            if (!sealed) {
                return false;
            }
            Segment next = chain.after(here);
            if (next == null) {
                return false;
            }
            leave();
            open(next);
        }
    }

    /// Steps within the segment; false at its end.
    private boolean step(FrameCursor at, Segment here, long end) throws IOException {
        boolean stepped = false;
        while (true) {
            long from = at.offset();
            FrameRead read = at.next();
            // A frame ahead of its turn where nothing is damaged is a copy from another place.
            boolean misplaced = at.isRecord() && at.seq() > expectedSeq && !stepped;
            if (read == FrameRead.VALID && !misplaced) {
                if (at.isRecord()) {
                    expectedSeq = at.seq() + 1;
                    stepped = false;
                }
                if (!at.isRecord() || at.seq() < nextSeq) {
                    continue;
                }
                if (at.seq() <= here.lastSeq()) {
                    return true;
                }
                at.seek(end, end);
                return false;
            }
            if (from >= end) {
                return false;
            }
            stepped = true;
            if (!at.resync(from + 1, expectedSeq, here.lastSeq())) {
                at.seek(end, end);
                return false;
            }
        }
    }

    private boolean enter() throws IOException, StoreException {
        Segment start = chain.holding(nextSeq);
        if (start == null) {
            Segment first = chain.first();
            if (first == null) {
                return false;
            }
            throw gone(directory, nextSeq, first.firstSeq());
        }
        open(start);
        return true;
    }

    private void open(Segment target) throws IOException {
        LogFile opened = files.openForReading(target.path());
        file = opened;
        segment = target;
        expectedSeq = target.firstSeq();
        int salt = epochs.saltOf(target.firstSeq());
        FrameCursor at = cursor;
        if (at == null) {
            at = new FrameCursor(opened, salt, WINDOW_BYTES);
            cursor = at;
        } else {
            at.file(opened, salt);
        }
        at.seek(SegmentHeader.REGION_BYTES, SegmentHeader.REGION_BYTES);
    }

    private void leave() {
        LogFile opened = file;
        file = null;
        segment = null;
        if (opened != null) {
            try {
                opened.close();
            } catch (IOException _) {
                // It was only read.
            }
        }
    }

    private void missing(long from, long to) {
        if (damaged.size() < DAMAGES_MAX) {
            damaged.add(new SeqRange(from, to));
        }
    }

    private Object where() {
        Segment here = segment;
        return here == null ? directory : here.path();
    }

    static StoreException gone(Path directory, long seq, long firstSeq) {
        return new StoreException(
                "LOG-0202",
                directory.toString(),
                "Seq " + seq + " is no longer in the log; the oldest is " + firstSeq + ".",
                "Read from the oldest one; hold segments that are still needed.",
                null);
    }
}
