package org.fieldproof.app.desktop;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The door of the console that a user has open. A second start of the program knocks, says which
/// file was meant, and ends: one gateway, one window, whatever is double-clicked.
///
/// The door is a socket beside the user's preferences that only he may use; the lock beside
/// it, which goes with the process however it ends, says whether the socket is anybody's. What is
/// said is a word, then a path or nothing, each as [DataOutputStream#writeUTF]; the answer is a
/// word. Requests that come before there is a window wait for it. Any thread; guarded by this.
final class ConsoleDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleDoor.class);
    private static final String HELLO = "fieldproof 1";
    private static final String SHOWN = "shown";
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int WAITING_MAX = 16;

    private final Path folder;
    private final FileChannel lock;
    private final ServerSocketChannel socket;
    private final List<Optional<Path>> waiting = new ArrayList<>();
    private @Nullable Consumer<Optional<Path>> window;

    private boolean closed;

    private ConsoleDoor(Path folder, FileChannel lock, ServerSocketChannel socket) {
        this.folder = folder;
        this.lock = lock;
        this.socket = socket;
        Thread.ofPlatform().name("fp-door").daemon(true).start(this::listen);
    }

    /// Opens the door of this process; empty if another console of this user has one open.
    ///
    /// @param folder of the user's preferences
    /// @throws IOException if there can be none, such as where the folder's path is too long for a
    ///     socket
    static Optional<ConsoleDoor> open(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel lock =
                FileChannel.open(
                        folder.resolve("console.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (!isOurs(lock)) {
                lock.close();
                return Optional.empty();
            }
            // What is left there is of a console that was killed: the lock says so.
            Files.deleteIfExists(socketIn(folder));
            return Optional.of(new ConsoleDoor(folder, lock, bound(socketIn(folder))));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static ServerSocketChannel bound(Path path) throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            socket.bind(UnixDomainSocketAddress.of(path));
            if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            }
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static boolean isOurs(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException thisProcess) {
            return false;
        }
    }

    private static Path socketIn(Path folder) {
        return folder.resolve("console.socket");
    }

    /// Asks the console that is open to come to the front, and to open what was meant.
    ///
    /// @return whether one has taken it on
    static boolean knock(Path folder, Optional<Path> meant) {
        if (!Files.exists(socketIn(folder))) {
            return false;
        }
        try (SocketChannel line = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            line.connect(UnixDomainSocketAddress.of(socketIn(folder)));
            endAfterLimit(line);
            DataOutputStream out = new DataOutputStream(Channels.newOutputStream(line));
            out.writeUTF(HELLO);
            out.writeUTF(
                    meant.map(path -> path.toAbsolutePath().normalize().toString()).orElse(""));
            out.flush();
            return new DataInputStream(Channels.newInputStream(line)).readUTF().equals(SHOWN);
        } catch (IOException | IllegalArgumentException nobody) {
            LOG.debug("door: nobody answers", nobody);
            return false;
        }
    }

    /// Whom to tell what is asked for; what has come before is told at once.
    ///
    /// @param asked told on the thread of the door
    synchronized void tell(Consumer<Optional<Path>> asked) {
        window = asked;
        waiting.forEach(asked);
        waiting.clear();
    }

    private synchronized boolean take(Optional<Path> asked) {
        if (closed) {
            return false;
        }
        if (window != null) {
            window.accept(asked);
            return true;
        }
        return waiting.size() < WAITING_MAX && waiting.add(asked);
    }

    private void listen() {
        while (socket.isOpen()) {
            try {
                SocketChannel line = socket.accept();
                Thread.ofVirtual().start(() -> answer(line));
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException e) {
                // Such as too many open files: it passes, or the socket is closed.
                LOG.warn("door: a caller could not be heard", e);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void answer(SocketChannel line) {
        try (line) {
            endAfterLimit(line);
            DataInputStream in = new DataInputStream(Channels.newInputStream(line));
            if (!in.readUTF().equals(HELLO)) {
                return;
            }
            String meant = in.readUTF();
            if (take(meant.isEmpty() ? Optional.empty() : Optional.of(Path.of(meant)))) {
                new DataOutputStream(Channels.newOutputStream(line)).writeUTF(SHOWN);
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.debug("door: a caller made no sense", e);
        }
    }

    /// Who says nothing holds nobody up.
    private static void endAfterLimit(SocketChannel line) {
        CompletableFuture.delayedExecutor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> close(line));
    }

    private static void close(SocketChannel line) {
        try {
            line.close();
        } catch (IOException e) {
            LOG.debug("door: a line cannot be closed", e);
        }
    }

    /// Takes nothing on any more: the window is going. Who knocks from now on waits for the end of
    /// this console, and then opens one of his own.
    synchronized void shut() {
        closed = true;
    }

    /// Closes the door, for the next console.
    @Override
    public void close() throws IOException {
        shut();
        try (lock) {
            socket.close();
            Files.deleteIfExists(socketIn(folder));
        }
    }
}
