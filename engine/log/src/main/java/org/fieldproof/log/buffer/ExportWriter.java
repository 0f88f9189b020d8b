package org.fieldproof.log.buffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;

/// Writes records to a file that leaves the data directory: a first line that says what it is,
/// lines as in a disk buffer (LOG-10), a last line that says how many. One thread.
///
/// The file must not exist: an export never writes over anything. Closed without [#finish()] the
/// file is taken away again.
public final class ExportWriter implements AutoCloseable {
    static final String FIRST = "{\"export\":1,\"from\":\"";
    static final String LAST = "{\"end\":true,\"records\":";

    private static final int OUT_BYTES = 256 << 10;

    private final Path path;
    private final LogFiles files;
    private final LogFile file;
    private final JsonLine line = new JsonLine();
    private ByteBuffer out = ByteBuffer.allocate(OUT_BYTES);
    private long written;
    private long records;
    private boolean finished;

    private ExportWriter(Path path, LogFiles files, LogFile file) {
        this.path = path;
        this.files = files;
        this.file = file;
    }

    /// Begins a new file.
    ///
    /// @param from what it comes from, such as a lane's id: letters, digits, dots, dashes
    public static ExportWriter begin(Path path, String from, LogFiles files) throws StoreException {
        if (!from.matches("[A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException("from: " + from + " (expected: an id)");
        }
        if (files.exists(path)) {
            throw new StoreException(
                    "LOG-0423",
                    path.toString(),
                    "There is a file of that name already.",
                    "Choose another name; an export never writes over a file.",
                    null);
        }
        try {
            ExportWriter writer = new ExportWriter(path, files, files.create(path));
            writer.line.writeOpen(writer.out, FIRST + from + "\"");
            return writer;
        } catch (IOException e) {
            throw StoreException.of("LOG-0421", path, "Export cannot be begun", e);
        }
    }

    public void add(long seq, byte[] json) throws StoreException {
        int bytes = JsonLine.lineBytes(seq, json.length);
        try {
            if (out.remaining() < bytes) {
                flush();
                if (out.capacity() < bytes) {
                    out = ByteBuffer.allocate(bytes);
                }
            }
        } catch (IOException e) {
            throw StoreException.of("LOG-0421", path, "Export cannot be written", e);
        }
        line.write(out, seq, json);
        records++;
    }

    /// The file is whole and on the disk when this returns; gives the number of records in it.
    public long finish() throws StoreException {
        try {
            flush();
            line.writeOpen(out, LAST + records);
            flush();
            file.force();
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                files.forceDirectory(parent);
            }
            finished = true;
            return records;
        } catch (IOException e) {
            throw StoreException.of("LOG-0421", path, "Export cannot be written", e);
        }
    }

    private void flush() throws IOException {
        int bytes = out.position();
        if (bytes > 0) {
            file.writeFully(out.flip(), written);
            written += bytes;
        }
        out.clear();
    }

    @Override
    public void close() {
        try {
            file.close();
            if (!finished) {
                files.delete(path);
            }
        } catch (IOException _) {
            // Without its last line nobody takes it for whole.
        }
    }
}
