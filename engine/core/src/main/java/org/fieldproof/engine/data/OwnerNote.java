package org.fieldproof.engine.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Who holds the data directory, as `owner` says it: process id and start time. A note for people
/// only; the lock decides (DATA-1).
///
/// It lies beside the lock file, because closing any channel on a locked file gives up the lock
/// of the whole process on POSIX. It has a fixed length and is overwritten in place, so that a
/// full disk does not keep a gateway from starting and draining.
record OwnerNote(long pid, String startedAt) {
    private static final int LENGTH_BYTES = 128;

    /// The process this code runs in.
    static OwnerNote ofThisProcess() {
        ProcessHandle self = ProcessHandle.current();
        return new OwnerNote(
                self.pid(), self.info().startInstant().map(Object::toString).orElse("unknown"));
    }

    /// What a note says; empty where there is none or it cannot be read.
    static Optional<OwnerNote> read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            List<String> words =
                    List.of(
                            Files.readString(file, StandardCharsets.US_ASCII)
                                    .strip()
                                    .split("\\s+"));
            if (words.size() != 2) {
                return Optional.empty();
            }
            return Optional.of(new OwnerNote(Long.parseLong(words.get(0)), words.get(1)));
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        put(file, pid + " " + startedAt);
    }

    /// Says that nobody holds the directory.
    static void clear(Path file) throws IOException {
        put(file, "");
    }

    private static void put(Path file, String text) throws IOException {
        byte[] bytes = new byte[LENGTH_BYTES];
        Arrays.fill(bytes, (byte) ' ');
        byte[] words = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(words, 0, bytes, 0, Math.min(words.length, LENGTH_BYTES - 1));
        bytes[LENGTH_BYTES - 1] = '\n';
        try (FileChannel channel =
                PrivateFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }
}
