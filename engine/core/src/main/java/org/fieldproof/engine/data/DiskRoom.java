package org.fieldproof.engine.data;

import java.nio.file.Path;
import java.util.Optional;
import org.fieldproof.api.project.Problem;

/// Whether the disk of a data directory runs short, so that somebody can act before devices are
/// asked to wait. It is short below one limit and well again above another: a disk at the limit
/// must not raise an alarm each second. Confined to the thread that draws the pictures.
public final class DiskRoom {
    static final long LOW_BYTES = 256L << 20;
    static final long WELL_BYTES = 320L << 20;

    private final String object;
    private boolean low;

    DiskRoom(Path root) {
        this.object = DirectoryFault.object(root);
    }

    /// What there is to tell of the room that is left.
    ///
    /// @param freeBytes on its disk now; -1 where the host does not tell
    public Optional<Problem> shortage(long freeBytes) {
        low = freeBytes >= 0 && freeBytes < (low ? WELL_BYTES : LOW_BYTES);
        if (!low) {
            return Optional.empty();
        }
        return Optional.of(
                Problem.warning(
                        "DATA-0205",
                        object,
                        "Only " + (freeBytes >> 20) + " MiB are free on its disk.",
                        "Free some space: when the disk is full, devices are asked to wait."));
    }
}
