package org.fieldproof.connector.fieldbus.s7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.fieldbus.testing.FieldHost;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.FreePorts;
import org.fieldproof.testkit.MapConfig;
import org.fieldproof.testkit.store.ServerProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A PLC that other people wrote (Snap7) dies or falls silent in mid-flow. Harm: the last value
/// stands there as if it still held, or the PLC's return is not noticed.
class S7OutageTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir Path temp;
    private final List<AutoCloseable> open = new ArrayList<>();
    private int port;

    @SuppressWarnings("NullAway.Init")
    private ServerProcess plc;

    @BeforeEach
    void startPlc() throws Exception {
        Path modules = S7PeersTest.snap7();
        port = FreePorts.next();
        Path script = temp.resolve("server.js");
        Files.writeString(
                script,
                """
                const snap7 = require(process.argv[2] + '/node-snap7');
                const s = new snap7.S7Server();
                s.SetParam(s.LocalPort, Number(process.argv[3]));
                s.SetResourceless(false);
                s.RegisterArea(s.srvAreaDB, 1, Buffer.alloc(100, 7));
                if (s.StartTo('127.0.0.1') === false) {
                    console.log(s.ErrorText(s.LastError()));
                    process.exit(1);
                }
                s.SetCpuStatus(8);
                setInterval(() => {}, 1000);
                """);
        plc =
                new ServerProcess(
                        List.of(
                                "node",
                                script.toString(),
                                modules.toString(),
                                String.valueOf(port)),
                        temp.resolve("server.txt"));
        open.add(plc);
        plc.start(LIMIT, () -> ServerProcess.listens(port));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void aPlcThatIsKilledIsBadOnceAndReadAgainWhenItIsBack() throws Exception {
        FieldHost host = start();
        plc.kill();
        Await.until(LIMIT, () -> host.state() == ConnectorState.DOWN, "DOWN");
        Await.until(LIMIT, () -> !host.faults("a").isEmpty(), "the tag's word");
        assertThat(host.of("a").getLast().quality()).isEqualTo(Quality.BAD);
        plc.start(LIMIT, () -> ServerProcess.listens(port));
        assertComesBack(host);
        assertThat(host.faults("a")).as("once, whatever was dialled in vain").hasSize(1);
    }

    @Test
    void aPlcThatFallsSilentIsBadWithinTheTimeoutAndReadAgainWhenItSpeaks() throws Exception {
        FieldHost host = start();
        plc.freeze();
        long frozenNanos = System.nanoTime();
        Await.until(LIMIT, () -> host.state() == ConnectorState.DOWN, "DOWN");
        assertThat(Duration.ofNanos(System.nanoTime() - frozenNanos))
                .as("the timeout, on a slow machine")
                .isLessThan(Duration.ofSeconds(15));
        assertThat(host.faults("a")).startsWith("timeout");
        assertThat(host.of("a").getLast().quality()).isEqualTo(Quality.BAD);
        plc.thaw();
        assertComesBack(host);
    }

    private static void assertComesBack(FieldHost host) {
        int before = host.values("a").size();
        Await.until(LIMIT, () -> host.values("a").size() > before + 3, "values again");
        Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "UP again");
        assertThat(host.values("a")).containsOnly(new TypedValue.UInt(8, 7));
    }

    private FieldHost start() throws Exception {
        Map<String, Object> fields =
                Map.of(
                        "host",
                        "127.0.0.1",
                        "port",
                        String.valueOf(port),
                        "interval",
                        "100ms",
                        "timeout",
                        "1s",
                        "tags",
                        TagTable.of(List.of(TagDefinition.of("a", "DB1.DBB3", ""))));
        FieldHost host = new FieldHost(new MapConfig(S7Config.schema(), fields), temp);
        S7Source source = new S7Source(host, new SplittableRandom(1));
        open.add(() -> source.stop(5_000));
        source.start();
        Await.until(LIMIT, () -> host.values("a").size() > 3, "values");
        Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "UP");
        return host;
    }
}
