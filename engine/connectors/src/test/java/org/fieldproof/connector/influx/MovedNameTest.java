package org.fieldproof.connector.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.stores.StoreBench;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.FreePorts;
import org.fieldproof.testkit.store.SeriesServer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A store whose name leads to another machine since it failed, which has IPv6 alone (row 70). Harm
/// if it breaks: the backlog grows until somebody starts the gateway anew.
@EnabledOnOs(OS.LINUX)
final class MovedNameTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir Path directory;

    @Test
    @Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aNameThatLeadsToAnIpv6AddressAloneIsFollowed() throws Exception {
        assumeIpv6();
        Path hosts = directory.resolve("hosts");
        int port = FreePorts.next();
        try (SeriesServer server = SeriesServer.influx(directory.resolve("influx"))) {
            server.create("CREATE DATABASE plant");
            Files.writeString(hosts, "127.0.0.2 store.plant\n");
            Process child = child(hosts, port);
            try (BufferedReader said =
                            new BufferedReader(
                                    new InputStreamReader(
                                            child.getInputStream(), StandardCharsets.UTF_8));
                    PrintWriter ask =
                            new PrintWriter(child.outputWriter(StandardCharsets.UTF_8), true)) {
                try (Relay _ = new Relay("127.0.0.2", port, server.port())) {
                    Await.until(LIMIT, () -> answer(ask, said, "write").equals("durable"), "first");
                }
                assertThat(answer(ask, said, "write")).as("it is gone").startsWith("INFL-");
                Files.writeString(hosts, "::1 store.plant\n");
                try (Relay moved = new Relay("::1", port, server.port())) {
                    Await.until(LIMIT, () -> answer(ask, said, "write").equals("durable"), "moved");
                    assertThat(moved.taken()).isPositive();
                    assertThat(answer(ask, said, "count"))
                            .as("the same bytes, once")
                            .isEqualTo("20");
                }
            } finally {
                child.destroyForcibly();
            }
        }
    }

    private static void assumeIpv6() {
        boolean there = true;
        try (ServerSocket _ = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
            // It can be bound.
        } catch (IOException e) {
            there = false;
            System.out.println("SKIPPED: this machine has no ::1 (" + e.getMessage() + ")");
        }
        Assumptions.assumeTrue(there, "no IPv6");
    }

    private static String answer(PrintWriter ask, BufferedReader said, String question) {
        ask.println(question);
        try {
            return String.valueOf(said.readLine());
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /// A JVM that asks a file in place of the name server, and forgets an answer after a second.
    private Process child(Path hosts, int port) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Djdk.net.hosts.file=" + hosts,
                        "-Dsun.net.inetaddr.ttl=1",
                        "-Dsun.net.inetaddr.negative.ttl=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        String.valueOf(port),
                        directory.resolve("child").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /// Writes ten records, the same until they are durable, whenever it is asked to.
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws Exception {
            Path folder = Files.createDirectories(Path.of(args[1]));
            StoreBench bench =
                    new StoreBench(
                            new InfluxSinkFactory(),
                            folder,
                            Map.of(
                                    "host", "store.plant",
                                    "port", Integer.parseInt(args[0]),
                                    "database", "plant",
                                    "hold", "1ms",
                                    "connectTimeout", "5s",
                                    "answerTimeout", "5s"),
                            LinkTable.direct(),
                            new TestAuthority("plant"));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            long next = 1;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("count")) {
                    System.out.println(bench.arrivals(Points.EPOCH).size());
                    continue;
                }
                switch (bench.write(Points.range(next, next + 9))) {
                    case WriteOutcome.Durable _ -> {
                        next += 10;
                        System.out.println("durable");
                    }
                    case WriteOutcome.Unavailable(var why) -> {
                        bench.drop();
                        System.out.println(why.code());
                    }
                    case WriteOutcome other -> System.out.println(other);
                }
            }
        }
    }

    /// Passes lines on from an address of this machine.
    private static final class Relay implements AutoCloseable {
        private final ServerSocket listening;
        private final Set<Socket> open = ConcurrentHashMap.newKeySet();
        private final AtomicInteger taken = new AtomicInteger();

        Relay(String address, int port, int to) throws IOException {
            listening = new ServerSocket(port, 50, InetAddress.ofLiteral(address));
            Thread.ofVirtual().start(() -> accept(to));
        }

        int taken() {
            return taken.get();
        }

        private void accept(int to) {
            while (!listening.isClosed()) {
                try {
                    Socket client = listening.accept();
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), to);
                    open.addAll(List.of(client, server));
                    taken.incrementAndGet();
                    Thread.ofVirtual().start(() -> pass(client, server));
                    Thread.ofVirtual().start(() -> pass(server, client));
                } catch (IOException _) {
                    // It is closed, or the server is.
                }
            }
        }

        private static void pass(Socket from, Socket to) {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException _) {
                // The line is over.
            }
        }

        @Override
        public void close() throws IOException {
            listening.close();
            for (Socket each : open) {
                each.close();
            }
        }
    }
}
