package org.fieldproof.engine.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashSet;
import java.util.Objects;
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

    /// Puts `content` at `target` in a folder of ours, whole or not at all. What a crash left
    /// beside it goes first.
    public static void replace(Path target, byte[] content) throws IOException {
        Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        WholeFile.put(target, temporary, content, mode(target, FILE_MODE));
    }

    /// The same in a folder of the user's, where the name beside it may be taken.
    public static void replaceBesideOthers(Path target, byte[] content) throws IOException {
        WholeFile.put(target, content, mode(target, FILE_MODE));
    }

    /// Takes a file away, so that it does not come back after a power cut.
    public static void delete(Path file) throws IOException {
        Files.delete(file);
        WholeFile.syncFolderOf(file);
    }

    /// Gives a file or folder of ours to the owner of another, where this process may; a link
    /// itself, never what it leads to.
    public static void giveToOwnerOf(Path other, Path path) {
        try {
            UserPrincipal owner = Files.getOwner(other);
            if (!owner.equals(Files.getOwner(path, LinkOption.NOFOLLOW_LINKS))) {
                Objects.requireNonNull(
                                Files.getFileAttributeView(
                                        path,
                                        FileOwnerAttributeView.class,
                                        LinkOption.NOFOLLOW_LINKS))
                        .setOwner(owner);
            }
        } catch (IOException | UnsupportedOperationException notOurs) {
            // Only an administrator may; anybody else's stays what it is.
            return;
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

    /// Whether everybody may read a file; false where the file system cannot tell.
    public static boolean readableByAll(Path file) throws IOException {
        return isPosix(file)
                && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
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
