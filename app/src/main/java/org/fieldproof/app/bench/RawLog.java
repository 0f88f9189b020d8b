package org.fieldproof.app.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/// What a disk gives a program that does nothing else: records with their length and checksum in
/// one buffer, one write, one `force(false)`; files of 64 MiB one behind the other, as long as a
/// log's own. No names made durable, no readers, no recovery.
final class RawLog implements AutoCloseable {
    private static final long FILE_BYTES = 64L << 20;
    private static final int FRAME_BYTES = 16;

    private final Path directory;
    private final byte[] record;
    private final ByteBuffer buffer;
    private final CRC32C crc = new CRC32C();
    private FileChannel file;
    private int files;
    private long position;
    private long seq;

    /// @param groupMax records of one append at most
    RawLog(Path directory, byte[] record, int groupMax) throws IOException {
        this.directory = directory;
        this.record = record;
        this.buffer = ByteBuffer.allocateDirect(groupMax * (FRAME_BYTES + record.length));
        this.file = next();
    }

    private FileChannel next() throws IOException {
        position = 0;
        return FileChannel.open(
                pathOf(files++), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private Path pathOf(int number) {
        return directory.resolve("raw-" + number);
    }

    /// A group that is durable when this returns.
    void append(int group) throws IOException {
        buffer.clear();
        for (int i = 0; i < group; i++) {
            crc.reset();
            crc.update(record, 0, record.length);
            buffer.putInt(record.length).putInt((int) crc.getValue()).putLong(++seq).put(record);
        }
        buffer.flip();
        if (position + buffer.remaining() > FILE_BYTES) {
            file.close();
            file = next();
        }
        while (buffer.hasRemaining()) {
            position += file.write(buffer, position);
        }
        file.force(false);
    }

    /// Reads everything back and checks it; returns how many records there were.
    long readAll() throws IOException {
        byte[] payload = new byte[record.length];
        ByteBuffer window = ByteBuffer.allocateDirect(1 << 20);
        long records = 0;
        for (int number = 0; number < files; number++) {
            try (FileChannel from = FileChannel.open(pathOf(number), StandardOpenOption.READ)) {
                window.clear();
                while (from.read(window) >= 0) {
                    window.flip();
                    while (window.remaining() >= FRAME_BYTES + record.length) {
                        window.getInt();
                        int stored = window.getInt();
                        window.getLong();
                        window.get(payload);
                        crc.reset();
                        crc.update(payload, 0, payload.length);
                        if (stored != (int) crc.getValue()) {
                            throw new IOException("raw-" + number + ": a checksum is wrong");
                        }
                        records++;
                    }
                    window.compact();
                }
            }
        }
        return records;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
