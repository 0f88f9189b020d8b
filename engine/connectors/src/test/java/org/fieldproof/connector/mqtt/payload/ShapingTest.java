package org.fieldproof.connector.mqtt.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fieldproof.connector.mqtt.payload.EclipseTahu.bdSeq;
import static org.fieldproof.connector.mqtt.payload.EclipseTahu.byAlias;
import static org.fieldproof.connector.mqtt.payload.EclipseTahu.death;
import static org.fieldproof.connector.mqtt.payload.EclipseTahu.named;
import static org.fieldproof.connector.mqtt.payload.EclipseTahu.payload;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.tahu.message.model.MetricDataType;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.tag.Deadband;
import org.fieldproof.api.tag.Reporting;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.mqtt.payload.Decoded.Found;
import org.fieldproof.connector.mqtt.payload.Shaping.Shape;
import org.fieldproof.connector.mqtt.payload.Shaping.Shaped;
import org.fieldproof.connector.mqtt.testing.TestHost;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.Test;

/// Values of messages are shaped as tags are. If this breaks, a change is lost that a device sent
/// once, or values of one device are measured by those of another.
class ShapingTest {
    private static final ConfigSchema SCHEMA = ConfigSchema.of(PayloadConfig.fieldWithSparkplug());
    private static final long SECOND = 1_000_000_000L;
    private static final Reporting ON_CHANGE = new Reporting(true, 0, 0);

    private final TestHost host = TestHost.offline(SCHEMA);

    @Test
    void valuesOfEveryCodecAreScaledClampedAndGivenAUnit() {
        Map<String, ?> bar = Map.of("from", "/p", "scale", "0.1", "offset", "-1", "unit", "bar");
        assertThat(told(json(bar), "a", "{\"p\":55}")).containsExactly("p float64 4.5 GOOD bar");
        Map<String, ?> flow =
                Map.of("from", "/f", "name", "flow", "squareRoot", "true", "clampHigh", "9");
        MessageDecoder root = json(flow);
        assertThat(told(root, "a", "{\"f\":16}")).containsExactly("flow float64 4.0 GOOD");
        assertThat(told(root, "a", "{\"f\":100}"))
                .containsExactly("flow float64 9.0 UNCERTAIN clamped");
        assertThat(told(root, "a", "{\"f\":-1}"))
                .containsExactly("flow none null BAD square-root-of-negative");
        assertThat(told(root, "a", "{\"f\":\"off\"}")).containsExactly("flow text \"off\" GOOD");
        assertThat(told(root, "a", "{}")).containsExactly("flow none null BAD missing");
        Map<String, ?> column = Map.of("from", "2", "name", "t", "offset", "273.15");
        assertThat(told(decoder("csv", column), "a", "7,20"))
                .containsExactly("t float64 293.15 GOOD");
        Map<String, ?> alone = Map.of("from", "value", "scale", "2", "unit", "m");
        assertThat(told(decoder("number", alone), "a", "4"))
                .containsExactly("value float64 8.0 GOOD m");
    }

    @Test
    void onlyChangesBeyondTheDeadbandAreReportedAndEachTopicHasItsOwn() {
        MessageDecoder decoder = json(Map.of("from", "/p", "deadband", "1"));
        assertThat(told(decoder, "a", "{\"p\":5}")).hasSize(1);
        assertThat(told(decoder, "b", "{\"p\":5.5}")).as("the first of another").hasSize(1);
        assertThat(told(decoder, "a", "{\"p\":5.9}")).isEmpty();
        assertThat(told(decoder, "a", "{\"p\":6.1}")).containsExactly("p float64 6.1 GOOD");
        assertThat(told(decoder, "b", "{\"p\":6.4}")).isEmpty();
        assertThat(told(decoder, "a", "{}"))
                .as("quality")
                .containsExactly("p none null BAD missing");
        assertThat(told(decoder, "a", "{}")).isEmpty();
        assertThat(told(decoder, "a", "{\"p\":6.1}")).hasSize(1);
    }

    /// PAY-1 holds with it: a message whose values say nothing new is kept all the same.
    @Test
    void theMessageItselfIsAlwaysKept() {
        MessageDecoder decoder = json(Map.of("from", "/p", "onChange", "true"));
        var _ = told(decoder, "a", "{\"p\":5}");
        InboundRecord second = message("a", "{\"p\":5}");
        assertThat(decoder.decode(host, second).records()).containsExactly(second);
        assertThat(told(decoder, "a", "{\"p\":6}")).hasSize(1);
    }

