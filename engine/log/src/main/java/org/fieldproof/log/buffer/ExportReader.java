package org.fieldproof.log.buffer;

import java.io.IOException;
import java.nio.file.Path;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;

/// Reads what [ExportWriter] wrote. Writes nothing. One thread.
public final class ExportReader implements AutoCloseable {
    private final Path path;
    private final LogFile file;
    private final LineCursor cursor;
    private long records;
    private long damaged;
    private boolean whole;

    private ExportReader(Path path, LogFile file) throws IOException {
        this.path = path;
        this.file = file;
        this.cursor = new LineCursor(file);
        cursor.seek(0, file.sizeBytes());
    }

    /// Opens a file.
    ///
    /// @throws StoreException if it cannot be read, or is no export
    public static ExportReader open(Path path, LogFiles files) throws StoreException {
        try {
            LogFile file = files.openForReading(path);
            ExportReader reader = new ExportReader(path, file);
            if (reader.cursor.next() != LineCursor.LineRead.OTHER
                    || !reader.cursor.text().startsWith(ExportWriter.FIRST)) {
                reader.close();
                throw new StoreException(
                        "LOG-0424",
                        path.toString(),
                        "It does not begin as an export does.",
                        "Choose a file that was exported from a quarantine or a backlog.",
                        null);
            }
            return reader;
        } catch (IOException e) {
            throw StoreException.of("LOG-0422", path, "Export cannot be read", e);
        }
    }

    /// Goes to the next record; false at the end. Damaged lines, and lines that somebody changed,
    /// are passed over and counted.
    public boolean next() throws StoreException {
        try {
            while (true) {
                LineCursor.LineRead read = cursor.next();
                switch (read) {
                    case RECORD -> {
                        records++;
                        return true;
                    }
                    case DAMAGED -> damaged++;
                    case OTHER -> whole |= cursor.text().startsWith(ExportWriter.LAST);
                    case REMOVAL -> {}
                    case END -> {
                        return false;
                    }
                }
            }
        } catch (IOException e) {
            throw StoreException.of("LOG-0422", path, "Export cannot be read", e);
        }
    }

    public long seq() {
        return cursor.seq();
    }

    public byte[] json() {
        return cursor.json();
    }

    /// Records read so far.
    public long records() {
        return records;
    }

    /// Lines so far that do not agree with their checksum.
    public long damaged() {
        return damaged;
    }

    /// Whether the last line has been seen: without it the end is missing.
    public boolean isWhole() {
        return whole;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException _) {
            // It was only read.
        }
    }
}
