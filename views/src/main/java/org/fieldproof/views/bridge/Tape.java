package org.fieldproof.views.bridge;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Rows of pieces, one a second at most, the last hour of them, in a bounded number of bytes. A
/// row is kept as what differs from the one before it, in stretches of a minute that can be read
/// for themselves. Who writes more than the bytes allow is asked to leave seconds out; if he does
/// not, the oldest minutes go. FX thread.
final class Tape {

    static final int SECONDS_MAX = 3600;

    /// Rows that cost more than usual, such as the first of a stretch, are paid off within this.
    private static final int CREDIT_SECONDS = 60;

    private final long bytesMax;
    private final long bytesPerSecond;
    private final Deque<TapeStretch> stretches = new ArrayDeque<>();
    private long credit;
    private long creditSecond = Long.MIN_VALUE;
    private TapeStretch.@Nullable Reader reader;

    Tape(long bytesMax) {
        this.bytesMax = bytesMax;
        bytesPerSecond = bytesMax / SECONDS_MAX;
        credit = bytesPerSecond * CREDIT_SECONDS;
    }

    /// Whether a row may be written now; otherwise the second is to be left out.
    boolean affords(long second) {
        if (creditSecond == Long.MIN_VALUE || second < creditSecond) {
            creditSecond = second;
        }
        long earned = Math.min(CREDIT_SECONDS, second - creditSecond) * bytesPerSecond;
        credit = Math.min(bytesPerSecond * CREDIT_SECONDS, credit + earned);
        creditSecond = second;
        return credit >= 0;
    }

    /// Writes a row. What was written of this second and of later ones goes: a clock that was set
    /// back has them before it once more.
    void add(long second, Consumer<RecordCodec.Out> row) {
        cut(second);
        if (stretches.isEmpty() || !stretches.getLast().isOpen()) {
            stretches.addLast(new TapeStretch());
        }
        try {
            credit -= stretches.getLast().add(second, row);
        } catch (RuntimeException broken) {
            if (stretches.getLast().isEmpty()) {
                stretches.removeLast();
            }
            throw broken;
        }
        Iterator<TapeStretch> oldest = stretches.iterator();
        long bytes = bytes();
        while (oldest.hasNext()) {
            TapeStretch old = oldest.next();
            boolean past = old.last() <= second - SECONDS_MAX;
            if (!past && (bytes <= bytesMax || !oldest.hasNext())) {
                break;
            }
            bytes -= old.bytes();
            old.close();
            oldest.remove();
        }
    }

    /// A second that was seen and left out: the row before it stands for it, but not beyond a time
    /// that was not seen.
    ///
    /// @return whether it does; otherwise it takes a row of its own
    boolean leaveOut(long second) {
        cut(second);
        boolean next = !stretches.isEmpty() && stretches.getLast().last() == second - 1;
        if (next) {
            stretches.getLast().reach(second);
        }
        return next;
    }

    /// Nothing is written any more.
    void close() {
        if (!stretches.isEmpty()) {
            stretches.getLast().close();
        }
    }

    /// Forgets a second and later ones.
    void cut(long second) {
        while (!stretches.isEmpty() && stretches.getLast().first() >= second) {
            stretches.removeLast().close();
            reader = null;
        }
        if (!stretches.isEmpty() && stretches.getLast().last() >= second) {
            stretches.getLast().cut(second);
            reader = null;
        }
    }

    /// The second of the row that tells of a second; -1 if none does.
    long of(long second) {
        return stretch(second).map(found -> found.secondOf(second)).orElse(-1L);
    }

    /// The row that tells of a second.
    Optional<RecordCodec.In> at(long second) {
        TapeStretch found = stretch(second).orElse(null);
        if (found == null || found.secondOf(second) < 0) {
            return Optional.empty();
        }
        TapeStretch.Reader present = reader;
        if (present == null || !present.isOf(found)) {
            present = found.read();
            reader = present;
        }
        return Optional.of(present.row(second));
    }

    private Optional<TapeStretch> stretch(long second) {
        Iterator<TapeStretch> newest = stretches.descendingIterator();
        while (newest.hasNext()) {
            TapeStretch each = newest.next();
            if (each.first() <= second) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /// The oldest second; -1 if there is none.
    long first() {
        return stretches.isEmpty() ? -1 : stretches.getFirst().first();
    }

    /// The newest second; -1 if there is none.
    long last() {
        return stretches.isEmpty() ? -1 : stretches.getLast().last();
    }

    /// What it takes of memory, beside what the newest minute needs to be written and the one that
    /// is looked at to be read.
    long bytes() {
        return stretches.stream().mapToLong(TapeStretch::bytes).sum();
    }
}
