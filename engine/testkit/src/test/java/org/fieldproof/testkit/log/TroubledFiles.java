package org.fieldproof.testkit.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.testkit.PassingFiles;
import org.jspecify.annotations.Nullable;

/// Files with the troubles of a real host, switched on and off while a log runs: refusals with the
/// system's own words, a sync that hangs, bytes that cannot be read, a file that cannot be removed.
final class TroubledFiles extends PassingFiles {
    // Volatile: a test switches while `fp-log` runs.
    private volatile String refusal = "";
    private volatile String deleteRefusal = "";
    private volatile boolean deleteRefusedOnce;
    private volatile boolean createOnly;
    private volatile String folderRefusal = "";
    private volatile long unreadableFrom = Long.MAX_VALUE;
    private volatile String unreadableFile = "";
    private volatile @Nullable CountDownLatch hanging;

    TroubledFiles(LogFiles files) {
        super(files);
    }

    /// Every change is refused with these words until they are empty.
    void refuse(String words) {
        createOnly = false;
        refusal = words;
    }

    /// Only new files are refused.
    void refuseNewFiles(String words) {
        createOnly = true;
        refusal = words;
    }

    void refuseToDelete(String words) {
        deleteRefusedOnce = false;
        deleteRefusal = words;
    }

    /// The next removal is refused, those behind it are not.
    void refuseToDeleteOnce(String words) {
        deleteRefusedOnce = true;
        deleteRefusal = words;
    }

    /// Folders are not synced.
    void refuseToSyncFolders(String words) {
        folderRefusal = words;
    }

    void unreadable(String file, long fromOffset) {
        unreadableFile = file;
        unreadableFrom = fromOffset;
    }

    /// Syncs hang until the latch is at zero.
    void hang(CountDownLatch until) {
        hanging = until;
    }

    private void change(boolean create) throws IOException {
        String words = refusal;
        if (!words.isEmpty() && (create || !createOnly)) {
            throw new IOException(words);
        }
    }

    @Override
    public LogFile create(Path path) throws IOException {
        change(true);
        return new Troubled(files.create(path), path);
    }

    @Override
    public LogFile open(Path path) throws IOException {
        return new Troubled(files.open(path), path);
    }

    @Override
    public LogFile openForReading(Path path) throws IOException {
        return new Troubled(files.openForReading(path), path);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        change(false);
        files.rename(from, to);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        String words = folderRefusal;
        if (!words.isEmpty()) {
            throw new IOException(words);
        }
        files.forceDirectory(directory);
    }

    @Override
    public void delete(Path path) throws IOException {
        String words = deleteRefusal;
        if (!words.isEmpty()) {
            deleteRefusal = deleteRefusedOnce ? "" : words;
            throw new IOException(words);
        }
        files.delete(path);
    }

    private final class Troubled extends PassingFile {
        private final String name;

        Troubled(LogFile file, Path path) {
            super(file);
            this.name = String.valueOf(path.getFileName());
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            change(false);
            return file.write(source, position);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            if (name.equals(unreadableFile) && position + target.remaining() > unreadableFrom) {
                throw new IOException("Input/output error");
            }
            return file.read(target, position);
        }

        @Override
        public void force() throws IOException {
            CountDownLatch until = hanging;
            if (until != null) {
                try {
                    until.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            file.force();
        }

        @Override
        public void truncate(long sizeBytes) throws IOException {
            change(false);
            file.truncate(sizeBytes);
        }
    }
}
