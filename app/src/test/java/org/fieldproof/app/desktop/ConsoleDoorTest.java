package org.fieldproof.app.desktop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.fieldproof.app.desktop.ConsoleApplication.Meeting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Harm if it breaks: a double click starts a second gateway beside the first, or does nothing.
class ConsoleDoorTest {
    private static final Path PLANT = Path.of("/plants/north/project.yaml");

    @TempDir private Path folder;

    @Test
    void aSecondStartIsToldToTheFirst() throws IOException {
        List<Optional<Path>> asked = new ArrayList<>();
        assertThat(ConsoleDoor.knock(folder, Optional.of(PLANT))).isFalse();
        try (ConsoleDoor door = ConsoleDoor.open(folder).orElseThrow()) {
            assertThat(ConsoleDoor.knock(folder, Optional.of(PLANT))).isTrue();
            assertThat(asked).isEmpty();

            door.tell(asked::add);
            assertThat(asked).containsExactly(Optional.of(PLANT));

            assertThat(ConsoleDoor.knock(folder, Optional.empty())).isTrue();
            assertThat(asked).containsExactly(Optional.of(PLANT), Optional.empty());
        }
        assertThat(ConsoleDoor.knock(folder, Optional.of(PLANT))).isFalse();
        assertThat(asked).hasSize(2);
    }

    @Test
    void oneDoorAtATime() throws IOException {
        try (ConsoleDoor door = ConsoleDoor.open(folder).orElseThrow()) {
            door.tell(_ -> {});
            assertThat(ConsoleDoor.open(folder)).isEmpty();
            assertThat(meet()).isInstanceOf(Meeting.Asked.class);
        }
        assertThat(meet())
                .isInstanceOfSatisfying(Meeting.First.class, first -> close(first.door()));
    }

    @Test
    void whoSaysNothingOrNonsenseHoldsNobodyUp() throws IOException {
        try (ConsoleDoor door = ConsoleDoor.open(folder).orElseThrow();
                SocketChannel silent = line();
                SocketChannel strange = line()) {
            door.tell(_ -> {});
            strange.write(ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII)));

            assertThat(ConsoleDoor.knock(folder, Optional.of(PLANT))).isTrue();
            assertThat(silent.read(ByteBuffer.allocate(1)))
                    .as("hung up on, in a while")
                    .isNegative();
        }
    }

    /// The window is going, which may take a while: what is asked now would be heard by nobody.
    @Test
    void whoKnocksAtAConsoleThatEndsOpensOneOfHisOwn() throws IOException {
        List<Optional<Path>> asked = new ArrayList<>();
        ConsoleDoor door = ConsoleDoor.open(folder).orElseThrow();
        door.tell(asked::add);
        door.shut();
        assertThat(ConsoleDoor.knock(folder, Optional.of(PLANT))).isFalse();
        CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS).execute(() -> close(door));

        assertThat(ConsoleApplication.meet(folder, Optional.of(PLANT), Duration.ofSeconds(30)))
                .isInstanceOfSatisfying(Meeting.First.class, first -> close(first.door()));
        assertThat(asked).isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nobodyElseMayUseIt() throws IOException {
        try (ConsoleDoor door = ConsoleDoor.open(folder).orElseThrow()) {
            door.tell(_ -> {});
            assertThat(Files.getPosixFilePermissions(folder.resolve("console.socket")))
                    .containsExactlyInAnyOrder(
                            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        }
    }

    @Test
    void aConsoleThatWasKilledLeavesNoDoor() throws Exception {
        Process console =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Holder.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (BufferedReader out = console.inputReader()) {
            assertThat(out.readLine()).isEqualTo("open");
            assertThat(ConsoleDoor.open(folder)).isEmpty();
            assertThat(ConsoleDoor.knock(folder, Optional.empty())).isTrue();
        } finally {
            console.destroyForcibly().waitFor();
        }
        assertThat(folder.resolve("console.socket")).exists();

        assertThat(meet())
                .isInstanceOfSatisfying(Meeting.First.class, first -> close(first.door()));
    }

    /// Addresses of such sockets hold about a hundred characters.
    @Test
    void whereThereCanBeNoDoorTheConsoleOpensAllTheSame() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("x".repeat(120)));

        assertThatThrownBy(() -> ConsoleDoor.open(deep)).isInstanceOf(IOException.class);
        assertThat(ConsoleApplication.meet(deep, Optional.empty(), Duration.ofSeconds(3)))
                .isInstanceOf(Meeting.Alone.class);
    }

    private Meeting meet() {
        return ConsoleApplication.meet(folder, Optional.of(PLANT), Duration.ofSeconds(3));
    }

    private SocketChannel line() throws IOException {
        SocketChannel line = SocketChannel.open(StandardProtocolFamily.UNIX);
        line.connect(UnixDomainSocketAddress.of(folder.resolve("console.socket")));
        return line;
    }

    private static void close(ConsoleDoor door) {
        try {
            door.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// A console that will be killed.
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            try (ConsoleDoor door = ConsoleDoor.open(Path.of(args[0])).orElseThrow()) {
                door.tell(_ -> {});
                System.out.println("open");
                LockSupport.parkNanos(Duration.ofMinutes(1).toNanos());
            }
        }
    }
}