    @Test
    void aValueIsReportedAnewAfterANewLineAndAfterARefusalPay9() {
        MessageDecoder decoder = json(Map.of("from", "/p", "onChange", "true"));
        assertThat(told(decoder, "a", "{\"p\":5}")).hasSize(1);
        assertThat(told(decoder, "a", "{\"p\":5}")).isEmpty();
        decoder.lineIsNew();
        assertThat(told(decoder, "a", "{\"p\":5}")).hasSize(1);
        decoder.refused();
        assertThat(told(decoder, "a", "{\"p\":5}")).hasSize(1);
        assertThat(told(decoder, "a", "{\"p\":5}")).isEmpty();
    }

    @Test
    void aChangeThatIsHeldBackComesWithTheNextMessageOfAnyTopicPay8() {
        Shaping shaping = shaping(new Reporting(true, 10 * SECOND, 0));
        assertThat(values(shaping, "a", 1, 0)).containsExactly("plant/a/p 1.0");
        assertThat(values(shaping, "a", 2, SECOND)).isEmpty();
        assertThat(values(shaping, "a", 3, 2 * SECOND)).isEmpty();
        assertThat(values(shaping, "b", 7, 9 * SECOND)).containsExactly("plant/b/p 7.0");
        List<Shaped> along = shaped(shaping, "b", 7, 10 * SECOND);
        assertThat(along).hasSize(1);
        assertThat(along.getFirst().found().value()).isEqualTo(new TypedValue.Float64(3));
        assertThat(along.getFirst().message().address())
                .as("with its own sender and properties")
                .isEqualTo("plant/a");
        assertThat(values(shaping, "b", 7, 30 * SECOND)).as("once").isEmpty();
        // Back to what was told last: there is no change to tell.
        assertThat(values(shaping, "a", 4, 15 * SECOND)).isEmpty();
        assertThat(values(shaping, "a", 3, 16 * SECOND)).isEmpty();
        assertThat(values(shaping, "b", 7, 40 * SECOND)).isEmpty();
    }

    @Test
    void aValueThatDoesNotChangeIsReportedWhenTheLongestTimeIsOver() {
        Shaping shaping = shaping(new Reporting(true, 0, 10 * SECOND));
        assertThat(values(shaping, "a", 1, 0)).hasSize(1);
        assertThat(values(shaping, "a", 1, 9 * SECOND)).isEmpty();
        assertThat(values(shaping, "a", 1, 10 * SECOND)).hasSize(1);
        assertThat(values(shaping, "b", 1, 60 * SECOND))
                .as("of a, nobody knows whether it still holds")
                .containsExactly("plant/b/p 1.0");
    }

    @Test
    void moreAddressesThanAreRememberedAreScaledAndEachIsReported() {
        Shaping shaping = shaping(new Reporting(true, 0, 0));
        for (int i = 0; i < Shaping.ADDRESSES_MAX; i++) {
            assertThat(values(shaping, "t" + i, 1, 0)).hasSize(1);
        }
        assertThat(values(shaping, "t0", 1, 0)).isEmpty();
        assertThat(values(shaping, "one-more", 1, 0)).hasSize(1);
        assertThat(values(shaping, "one-more", 1, 0)).hasSize(1);
        shaping.forget();
        assertThat(values(shaping, "one-more", 1, 0)).hasSize(1);
        assertThat(values(shaping, "one-more", 1, 0)).isEmpty();
    }

    @Test
    void whatStandsBelowAShapedValueHasItsShapeUnlessItHasItsOwn() {
        MessageDecoder decoder = json(Map.of("from", "/p", "scale", "0.1", "unit", "bar"));
        assertThat(told(decoder, "a", "{\"p\":{\"x\":50,\"y\":{\"z\":[{\"w\":10}]}}}"))
                .containsExactly("p/x float64 5.0 GOOD bar", "p/y/z/0/w float64 1.0 GOOD bar");
        TagDefinition tag = TagDefinition.of("p", "p", "").with(Deadband.NONE, ON_CHANGE);
        TagDefinition plain = TagDefinition.of("p/x", "p/x", "");
        Map<String, Shape> shapes = Map.of("p", new Shape(tag, "m"), "p/x", new Shape(plain, ""));
        assertThat(units(new Shaping(shapes, true), "p/x")).containsExactly("");
        assertThat(units(new Shaping(shapes, true), "p/y")).containsExactly("m");
        assertThat(units(new Shaping(shapes, false), "p/y")).as("a metric").containsExactly("");
    }

