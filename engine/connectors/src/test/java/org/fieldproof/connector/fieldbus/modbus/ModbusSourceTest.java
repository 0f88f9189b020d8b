package org.fieldproof.connector.fieldbus.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import com.ghgande.j2mod.modbus.ModbusSlaveException;
import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.fieldbus.signal.FrameServer;
import org.fieldproof.connector.fieldbus.testing.FieldHost;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.FreePorts;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The source against devices that misbehave. Harm if these break: a tag shows what another tag
/// read, a fault shows as a value, or one dead device stands for all.
class ModbusSourceTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir Path temp;
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    /// A peer under the test's control: what is sent for a request, on which of its lines.
    private interface Script {
        void answer(byte[] request, int line, OutputStream out) throws IOException;
    }

    // Row 35: the answer to the last question must never become the value of this one.
    @Test
    void aLateAnswerIsNeverAnotherTagsValueMod1() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        FrameServer server =
                scripted(
                        (request, line, out) -> {
                            if (asked.incrementAndGet() % 4 == 1) {
                                // Later than we wait: the answer is sent all the same.
                                LockSupport.parkNanos(350_000_000L);
                            }
                            out.write(ModbusFrames.registers(request, request[9] & 0xff));
                        });
        FieldHost host = start(server, Map.of("timeout", "200ms"), "a:hr1", "b:hr100");
        Await.until(LIMIT, () -> host.values("a").size() > 3, "values of a");
        Await.until(LIMIT, () -> host.values("b").size() > 3, "values of b");
        assertThat(host.faults("a")).contains("timeout");
        assertThat(host.values("a")).containsOnly(uint16(1));
        assertThat(host.values("b")).containsOnly(uint16(100));
        assertThat(server.accepted()).as("lines after timeouts").isGreaterThan(1);
        // The source stops: what is counted stands still.
        open.removeLast().close();
        assertThat(host.meter("timeouts")).isPositive().isLessThan(host.meter("requests"));
        assertThat(host.meter("requests"))
                .as("as many as were sent")
                .isBetween((long) asked.get(), asked.get() + 1L);
        assertThat(host.meter("wrongAnswers")).isZero();
    }

    // Row 35: as the one before, but the foreign answer is well formed and comes in time.
    @Test
    void anAnswerToAnotherTransactionDropsTheLineMod1() throws Exception {
        FrameServer server =
                scripted(
                        (request, line, out) -> {
                            byte[] answer = ModbusFrames.registers(request, 77);
                            if (line == 1) {
                                answer[1]++;
                            }
                            out.write(answer);
                        });
        FieldHost host = start(server, Map.of(), "a:hr1");
        Await.until(LIMIT, () -> !host.values("a").isEmpty(), "a value on the second line");
        assertThat(host.faults("a")).startsWith("wrong-answer");
        assertThat(host.told("MODB-0104")).isTrue();
        assertThat(host.meter("wrongAnswers")).isEqualTo(1);
    }

    // A refusal that belongs to another question is no verdict on this one.
    @Test
    void aForeignExceptionIsNoVerdictMod1() throws Exception {
        FrameServer server =
                scripted(
                        (request, line, out) -> {
                            byte[] answer =
                                    line == 1
                                            ? ModbusFrames.refusal(request, 2)
                                            : ModbusFrames.registers(request, 5);
                            answer[0] += (byte) (line == 1 ? 1 : 0);
                            out.write(answer);
                        });
        FieldHost host = start(server, Map.of(), "a:hr1");
        Await.until(LIMIT, () -> !host.values("a").isEmpty(), "a value on the second line");
        assertThat(host.faults("a")).startsWith("wrong-answer").doesNotContain("2");
    }

    // The planted fault: a client that looks at the exception first takes the foreign refusal for
    // its own. Our peer in tests does so, which shows that this script can tell the two apart.
    @Test
    void theForeignExceptionDeceivesAClientThatChecksLess() throws Exception {
        FrameServer server =
                scripted(
                        (request, line, out) -> {
                            byte[] answer = ModbusFrames.refusal(request, 2);
                            answer[0]++;
                            out.write(answer);
                        });
        ModbusTCPMaster lax = new ModbusTCPMaster("127.0.0.1", server.port(), 30_000, false);
        lax.connect();
        try {
            lax.readMultipleRegisters(1, 0, 1);
            throw new AssertionError("no answer was given");
        } catch (ModbusSlaveException deceived) {
            assertThat(deceived.getType()).isEqualTo(2);
        } finally {
            lax.disconnect();
        }
        try (ModbusLine strict = line(server)) {
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> strict.read(1, ModbusTable.HOLDING_REGISTER, 0, 1))
                    .isInstanceOf(ModbusLine.WrongAnswerException.class);
        }
    }

    // Row 36.
    @Test
    void exceptionCodesAreTheTagsStatusAndNeverAValueMod2() throws Exception {
        int[] codes = {1, 2, 3, 4, 6, 11};
        FrameServer server =
                scripted(
                        (request, line, out) ->
                                out.write(ModbusFrames.refusal(request, codes[request[6] - 1])));
        FieldHost host =
                start(
                        server,
                        Map.of("interval", "50ms"),
                        "c1:1:hr0",
                        "c2:2:hr0",
                        "c3:3:hr0",
                        "c4:4:hr0",
                        "c6:5:hr0",
                        "c11:6:hr0");
        for (int code : codes) {
            Await.until(LIMIT, () -> !host.faults("c" + code).isEmpty(), "status " + code);
            assertThat(host.faults("c" + code)).containsOnly(String.valueOf(code));
            assertThat(host.values("c" + code)).isEmpty();
        }
        Await.until(LIMIT, () -> host.state() == ConnectorState.DEGRADED, "DEGRADED");
    }

    private static Script spoiled(int at, int value) {
        return (r, l, o) -> o.write(ModbusFrames.with(ModbusFrames.registers(r, 9), at, value));
    }

    // Row 37.
    @Test
    void aFrameThatIsWrongInAnyFieldIsRefusedMod1() throws Exception {
        Map<String, Script> faults = new HashMap<>();
        faults.put("odd bytes", spoiled(8, 3));
        faults.put("too few bytes", spoiled(8, 0));
        faults.put("length", spoiled(5, 4));
        faults.put("unit", spoiled(6, 9));
        faults.put("function", spoiled(7, 4));
        faults.put("protocol", spoiled(3, 1));
        faults.put("length 0", (r, l, o) -> o.write(new byte[] {r[0], r[1], 0, 0, 0, 0, r[6]}));
        faults.put(
                "one more frame",
                (r, l, o) -> {
                    o.write(ModbusFrames.registers(r, 9));
                    o.write(ModbusFrames.registers(r, 9));
                });
        // The control: the same frame without a fault is taken.
        try (ModbusLine line = line(scripted((r, l, o) -> o.write(ModbusFrames.registers(r, 9))))) {
            assertThat(line.read(1, ModbusTable.HOLDING_REGISTER, 0, 1))
                    .isInstanceOf(ModbusLine.Answer.Values.class);
        }
        for (Map.Entry<String, Script> fault : faults.entrySet()) {
            FrameServer server = scripted(fault.getValue());
            try (ModbusLine line = line(server)) {
                boolean refused = false;
                try {
                    line.read(1, ModbusTable.HOLDING_REGISTER, 0, 1);
                    Await.until(LIMIT, () -> server.accepted() == 1, "the line");
                    line.read(1, ModbusTable.HOLDING_REGISTER, 0, 1);
                } catch (ModbusLine.WrongAnswerException e) {
                    refused = true;
                }
                assertThat(refused).as(fault.getKey()).isTrue();
            }
        }
        FrameServer torn =
                scripted(
                        (r, l, o) -> {
                            o.write(ModbusFrames.registers(r, 9), 0, 8);
                            throw new IOException("by order of the test");
                        });
        FieldHost host = start(torn, Map.of(), "a:hr1");
        Await.until(LIMIT, () -> host.told("MODB-0102"), "hung up");
        assertThat(host.values("a")).isEmpty();
        assertThat(host.faults("a")).isNotEmpty();
    }

    // Random bytes never become a value, and never end the source (MOD-1).
    @Test
    void noiseIsNeverAValue() throws Exception {
        SplittableRandom random = new SplittableRandom(20_261_127);
        FrameServer server =
                scripted(
                        (request, line, out) -> {
                            byte[] noise = new byte[random.nextInt(1, 40)];
                            random.nextBytes(noise);
                            out.write(noise);
                        });
        for (int i = 0; i < 100; i++) {
            // Short noise looks like the beginning of an answer.
            try (ModbusLine line = line(server, 300)) {
                boolean refused = false;
                try {
                    line.read(1, ModbusTable.HOLDING_REGISTER, 0, 1);
                } catch (IOException e) {
                    refused = true;
                }
                assertThat(refused).as("noise " + i).isTrue();
            }
        }
    }

    // Row 38.
    @Test
    void moreThanOneRequestMayBringIsSplitMod4() throws Exception {
        List<Integer> counts = new CopyOnWriteArrayList<>();
        FrameServer server =
                scripted(
                        (request, line, out) -> {
                            int count = (request[10] & 0xff) << 8 | (request[11] & 0xff);
                            counts.add(count);
                            out.write(
                                    count > 125
                                            ? ModbusFrames.refusal(request, 3)
                                            : ModbusFrames.registers(request, 7));
                        });
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            tags.add("t" + i + ":hr" + i);
        }
        FieldHost host = start(server, Map.of(), tags.toArray(String[]::new));
        Await.until(LIMIT, () -> host.values("t299").size() > 0, "the last tag");
        assertThat(counts.subList(0, 3)).containsExactly(125, 125, 50);
        assertThat(host.records()).noneMatch(each -> each.quality().name().equals("BAD"));
    }

    // Row 40.
    @Test
    void oneLineAtATimeAndASecondBetweenTwoDialsPoll2() throws Exception {
        List<Long> dialled = new CopyOnWriteArrayList<>();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger now = new AtomicInteger();
        FrameServer server =
                FrameServer.open(
                        "test",
                        new Endpoint("127.0.0.1", 0),
                        peer -> {
                            dialled.add(System.nanoTime());
                            most.accumulateAndGet(now.incrementAndGet(), Math::max);
                            peer.getInputStream().readNBytes(12);
                            now.decrementAndGet();
                        });
        open.add(server);
        long begun = System.nanoTime();
        FieldHost host = start(server, Map.of("interval", "20ms"), "a:hr1");
        Await.until(LIMIT, () -> dialled.size() >= 4, "four dials");
        for (int i = 1; i < dialled.size(); i++) {
            // From the start: the peer may see one dial late, so that the gap behind it looks
            // short.
            assertThat(dialled.get(i) - begun).isGreaterThanOrEqualTo(i * 1_000_000_000L);
        }
        assertThat(most.get()).isEqualTo(1);
        assertThat(host.values("a")).isEmpty();
    }

    @Test
    void aHoleCostsOnlyTheTagsInItAndIsLearnedMod5() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        FrameServer server =
                scripted(
                        (request, line, out) -> {
                            int start = (request[8] & 0xff) << 8 | (request[9] & 0xff);
                            int count = request[11] & 0xff;
                            asked.add(start + "+" + count);
                            boolean hole = start <= 7 && start + count > 7;
                            boolean gap = start <= 20 && start + count > 20;
                            out.write(
                                    hole || gap
                                            ? ModbusFrames.refusal(request, 2)
                                            : ModbusFrames.registers(request, 3));
                        });
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            tags.add("t" + i + ":hr" + i);
        }
        tags.add("far:hr24");
        FieldHost host = start(server, Map.of("interval", "50ms"), tags.toArray(String[]::new));
        Await.until(LIMIT, () -> host.values("far").size() >= 20, "twenty cycles");
        assertThat(host.values("t7")).isEmpty();
        assertThat(host.faults("t7")).containsOnly("2");
        for (int i = 0; i < 15; i++) {
            if (i != 7) {
                assertThat(host.faults("t" + i)).as("t" + i).isEmpty();
                assertThat(host.values("t" + i)).as("t" + i).isNotEmpty();
            }
        }
        // Learned: before the hole, the hole itself, behind it, and what lies beyond the gap.
        List<String> last = asked.subList(asked.size() - 8, asked.size());
        assertThat(last).contains("0+7", "7+1", "8+7", "24+1");
        assertThat(java.util.Set.copyOf(last)).hasSize(4);
    }

    @Test
    void aDeadUnitDoesNotSlowItsNeighboursMod3() throws Exception {
        ModbusServer server = units();
        server.silence(2, true);
        FieldHost host =
                start(
                        server.lines(),
                        Map.of("interval", "50ms", "timeout", "3s", "retryUnitAfter", "5s"),
                        "a:1:hr1",
                        "dead:2:hr1",
                        "b:3:hr1");
        Await.until(LIMIT, () -> host.told("MODB-0105"), "demotion");
        int before = host.values("a").size();
        Await.until(LIMIT, () -> host.values("a").size() >= before + 25, "the neighbour");
        assertThat(host.faults("dead")).as("said once, POLL-1").containsExactly("timeout");
        assertThat(host.faults("a")).isEmpty();
        assertThat(host.faults("b")).isEmpty();
        assertThat(host.state()).isEqualTo(ConnectorState.DEGRADED);
        assertThat(host.lines).contains("unit-1 up", "unit-3 up").doesNotContain("unit-2 up");
        server.silence(2, false);
        Await.until(LIMIT, () -> !host.values("dead").isEmpty(), "the unit's return");
        Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "UP");
        assertThat(host.told("MODB-0108")).isTrue();
    }

    @Test
    void aServerThatIsKilledAndComesBackIsReadAgain() throws Exception {
        int port = FreePorts.next();
        ModbusServer first =
                ModbusServer.open("test", new Endpoint("127.0.0.1", port), ModbusFrames.SEVENS);
        open.add(first);
        FieldHost host = start(first.lines(), Map.of("interval", "50ms"), "a:hr1");
        Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "UP");
        first.close();
        Await.until(LIMIT, () -> host.state() == ConnectorState.DOWN, "DOWN");
        assertThat(host.faults("a")).containsExactly("disconnected");
        int good = host.values("a").size();
        open.add(ModbusServer.open("again", new Endpoint("127.0.0.1", port), ModbusFrames.SEVENS));
        Await.until(LIMIT, () -> host.values("a").size() > good, "values again");
        Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "UP again");
        assertThat(host.faults("a")).as("said once, POLL-1").containsExactly("disconnected");
    }

    // A device that is slower than its interval is not silently read less often.
    @Test
    void readingsThatFallOutAreTold() throws Exception {
        ModbusServer server = units();
        server.delay(120);
        FieldHost host = start(server.lines(), Map.of("interval", "20ms"), "a:hr1");
        Await.until(LIMIT, () -> host.told("MODB-0107"), "the event");
        assertThat(host.faults("a")).isEmpty();
    }

    @Test
    void theGatewaysDoorSlowsThePolling() throws Exception {
        ModbusServer server = units();
        FieldHost host = start(server.lines(), Map.of("interval", "20ms"), "a:hr1");
        Await.until(LIMIT, () -> !host.records().isEmpty(), "a record");
        host.fill();
        Await.until(LIMIT, () -> askedTwiceTheSame(server), "no more questions");
        long asked = server.asked(3);
        host.makeRoom();
        Await.until(LIMIT, () -> server.asked(3) > asked, "questions again");
    }

    // G20: what reaches a device over a whole test is reading. That the log would notice
    // something else is shown in ModbusPeersTest.
    @Test
    void nothingButReadingReachesTheDevicePoll3() throws Exception {
        ModbusServer server = units();
        FieldHost host =
                start(
                        server.lines(),
                        Map.of("interval", "20ms"),
                        "a:hr1",
                        "b:ir1",
                        "c:co1",
                        "d:di1",
                        "e:40005.3");
        Await.until(LIMIT, () -> host.values("e").size() > 10, "readings");
        assertThat(server.asked(1) + server.asked(2) + server.asked(3) + server.asked(4))
                .isGreaterThan(40);
        assertThat(server.askedToWrite()).isZero();
        assertThat(host.values("c")).contains(new TypedValue.Bool(true));
        assertThat(host.values("e")).contains(new TypedValue.Bool(false));
    }

    private static boolean askedTwiceTheSame(ModbusServer server) {
        long before = server.asked(3);
        LockSupport.parkNanos(300_000_000L);
        return server.asked(3) == before;
    }

    private ModbusServer units() throws IOException {
        ModbusServer server =
                ModbusServer.open("test", new Endpoint("127.0.0.1", 0), ModbusFrames.SEVENS);
        open.add(server);
        return server;
    }

    private FrameServer scripted(Script script) throws IOException {
        AtomicInteger lines = new AtomicInteger();
        FrameServer server =
                FrameServer.open(
                        "test",
                        new Endpoint("127.0.0.1", 0),
                        peer -> {
                            int line = lines.incrementAndGet();
                            DataInputStream in = new DataInputStream(peer.getInputStream());
                            byte[] request = new byte[12];
                            while (!peer.isClosed()) {
                                in.readFully(request);
                                script.answer(request.clone(), line, peer.getOutputStream());
                            }
                        });
        open.add(server);
        return server;
    }

    private ModbusLine line(FrameServer server) throws IOException {
        return line(server, 20_000);
    }

    private ModbusLine line(FrameServer server, int timeoutMillis) throws IOException {
        return ModbusLine.open(
                new Endpoint("127.0.0.1", server.port()),
                20_000,
                timeoutMillis,
                org.fieldproof.api.time.GatewayClock.system());
    }

    /// @param tags `name:address`
    private FieldHost start(FrameServer server, Map<String, ?> fields, String... tags)
            throws Exception {
        List<TagDefinition> table = new ArrayList<>();
        for (String tag : tags) {
            int colon = tag.indexOf(':');
            String address = tag.substring(colon + 1);
            String type = address.contains(".") ? "bool" : "";
            table.add(TagDefinition.of(tag.substring(0, colon), address, type));
        }
        Map<String, Object> written = new HashMap<>(fields);
        written.put("host", "127.0.0.1");
        written.put("port", String.valueOf(server.port()));
        written.put("tags", TagTable.of(table));
        written.putIfAbsent("interval", "100ms");
        written.putIfAbsent("timeout", "20s");
        MapConfig config = new MapConfig(ModbusConfig.schema(), written);
        assertThat(new ModbusSourceFactory().check(config)).isEmpty();
        FieldHost host = new FieldHost(config, temp);
        ModbusSource source = new ModbusSource(host, new SplittableRandom(1));
        open.add(() -> source.stop(5_000));
        source.start();
        return host;
    }

    private static TypedValue uint16(int value) {
        return new TypedValue.UInt(16, value);
    }
}
