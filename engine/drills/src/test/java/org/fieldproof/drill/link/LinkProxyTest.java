package org.fieldproof.drill.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.fieldproof.api.drill.Fault;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkProxyTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(30);

    private final GatewayClock clock = GatewayClock.system();
    private final AtomicReference<String> healedByDeadline = new AtomicReference<>("");
    private Peer echo;
    private LinkProxy link;
    private Endpoint front;

    @BeforeEach
    void open() throws IOException {
        echo = Peer.echo();
        link =
                new LinkProxy(
                        "upstream",
                        clock,
                        new Random(7),
                        (id, fault) -> healedByDeadline.set(id + " " + fault.name()));
        front = link.portTo(echo.endpoint());
    }

    @AfterEach
    void close() throws IOException {
        link.close();
        echo.close();
    }

    @Test
    void bytesPassUnaltered() throws IOException {
        byte[] bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);

        try (Socket socket = Peer.dial(front)) {
            assertThat(Peer.roundTrip(socket, bytes)).isEqualTo(bytes);
        }

        awaitCounted(() -> link.counters().bytesToTarget() == bytes.length);
        awaitCounted(() -> link.counters().bytesToDialler() == bytes.length);
    }

    @Test
    void oneTargetHasOnePort() throws IOException {
        assertThat(link.portTo(echo.endpoint())).isEqualTo(front);
        assertThat(front.port()).isNotEqualTo(echo.endpoint().port());
    }

    /// Harm: a link reachable from the plant network is a hole into whatever it leads to.
    @Test
    void nobodyReachesALinkFromOutsideThisMachine() throws IOException {
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(each.getInetAddresses())) {
                if (!address.isLoopbackAddress()) {
                    assertThatThrownBy(() -> new Socket(address, front.port()).close())
                            .isInstanceOf(IOException.class);
                }
            }
        }
        assertThat(front.host()).isEqualTo("127.0.0.1");
    }

    @Test
    void halfClosePassesAndTheOtherHalfStaysOpen() throws IOException {
        try (Socket socket = Peer.dial(front)) {
            socket.getOutputStream().write(new byte[] {1, 2, 3});
            socket.shutdownOutput();

            assertThat(socket.getInputStream().readAllBytes()).containsExactly(1, 2, 3);
        }
        Await.until(SOON, () -> link.counters().open() == 0, "the connection to be gone");
        assertThat(link.counters().resetTotal()).isZero();
    }

    @Test
    void downResetsWhatIsOpenAndRefusesWhatComes() throws IOException {
        try (Socket open = Peer.dial(front)) {
            Peer.roundTrip(open, new byte[] {1});

            link.inject(new Fault.Down(), LONG);

            assertThatThrownBy(() -> readOrFail(open)).isInstanceOf(SocketException.class);
            try (Socket late = Peer.dial(front)) {
                assertThatThrownBy(() -> readOrFail(late)).isInstanceOf(SocketException.class);
            } catch (SocketException e) {
                assertThat(e).hasMessageContaining("reset");
            }
        }
        assertThat(link.counters().resetTotal()).isEqualTo(1);
        Await.until(SOON, () -> link.counters().refusedTotal() == 1, "the refusal to be counted");
    }

    @Test
    void afterHealingTheSamePortCarriesAgain() throws IOException {
        link.inject(new Fault.Down(), LONG);
        assertThat(link.healsInMs()).isBetween(1L, LONG.toMillis());
        assertThat(link.heal()).isTrue();
        assertThat(link.heal()).isFalse();

        try (Socket socket = Peer.dial(front)) {
            assertThat(Peer.roundTrip(socket, new byte[] {9})).containsExactly(9);
        }
        assertThat(link.healsInMs()).isEqualTo(-1);
    }

    @Test
    void hangKeepsConnectionsOpenAndLosesNoByte() throws IOException {
        try (Socket open = Peer.dial(front)) {
            Peer.roundTrip(open, new byte[] {1});
            link.inject(new Fault.Hang(), LONG);
            open.setSoTimeout(200);

            open.getOutputStream().write(new byte[] {2, 3});
            assertThatThrownBy(() -> open.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class);

            link.heal();
            open.setSoTimeout(30_000);
            assertThat(open.getInputStream().readNBytes(2)).containsExactly(2, 3);
        }
    }

    @Test
    void whoDialsAHangingLineGetsThroughAfterwards() throws IOException {
        link.inject(new Fault.Hang(), LONG);
        try (Socket socket = Peer.dial(front)) {
            socket.getOutputStream().write(4);
            link.heal();
            assertThat(socket.getInputStream().read()).isEqualTo(4);
        }
    }

    @Test
    void latencyHoldsEveryChunkBackAndKeepsOrder() throws IOException {
        link.inject(new Fault.Latency(Duration.ofMillis(80), Duration.ofMillis(20)), LONG);
        try (Socket socket = Peer.dial(front)) {
            long start = clock.nanoTime();
            for (int i = 0; i < 1_000; i++) {
                socket.getOutputStream().write(i);
            }
            byte[] back = socket.getInputStream().readNBytes(1_000);
            long tookMs = TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - start);

            for (int i = 0; i < 1_000; i++) {
                assertThat(back[i]).isEqualTo((byte) i);
            }
            // Two directions of 60 to 100 ms; chunks overlap: a thousand in turn would take 2 min.
            assertThat(tookMs).isBetween(120L, 60_000L);
        }
    }

    @Test
    void bandwidthIsSharedByTheConnectionsOfALink() throws IOException {
        byte[] bytes = new byte[30_000];
        try (Socket one = Peer.dial(front);
                Socket two = Peer.dial(front)) {
            Peer.roundTrip(one, new byte[] {1});
            Peer.roundTrip(two, new byte[] {1});
            link.inject(new Fault.Bandwidth(100_000), LONG);
            long start = clock.nanoTime();
            Thread other = Thread.ofVirtual().start(() -> quietRoundTrip(two, bytes));
            Peer.roundTrip(one, bytes);
            Await.until(SOON, () -> !other.isAlive(), "the second connection");
            long tookMs = TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - start);

            // 60 kB at 100 kB/s in each direction.
            assertThat(tookMs).isBetween(550L, 20_000L);
        }
    }

    @Test
    void resetAfterLetsExactlySoManyBytesThrough() throws IOException {
        link.inject(new Fault.ResetAfter(1_000), LONG);
        try (Socket socket = Peer.dial(front)) {
            byte[] back = Peer.roundTrip(socket, new byte[1_000]);
            assertThat(back).hasSize(1_000);
            awaitCounted(() -> link.counters().bytesToTarget() == 1_000);

            socket.getOutputStream().write(1);
            assertThatThrownBy(() -> readOrFail(socket)).isInstanceOf(SocketException.class);
            assertThat(link.counters().bytesToTarget()).isEqualTo(1_000);
        }
    }

    @Test
    void slicerCutsTheStreamAndChangesNothing() throws IOException {
        link.inject(new Fault.Slicer(7), LONG);
        byte[] bytes = new byte[700];
        new Random(3).nextBytes(bytes);
        try (Socket socket = Peer.dial(front)) {
            assertThat(Peer.roundTrip(socket, bytes)).isEqualTo(bytes);
        }
        awaitCounted(() -> link.counters().writes() >= 200);
    }

    @Test
    void aFaultEndsByItselfAtItsDeadline() throws IOException {
        link.inject(new Fault.Hang(), Duration.ofSeconds(1));
        assertThat(link.healsInMs()).as("-1 where it is over already").isLessThanOrEqualTo(1_000);

        try (Socket socket = Peer.dial(front)) {
            assertThat(Peer.roundTrip(socket, new byte[] {5})).containsExactly(5);
        }
        Await.until(SOON, () -> !healedByDeadline.get().isEmpty(), "the deadline to be told");
        assertThat(healedByDeadline.get()).isEqualTo("upstream hang");
        assertThat(link.fault()).isNull();
    }

    @Test
    void anOldDeadlineDoesNotEndANewFault() {
        link.inject(new Fault.Hang(), Duration.ofMillis(50));
        link.inject(new Fault.Down(), LONG);

        long start = clock.nanoTime();
        Await.until(
                SOON,
                () -> clock.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(200),
                "the old deadline to pass");
        assertThat(link.fault()).isEqualTo(new Fault.Down());
        // A machine that stood still in between has let the first one end in its time.
        assertThat(healedByDeadline.get()).isIn("", "upstream hang");
    }

    /// Harm: a fault that is put on just as the one before it ends is gone at once, and a
    /// drill that nobody broke says that its fault was taken off.
    @Test
    void aDeadlineAndANewFaultAtOnceLeaveTheNewOne() {
        for (int round = 0; round < 100; round++) {
            link.inject(new Fault.Hang(), Duration.ofMillis(1));
            spin(1_000_000 + (round % 10) * 20_000L);
            link.inject(new Fault.Down(), LONG);
            spin(2_000_000);
            assertThat(link.fault()).as("round %s", round).isEqualTo(new Fault.Down());
        }
    }

    private void spin(long nanos) {
        long start = clock.nanoTime();
        while (clock.nanoTime() - start < nanos) {
            Thread.onSpinWait();
        }
    }

    /// Harm: a proxy without a limit hides a slow destination and eats the heap meanwhile.
    @Test
    void aSlowReaderStopsTheSender() throws IOException {
        try (Peer deaf = Peer.deaf()) {
            try (Socket socket = Peer.dial(link.portTo(deaf.endpoint()))) {
                byte[] chunk = new byte[1 << 16];
                long[] sent = {0};
                Thread sender =
                        Thread.ofVirtual()
                                .start(
                                        () -> {
                                            try {
                                                while (sent[0] < 1L << 28) {
                                                    socket.getOutputStream().write(chunk);
                                                    sent[0] += chunk.length;
                                                }
                                            } catch (IOException e) {
                                                return;
                                            }
                                        });
                long[] last = {-1};
                long[] since = {clock.nanoTime()};
                Await.until(
                        SOON,
                        () -> {
                            long carried = link.counters().bytesToTarget();
                            if (carried != last[0]) {
                                last[0] = carried;
                                since[0] = clock.nanoTime();
                            }
                            return clock.nanoTime() - since[0] > 300_000_000L;
                        },
                        "the flow to stop");
                assertThat(sender.isAlive()).isTrue();
                assertThat(sent[0]).isLessThan(1L << 28);
            }
        }
    }

    @Test
    void anUnreachableTargetLooksRefused() throws IOException {
        // Bound and not listening: a port that was let go may be somebody else's by then.
        try (Socket held = new Socket()) {
            held.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
            Endpoint port = link.portTo(new Endpoint("127.0.0.1", held.getLocalPort()));
            try (Socket socket = Peer.dial(port)) {
                assertThatThrownBy(() -> readOrFail(socket)).isInstanceOf(SocketException.class);
            }
        }
    }

    @Test
    void healingUnderLoadIsImmediate() throws IOException {
        try (Socket socket = Peer.dial(front)) {
            Peer.roundTrip(socket, new byte[] {1});
            link.inject(new Fault.Latency(Duration.ofSeconds(30), Duration.ZERO), LONG);
            socket.getOutputStream().write(6);
            Await.until(SOON, () -> link.fault() != null, "the fault");
            long start = clock.nanoTime();
            link.heal();
            assertThat(socket.getInputStream().read()).isEqualTo(6);
            long tookMs = TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - start);
            assertThat(tookMs).isLessThan(20_000);
        }
    }

    /// A chunk is counted after it is written, so its bytes may be read before it counts.
    private static void awaitCounted(BooleanSupplier counted) {
        Await.until(SOON, counted, "what was carried to be counted");
    }

    private static void readOrFail(Socket socket) throws IOException {
        int b = socket.getInputStream().read();
        throw new AssertionError("read " + b + " from a line that should be reset");
    }

    private static void quietRoundTrip(Socket socket, byte[] bytes) {
        try {
            Peer.roundTrip(socket, bytes);
        } catch (IOException e) {
            return;
        }
    }
}