    private List<String> units(Shaping shaping, String path) {
        return shaping.of(message("a", "{}"), List.of(text("a", path)), _ -> path, 0).stream()
                .map(each -> each.found().unit())
                .toList();
    }

    private static Found text(String topic, String text) {
        String address = "plant/" + topic + "/p";
        return new Found(address, new TypedValue.Text(text), Quality.GOOD, "", "", 0);
    }

    @Test
    void aLargeValueIsReportedAndNotRemembered() {
        Shaping shaping = shaping(ON_CHANGE);
        String large = "x".repeat(5_000);
        for (String text : List.of("small", large, large, "small")) {
            assertThat(shaping.of(message("a", "{}"), List.of(text("a", text)), _ -> "p", 0))
                    .as(text)
                    .hasSize(1);
        }
        // Control: what is small is remembered.
        assertThat(shaping.of(message("a", "{}"), List.of(text("a", "small")), _ -> "p", 0))
                .isEmpty();
    }

    @Test
    void whatIsHeldBackComesAlongWhileItFitsAndTheRestWithTheNextPay8() {
        Shaping shaping = shaping(new Reporting(true, 10 * SECOND, 0));
        int topics = 1_500;
        for (int i = 0; i < topics; i++) {
            InboundRecord message = message("t" + i, "{}");
            Found first = text("t" + i, "a");
            assertThat(shaping.of(message, List.of(first), _ -> "p", 0)).hasSize(1);
            Found second = text("t" + i, "b".repeat(4_000));
            assertThat(shaping.of(message, List.of(second), _ -> "p", 1)).isEmpty();
        }
        List<Shaped> along = shaping.of(message("b", "{}"), List.of(), _ -> "p", 20 * SECOND);
        long bytes = along.stream().mapToLong(each -> each.found().value().encode().length).sum();
        assertThat(bytes).isBetween(3L << 20, 5L << 20);
        List<Shaped> rest = shaping.of(message("b", "{}"), List.of(), _ -> "p", 20 * SECOND);
        assertThat(along.size() + rest.size()).isEqualTo(topics);
    }

    /// Values that are refused for their size are forgotten alone; what others hold is told.
    @Test
    void whatOthersHoldIsKeptWhenTheValuesOfOneMessageAreForgotten() {
        Shaping shaping = shaping(new Reporting(true, 10 * SECOND, 0));
        assertThat(values(shaping, "a", 1, 0)).hasSize(1);
        assertThat(values(shaping, "a", 2, SECOND)).isEmpty();
        assertThat(values(shaping, "c", 1, 0)).hasSize(1);
        assertThat(values(shaping, "c", 2, SECOND)).isEmpty();
        shaping.forget(List.of(text("c", "")));
        assertThat(values(shaping, "b", 7, 20 * SECOND))
                .containsExactly("plant/b/p 7.0", "plant/a/p 2.0");
        assertThat(values(shaping, "c", 2, 20 * SECOND)).as("anew").hasSize(1);
    }

    @Test
    void metricsOfSparkplugAreShapedByNameWhateverBringsThem() throws Exception {
        EdgeNodeProbe node =
                new EdgeNodeProbe(
                        List.of(Map.of("from", "Motor/Temp", "scale", "0.5", "deadband", "1")));
        assertThat(
                        node.lines(
                                EdgeNodeProbe.NODE,
                                "NBIRTH",
                                payload(
                                        0,
                                        bdSeq(7),
                                        named("Motor/Temp", 1, MetricDataType.Int32, 40),
                                        named("Other", 2, MetricDataType.Int32, 3))))
                .containsExactly(
                        "/bdSeq int64 7 GOOD",
                        "/Motor/Temp float64 20.0 GOOD",
                        "/Other int32 3 GOOD");
        assertThat(
                        node.lines(
                                EdgeNodeProbe.NODE,
                                "NDATA",
                                payload(
                                        1,
                                        byAlias(1, MetricDataType.Int32, 41),
                                        byAlias(2, MetricDataType.Int32, 3))))
                .containsExactly("/Other int32 3 GOOD");
        assertThat(
                        node.lines(
                                EdgeNodeProbe.NODE,
                                "NDATA",
                                payload(2, byAlias(1, MetricDataType.Int32, 44))))
                .containsExactly("/Motor/Temp float64 22.0 GOOD");
        assertThat(node.lines(EdgeNodeProbe.NODE, "NDEATH", death(7)))
                .contains("/Motor/Temp none null BAD stale");
    }

