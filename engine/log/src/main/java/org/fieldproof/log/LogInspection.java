package org.fieldproof.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fieldproof.log.frame.Epochs;
import org.fieldproof.log.frame.FrameCursor;
import org.fieldproof.log.frame.FrameRead;
import org.fieldproof.log.frame.SegmentHeader;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.log.ledger.PositionFile;
import org.fieldproof.log.recovery.ByteRange;
import org.fieldproof.log.recovery.DirectoryScan;
import org.fieldproof.log.recovery.LogRecovery;
import org.fieldproof.log.recovery.RecoveryAction;
import org.fieldproof.log.recovery.SegmentScan;

/// Looks into a log directory without opening it for writing and without a lock, also while a
/// gateway writes there: then the end that is just being written shows as an unfinished tail.
public final class LogInspection {
    private static final int WINDOW_BYTES = 1 << 20;

    private final Path directory;
    private final LogFiles files;
    private final Epochs epochs;
    private final DirectoryScan scan;
    private final List<RecoveryAction> plan;

    private LogInspection(Path directory, LogFiles files, Epochs epochs, DirectoryScan scan) {
        this.directory = directory;
        this.files = files;
        this.epochs = epochs;
        this.scan = scan;
        this.plan = LogRecovery.plan(scan.segments());
    }

    /// Reads the whole directory and checks every frame.
    public static LogInspection of(Path directory, LogFiles files) throws StoreException {
        try {
            Optional<UUID> ofSegments =
                    DirectoryScan.epochOf(DirectoryScan.headers(files, directory));
            if (ofSegments.isEmpty()) {
                throw new StoreException(
                        "LOG-0303",
                        directory.toString(),
                        "There is no log in this directory.",
                        "Name the log directory inside a data directory.",
                        null);
            }
            // These files say which log this is: the newest segment may be another one's.
            Optional<Epochs> told = Lineage.peek(files, directory);
            Epochs epochs =
                    told.isPresent()
                            ? told.get()
                            : Epochs.only(recorded(files, directory).orElse(ofSegments.get()));
            return new LogInspection(
                    directory, files, epochs, OpenedLog.scan(files, directory, epochs));
        } catch (IOException e) {
            throw StoreException.of("LOG-0301", directory, "Log cannot be read", e);
        }
    }

    private static Optional<UUID> recorded(LogFiles files, Path directory) throws IOException {
        return PositionFile.peek(directory.resolve(OpenedLog.EPOCH_FILE), 2, files)
                .filter(values -> values[0] != 0)
                .map(values -> new UUID(values[0], values[1]));
    }

    /// The one that new records get.
    public UUID epoch() {
        return epochs.current();
    }

    /// Which epoch each record is of.
    public Epochs epochs() {
        return epochs;
    }

    /// Each segment file as found.
    public List<SegmentScan> segments() {
        return scan.segments();
    }

    /// Records that are missing, by seq.
    public List<RecoveryAction.ReportGap> gaps() {
        return only(RecoveryAction.ReportGap.class);
    }

    /// Files that are not ours or not readable.
    public List<RecoveryAction.Leave> strays() {
        List<RecoveryAction.Leave> strays = new ArrayList<>(scan.strays());
        strays.addAll(only(RecoveryAction.Leave.class));
        return strays;
    }

    /// Bytes behind the last whole frame: what was being written when the log was looked at, or
    /// when it stopped. Not damage: nobody was told that they were accepted.
    public long tailBytes() {
        return only(RecoveryAction.CutTail.class).stream()
                .map(RecoveryAction.CutTail::bytes)
                .mapToLong(ByteRange::sizeBytes)
                .sum();
    }

    public long records() {
        long records = 0;
        for (RecoveryAction.Keep keep : kept()) {
            records += keep.lastSeq() - keep.firstSeq() + 1;
        }
        for (RecoveryAction.ReportGap gap : gaps()) {
            for (RecoveryAction.Keep keep : kept()) {
                long from = Math.max(keep.firstSeq(), gap.seqs().fromSeq());
                long to = Math.min(keep.lastSeq(), gap.seqs().toSeq());
                records -= Math.max(0, to - from + 1);
            }
        }
        return records;
    }

    public long bytes() {
        return scan.segments().stream().mapToLong(SegmentScan::sizeBytes).sum();
    }

    /// The oldest seq; 0 without a record.
    public long firstSeq() {
        return kept().isEmpty() ? 0 : kept().getFirst().firstSeq();
    }

    /// The newest seq; 0 without a record.
    public long lastSeq() {
        return kept().isEmpty() ? 0 : kept().getLast().lastSeq();
    }

    /// Whether the log was closed in order.
    public boolean closedInOrder() {
        return scan.segments().stream().anyMatch(segment -> segment.sealSeq().isPresent());
    }

    /// Whether anything is missing or unreadable that once was accepted.
    public boolean damaged() {
        return !gaps().isEmpty()
                || scan.segments().stream().anyMatch(s -> !s.damages().isEmpty())
                || scan.segments().stream().anyMatch(s -> !s.readError().isEmpty());
    }

    /// Hands out every record from a seq on, in order. Damaged places are stepped over; [#gaps()]
    /// names them.
    public void dump(long fromSeq, FrameConsumer each) throws StoreException {
        for (RecoveryAction.Keep keep : kept()) {
            if (keep.lastSeq() < fromSeq) {
                continue;
            }
            Path path = directory.resolve(keep.name());
            try (LogFile file = files.openForReading(path)) {
                int window = (int) Math.min(WINDOW_BYTES, keep.endOffset());
                int salt = epochs.saltOf(keep.firstSeq());
                FrameCursor cursor = new FrameCursor(file, salt, window);
                cursor.seek(SegmentHeader.REGION_BYTES, keep.endOffset());
                dump(cursor, keep, Math.max(fromSeq, keep.firstSeq()), each);
            } catch (IOException e) {
                throw StoreException.of("LOG-0201", path, "Log cannot be read", e);
            }
        }
    }

    private static void dump(
            FrameCursor cursor, RecoveryAction.Keep keep, long fromSeq, FrameConsumer each)
            throws IOException {
        long nextSeq = fromSeq;
        long expectedSeq = keep.firstSeq();
        boolean stepped = false;
        while (true) {
            long from = cursor.offset();
            FrameRead read = cursor.next();
            // A frame ahead of its turn where nothing is damaged is a copy from another place.
            boolean misplaced = cursor.isRecord() && cursor.seq() > expectedSeq && !stepped;
            if (read == FrameRead.VALID && !misplaced) {
                stepped = false;
                expectedSeq = cursor.isRecord() ? cursor.seq() + 1 : expectedSeq;
                if (cursor.isRecord() && cursor.seq() > keep.lastSeq()) {
                    return;
                }
                if (cursor.isRecord() && cursor.seq() >= nextSeq) {
                    nextSeq = cursor.seq() + 1;
                    each.frame(cursor.seq(), cursor.payload());
                }
            } else if (from >= keep.endOffset()
                    || !cursor.resync(from + 1, expectedSeq, keep.lastSeq())) {
                return;
            } else {
                stepped = true;
            }
        }
    }

    private List<RecoveryAction.Keep> kept() {
        return only(RecoveryAction.Keep.class);
    }

    private <T extends RecoveryAction> List<T> only(Class<T> type) {
        return plan.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
