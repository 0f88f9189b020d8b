package org.fieldproof.testkit.proof;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.fieldproof.log.io.DirectoryEntry;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.LogFiles;

/// The bytes of everything a child keeps, as they lie on the disk while no process has them open.
record Snapshot(
        Map<String, byte[]> log, Map<String, byte[]> buffer, Map<String, byte[]> quarantine) {

    /// From a directory of the host.
    static Snapshot of(Path root) throws IOException {
        return new Snapshot(
                files(root.resolve(Workload.LOG)),
                files(root.resolve(Workload.BUFFER)),
                files(root.resolve(Workload.QUARANTINE)));
    }

    /// From a simulated disk.
    static Snapshot of(LogFiles disk, Path root) throws IOException {
        return new Snapshot(
                files(disk, root.resolve(Workload.LOG)),
                files(disk, root.resolve(Workload.BUFFER)),
                files(disk, root.resolve(Workload.QUARANTINE)));
    }

    private static Map<String, byte[]> files(Path directory) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        if (!Files.isDirectory(directory)) {
            return files;
        }
        try (Stream<Path> names = Files.list(directory)) {
            for (Path each : names.toList()) {
                if (Files.isRegularFile(each)) {
                    files.put(String.valueOf(each.getFileName()), Files.readAllBytes(each));
                }
            }
        } catch (NoSuchFileException gone) {
            throw new IOException("the directory changes while it is read: " + gone.getMessage());
        }
        return files;
    }

    static Map<String, byte[]> files(LogFiles disk, Path directory) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (DirectoryEntry entry : disk.list(directory)) {
            if (entry.regularFile()) {
                try (LogFile file = disk.openForReading(directory.resolve(entry.name()))) {
                    ByteBuffer bytes = ByteBuffer.allocate((int) entry.sizeBytes());
                    file.readFully(bytes, 0);
                    files.put(entry.name(), bytes.array());
                }
            }
        }
        return files;
    }

    /// What a map holds that must hold it.
    static <K, V> V known(Map<K, V> map, K key) {
        V value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("not there: " + key);
        }
        return value;
    }
}
