package org.fieldproof.engine.tag;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/// The parts of a workbook, unpacked while they are read and never as a whole. A small file may
/// unpack to anything, so that what is unpacked on the way to a part counts, too. Confined to the
/// reading thread.
final class XlsxParts {
    /// Most bytes that are unpacked on the way to a part and in it: a sheet of as many tags as a
    /// table may have.
    static final long UNPACKED_BYTES_MAX = 128L << 20;

    private static final int ENTRIES_MAX = 10_000;

    private final byte[] bytes;

    XlsxParts(byte[] bytes) {
        this.bytes = bytes;
    }

    /// There is more in it than is read.
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException() {
            super("it unpacks to more than 128 MiB");
        }
    }

    /// A part; empty if there is none of that name.
    Optional<Part> open(String name) throws IOException {
        Part part = new Part(new ZipInputStream(new ByteArrayInputStream(bytes)));
        boolean found = false;
        try {
            found = part.seek(name);
        } finally {
            if (!found) {
                part.release();
            }
        }
        return found ? Optional.of(part) : Optional.empty();
    }

    /// A part, as long as not too much has been unpacked. Who opened it releases it.
    static final class Part extends FilterInputStream {
        private final ZipInputStream zip;
        private long left = UNPACKED_BYTES_MAX;

        private Part(ZipInputStream zip) {
            super(zip);
            this.zip = zip;
        }

        private boolean seek(String name) throws IOException {
            for (int i = 0; i < ENTRIES_MAX; i++) {
                @Nullable ZipEntry entry = zip.getNextEntry();
                if (entry == null) {
                    return false;
                }
                if (entry.getName().equalsIgnoreCase(name)) {
                    return true;
                }
                transferTo(OutputStream.nullOutputStream());
            }
            throw new TooLargeException();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            left -= Math.max(0, read);
            if (left < 0) {
                throw new TooLargeException();
            }
            return read;
        }

        @Override
        public long skip(long count) throws IOException {
            byte[] skipped = new byte[(int) Math.min(count, 8_192)];
            return Math.max(0, read(skipped, 0, skipped.length));
        }

        /// A reader of XML ends its input with the document; what follows shows whether it is
        /// whole.
        @Override
        public void close() {}

        /// Nothing of it is read any more.
        void release() throws IOException {
            zip.close();
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
