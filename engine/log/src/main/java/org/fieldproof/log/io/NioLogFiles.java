package org.fieldproof.log.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The host's file system through [FileChannel]. No memory mapping: on a full disk it kills the
/// process instead of reporting. Threads that come here must never be interrupted: an interrupt
/// closes the channel.
final class NioLogFiles implements LogFiles {

    /// Windows cannot open a directory for syncing and keeps names durable by itself.
    private final boolean directoriesCanBeForced =
            !System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    @Override
    public LogFile create(Path path) throws IOException {
        return new NioLogFile(
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE));
    }

    @Override
    public LogFile open(Path path) throws IOException {
        return new NioLogFile(
                FileChannel.open(
                        path,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public LogFile openForReading(Path path) throws IOException {
        return new NioLogFile(
                FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.delete(path);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        Path at = directory.toAbsolutePath();
        while (at != null && !Files.isDirectory(at)) {
            missing.push(at);
            at = at.getParent();
        }
        for (Path each : missing) {
            Files.createDirectory(each);
            Path parent = each.getParent();
            if (parent != null) {
                forceDirectory(parent);
            }
        }
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        if (!directoriesCanBeForced) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public OpenDirectory openDirectory(Path directory) throws IOException {
        if (!directoriesCanBeForced) {
            return () -> {};
        }
        return new HeldDirectory(FileChannel.open(directory, StandardOpenOption.READ));
    }

    @Override
    public boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public List<DirectoryEntry> list(Path directory) throws IOException {
        List<DirectoryEntry> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path path : stream) {
                try {
                    BasicFileAttributes attributes =
                            Files.readAttributes(
                                    path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                    entries.add(
                            new DirectoryEntry(
                                    String.valueOf(path.getFileName()),
                                    attributes.size(),
                                    attributes.isRegularFile()));
                } catch (NoSuchFileException _) {
                    // Removed between the listing and the look: it is not there, which is true.
                }
            }
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(Comparator.comparing(DirectoryEntry::name));
        return entries;
    }

    @Override
    public FileMark mark(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Map<String, Object> told =
                    Files.readAttributes(path, "unix:ino,ctime", LinkOption.NOFOLLOW_LINKS);
            if (told.get("ino") instanceof Number number
                    && told.get("ctime") instanceof FileTime changed) {
                return new FileMark(number.longValue(), changed.to(TimeUnit.NANOSECONDS));
            }
        }
        BasicFileAttributes basic =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new FileMark(0, basic.creationTime().to(TimeUnit.NANOSECONDS));
    }

    @Override
    public long[] hostMarks() {
        return HostMarks.read();
    }

    private record HeldDirectory(FileChannel channel) implements OpenDirectory {

        @Override
        public void force() throws IOException {
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private record NioLogFile(FileChannel channel) implements LogFile {

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            return channel.write(source, position);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return channel.read(target, position);
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void truncate(long sizeBytes) throws IOException {
            channel.truncate(sizeBytes);
        }

        @Override
        public long sizeBytes() throws IOException {
            return channel.size();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
