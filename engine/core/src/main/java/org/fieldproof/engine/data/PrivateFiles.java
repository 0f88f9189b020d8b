package org.fieldproof.engine.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/// Small files and folders that only their owner may read (DATA-3), replaced whole or not at all.
/// For keys, certificates and identities; never for the log or the buffers, which have a door of
/// their own. Stateless; any thread.
public final class PrivateFiles {
    private static final Set<PosixFilePermission> FILE_MODE =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> DIRECTORY_MODE =
            PosixFilePermissions.fromString("rwx------");

    private PrivateFiles() {}

    /// Makes a folder with mode 0700, and its parents; narrows an existing one of ours.
    public static void directory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Path parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            try {
                Files.createDirectory(directory, mode(directory, DIRECTORY_MODE));
            } catch (FileAlreadyExistsException raced) {
                if (!Files.isDirectory(directory)) {
                    throw raced;
                }
            }
        }
        narrow(directory, DIRECTORY_MODE);
    }

    /// Puts `content` at `target` so that a crash at any moment leaves the old file or the new
    /// one: written beside it, synced, renamed over it, and the folder synced.
    public static void replace(Path target, byte[] content) throws IOException {
        Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        try {
            put(temporary, content);
            Files.move(
                    temporary,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unfinished) {
            Files.deleteIfExists(temporary);
            throw unfinished;
        }
        syncDirectory(target);
    }

    private static void put(Path temporary, byte[] content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        temporary,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        mode(temporary, FILE_MODE))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /// Opens a file for writing, made with mode 0600 where it is missing; narrowed where it is
    /// not.
    static FileChannel open(Path file, StandardOpenOption... options) throws IOException {
        FileChannel channel = FileChannel.open(file, Set.of(options), mode(file, FILE_MODE));
        narrow(file, FILE_MODE);
        return channel;
    }

    /// Opens a file for appending, with mode 0600.
    public static FileChannel append(Path file) throws IOException {
        return open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND);
    }

    /// Whether others than the owner may read a file; false where the file system cannot tell.
    public static boolean readableByOthers(Path file) throws IOException {
        if (!isPosix(file)) {
            return false;
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        return mode.contains(PosixFilePermission.GROUP_READ)
                || mode.contains(PosixFilePermission.OTHERS_READ);
    }

    private static void syncDirectory(Path child) throws IOException {
        Path directory = child.toAbsolutePath().getParent();
        if (directory == null || !isPosix(directory)) {
            // Windows cannot open a folder for syncing; its renames are journalled.
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// Takes rights away, never gives any: who made a folder read-only meant it.
    private static void narrow(Path path, Set<PosixFilePermission> mode) throws IOException {
        if (isPosix(path) && !Files.isSymbolicLink(path)) {
            Set<PosixFilePermission> now =
                    new HashSet<>(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
            if (now.retainAll(mode)) {
                Files.setPosixFilePermissions(path, now);
            }
        }
    }

    private static FileAttribute<?>[] mode(Path path, Set<PosixFilePermission> mode) {
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