    @Test
    void whatCannotBeShapedIsRefusedWithItsPlace() {
        assertThat(problems("json", Map.of("from", "/p", "scale", "0")))
                .containsExactly("TAGS-0111");
        assertThat(problems("json", Map.of("from", "/p", "deadband", "much")))
                .containsExactly("TAGS-0107");
        assertThat(problems("json", Map.of("from", "/p", "minInterval", "5s", "maxInterval", "1s")))
                .containsExactly("TAGS-0111");
        assertThat(problems("raw", Map.of("from", "p"))).containsExactly("MQTT-0240");
        assertThat(problems("number", Map.of("from", "p"))).containsExactly("MQTT-0240");
        assertThat(problems("sparkplug", Map.of("from", "p", "type", "bool")))
                .containsExactly("MQTT-0240");
        assertThat(problems("sparkplug", Map.of("from", "p", "name", "q")))
                .containsExactly("MQTT-0240");
        assertThat(problems("sparkplug", Map.of("from", "p", "scale", "2"))).isEmpty();
        assertThat(problems("number", Map.of("from", "value", "scale", "2"))).isEmpty();
    }

    private static Shaping shaping(Reporting reporting) {
        TagDefinition tag = TagDefinition.of("p", "p", "").with(Deadband.NONE, reporting);
        return new Shaping(Map.of("p", new Shape(tag, "")), false);
    }

    private List<Shaped> shaped(Shaping shaping, String topic, double value, long nowNanos) {
        InboundRecord message = message(topic, "{}");
        Found found =
                new Found(
                        message.address() + "/p",
                        new TypedValue.Float64(value),
                        Quality.GOOD,
                        "",
                        "",
                        0);
        return shaping.of(message, List.of(found), _ -> "p", nowNanos);
    }

    private List<String> values(Shaping shaping, String topic, double value, long nowNanos) {
        return shaped(shaping, topic, value, nowNanos).stream()
                .map(Shaped::found)
                .map(each -> each.address() + " " + each.value().number().orElseThrow())
                .toList();
    }

    private static MessageDecoder json(Map<String, ?> value) {
        return decoder("json", value);
    }

    private static MessageDecoder decoder(String codec, Map<String, ?> value) {
        return PayloadConfig.decoder(
                config(codec, value), new MessageDecoder.Codes("MQTT-0242", "MQTT-0241"));
    }

    private static List<String> problems(String codec, Map<String, ?> value) {
        return new PayloadConfig("MQTT-0240")
                .check(config(codec, value)).stream().map(Problem::code).toList();
    }

    private static MapConfig config(String codec, Map<String, ?> value) {
        return new MapConfig(
                SCHEMA, Map.of("payload", Map.of("codec", codec, "values", List.of(value))));
    }

    private List<String> told(MessageDecoder decoder, String topic, String text) {
        List<String> lines = new ArrayList<>();
        List<InboundRecord> records = decoder.decode(host, message(topic, text)).records();
        for (InboundRecord each : records.subList(1, records.size())) {
            String payload = new String(each.payload(), StandardCharsets.UTF_8);
            lines.add(
                    each.address().substring("plant/".length() + topic.length() + 1)
                            + payload.replaceFirst(
                                    "\\{\"type\":\"(.*?)\",\"value\":(.*)}", " $1 $2")
                            + " "
                            + each.quality()
                            + String.join(
                                    "",
                                    each.properties().stream()
                                            .map(Property::value)
                                            .map(word -> " " + word)
                                            .toList()));
        }
        return lines;
    }

    private InboundRecord message(String topic, String text) {
        return new InboundRecord(
                host.device("press-01"),
                "plant/" + topic,
                text.getBytes(StandardCharsets.UTF_8),
                PayloadEncoding.BYTES,
                Quality.GOOD,
                0,
                1,
                false,
                false,
                List.of());
    }
}
