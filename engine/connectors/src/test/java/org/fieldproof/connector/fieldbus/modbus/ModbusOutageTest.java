package org.fieldproof.connector.fieldbus.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.fieldbus.testing.FieldHost;
import org.fieldproof.connector.fieldbus.testing.Program;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.FreePorts;
import org.fieldproof.testkit.MapConfig;
import org.fieldproof.testkit.store.ServerProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A device that other people wrote (pymodbus) dies or falls silent in mid-flow, as a whole. Harm:
/// the last value stands there as if it still held, or the device's return is not noticed.
class ModbusOutageTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir Path temp;
    private final List<AutoCloseable> open = new ArrayList<>();
    private int port;

    @SuppressWarnings("NullAway.Init")
    private ServerProcess device;

    @BeforeEach
    void startDevice() throws Exception {
        assumeThat(Program.exists("/usr/bin/python3", "-c", "import pymodbus.server"))
                .as("python3-pymodbus is installed")
                .isTrue();
        port = FreePorts.next();
        Path script = temp.resolve("server.py");
        Files.writeString(
                script,
                """
                from pymodbus.server import StartTcpServer
                from pymodbus.datastore import ModbusSequentialDataBlock as B
                from pymodbus.datastore import ModbusSlaveContext as S, ModbusServerContext as C
                units = {n: S(hr=B(0, [7] * 30), zero_mode=True) for n in (1, 2)}
                StartTcpServer(context=C(slaves=units, single=False),
                               address=("127.0.0.1", %d))
                """
                        .formatted(port));
        device =
                new ServerProcess(
                        List.of("/usr/bin/python3", script.toString()), temp.resolve("server.txt"));
        open.add(device);
        device.start(LIMIT, () -> ServerProcess.listens(port));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void aDeviceThatIsKilledIsBadOnceAndReadAgainWhenItIsBack() throws Exception {
        FieldHost host = start();
        device.kill();
        Await.until(LIMIT, () -> host.state() == ConnectorState.DOWN, "DOWN");
        Await.until(LIMIT, () -> !host.faults("b").isEmpty(), "the last tag's word");
        assertThat(lastOf(host)).allMatch(each -> each.quality() == Quality.BAD);

        device.start(LIMIT, () -> ServerProcess.listens(port));
        assertComesBack(host);
        assertThat(host.faults("a"))
                .as("once, whatever was dialled in vain")
                .containsExactly("disconnected");
        assertThat(host.faults("b")).hasSize(1);
    }

    /// Every unit at once, and nobody says so: no socket is closed.
    @Test
    void aDeviceThatFallsSilentAsAWholeIsBadWithinTheTimeoutAndReadAgainWhenItSpeaks()
            throws Exception {
        FieldHost host = start();
        device.freeze();
        long frozenNanos = System.nanoTime();
        Await.until(
                LIMIT,
                () -> !host.faults("a").isEmpty() && !host.faults("b").isEmpty(),
                "both units BAD");
        assertThat(Duration.ofNanos(System.nanoTime() - frozenNanos))
                .as("a timeout each and a dial between, on a slow machine")
                .isLessThan(Duration.ofSeconds(20));
        assertThat(lastOf(host)).allMatch(each -> each.quality() == Quality.BAD);
        Await.until(LIMIT, () -> host.state() == ConnectorState.DOWN, "the device as a whole");
        assertThat(host.told("MODB-0105")).isTrue();

        device.thaw();
        assertComesBack(host);
        assertThat(host.values("a")).containsOnly(new TypedValue.UInt(16, 7));
    }

    private static List<InboundRecord> lastOf(FieldHost host) {
        return List.of(host.of("a").getLast(), host.of("b").getLast());
    }

    private static void assertComesBack(FieldHost host) {
        int a = host.values("a").size();
        int b = host.values("b").size();
        Await.until(
                LIMIT,
                () -> host.values("a").size() > a + 3 && host.values("b").size() > b + 3,
                "values of both again");
        Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "UP again");
    }

    private FieldHost start() throws Exception {
        Map<String, Object> fields = new HashMap<>();
        fields.put("host", "127.0.0.1");
        fields.put("port", String.valueOf(port));
        fields.put("interval", "100ms");
        fields.put("timeout", "1s");
        fields.put("retryUnitAfter", "5s");
        fields.put(
                "tags",
                TagTable.of(
                        List.of(
                                TagDefinition.of("a", "1:hr1", ""),
                                TagDefinition.of("b", "2:hr1", ""))));
        FieldHost host = new FieldHost(new MapConfig(ModbusConfig.schema(), fields), temp);
        ModbusSource source = new ModbusSource(host, new SplittableRandom(1));
        open.add(() -> source.stop(5_000));
        source.start();
        Await.until(
                LIMIT,
                () -> host.values("a").size() > 3 && host.values("b").size() > 3,
                "values of both");
        assertThat(host.state()).isEqualTo(ConnectorState.UP);
        return host;
    }
}
