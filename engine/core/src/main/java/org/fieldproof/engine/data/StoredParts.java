package org.fieldproof.engine.data;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.command.Outcome.StorageRead;
import org.fieldproof.api.command.Outcome.StoredKind;
import org.fieldproof.api.command.Outcome.StoredPart;

/// Counts what a data directory holds, while it is in use: a file that comes or goes meanwhile is
/// counted or not. Confined to its caller.
public final class StoredParts extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Map<StoredKind, StoredPart> found = new EnumMap<>(StoredKind.class);

    private StoredParts(Path root) {
        this.root = root;
    }

    /// Looks at every file below; reads none.
    ///
    /// @throws IOException if the directory itself cannot be read
    public static StorageRead of(Path root) throws IOException {
        StoredParts parts = new StoredParts(root);
        Files.walkFileTree(root, parts);
        List<StoredPart> all = new ArrayList<>(parts.found.values());
        return new StorageRead(root, all, Files.getFileStore(root).getUsableSpace());
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) {
            Instant written = attributes.lastModifiedTime().toInstant();
            StoredPart one =
                    new StoredPart(kind(root.relativize(file)), 1, attributes.size(), written);
            found.merge(one.kind(), one, StoredParts::both);
        }
        return FileVisitResult.CONTINUE;
    }

    /// It has gone since its folder was read, or may not be looked at.
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) throws IOException {
        if (file.equals(root)) {
            throw gone;
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException broken) {
        return FileVisitResult.CONTINUE;
    }

    private static StoredPart both(StoredPart one, StoredPart other) {
        Instant first = one.oldest();
        Instant second = other.oldest();
        boolean earlier = first != null && second != null && first.isBefore(second);
        return new StoredPart(
                one.kind(),
                one.files() + other.files(),
                one.bytes() + other.bytes(),
                earlier ? first : second);
    }

    /// What a file is for, by where it lies; see [DataDirectory].
    static StoredKind kind(Path file) {
        String name = String.valueOf(file.getFileName());
        return switch (file.getName(0).toString()) {
            case "log" -> StoredKind.LOG;
            case "lanes" ->
                    file.getNameCount() > 3 && file.getName(2).toString().equals("quarantine")
                            ? StoredKind.QUARANTINE
                            : StoredKind.BUFFERS;
            case "journal" ->
                    name.startsWith("events")
                            ? StoredKind.EVENTS
                            : name.startsWith("audit") ? StoredKind.AUDIT : StoredKind.OTHER;
            case "evidence" -> StoredKind.EVIDENCE;
            case "revisions" -> StoredKind.REVISIONS;
            default -> StoredKind.OTHER;
        };
    }
}
