package org.fieldproof.engine.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import org.fieldproof.api.project.Problem;

/// What a failed file operation means for the data directory, in words: pure, so that each cause
/// is tested without the disk that has it.
final class DirectoryFault {
    private DirectoryFault() {}

    /// The problem behind an I/O failure on a path inside (or at) the data directory.
    static Problem of(Path root, Path path, IOException failure) {
        String reason = reason(failure).toLowerCase(Locale.ROOT);
        String object = object(root);
        if (reason.contains("read-only file system") || reason.contains("write protected")) {
            return Problem.error(
                    "DATA-0103",
                    object,
                    "It lies on a read-only file system: " + path + " cannot be written.",
                    "Remount the file system writable, or choose another place with --data.");
        }
        if (failure instanceof AccessDeniedException
                || reason.contains("permission denied")
                || reason.contains("access is denied")
                || reason.contains("operation not permitted")) {
            return Problem.error(
                    "DATA-0104",
                    object,
                    "User " + System.getProperty("user.name") + " may not write " + path + ".",
                    "Give this user read, write and enter rights to the directory"
                            + " (chmod u+rwx, chown), or choose another place with --data.");
        }
        if (isNoSpace(failure)) {
            return Problem.error(
                    "DATA-0105",
                    object,
                    "The disk is full: " + path + " could not be written (" + reason + ").",
                    "Free some space or raise the quota, then start again.");
        }
        return Problem.error(
                "DATA-0106",
                object,
                path + " could not be read or written: " + reason(failure) + ".",
                "Check the disk and the path, or choose another place with --data.");
    }

    /// Whether the disk or a quota is full.
    static boolean isNoSpace(IOException failure) {
        String reason = reason(failure).toLowerCase(Locale.ROOT);
        return reason.contains("no space left")
                || reason.contains("disk quota exceeded")
                || reason.contains("not enough space");
    }

    static String object(Path root) {
        return "data directory " + root;
    }

    private static String reason(IOException failure) {
        if (failure.getCause() instanceof ReadOnlyFileSystemException) {
            return "read-only file system";
        }
        if (failure instanceof FileSystemException known && known.getReason() != null) {
            return known.getReason();
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
