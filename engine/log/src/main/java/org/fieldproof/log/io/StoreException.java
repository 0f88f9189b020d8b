package org.fieldproof.log.io;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The disk, or what stands on it, refuses. Carries what a person needs: a stable code, the
/// object, the cause and the remedy.
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String object;
    private final String remedy;

    public StoreException(
            String code, String object, String message, String remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.object = object;
        this.remedy = remedy;
    }

    /// For a failed operation of the file system; a full disk gets its own code and remedy.
    public static StoreException of(String code, Object object, String doing, IOException cause) {
        if (passing(cause)) {
            return new StoreException(
                    "LOG-0101",
                    object.toString(),
                    doing + ": " + reason(cause) + ".",
                    "Free space or make the directory writable again; the gateway resumes by"
                            + " itself.",
                    cause);
        }
        return new StoreException(
                code,
                object.toString(),
                doing + ": " + reason(cause) + ".",
                "Check the disk (dmesg, SMART) and the directory's permissions.",
                cause);
    }

    /// Stable and documented, such as `LOG-0101`.
    public String code() {
        return code;
    }

    /// What is affected: a file or a directory.
    public String object() {
        return object;
    }

    /// What to do, one sentence.
    public String remedy() {
        return remedy;
    }

    /// Whether the obstacle lies in the surroundings and passes without us: no space, quota, no
    /// inodes or file handles left, read-only remount, permissions taken away. Such an operation
    /// is tried again; everything else counts as a broken disk.
    public static boolean passing(IOException cause) {
        if (cause instanceof java.nio.file.AccessDeniedException) {
            return true;
        }
        String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("no space left")
                || text.contains("not enough space")
                || text.contains("quota exceeded")
                || text.contains("read-only file system")
                || text.contains("too many open files")
                || text.contains("permission denied");
    }

    /// Whether the process, or the host, has no file handle left.
    public static boolean noHandleLeft(IOException cause) {
        return String.valueOf(cause.getMessage())
                .toLowerCase(Locale.ROOT)
                .contains("too many open files");
    }

    private static String reason(IOException cause) {
        String text = cause.getMessage();
        String type = cause.getClass().getSimpleName();
        return text == null || text.isBlank() ? type : type + ": " + text;
    }
}
