package org.fieldproof.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.fieldproof.log.io.DirectoryEntry;
import org.fieldproof.log.io.FileMark;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.LogFiles;

/// Files that pass everything on to others. Whoever plants a fault in a disk overrides what the
/// fault is in, and nothing else.
public abstract class PassingFiles implements LogFiles {
    protected final LogFiles files;

    protected PassingFiles(LogFiles files) {
        this.files = files;
    }

    @Override
    public LogFile create(Path path) throws IOException {
        return files.create(path);
    }

    @Override
    public LogFile open(Path path) throws IOException {
        return files.open(path);
    }

    @Override
    public LogFile openForReading(Path path) throws IOException {
        return files.openForReading(path);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        files.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        files.delete(path);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        files.createDirectories(directory);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        files.forceDirectory(directory);
    }

    @Override
    public boolean exists(Path path) {
        return files.exists(path);
    }

    @Override
    public List<DirectoryEntry> list(Path directory) throws IOException {
        return files.list(directory);
    }

    @Override
    public FileMark mark(Path path) throws IOException {
        return files.mark(path);
    }

    @Override
    public long[] hostMarks() {
        return files.hostMarks();
    }

    /// One file that passes everything on.
    public abstract static class PassingFile implements LogFile {
        protected final LogFile file;

        protected PassingFile(LogFile file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            return file.write(source, position);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public void truncate(long sizeBytes) throws IOException {
            file.truncate(sizeBytes);
        }

        @Override
        public long sizeBytes() throws IOException {
            return file.sizeBytes();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
