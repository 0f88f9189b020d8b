package org.fieldproof.log;

import java.io.IOException;
import java.nio.file.Path;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// An empty file that is open before it is needed: where the host has no file handle left, it
/// becomes the next segment by a rename, which takes none. So a flood of connections cannot keep
/// records from being accepted. Owned by `fp-log`.
final class SpareFile {
    static final String NAME = "next.spare";

    private final LogFiles files;
    private final Path path;
    private @Nullable LogFile open;

    SpareFile(LogFiles files, Path directory) {
        this.files = files;
        this.path = directory.resolve(NAME);
    }

    /// Makes it if there is none. A disk that refuses is asked again later.
    void prepare() {
        if (open != null) {
            return;
        }
        try {
            open = files.exists(path) ? reuse() : files.create(path);
        } catch (IOException _) {
            // Without it the log waits for a handle, as it waits for room.
        }
    }

    private LogFile reuse() throws IOException {
        LogFile found = files.open(path);
        try {
            found.truncate(0);
            return found;
        } catch (IOException e) {
            found.close();
            throw e;
        }
    }

    /// A new file of this name: another one, or this one if there is no handle for another.
    LogFile create(Path name) throws IOException {
        try {
            return files.create(name);
        } catch (IOException e) {
            LogFile spare = open;
            if (spare == null || !StoreException.noHandleLeft(e) || files.exists(name)) {
                throw e;
            }
            files.rename(path, name);
            open = null;
            return spare;
        }
    }

    void close() {
        LogFile spare = open;
        open = null;
        if (spare != null) {
            try {
                spare.close();
            } catch (IOException _) {
                // It is empty.
            }
        }
    }
}
