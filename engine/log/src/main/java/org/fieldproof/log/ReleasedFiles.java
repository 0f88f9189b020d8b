package org.fieldproof.log;

import java.io.IOException;
import java.nio.file.Path;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.OpenDirectory;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// Removes the files of released segments, the oldest first. One that will not go keeps all behind
/// it (LOG-7): it is told, and tried again each second. Owned by `fp-log`.
final class ReleasedFiles {
    private static final long RETRY_NANOS = 1_000_000_000L;

    private final LogConfig config;
    private final LogFiles files;
    private final SegmentChain chain;
    private final Callbacks callbacks;

    /// Released, and out of the chain; but its file would not go.
    private @Nullable Path stuck;

    /// Whether it was told that the file itself would not go, and not its folder's sync.
    private boolean toldInTheWay;

    private long retryAtNanos;

    ReleasedFiles(LogConfig config, LogFiles files, SegmentChain chain, Callbacks callbacks) {
        this.config = config;
        this.files = files;
        this.chain = chain;
        this.callbacks = callbacks;
    }

    /// Unlinks one; false if there is none, or if it cannot be removed now. The name's removal is
    /// synced before the next one goes, so that a power cut never leaves a hole.
    ///
    /// @param idBefore segments with this id or a higher one stay
    boolean removeOne(long idBefore, OpenDirectory directory) {
        long now = config.nanoTime().getAsLong();
        Path oldest = stuck;
        if (oldest == null) {
            Segment released = chain.takeReleased(idBefore);
            if (released == null) {
                return false;
            }
            oldest = released.path();
        } else if (now - retryAtNanos < 0) {
            return false;
        }
        boolean gone = false;
        try {
            if (files.exists(oldest)) {
                files.delete(oldest);
            }
            gone = true;
            directory.force();
        } catch (IOException e) {
            retryAtNanos = now + RETRY_NANOS;
            if (stuck == null || toldInTheWay == gone) {
                stuck = oldest;
                toldInTheWay = !gone;
                callbacks.stuck(gone ? whyUnsure(oldest, e) : why(oldest, e));
            }
            return false;
        }
        if (stuck != null) {
            stuck = null;
            callbacks.freed();
        }
        return true;
    }

    private static StoreException why(Path file, IOException cause) {
        return new StoreException(
                "LOG-0109",
                file.toString(),
                "Its records are all delivered, but the file "
                        + file
                        + " cannot be removed ("
                        + cause
                        + "), so the log does not shrink.",
                "Make the file and its folder writable, or end the program that holds it open; it"
                        + " is tried again each second.",
                cause);
    }

    private static StoreException whyUnsure(Path file, IOException cause) {
        return new StoreException(
                "LOG-0109",
                file.toString(),
                "The delivered file "
                        + file
                        + " is removed, but its folder cannot be synced ("
                        + cause
                        + "): the next one stays until it can, so the log does not shrink.",
                "Look at the disk that the folder is on; it is tried again each second.",
                cause);
    }
}
