package org.fieldproof.engine.data;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.fieldproof.api.project.Problem;

/// What is allowed about a data directory but should be known when it is opened: a file system
/// that forgets, files that are not ours. How much room it has is watched by [DiskRoom].
final class DirectoryWarnings {
    private static final Set<String> OF_FILE_SYSTEM = Set.of("DATA-0201", "DATA-0202", "DATA-0203");
    private static final int FOREIGN_LISTED_MAX = 20;

    private DirectoryWarnings() {}

    static List<Problem> of(Path root, Set<String> known) throws IOException {
        List<Problem> warnings = new ArrayList<>();
        FileStore store = Files.getFileStore(root);
        fileSystem(root, store.type()).ifPresent(warnings::add);
        foreign(root, known).ifPresent(warnings::add);
        return List.copyOf(warnings);
    }

    /// Whether a warning says that the file system may not keep what was synced to it.
    static boolean isOfFileSystem(Problem warning) {
        return OF_FILE_SYSTEM.contains(warning.code());
    }

    /// What a file system's type means for the promise that accepted records survive.
    static Optional<Problem> fileSystem(Path root, String type) {
        String name = type.toLowerCase(Locale.ROOT);
        String object = DirectoryFault.object(root);
        if (name.equals("tmpfs") || name.equals("ramfs")) {
            return Optional.of(
                    Problem.warning(
                            "DATA-0201",
                            object,
                            "It lies in memory ("
                                    + type
                                    + "): accepted records do not survive a"
                                    + " restart of the machine.",
                            "Use a directory on a disk for anything but trials."));
        }
        if (name.startsWith("nfs")
                || name.equals("cifs")
                || name.startsWith("smb")
                || name.equals("9p")
                || name.equals("fuse.sshfs")) {
            return Optional.of(
                    Problem.warning(
                            "DATA-0202",
                            object,
                            "It lies on a network file system ("
                                    + type
                                    + "): locks and syncs are"
                                    + " only as good as the server's.",
                            "Use a local disk."));
        }
        if (name.contains("fat") || name.equals("msdos")) {
            return Optional.of(
                    Problem.warning(
                            "DATA-0203",
                            object,
                            "It lies on a FAT file system ("
                                    + type
                                    + "), which has no journal and"
                                    + " no permissions: keys are readable by every user.",
                            "Use ext4, XFS, NTFS or APFS."));
        }
        return Optional.empty();
    }

    private static Optional<Problem> foreign(Path root, Set<String> known) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(root)) {
            for (Path child : children) {
                String name = String.valueOf(child.getFileName());
                if (!known.contains(name) && names.size() <= FOREIGN_LISTED_MAX) {
                    names.add(name);
                }
            }
        }
        if (names.isEmpty()) {
            return Optional.empty();
        }
        names.sort(null);
        return Optional.of(
                Problem.warning(
                        "DATA-0206",
                        DirectoryFault.object(root),
                        "It held what is not Fieldproof's when it was opened: "
                                + String.join(", ", names)
                                + ".",
                        "Nothing was touched; move these away if they do not belong here."));
    }
}
