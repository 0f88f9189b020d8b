package org.fieldproof.engine.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.UUID;

/// Puts a file in its place whole or not at all: a crash at any moment leaves the old file or the
/// new one. Stateless; any thread.
public final class WholeFile {

    private WholeFile() {}

    /// In a folder of the user's: written beside its place under a name that nothing has, so that
    /// no file of his is touched but the one he named.
    public static void put(Path target, byte[] content, FileAttribute<?>... attributes)
            throws IOException {
        Path whole = target.toAbsolutePath();
        String name = "." + whole.getFileName() + "." + UUID.randomUUID();
        put(whole, whole.resolveSibling(name), content, attributes);
    }

    /// Written at `beside`, which must not exist, synced, renamed over `target`, and the folder
    /// synced. Where that fails nothing stays at `beside`.
    static void put(Path target, Path beside, byte[] content, FileAttribute<?>... attributes)
            throws IOException {
        try {
            write(beside, content, attributes);
            Files.move(
                    beside,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unfinished) {
            Files.deleteIfExists(beside);
            throw unfinished;
        }
        syncFolderOf(target);
    }

    private static void write(Path file, byte[] content, FileAttribute<?>... attributes)
            throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        attributes)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    static void syncFolderOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null
                || !folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            // Windows cannot open a folder for syncing; its renames are journalled.
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
