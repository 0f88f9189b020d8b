package org.fieldproof.engine.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.time.GatewayClock;
import org.jspecify.annotations.Nullable;

/// The directory in which one gateway keeps everything that must survive, locked for this process
/// until closed (DATA-1).
///
/// ```
/// lock               locked while a process uses the directory; never read, never deleted
/// owner              process id and start time of that process, for messages
/// installation.json  id and layout of this installation
/// log/               the write-ahead log
/// lanes/<id>/        buffer/, quarantine/, position, ages and lane.json of one lane
/// connectors/<id>/   what one connector keeps
/// identity/          the signing key of this installation
/// pki/               its certificate authority and what that issued
/// secrets/           values behind secret references, and the names of those in the keychain
/// journal/           events and audit trail
/// evidence/          evidence files of drills
/// revisions/         the project's files as they were applied, the last 20
/// ```
/// Any thread may ask for paths; open and close belong to whoever builds the gateway.
public final class DataDirectory implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final String OWNER = "owner";
    private static final String INSTALLATION = "installation.json";
    private static final Set<String> FOLDERS =
            Set.of(
                    "log",
                    "lanes",
                    "connectors",
                    "identity",
                    "pki",
                    "secrets",
                    "journal",
                    "evidence",
                    "revisions");

    private final Path root;
    private final FileChannel lockChannel;
    private final UUID installationId;
    private final List<Problem> warnings;
    private final @Nullable Object rootKey;

    private DataDirectory(
            Path root,
            FileChannel lockChannel,
            UUID installationId,
            List<Problem> warnings,
            @Nullable Object rootKey) {
        this.root = root;
        this.lockChannel = lockChannel;
        this.installationId = installationId;
        this.warnings = List.copyOf(warnings);
        this.rootKey = rootKey;
    }

    /// Opens a data directory with the host's clock; makes it where it is missing.
    public static DataDirectory open(Path directory) throws DataDirectoryException {
        return open(directory, GatewayClock.system());
    }

    /// Opens a data directory; makes it where it is missing.
    ///
    /// @throws DataDirectoryException naming directory, cause and remedy
    public static DataDirectory open(Path directory, GatewayClock clock)
            throws DataDirectoryException {
        Path given = directory.toAbsolutePath().normalize();
        // One at a time in this process: between taking the lock and writing the owner's note, a
        // second attempt would open and close the lock file, and on POSIX that gives up the lock.
        synchronized (DataDirectory.class) {
            try {
                return openLocked(makeRoot(given), clock);
            } catch (IOException failure) {
                throw new DataDirectoryException(
                        DirectoryFault.of(given, failedPath(given, failure), failure), failure);
            }
        }
    }

    /// Where a project's data goes unless told otherwise: `$XDG_DATA_HOME/fieldproof/<name>`, or
    /// its equivalent on macOS and Windows.
    public static Path defaultFor(String projectName) {
        requireSafe(projectName);
        return DefaultPlace.of(
                projectName,
                System.getenv(),
                System.getProperty("os.name", ""),
                System.getProperty("user.home", ""));
    }

    /// Which installation a data directory is, also one that is in use; empty where it is none.
    public static Optional<UUID> installationOf(Path root) {
        Path file = root.resolve(INSTALLATION);
        try {
            return Files.exists(file)
                    ? InstallationNote.read(file).map(InstallationNote::id)
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static DataDirectory openLocked(Path root, GatewayClock clock)
            throws IOException, DataDirectoryException {
        refuseForeignLinks(root);
        FileChannel lock = lock(root);
        try {
            UUID id = installation(root, clock);
            for (String folder : FOLDERS) {
                PrivateFiles.directory(root.resolve(folder));
            }
            List<Problem> warnings = new ArrayList<>(DirectoryWarnings.of(root, knownNames()));
            noteOwner(root).ifPresent(warnings::add);
            return new DataDirectory(root, lock, id, warnings, keyOf(root));
        } catch (IOException | DataDirectoryException | RuntimeException failure) {
            lock.close();
            throw failure;
        }
    }

    private static Path makeRoot(Path given) throws IOException, DataDirectoryException {
        for (@Nullable Path at = given; at != null; at = at.getParent()) {
            if (Files.exists(at) && !Files.isDirectory(at)) {
                throw refusal(
                        "DATA-0102",
                        given,
                        at + " is a file, not a directory.",
                        "Choose another place with --data, or move that file away.");
            }
        }
        if (!Files.isDirectory(given)) {
            try {
                PrivateFiles.directory(given);
            } catch (FileAlreadyExistsException link) {
                throw refusal(
                        "DATA-0102",
                        given,
                        "It is a symbolic link that leads nowhere.",
                        "Make the directory it points to, or choose another place with --data.");
            }
            return given.toRealPath();
        }
        Path root = given.toRealPath();
        refuseForeignFolder(root);
        PrivateFiles.directory(root);
        return root;
    }

    /// A home directory given by mistake must not have its permissions narrowed.
    private static void refuseForeignFolder(Path root) throws IOException, DataDirectoryException {
        if (Files.exists(root.resolve(INSTALLATION)) || Files.exists(root.resolve(LOCK))) {
            return;
        }
        try (var children = Files.newDirectoryStream(root)) {
            for (Path child : children) {
                String name = String.valueOf(child.getFileName());
                if (!name.equals("lost+found") && !name.equals("secrets")) {
                    throw refusal(
                            "DATA-0110",
                            root,
                            "It is not empty and was not made by Fieldproof (it holds "
                                    + name
                                    + ").",
                            "Give an empty or a new directory with --data.");
                }
            }
        }
    }

    private static void refuseForeignLinks(Path root) throws DataDirectoryException {
        for (String name : knownNames()) {
            if (Files.isSymbolicLink(root.resolve(name))) {
                throw refusal(
                        "DATA-0108",
                        root,
                        name + " in it is a symbolic link; links inside are never followed.",
                        "Put the whole data directory where the link leads and give that place"
                                + " with --data.");
            }
        }
    }

    private static FileChannel lock(Path root) throws IOException, DataDirectoryException {
        Optional<OwnerNote> owner = OwnerNote.read(root.resolve(OWNER));
        if (owner.isPresent() && owner.get().equals(OwnerNote.ofThisProcess())) {
            throw inUse(root, owner);
        }
        FileChannel channel =
                PrivateFiles.open(
                        root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            @Nullable FileLock held = channel.tryLock();
            if (held == null) {
                throw inUse(root, owner);
            }
            return channel;
        } catch (OverlappingFileLockException ours) {
            // Left open on purpose: closing it would give up the lock that this process holds.
            throw inUse(root, owner);
        } catch (IOException | DataDirectoryException failure) {
            channel.close();
            throw failure;
        }
    }

    private static DataDirectoryException inUse(Path root, Optional<OwnerNote> owner) {
        String who =
                owner.map(o -> "process " + o.pid() + ", started " + o.startedAt())
                        .orElse("another process");
        String stop =
                owner.map(o -> "Stop that process (pid " + o.pid() + ")")
                        .orElse("Stop that process");
        return refusal(
                "DATA-0101",
                root,
                "It is in use by " + who + ".",
                stop + ", or give this one a directory of its own with --data.");
    }

    private static UUID installation(Path root, GatewayClock clock)
            throws IOException, DataDirectoryException {
        Path file = root.resolve(INSTALLATION);
        if (!Files.exists(file)) {
            InstallationNote note = InstallationNote.fresh(UUID.randomUUID(), clock.now());
            PrivateFiles.replace(file, note.toJson());
            return note.id();
        }
        Optional<InstallationNote> note = InstallationNote.read(file);
        if (note.isEmpty()) {
            throw refusal(
                    "DATA-0107",
                    root,
                    INSTALLATION + " in it is damaged.",
                    "Put it back from a backup, or move the file away: the installation then"
                            + " gets a new id and keeps its records.");
        }
        if (note.get().format() > InstallationNote.FORMAT) {
            throw refusal(
                    "DATA-0109",
                    root,
                    "It was written by a newer Fieldproof (layout " + note.get().format() + ").",
                    "Use that newer version, or another directory with --data.");
        }
        return note.get().id();
    }

    /// Only a note for people: a full disk must not keep a gateway from starting and draining.
    private static Optional<Problem> noteOwner(Path root) throws IOException {
        try {
            OwnerNote.ofThisProcess().write(root.resolve(OWNER));
            return Optional.empty();
        } catch (IOException failure) {
            if (!DirectoryFault.isNoSpace(failure)) {
                throw failure;
            }
            return Optional.of(
                    Problem.warning(
                            "DATA-0207",
                            DirectoryFault.object(root),
                            "The disk is full.",
                            "Free some space; until then devices are asked to wait."));
        }
    }

    /// The directory itself, links in its own path resolved.
    public Path root() {
        return root;
    }

    /// Which installation this is; made once with the directory.
    public UUID installationId() {
        return installationId;
    }

    /// What should be known about the directory since it was opened: a file system that forgets,
    /// files that are not ours, a disk that was full.
    public List<Problem> warnings() {
        return warnings;
    }

    /// Why its file system may not keep what was synced to it; empty for an ordinary one. Whoever
    /// vouches for durability must name it.
    public Optional<Problem> fileSystemDoubt() {
        return warnings.stream().filter(DirectoryWarnings::isOfFileSystem).findFirst();
    }

    /// Whether its disk runs short of room, look by look.
    public DiskRoom diskRoom() {
        return new DiskRoom(root);
    }

    public Path log() {
        return root.resolve("log");
    }

    /// Where the lanes' folders are.
    public Path lanes() {
        return root.resolve("lanes");
    }

    /// The folder of a lane; made on first use.
    public Path lane(String id) throws IOException {
        return made(root.resolve("lanes").resolve(requireSafe(id)));
    }

    /// The folder of a lane's disk buffer; made on first use.
    public Path laneBuffer(String id) throws IOException {
        return made(lane(id).resolve("buffer"));
    }

    /// The folder of a lane's quarantine; made on first use.
    public Path laneQuarantine(String id) throws IOException {
        return made(lane(id).resolve("quarantine"));
    }

    /// The file of a lane's position.
    public Path lanePosition(String id) throws IOException {
        return lane(id).resolve("position");
    }

    /// The folder of all connectors' folders.
    public Path connectors() {
        return root.resolve("connectors");
    }

    /// The folder of a connector; made on first use.
    public Path connector(String id) throws IOException {
        return made(connectors().resolve(requireSafe(id)));
    }

    public Path identity() {
        return root.resolve("identity");
    }

    public Path pki() {
        return root.resolve("pki");
    }

    public Path secrets() {
        return root.resolve("secrets");
    }

    public Path journal() {
        return root.resolve("journal");
    }

    public Path evidence() {
        return root.resolve("evidence");
    }

    /// Where revisions of the project are kept.
    public Path revisions() {
        return root.resolve("revisions");
    }

    /// Whether the directory is still the one that was opened: deleted, moved or unmounted while
    /// running is a fault, and the directory is never made anew silently. Cheap; ask each second.
    public Optional<Problem> vanished() {
        @Nullable Object now;
        try {
            now = keyOf(root);
            if (Files.isRegularFile(root.resolve(LOCK), LinkOption.NOFOLLOW_LINKS)
                    && Objects.equals(now, rootKey)) {
                return Optional.empty();
            }
        } catch (IOException gone) {
            now = null;
        }
        return Optional.of(
                Problem.error(
                        "DATA-0111",
                        DirectoryFault.object(root),
                        now == null
                                ? "It was deleted, moved or unmounted while in use."
                                : "Another directory stands in its place, or its lock file is gone.",
                        "Put the directory back where it was, then start the gateway again;"
                                + " nothing is accepted until then."));
    }

    /// Releases the lock. Idempotent; deletes nothing.
    @Override
    public void close() {
        synchronized (DataDirectory.class) {
            if (!lockChannel.isOpen()) {
                return;
            }
            try {
                if (vanished().isEmpty()) {
                    OwnerNote.clear(root.resolve(OWNER));
                }
                lockChannel.close();
            } catch (IOException unimportant) {
                // The lock goes with the process; the note is for people only.
                closeQuietly();
            }
        }
    }

    private void closeQuietly() {
        try {
            lockChannel.close();
        } catch (IOException released) {
            // Nothing is left to be done: the system releases the lock with the channel.
        }
    }

    private static Path made(Path folder) throws IOException {
        PrivateFiles.directory(folder);
        return folder;
    }

    private static Set<String> knownNames() {
        return Set.of(
                LOCK,
                OWNER,
                INSTALLATION,
                "log",
                "lanes",
                "connectors",
                "identity",
                "pki",
                "secrets",
                "journal",
                "evidence",
                "revisions",
                "lost+found");
    }

    private static @Nullable Object keyOf(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    private static Path failedPath(Path given, IOException failure) {
        if (failure instanceof java.nio.file.FileSystemException known && known.getFile() != null) {
            return Path.of(known.getFile());
        }
        return given;
    }

    private static DataDirectoryException refusal(
            String code, Path root, String message, String remedy) {
        return new DataDirectoryException(
                Problem.error(code, DirectoryFault.object(root), message, remedy), null);
    }

    private static String requireSafe(String id) {
        if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw new IllegalArgumentException(
                    "id: " + id + " (expected: letters, digits, dot, dash, underscore)");
        }
        return id;
    }
}
