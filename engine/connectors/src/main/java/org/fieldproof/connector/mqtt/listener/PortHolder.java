package org.fieldproof.connector.mqtt.listener;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Who listens on a TCP port of this machine, from Linux' `/proc` (proc(5)): the socket's inode in
/// `net/tcp`, then the process that has it open. Other systems, and processes of other users, do
/// not tell.
final class PortHolder {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";
    private static final int LOCAL = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private PortHolder() {}

    /// In words, such as `process 4711 (mosquitto)`; or that it cannot be told.
    static String of(int port) {
        try {
            Set<String> sockets = new HashSet<>();
            for (String table : List.of("net/tcp", "net/tcp6")) {
                Path file = PROC.resolve(table);
                if (Files.isReadable(file)) {
                    collect(Files.readAllLines(file), port, sockets);
                }
            }
            return sockets.isEmpty() ? unknown() : holder(sockets);
        } catch (IOException e) {
            return unknown();
        }
    }

    private static String unknown() {
        return "a process that this system does not name to us";
    }

    private static void collect(List<String> lines, int port, Set<String> sockets) {
        for (String line : lines) {
            String[] words = line.trim().split("\\s+", -1);
            boolean ours =
                    words.length > INODE
                            && words[STATE].equals(LISTENING)
                            && words[LOCAL].endsWith(String.format(":%04X", port));
            if (ours) {
                sockets.add("socket:[" + words[INODE] + "]");
            }
        }
    }

    private static String holder(Set<String> sockets) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, sockets)) {
                    return "process " + process.getFileName() + " (" + nameOf(process) + ")";
                }
            }
        }
        return "a process of another user";
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : open) {
                if (sockets.contains(Files.readSymbolicLink(descriptor).toString())) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException e) {
            // Another user's, or it has just ended.
            return false;
        }
    }

    private static String nameOf(Path process) {
        try {
            return Files.readString(process.resolve("comm")).trim();
        } catch (IOException e) {
            return "unnamed";
        }
    }
}
