package org.fieldproof.log.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The only door to the disk for logs, buffers and positions. Everything that can fail on a disk
/// passes here, so that tests can make it fail.
public interface LogFiles {

    /// Makes a new file for reading and writing; fails if the name is taken.
    LogFile create(Path path) throws IOException;

    /// Opens an existing file for reading and writing; never follows a symbolic link.
    LogFile open(Path path) throws IOException;

    /// Opens an existing file for reading; never follows a symbolic link.
    LogFile openForReading(Path path) throws IOException;

    /// Replaces `to` by `from` in one step.
    void rename(Path from, Path to) throws IOException;

    void delete(Path path) throws IOException;

    /// Makes a directory and its parents, durably.
    void createDirectories(Path directory) throws IOException;

    /// Names made, changed or removed in the directory are on the disk when this returns.
    void forceDirectory(Path directory) throws IOException;

    /// The directory, to be synced also when the host has no file handle left.
    default OpenDirectory openDirectory(Path directory) throws IOException {
        return () -> forceDirectory(directory);
    }

    boolean exists(Path path);

    /// The entries of a directory, sorted by name; links are listed, never followed.
    List<DirectoryEntry> list(Path directory) throws IOException;

    /// What the file system notes about a file that exists.
    FileMark mark(Path path) throws IOException;

    /// By what the machine is known; the same number of marks at each call, 0 for one that cannot
    /// be read.
    long[] hostMarks();

    /// The host's file system.
    static LogFiles nio() {
        return new NioLogFiles();
    }
}
