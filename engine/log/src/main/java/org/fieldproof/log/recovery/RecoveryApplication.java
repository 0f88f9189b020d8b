package org.fieldproof.log.recovery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;

/// Does to the disk what a plan says. Killed at any point, it can be done again (LOG-8).
public final class RecoveryApplication {
    private static final int COPY_BYTES = 1 << 16;
    private static final int COPIES_MAX = 100;

    private final LogFiles files;
    private final Path directory;
    private final List<String> cuts = new ArrayList<>();

    private RecoveryApplication(LogFiles files, Path directory) {
        this.files = files;
        this.directory = directory;
    }

    /// Applies what concerns existing files, except `Discard`. Returns what was cut, in words.
    public static List<String> apply(LogFiles files, Path directory, List<RecoveryAction> plan)
            throws IOException {
        RecoveryApplication application = new RecoveryApplication(files, directory);
        for (RecoveryAction action : plan) {
            switch (action) {
                case RecoveryAction.CutTail cut -> application.cut(cut);
                case RecoveryAction.SetAside aside ->
                        application.copyAside(aside.name(), aside.bytes());
                case RecoveryAction.Keep _,
                        RecoveryAction.ReportGap _,
                        RecoveryAction.Discard _,
                        RecoveryAction.Leave _,
                        RecoveryAction.Begin _ -> {}
            }
        }
        return application.cuts;
    }

    private void cut(RecoveryAction.CutTail cut) throws IOException {
        String copy = copyAside(cut.name(), cut.bytes());
        if (copy.isEmpty()) {
            // A full disk: the tail stays. The next segment's first seq makes it count for nothing.
            return;
        }
        try (LogFile file = files.open(directory.resolve(cut.name()))) {
            file.truncate(cut.bytes().fromOffset());
            file.force();
        }
        cuts.add(
                cut.name()
                        + ": "
                        + cut.bytes().sizeBytes()
                        + " bytes behind seq "
                        + (cut.expectedSeq() - 1)
                        + " cut, kept in "
                        + copy);
    }

    /// Copies bytes into a `.broken` file and returns its name; empty if there is no room for it.
    private String copyAside(String name, ByteRange bytes) throws IOException {
        String stem = name + "." + Long.toHexString(bytes.fromOffset());
        for (int attempt = 0; attempt < COPIES_MAX; attempt++) {
            String copyName = stem + (attempt == 0 ? "" : "." + attempt) + ".broken";
            Path copy = directory.resolve(copyName);
            if (files.exists(copy)) {
                if (sameBytes(copy, name, bytes)) {
                    return copyName;
                }
                continue;
            }
            try {
                copy(name, bytes, copy);
                return copyName;
            } catch (IOException e) {
                if (!StoreException.passing(e)) {
                    throw e;
                }
                if (files.exists(copy)) {
                    files.delete(copy);
                }
                return "";
            }
        }
        return "";
    }

    private void copy(String name, ByteRange bytes, Path copy) throws IOException {
        try (LogFile from = files.openForReading(directory.resolve(name));
                LogFile to = files.create(copy)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(COPY_BYTES);
            long done = 0;
            while (done < bytes.sizeBytes()) {
                buffer.clear();
                buffer.limit((int) Math.min(COPY_BYTES, bytes.sizeBytes() - done));
                if (from.readFully(buffer, bytes.fromOffset() + done) == 0) {
                    break;
                }
                buffer.flip();
                int length = buffer.limit();
                to.writeFully(buffer, done);
                done += length;
            }
            to.force();
        }
        files.forceDirectory(directory);
    }

    private boolean sameBytes(Path copy, String name, ByteRange bytes) throws IOException {
        try (LogFile from = files.openForReading(directory.resolve(name));
                LogFile to = files.open(copy)) {
            if (to.sizeBytes() != bytes.sizeBytes()) {
                return false;
            }
            ByteBuffer left = ByteBuffer.allocate(COPY_BYTES);
            ByteBuffer right = ByteBuffer.allocate(COPY_BYTES);
            for (long done = 0; done < bytes.sizeBytes(); done += COPY_BYTES) {
                int length = (int) Math.min(COPY_BYTES, bytes.sizeBytes() - done);
                from.readFully(left.clear().limit(length), bytes.fromOffset() + done);
                to.readFully(right.clear().limit(length), done);
                if (!left.flip().equals(right.flip())) {
                    return false;
                }
            }
            // The earlier start may have died before its own sync.
            to.force();
            files.forceDirectory(directory);
            return true;
        }
    }
}
