package org.fieldproof.connector.fieldbus.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.tag.Deadband;
import org.fieldproof.api.tag.Reporting;
import org.fieldproof.api.tag.Scaling;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.connector.fieldbus.signal.FrameServer;
import org.fieldproof.connector.fieldbus.testing.FieldHost;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.MapConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tags that become one record. Harm if these break: a record mixes the values of two polls, or a
/// device that is gone still shows values in it.
class GroupedTagsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir Path temp;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final AtomicInteger value = new AtomicInteger(1);
    private final AtomicBoolean counting = new AtomicBoolean();
    private final AtomicInteger hungUp = new AtomicInteger();
    private final AtomicReference<@Nullable FrameServer> hangsUpAt150 = new AtomicReference<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    /// Every register below 200 holds the value, which counts polls where it is told to: the
    /// register 0 is read first, and begins one. There is nothing from 200 on.
    private ModbusServer device() throws Exception {
        ModbusServer server =
                ModbusServer.open(
                        "test",
                        new Endpoint("127.0.0.1", 0),
                        (unit, table, start, count) -> {
                            if (start + count > 200) {
                                return new ModbusServer.Content.Refusal(2);
                            }
                            FrameServer lines = hangsUpAt150.get();
                            if (start == 150 && lines != null) {
                                hungUp.incrementAndGet();
                                lines.cutLines();
                            }
                            if (start == 0 && counting.get()) {
                                value.incrementAndGet();
                            }
                            byte[] items = new byte[count * 2];
                            for (int i = 0; i < count; i++) {
                                items[2 * i] = (byte) (value.get() >> 8);
                                items[2 * i + 1] = (byte) value.get();
                            }
                            return new ModbusServer.Content.Items(items);
                        });
        open.add(server);
        return server;
    }

    private MapConfig config(int port, TagDefinition... tags) {
        Map<String, Object> written = new HashMap<>();
        written.put("host", "127.0.0.1");
        written.put("port", String.valueOf(port));
        written.put("tags", TagTable.of(List.of(tags)));
        written.put("interval", "30ms");
        written.put("timeout", "20s");
        return new MapConfig(ModbusConfig.schema(), written);
    }

    private FieldHost start(int port, TagDefinition... tags) throws Exception {
        MapConfig config = config(port, tags);
        assertThat(new ModbusSourceFactory().check(config)).isEmpty();
        FieldHost host = new FieldHost(config, temp);
        ModbusSource source = new ModbusSource(host, new SplittableRandom(1));
        open.add(() -> source.stop(5_000));
        source.start();
        return host;
    }

    private static TagDefinition tag(String name, String address) {
        return TagDefinition.of(name, address, "").inGroup("boiler");
    }

    private static String json(InboundRecord record) {
        return new String(record.payload(), StandardCharsets.UTF_8);
    }

    @Test
    void onePollIsOneRecordOfOneStateTag6() throws Exception {
        counting.set(true);
        // 0 and 150 are two requests.
        FieldHost host =
                start(
                        device().port(),
                        tag("boiler/a", "hr0"),
                        tag("far", "hr150"),
                        tag("none", "hr300"),
                        TagDefinition.of("alone", "hr1", ""));
        Await.until(LIMIT, () -> host.of("boiler").size() > 20, "records");
        int last = 0;
        for (InboundRecord record : host.of("boiler")) {
            assertThat(record.address()).isEqualTo("plc/boiler");
            assertThat(record.encoding()).isEqualTo(PayloadEncoding.TEXT);
            assertThat(record.quality()).isEqualTo(Quality.UNCERTAIN);
            int now = Integer.parseInt(json(record).replaceAll("\\{\"a\":(\\d+),.*", "$1"));
            assertThat(json(record))
                    .isEqualTo(
                            "{\"a\":%d,\"far\":%d,\"none\":null,\"quality\":{\"none\":\"bad: 2\"}}"
                                    .formatted(now, now));
            assertThat(now).as("each poll is one record").isEqualTo(last == 0 ? now : last + 1);
            last = now;
        }
        assertThat(host.values("alone")).as("outside of the group").isNotEmpty();
        assertThat(host.records()).noneMatch(each -> each.address().endsWith("/far"));
    }

    @Test
    void reportOnChangeIsARecordWhereAnyMemberChangedTag6() throws Exception {
        Reporting onChange = new Reporting(true, 0, 0);
        ModbusServer server = device();
        FieldHost host =
                start(
                        server.port(),
                        tag("a", "hr0").with(Deadband.NONE, onChange),
                        tag("b", "hr1").with(Deadband.absolute(1_000), onChange));
        Await.until(LIMIT, () -> server.asked(3) > 10, "polls");
        assertThat(host.of("boiler")).as("nothing changed").hasSize(1);
        value.set(2);
        Await.until(LIMIT, () -> host.of("boiler").size() == 2, "the change");
        assertThat(json(host.of("boiler").getLast())).isEqualTo("{\"a\":2,\"b\":2}");
    }

    @Test
    void aDeviceThatIsGoneIsOneRecordWithoutValuesPoll1() throws Exception {
        ModbusServer server = device();
        FieldHost host = start(server.port(), tag("a", "hr0"), tag("b", "hr150"));
        Await.until(LIMIT, () -> host.of("boiler").size() > 2, "records");
        // From here on each dial reads the first of two requests.
        hangsUpAt150.set(server.lines());
        Await.until(LIMIT, () -> hungUp.get() > 3, "further dials");
        List<InboundRecord> bad =
                host.of("boiler").stream().filter(each -> each.quality() == Quality.BAD).toList();
        assertThat(json(bad.getFirst())).startsWith("{\"a\":null,\"b\":null,\"quality\":{");
        assertThat(FieldHost.property(bad.getFirst(), "status")).isEqualTo("disconnected");
        assertThat(bad).as("said once").hasSize(1);
    }

    @Test
    void tagsThatAreNotReadTogetherAreNoGroup() {
        TagDefinition slow =
                new TagDefinition(
                        "slow",
                        "hr2",
                        "",
                        Scaling.NONE,
                        "",
                        Deadband.NONE,
                        Reporting.EVERY,
                        5_000_000_000L,
                        "boiler",
                        false,
                        "");
        MapConfig config = config(502, tag("a", "hr0"), tag("b", "2:hr0"), slow, tag("c", "hr1"));
        assertThat(new ModbusSourceFactory().check(config))
                .extracting(Problem::code, Problem::object)
                .containsExactly(tuple("TAGS-0117", "tag slow"), tuple("TAGS-0117", "tag b"));
    }
}
