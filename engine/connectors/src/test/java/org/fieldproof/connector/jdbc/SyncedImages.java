package org.fieldproof.connector.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/// An H2 file system `imaged:` that keeps, beside each file, a copy from the moment of its last
/// sync: what a power cut right now would leave, on a disk that loses everything else.
public final class SyncedImages extends FilePathWrapper {

    static void register() {
        FilePath.register(new SyncedImages());
    }

    static Path imageOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".synced");
    }

    @Override
    public String getScheme() {
        return "imaged";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Imaged(getBase().open(mode), Path.of(getBase().toString()));
    }

    private static final class Imaged extends FileBaseDefault {
        private final FileChannel base;
        private final Path file;

        Imaged(FileChannel base, Path file) {
            this.base = base;
            this.file = file;
        }

        @Override
        public void force(boolean metaData) {
            try {
                base.force(metaData);
                Files.copy(file, imageOf(file), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return base.tryLock(position, size, shared);
        }

        @Override
        public long size() throws IOException {
            return base.size();
        }

        @Override
        public synchronized int read(ByteBuffer into, long position) throws IOException {
            return base.read(into, position);
        }

        @Override
        public synchronized int write(ByteBuffer from, long position) throws IOException {
            return base.write(from, position);
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            base.truncate(size);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            base.close();
        }
    }
}
