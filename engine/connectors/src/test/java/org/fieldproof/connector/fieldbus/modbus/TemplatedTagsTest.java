package org.fieldproof.connector.fieldbus.modbus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.tag.TagTemplate;
import org.fieldproof.connector.fieldbus.testing.FieldHost;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tags of a template, polled from a device. Harm if it breaks: two pumps have each other's values.
class TemplatedTagsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir Path temp;

    /// Each register holds its own number and its unit; each pump has the values of its registers.
    @Test
    void eachInstanceHasTheValuesOfItsOwnRegisters() throws Exception {
        TagTemplate template =
                TagTemplate.read(
                                "templates/pump.csv",
                                ("name,address,type,scale\npressure,{unit}:{base},uint16,\n"
                                                + "flow,{unit}:{base+3},uint16,{k}\n")
                                        .getBytes(UTF_8))
                        .template()
                        .orElseThrow();
        try (ModbusServer server =
                ModbusServer.open(
                        "test",
                        new Endpoint("127.0.0.1", 0),
                        (unit, table, start, count) -> {
                            byte[] items = new byte[count * 2];
                            for (int i = 0; i < count; i++) {
                                items[2 * i] = (byte) unit;
                                items[2 * i + 1] = (byte) (start + i);
                            }
                            return new ModbusServer.Content.Items(items);
                        })) {
            MapConfig config =
                    new MapConfig(
                            ModbusConfig.schema(),
                            Map.of(
                                    "host",
                                    "127.0.0.1",
                                    "port",
                                    String.valueOf(server.port()),
                                    "interval",
                                    "30ms",
                                    "instances",
                                    List.of(
                                            instance(
                                                    template,
                                                    "pump-1",
                                                    "unit=1",
                                                    "base=40011",
                                                    "k=1"),
                                            instance(
                                                    template,
                                                    "pump-2",
                                                    "unit=2",
                                                    "base=40021",
                                                    "k=10"))));
            assertThat(new ModbusSourceFactory().check(config)).isEmpty();
            FieldHost host = new FieldHost(config, temp);
            ModbusSource source = new ModbusSource(host, new SplittableRandom(1));
            source.start();
            try {
                Await.until(LIMIT, () -> host.records().size() >= 4, "records");
                assertThat(host.records().stream().limit(4).map(TemplatedTagsTest::words))
                        .containsExactlyInAnyOrder(
                                "plc/pump-1/pressure={\"type\":\"uint16\",\"value\":266}",
                                "plc/pump-1/flow={\"type\":\"uint16\",\"value\":269}",
                                "plc/pump-2/pressure={\"type\":\"uint16\",\"value\":532}",
                                "plc/pump-2/flow={\"type\":\"float64\",\"value\":5350.0}");
            } finally {
                source.stop(5_000);
            }
        }
    }

    private static Map<String, Object> instance(
            TagTemplate template, String name, String... values) {
        return Map.of("name", name, "template", template, "values", List.of(values));
    }

    private static String words(InboundRecord record) {
        return record.address() + "=" + new String(record.payload(), UTF_8);
    }
}
