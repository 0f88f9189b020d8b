package org.fieldproof.connector.mqtt.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.connector.mqtt.testing.TestHost;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.Test;

/// A device that sends what it gathered in one message. Harm if these break: samples overwrite each
/// other in the stores, or all have the time of the first.
class JsonSamplesTest {
    private static final String TOPIC = "plant/press-01/gathered";
    private static final ConfigSchema SCHEMA = ConfigSchema.of(PayloadConfig.field());

    private final TestHost host = TestHost.offline(SCHEMA);

    private List<String> told(Map<String, ?> group, String text) {
        return PayloadConfig.decoder(
                        config(group), new MessageDecoder.Codes("MQTT-0242", "MQTT-0241"))
                .decode(host, message(text))
                .records()
                .stream()
                .map(JsonSamplesTest::line)
                .toList();
    }

    private static MapConfig config(Map<String, ?> group) {
        return new MapConfig(SCHEMA, Map.of("payload", group));
    }

    private static String line(InboundRecord record) {
        return record.address().substring(TOPIC.length())
                + " "
                + new String(record.payload(), StandardCharsets.UTF_8)
                        .replaceFirst("\\{\"type\":\"(.*?)\",\"value\":(.*)}", "$2")
                + "@"
                + record.sourceTimeEpochNanos() / 1_000_000
                + " "
                + record.quality()
                + record.properties().stream().map(each -> " " + each.value()).toList();
    }

    private InboundRecord message(String text) {
        return new InboundRecord(
                host.device("press-01"),
                TOPIC,
                text.getBytes(StandardCharsets.UTF_8),
                PayloadEncoding.BYTES,
                Quality.GOOD,
                0,
                1,
                false,
                false,
                List.of());
    }

    @Test
    void eachSampleHasItsOwnValuesAndItsOwnTime() {
        Map<String, ?> config =
                Map.of("codec", "json", "samples", "/data", "time", "/ts", "timeFormat", "ms");
        String text =
                "{\"id\":7,\"data\":[{\"ts\":1,\"a\":1},{\"ts\":2,\"a\":{\"b\":2}},{\"a\":3},4]}";
        assertThat(told(config, text))
                .containsExactly(
                        " " + text + "@0 GOOD[]",
                        "/ts 1.0@1 GOOD[]",
                        "/a 1.0@1 GOOD[]",
                        "/ts 2.0@2 GOOD[]",
                        "/a/b 2.0@2 GOOD[]",
                        "/a 3.0@0 UNCERTAIN[ no-source-time]",
                        "/value 4.0@0 UNCERTAIN[ no-source-time]");
    }

    @Test
    void thePayloadItselfMayBeTheArrayAndValuesArePickedInEach() {
        Map<String, ?> config =
                Map.of(
                        "codec",
                        "json",
                        "samples",
                        ".",
                        "values",
                        List.of(Map.of("from", "/a", "type", "float64")));
        assertThat(told(config, "[{\"a\":1,\"b\":5},{\"b\":2}]"))
                .containsExactly(
                        " [{\"a\":1,\"b\":5},{\"b\":2}]@0 GOOD[]",
                        "/a 1.0@0 GOOD[]",
                        "/a null@0 BAD[ missing]");
        assertThat(told(config, "[]")).hasSize(1);
    }

    /// PAY-2
    @Test
    void whereThereIsNoArrayTheMessageIsKeptAndNamed() {
        Map<String, ?> config = Map.of("codec", "json", "samples", "/data");
        for (String text : List.of("[1]", "{\"data\":{\"a\":1}}", "7")) {
            assertThat(told(config, text)).containsExactly(" " + text + "@0 BAD[ no-samples]");
        }
    }

    @Test
    void whatIsNoPlaceOfSamplesIsRefused() {
        PayloadConfig payload = new PayloadConfig("MQTT-0201");
        assertThat(payload.check(config(Map.of("codec", "json", "samples", "data"))))
                .extracting(Problem::object)
                .containsExactly("field samples");
        assertThat(payload.check(config(Map.of("codec", "csv", "samples", "/data"))))
                .extracting(Problem::object)
                .containsExactly("field samples");
        assertThat(payload.check(config(Map.of("codec", "json", "samples", ".")))).isEmpty();
    }
}
