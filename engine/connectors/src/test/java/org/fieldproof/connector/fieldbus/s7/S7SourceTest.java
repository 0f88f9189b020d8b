package org.fieldproof.connector.fieldbus.s7;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.fieldbus.signal.FrameServer;
import org.fieldproof.connector.fieldbus.testing.FieldHost;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.FreePorts;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The source against PLCs that refuse, stop, hang or lie. Harm if these break: a tag shows what
/// another tag read, or a PLC that is gone or stands still looks alive.
class S7SourceTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir Path temp;
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    /// Every byte of DB1 is 7, up to byte 1000; DB2 is protected; nothing else exists.
    private static final S7Server.Memory SEVENS =
            range -> {
                if (range.block() == 2) {
                    return new S7Line.Item.Refusal(3);
                }
                if (range.block() != 1) {
                    return new S7Line.Item.Refusal(10);
                }
                if (range.offset() + range.count() > 1_000) {
                    return new S7Line.Item.Refusal(5);
                }
                byte[] bytes = new byte[range.bytes()];
                java.util.Arrays.fill(bytes, (byte) 7);
                return new S7Line.Item.Values(bytes);
            };

    @Test
    void aRefusedItemCostsOnlyItsOwnTagsS72() throws Exception {
        S7Server server = plc(-1);
        FieldHost host =
                start(
                        server.port(),
                        Map.of(),
                        "a:DB1.0:byte",
                        "end:DB1.990:byte",
                        "behind:DB1.1000:byte",
                        "locked:DB2.0:byte",
                        "none:DB9.0:int",
                        "b:DB1.2:byte");
        Await.until(LIMIT, () -> host.values("b").size() > 5, "readings");
        assertThat(host.faults("behind")).isNotEmpty().containsOnly("0x05");
        assertThat(host.faults("locked")).isNotEmpty().containsOnly("0x03");
        assertThat(host.faults("none")).isNotEmpty().containsOnly("0x0a");
        for (String tag : List.of("a", "b", "end")) {
            assertThat(host.faults(tag)).as(tag).isEmpty();
            assertThat(host.values(tag)).containsOnly(new TypedValue.UInt(8, 7));
        }
        Await.until(LIMIT, () -> host.told("S7-0108"), "the problem");
        assertThat(host.state()).isEqualTo(ConnectorState.DEGRADED);
        assertThat(server.askedToWrite()).isZero();
        assertThat(server.askedToRead()).isPositive();
    }

    // S7-4: 1,000 tags that lie apart are many items, and each request keeps the limits.
    @Test
    void manyItemsAreSplitIntoRequestsThatThePlcTakesS74() throws Exception {
        List<Integer> counts = new CopyOnWriteArrayList<>();
        S7Server server =
                S7Server.open(
                        "test",
                        new Endpoint("127.0.0.1", 0),
                        -1,
                        range -> {
                            counts.add(range.count());
                            return new S7Line.Item.Values(new byte[range.bytes()]);
                        });
        open.add(server);
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            tags.add("t" + i + ":DB" + (1 + i / 50) + "." + i % 50 * 40 + ":real");
        }
        tags.add("text:DB90.0:string[254]");
        FieldHost host = start(server.port(), Map.of(), tags.toArray(String[]::new));
        Await.until(LIMIT, () -> !host.values("text").isEmpty(), "the last tag");
        assertThat(counts).hasSizeGreaterThanOrEqualTo(1_001);
        assertThat(host.records()).noneMatch(each -> each.quality() == Quality.BAD);
    }

    // Row 41.
    @Test
    void aWrongSlotIsToldAndTriedRarely() throws Exception {
        S7Server server = plc(2);
        FieldHost host = start(server.port(), Map.of(), "a:DB1.0:byte");
        Await.until(LIMIT, () -> host.state() == ConnectorState.FAULTED, "FAULTED");
        assertThat(host.told("S7-0103")).isTrue();
        assertThat(host.faults("a")).containsExactly("refused");
        assertThat(server.lines().accepted()).isEqualTo(1);
        FieldHost right = start(server.port(), Map.of("slot", "2"), "a:DB1.0:byte");
        Await.until(LIMIT, () -> !right.values("a").isEmpty(), "the right slot");
        FieldHost tsap = start(server.port(), Map.of("remoteTsap", "03.02"), "a:DB1.0:byte");
        Await.until(LIMIT, () -> !tsap.values("a").isEmpty(), "the right TSAP");
    }

    // Row 41.
    @Test
    void accessThatIsNotPermittedIsBadWithItsCode() throws Exception {
        S7Server server = plc(-1);
        server.refuseAccess(true);
        FieldHost host = start(server.port(), Map.of(), "a:DB1.0:byte");
        Await.until(LIMIT, () -> host.faults("a").contains("0x03"), "0x03");
        assertThat(host.values("a")).isEmpty();
        server.refuseAccess(false);
        Await.until(LIMIT, () -> !host.values("a").isEmpty(), "values when permitted");
    }

    @Test
    void aPlcInStopIsNotTakenForOneThatRuns() throws Exception {
        S7Server server = plc(-1);
        FieldHost host = start(server.port(), Map.of("modeInterval", "100ms"), "a:DB1.0:byte");
        Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "UP");
        server.stop(true);
        Await.until(LIMIT, () -> host.told("S7-0107"), "STOP");
        Await.until(
                LIMIT, () -> host.of("a").getLast().quality() == Quality.UNCERTAIN, "UNCERTAIN");
        assertThat(FieldHost.property(host.of("a").getLast(), "status")).isEqualTo("plc-stopped");
        server.stop(false);
        Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "UP again");
    }

    // A clone, a LOGO!, a communication processor.
    @ParameterizedTest
    @EnumSource(
            value = PlcClone.ModeAnswer.class,
            names = {"SILENCE", "STRANGE", "HANG_UP"})
    void aPlcThatDoesNotKnowTheQuestionForItsModeIsReadWithoutIt(PlcClone.ModeAnswer answer)
            throws Exception {
        AtomicReference<PlcClone.ModeAnswer> mode = new AtomicReference<>(answer);
        FrameServer clone = cloneOf(plc(-1), mode);
        Map<String, String> fields = Map.of("timeout", "5s", "modeInterval", "100ms");
        FieldHost host = start(clone.port(), fields, "a:DB1.0:byte");
        Await.until(LIMIT, () -> host.told("S7-0111"), "the word about it");
        int before = host.values("a").size();
        Await.until(LIMIT, () -> host.values("a").size() > before + 20, "values");
        assertThat(host.state()).isEqualTo(ConnectorState.UP);
        assertThat(host.events)
                .filteredOn(each -> each.startsWith("S7-0111"))
                .as("told once")
                .hasSize(1);
        assertThat(clone.accepted()).as("two lines for the question").isGreaterThanOrEqualTo(2);
    }

    /// Else a glitch of the line at the very first question would hide a STOP for ever.
    @Test
    void aPlcWhoseLineBreaksOnceWithTheQuestionIsAskedAgain() throws Exception {
        S7Server plc = plc(-1);
        FrameServer between = cloneOf(plc, new AtomicReference<>(PlcClone.ModeAnswer.HANG_UP_ONCE));
        Map<String, String> fields = Map.of("timeout", "5s", "modeInterval", "100ms");
        FieldHost host = start(between.port(), fields, "a:DB1.0:byte");
        Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "UP");
        plc.stop(true);
        Await.until(LIMIT, () -> host.told("S7-0107"), "STOP");
        assertThat(host.told("S7-0111")).isFalse();
    }

    /// Else a glitch of the line would hide a STOP for ever.
    @Test
    void aPlcThatHasToldItsModeOnceIsAskedAgainAfterALostLine() throws Exception {
        AtomicReference<PlcClone.ModeAnswer> mode = new AtomicReference<>(PlcClone.ModeAnswer.OWN);
        S7Server plc = plc(-1);
        FrameServer between = cloneOf(plc, mode);
        Map<String, String> fields = Map.of("timeout", "1s", "modeInterval", "100ms");
        FieldHost host = start(between.port(), fields, "a:DB1.0:byte");
        Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "UP");
        mode.set(PlcClone.ModeAnswer.SILENCE);
        Await.until(LIMIT, () -> between.accepted() > 2, "a fresh line that is silent as well");
        plc.stop(true);
        mode.set(PlcClone.ModeAnswer.OWN);
        Await.until(LIMIT, () -> host.told("S7-0107"), "STOP");
        assertThat(host.told("S7-0111")).isFalse();
    }

    private FrameServer cloneOf(S7Server plc, AtomicReference<PlcClone.ModeAnswer> mode)
            throws IOException {
        FrameServer server = PlcClone.of(plc, mode);
        open.add(server);
        return server;
    }

    // S7-4: a block of the whole PDU, a hole in its middle. Both halves are as long as the block.
    @Test
    void theHalvesOfAFullBlockAreAskedOneByOneS74() throws Exception {
        S7Server server =
                S7Server.open(
                        "test",
                        new Endpoint("127.0.0.1", 0),
                        -1,
                        range ->
                                range.offset() <= 230 && range.offset() + range.bytes() > 230
                                        ? new S7Line.Item.Refusal(5)
                                        : new S7Line.Item.Values(new byte[range.bytes()]));
        open.add(server);
        List<String> tags = new ArrayList<>();
        for (int half = 0; half <= 232; half += 232) {
            for (int at = 0; at <= 220; at += 20) {
                tags.add("t" + (half + at) + ":DB1." + (half + at) + ":real");
            }
            tags.add("t" + (half + 226) + ":DB1." + (half + 226) + ":real");
        }
        FieldHost host = start(server.port(), Map.of(), tags.toArray(String[]::new));
        Await.until(LIMIT, () -> host.values("t458").size() > 2, "the last tag");
        assertThat(host.records()).noneMatch(each -> each.quality() == Quality.BAD);
    }

    // The cable: nothing comes back, and nobody says so.
    @Test
    void aPlcThatHangsIsDownWithinTheTimeoutAndBackByItself() throws Exception {
        S7Server server = plc(-1);
        FieldHost host = start(server.port(), Map.of("timeout", "400ms"), "a:DB1.0:byte");
        Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "UP");
        server.delay(20_000);
        Await.until(LIMIT, () -> host.state() == ConnectorState.DOWN, "DOWN");
        assertThat(host.faults("a")).startsWith("timeout");
        int good = host.values("a").size();
        server.delay(0);
        Await.until(LIMIT, () -> host.values("a").size() > good, "values again");
        Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "UP again");
    }

    @Test
    void aPlcThatIsKilledAndComesBackIsReadAgain() throws Exception {
        int port = FreePorts.next();
        S7Server first = S7Server.open("test", new Endpoint("127.0.0.1", port), -1, SEVENS);
        open.add(first);
        FieldHost host = start(port, Map.of(), "a:DB1.0:byte");
        Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "UP");
        first.close();
        Await.until(LIMIT, () -> host.state() == ConnectorState.DOWN, "DOWN");
        assertThat(host.faults("a")).hasSize(1);
        assertThat(host.lines).containsSubsequence("plc up", "plc down");
        int good = host.values("a").size();
        open.add(S7Server.open("again", new Endpoint("127.0.0.1", port), -1, SEVENS));
        Await.until(LIMIT, () -> host.values("a").size() > good, "values again");
    }

    // Every byte of a sound answer is changed in turn: none may become a value of another kind.
    @Test
    void anAnswerThatIsWrongInAnyFieldOfItsHeadIsRefusedS71() throws Exception {
        byte[] sound = answerOf(7);
        AtomicInteger at = new AtomicInteger(-1);
        FrameServer server = scripted(sound, at);
        List<Integer> accepted = new ArrayList<>();
        for (int i = -1; i < sound.length - 1; i++) {
            at.set(i);
            try (S7Line line =
                    S7Line.open(
                            new Endpoint("127.0.0.1", server.port()),
                            20_000,
                            i == -1 ? 20_000 : 300,
                            0x100,
                            0x301,
                            GatewayClock.system())) {
                List<S7Line.Item> items =
                        line.read(List.of(new S7Line.Range(S7Area.DATA_BLOCK, 1, 0, 1)));
                if (items.getFirst() instanceof S7Line.Item.Values) {
                    accepted.add(i);
                }
            } catch (IOException e) {
                assertThat(i).isNotEqualTo(-1);
            }
        }
        // -1 is the control. What may change without harm: reserved and COTP bytes (1, 4, 6), the
        // S7 head's reserved ones (9, 10), and the kind of a byte (22), which does not count it.
        assertThat(accepted).contains(-1).isSubsetOf(-1, 1, 4, 6, 9, 10, 22);
    }

    /// Answers the handshake soundly, and each reading with `sound`, one byte of it changed.
    private FrameServer scripted(byte[] sound, AtomicInteger at) throws IOException {
        FrameServer server =
                FrameServer.open(
                        "test",
                        new Endpoint("127.0.0.1", 0),
                        peer -> {
                            var in = peer.getInputStream();
                            byte[] cr = in.readNBytes(22);
                            cr[5] = (byte) 0xd0;
                            peer.getOutputStream().write(cr);
                            byte[] setup = in.readNBytes(25);
                            byte[] agreed = new byte[27];
                            System.arraycopy(setup, 0, agreed, 0, 17);
                            agreed[3] = 27;
                            agreed[8] = 3;
                            System.arraycopy(setup, 17, agreed, 19, 8);
                            peer.getOutputStream().write(agreed);
                            byte[] request = in.readNBytes(31);
                            byte[] answer = sound.clone();
                            answer[11] = request[11];
                            answer[12] = request[12];
                            if (at.get() >= 0) {
                                answer[at.get()]++;
                            }
                            peer.getOutputStream().write(answer);
                            in.read();
                        });
        open.add(server);
        return server;
    }

    private static byte[] answerOf(int value) {
        return new byte[] {
            3,
            0,
            0,
            26,
            2,
            (byte) 0xf0,
            (byte) 0x80,
            0x32,
            3,
            0,
            0,
            0,
            0,
            0,
            2,
            0,
            5,
            0,
            0,
            4,
            1,
            (byte) 0xff,
            4,
            0,
            8,
            (byte) value
        };
    }

    private S7Server plc(int slot) throws IOException {
        S7Server server = S7Server.open("test", new Endpoint("127.0.0.1", 0), slot, SEVENS);
        open.add(server);
        return server;
    }

    /// @param tags `name:address:type`
    private FieldHost start(int port, Map<String, ?> fields, String... tags) throws Exception {
        List<TagDefinition> table = new ArrayList<>();
        for (String tag : tags) {
            String[] parts = tag.split(":", -1);
            table.add(TagDefinition.of(parts[0], parts[1], parts[2]));
        }
        Map<String, Object> written = new HashMap<>(fields);
        written.put("host", "127.0.0.1");
        written.put("port", String.valueOf(port));
        written.put("tags", TagTable.of(table));
        written.put("interval", "100ms");
        written.putIfAbsent("timeout", "20s");
        MapConfig config = new MapConfig(S7Config.schema(), written);
        assertThat(new S7SourceFactory().check(config)).isEmpty();
        FieldHost host = new FieldHost(config, temp);
        S7Source source = new S7Source(host, new SplittableRandom(1));
        open.add(() -> source.stop(5_000));
        source.start();
        return host;
    }
}
