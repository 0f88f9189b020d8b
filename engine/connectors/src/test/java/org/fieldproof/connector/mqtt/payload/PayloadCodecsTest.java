package org.fieldproof.connector.mqtt.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.mqtt.testing.TestHost;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The laws of this package. If they break, a payload that nobody expected is lost, or a value is
/// made up.
class PayloadCodecsTest {
    private static final String TOPIC = "plant/press-01/telemetry";
    private static final ConfigSchema SCHEMA = ConfigSchema.of(PayloadConfig.field());

    private final TestHost host = TestHost.offline(SCHEMA);

    @Test
    void withoutACodecAMessageIsOneRecordAsReceived() {
        InboundRecord message = message("{\"n\":1}");
        assertThat(decoder(Map.of()).decode(host, message).records()).containsExactly(message);
        assertThat(decoder(Map.of("codec", "raw")).decode(host, message).records())
                .containsExactly(message);
    }

    /// PAY-1
    @Test
    void theMessageIsARecordOfItsOwnFirstAndByteForByte() {
        InboundRecord message = message(" { \"n\" : 1.50 } ");
        List<InboundRecord> records = decoder(json()).decode(host, message).records();
        assertThat(records).hasSize(2);
        assertThat(records.getFirst()).isSameAs(message);
        assertThat(records.get(1).encoding()).isEqualTo(PayloadEncoding.TYPED);
        assertThat(records.get(1).device()).isSameAs(message.device());
        assertThat(records.get(1).qos()).isEqualTo(1);
    }

    @Test
    void jsonLeavesAreValuesBelowTheTopic() {
        assertThat(
                        told(
                                json(),
                                """
                                {"temp":23,"run":true,"motor":{"speed":7.5,"a/b#":"x"},
                                 "axis":[1,2.5],"none":[],"mixed":[1,"a",{"k":2}],"lost":null}"""))
                .containsExactly(
                        "/temp float64 23.0 GOOD",
                        "/run bool true GOOD",
                        "/motor/speed float64 7.5 GOOD",
                        "/motor/a%2Fb%23 text \"x\" GOOD",
                        "/axis float64[] [1.0,2.5] GOOD",
                        "/none none[] [] GOOD",
                        "/mixed/0 float64 1.0 GOOD",
                        "/mixed/1 text \"a\" GOOD",
                        "/mixed/2/k float64 2.0 GOOD",
                        "/lost none null BAD null");
    }

    @Test
    void aSingleJsonValueIsNamedValue() {
        assertThat(told(json(), "42")).containsExactly("/value float64 42.0 GOOD");
    }

    /// PAY-3: a counter that a double cannot hold is not passed off as exact.
    @Test
    void aWholeNumberThatWouldChangeIsUncertainAndInt64KeepsIt() {
        assertThat(told(json(), "{\"n\":9007199254740993}"))
                .containsExactly("/n float64 9.007199254740992E15 UNCERTAIN rounded");
        assertThat(told(json("values", List.of(value("/n", "int64"))), "{\"n\":9007199254740993}"))
                .containsExactly("/n int64 9007199254740993 GOOD");
        assertThat(told(json(), "{\"n\":1e400}")).containsExactly("/n none null BAD out-of-range");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "float64|\"7.25\"|float64 7.25 GOOD",
                "float64|\"warm\"|none null BAD not-a-number",
                "float64|null|none null BAD null",
                "float64|[1]|none null BAD not-a-single-value",
                "int64|7.5|none null BAD not-whole",
                "int64|7.0|int64 7 GOOD",
                "int64|9223372036854775808|none null BAD out-of-range",
                "int64|1e99999|none null BAD out-of-range",
                "int64|1e-99999|none null BAD not-whole",
                "bool|1|bool true GOOD",
                "bool|\"false\"|bool false GOOD",
                "bool|2|none null BAD not-a-boolean",
                "text|7.50|text \"7.50\" GOOD",
                "text|{\"a\":[1]}|text \"{\\\"a\\\":[1]}\" GOOD",
            })
    void aValueIsOfTheWantedTypeOrBad(String type, String json, String expected) {
        assertThat(told(json("values", List.of(value("/v", type))), "{\"v\":" + json + "}"))
                .containsExactly("/v " + expected);
    }

    @Test
    void wantedValuesHaveTheirNamesAndUnitsAndAMissingOneIsBad() {
        List<Map<String, ?>> values =
                List.of(
                        Map.of("from", "/motor/speed", "name", "rpm", "unit", "1/min"),
                        Map.of("from", "/motor/current"),
                        Map.of("from", "/motor"));
        List<InboundRecord> records =
                decoder(json("values", values))
                        .decode(host, message("{\"motor\":{\"speed\":900}}"))
                        .records();
        assertThat(records.stream().skip(1).map(PayloadCodecsTest::line))
                .containsExactly(
                        "/rpm float64 900.0 GOOD",
                        "/current none null BAD missing",
                        "/motor/speed float64 900.0 GOOD");
        assertThat(records.get(1).properties()).contains(new Property("unit", "1/min"));
        assertThat(records.getFirst().quality()).isEqualTo(Quality.GOOD);
    }

    @ParameterizedTest
    @CsvSource({
        "iso, \"2026-11-27T07:15:00.25Z\", 1795763700250000000",
        "iso, \"2026-11-27T08:15:00.25+01:00\", 1795763700250000000",
        "s, 1795763700.25, 1795763700250000000",
        "ms, \"1795763700250\", 1795763700250000000",
        "us, 1795763700250000, 1795763700250000000",
        "ns, 1795763700250000000, 1795763700250000000",
        "iso, \"yesterday\", 0",
        "iso, 7, 0",
        "ms, 1e18, 0",
        "ns, 1e-99999999, 0",
        "s, null, 0",
    })
    void theDevicesOwnTimeIsTheSourceTime(String format, String json, long expected) {
        List<InboundRecord> records =
                decoder(Map.of("codec", "json", "time", "/ts", "timeFormat", format))
                        .decode(host, message("{\"ts\":" + json + ",\"v\":1}"))
                        .records();
        InboundRecord value = records.getLast();
        assertThat(value.sourceTimeEpochNanos()).isEqualTo(expected);
        assertThat(value.quality()).isEqualTo(expected == 0 ? Quality.UNCERTAIN : Quality.GOOD);
        assertThat(value.properties())
                .isEqualTo(
                        expected == 0
                                ? List.of(new Property("status", "no-source-time"))
                                : List.of());
    }

    @Test
    void csvRowsGiveEachColumnsValueAndABadRowIsNamed() {
        Map<String, ?> config =
                Map.of(
                        "codec",
                        "csv",
                        "header",
                        true,
                        "separator",
                        "semicolon",
                        "time",
                        "at",
                        "timeFormat",
                        "s");
        List<InboundRecord> records =
                decoder(config)
                        .decode(
                                host,
                                message("\uFEFFat;temp;\"no;te\"\r\n1;7.5;\"a\"\"b\"\r\n2;8\n3;;x"))
                        .records();
        assertThat(records.stream().skip(1).map(PayloadCodecsTest::line))
                .containsExactly(
                        "/temp float64 7.5 GOOD",
                        "/no;te text \"a\\\"b\" GOOD",
                        "/temp none null BAD empty",
                        "/no;te text \"x\" GOOD");
        assertThat(records.get(1).sourceTimeEpochNanos()).isEqualTo(1_000_000_000L);
        assertThat(records.get(4).sourceTimeEpochNanos()).isEqualTo(3_000_000_000L);
        assertThat(records.getFirst().quality()).isEqualTo(Quality.UNCERTAIN);
        assertThat(records.getFirst().properties())
                .containsExactly(new Property("status", "wrong-row"));
        assertThat(host.events.getLast())
                .contains(TOPIC)
                .contains("row 3 has 2 cells instead of 3");
    }

    @Test
    void csvColumnsAreNumberedOrNamedByTheProject() {
        assertThat(told(Map.of("codec", "csv"), "7,on\n8,off,9\n"))
                .containsExactly(
                        "/1 float64 7.0 GOOD",
                        "/2 text \"on\" GOOD",
                        "/1 float64 8.0 GOOD",
                        "/2 text \"off\" GOOD",
                        "/3 float64 9.0 GOOD");
        assertThat(told(Map.of("codec", "csv", "columns", List.of("a", "b")), "7,on"))
                .containsExactly("/a float64 7.0 GOOD", "/b text \"on\" GOOD");
        assertThat(
                        told(
                                Map.of(
                                        "codec",
                                        "csv",
                                        "values",
                                        List.of(value("2", "int64"), value("9", "text"))),
                                "x,8"))
                .containsExactly("/2 int64 8 GOOD", "/9 none null BAD missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"23.5", " 23.5\r\n", "+23.5", "2350e-2", "23.50"})
    void aNumberIsTheValueCalledValue(String text) {
        assertThat(told(Map.of("codec", "number"), text))
                .containsExactly("/value float64 23.5 GOOD");
    }

    /// PAY-2
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "json|{\"a\":1|not-json",
                "json|{\"a\":1,\"a\":2}|not-json",
                "json|{} {}|not-json",
                "json|NaN|not-json",
                "csv|\"open|not-csv",
                "csv|\"a\"b|not-csv",
                "number|12,5|not-a-number",
                "number|0x10|not-a-number",
                "number|NaN|not-a-number",
                "number|1e999|out-of-range",
            })
    void whatCannotBeDecodedIsKeptMarkedAndTold(String codec, String text, String status) {
        InboundRecord message = message(text);
        List<InboundRecord> records =
                decoder(Map.of("codec", codec)).decode(host, message).records();
        assertThat(records).hasSize(1);
        assertThat(records.getFirst().payload()).isSameAs(message.payload());
        assertThat(records.getFirst().address()).isEqualTo(TOPIC);
        assertThat(records.getFirst().quality()).isEqualTo(Quality.BAD);
        assertThat(records.getFirst().properties()).containsExactly(new Property("status", status));
        assertThat(host.events)
                .singleElement()
                .asString()
                .startsWith(
                        "MQTT-0242 connection plant: A payload could not be decoded whole at "
                                + TOPIC)
                .contains("Nothing is lost");
    }

    @Test
    void bytesThatAreNoTextAreNamedSo() {
        for (String codec : List.of("csv", "number")) {
            assertThat(bytes(Map.of("codec", codec), new byte[] {(byte) 0xc3, 0x28}))
                    .singleElement()
                    .matches(record -> record.properties().getFirst().value().equals("not-utf-8"));
        }
    }

    /// Harm: a device with a fault floods the journal.
    @Test
    void manyUndecodableMessagesAreToldOnceAndCounted() {
        MessageDecoder decoder = decoder(json());
        for (int i = 0; i < 1_000; i++) {
            assertThat(decoder.decode(host, message("{")).records().getFirst().quality())
                    .isEqualTo(Quality.BAD);
        }
        assertThat(host.events).hasSizeLessThan(10);
    }

    @Test
    void aRetainedDeleteIsNoFault() {
        InboundRecord message = message("");
        assertThat(decoder(json()).decode(host, message).records()).containsExactly(message);
        assertThat(host.events).isEmpty();
    }

    /// PAY-4: small payloads must not become large records, nor fail.
    @Test
    void aPayloadBeyondALimitIsKeptWhole() {
        String many = "{" + "\"k\":[{}],".repeat(1) + "\"a\":[" + "[],".repeat(11_000) + "0]}";
        assertThat(status(json(), many)).isEqualTo("too-many-values");
        assertThat(status(json(), "[".repeat(5_000))).isEqualTo("not-json");
        assertThat(status(json(), "{\"" + "k".repeat(2_000) + "\":1}")).isEqualTo("not-json");
        assertThat(status(json(), "1".repeat(200))).isEqualTo("not-json");
        assertThat(status(Map.of("codec", "number"), "1".repeat(200))).isEqualTo("not-a-number");
        assertThat(status(Map.of("codec", "csv"), "1,".repeat(200_000))).isEqualTo("not-csv");
        String deep = ("{\"" + "k".repeat(900) + "\":").repeat(30);
        String below = "[" + "{\"a\":1},".repeat(5_000) + "{\"a\":1}]";
        assertThat(status(json(), deep + below + "}".repeat(30))).isEqualTo("too-many-values");
        String large = "{\"a\":1,\"text\":\"" + "\\u0001".repeat(300_000) + "\"}";
        assertThat(told(json(), large))
                .containsExactly("/a float64 1.0 GOOD", "/text none null BAD too-large");
    }

    /// PAY-4: the tree of a JSON text takes many times its bytes.
    @Test
    void jsonAbove2MebibytesIsKeptMarkedAndTold() {
        String most = "{\"a\":1}" + " ".repeat((2 << 20) - 7);
        assertThat(told(json(), most)).containsExactly("/a float64 1.0 GOOD");
        assertThat(host.events).isEmpty();
        InboundRecord message = message(most + " ");
        List<InboundRecord> records = decoder(json()).decode(host, message).records();
        assertThat(records).hasSize(1);
        InboundRecord kept = records.getFirst();
        assertThat(kept.payload()).isSameAs(message.payload());
        assertThat(kept.quality()).isEqualTo(Quality.BAD);
        assertThat(kept.properties()).containsExactly(new Property("status", "too-large"));
        assertThat(host.events).singleElement().asString().contains("above 2 MiB");
    }

    /// PAY-4
    @Test
    void noPayloadMakesACodecThrowOrARecordThatCannotBeRead() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> seeds =
                List.of(
                        "{\"ts\":12,\"a\":{\"b\":[1,2,{\"c\":null}],\"d\":\"\\ud800\"},\"e\":1e5}",
                        "a;b;c\n1;2;3\n\"x\";;9e9999\n",
                        "-1234.5e-3");
        List<Map<String, ?>> configs =
                List.of(
                        json("time", "/ts"),
                        json("values", List.of(value("/a/b", "int64"), value("/e", "auto"))),
                        Map.of("codec", "csv", "header", true, "separator", "semicolon"),
                        Map.of("codec", "csv", "time", "1", "timeFormat", "ns"),
                        Map.of("codec", "number"));
        int values = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] payload =
                    seeds.get(random.nextInt(seeds.size())).getBytes(StandardCharsets.UTF_8);
            for (int flips = random.nextInt(4); flips > 0; flips--) {
                payload[random.nextInt(payload.length)] =
                        (byte)
                                (random.nextBoolean()
                                        ? random.nextInt(256)
                                        : "{}[]\",;e9-".charAt(random.nextInt(10)));
            }
            for (Map<String, ?> config : configs) {
                List<InboundRecord> records = bytes(config, payload);
                assertThat(records.getFirst().payload()).as("seed " + seed).isSameAs(payload);
                for (InboundRecord record : records.subList(1, records.size())) {
                    values++;
                    TypedValue value = TypedValue.decode(record.payload());
                    assertThat(record.address()).doesNotContain("#", "+", "\0");
                    assertThat(record.quality() == Quality.BAD)
                            .isEqualTo(value instanceof TypedValue.None);
                }
            }
        }
        assertThat(values).as("it did decode").isGreaterThan(10_000);
    }

    @Test
    void aConfigurationThatCannotWorkIsRefusedWithCauseAndRemedy() {
        assertProblem(Map.of("codec", "raw", "time", "/ts"), "time", "no meaning");
        assertProblem(
                Map.of("codec", "raw", "values", List.of(value("/a", "auto"))),
                "values",
                "no meaning");
        assertProblem(json("header", true), "header", "no meaning");
        assertProblem(json("time", "ts"), "time", "no JSON pointer");
        assertProblem(json("values", List.of(value("a", "auto"))), "from", "no JSON pointer");
        assertProblem(
                json("values", List.of(value("/a/x", "auto"), value("/b/x", "auto"))),
                "name",
                "Two values are named x");
        assertProblem(
                json("values", List.of(Map.of("from", "/a", "name", "a+b"))),
                "name",
                "cannot stand");
        assertProblem(
                Map.of("codec", "csv", "columns", List.of("a", "a")), "columns", "the same name");
        assertProblem(
                Map.of("codec", "csv", "header", true, "columns", List.of("a")),
                "columns",
                "by a header");
        assertProblem(
                Map.of("codec", "csv", "columns", List.of("a"), "time", "b"), "time", "no column");
        assertProblem(
                Map.of(
                        "codec",
                        "csv",
                        "columns",
                        List.of("a"),
                        "values",
                        List.of(value("b", "auto"))),
                "from",
                "no column");
        assertThat(problems(json("time", "/ts"))).isEmpty();
    }

    private static void assertProblem(Map<String, ?> config, String field, String message) {
        Problem problem = problems(config).getFirst();
        assertThat(problem.code()).isEqualTo("MQTT-0240");
        assertThat(problem.object()).isEqualTo("field " + field);
        assertThat(problem.message()).contains(message);
        assertThat(problem.remedy()).isNotEmpty();
    }

    private static List<Problem> problems(Map<String, ?> group) {
        return new PayloadConfig("MQTT-0240").check(config(group));
    }

    private static Map<String, ?> json() {
        return Map.of("codec", "json");
    }

    private static Map<String, ?> json(String field, Object value) {
        return Map.of("codec", "json", field, value);
    }

    private static Map<String, ?> value(String from, String type) {
        return Map.of("from", from, "type", type);
    }

    private static MapConfig config(Map<String, ?> group) {
        return new MapConfig(SCHEMA, group.isEmpty() ? Map.of() : Map.of("payload", group));
    }

    private static MessageDecoder decoder(Map<String, ?> group) {
        return PayloadConfig.decoder(
                config(group), new MessageDecoder.Codes("MQTT-0242", "MQTT-0241"));
    }

    private String status(Map<String, ?> config, String text) {
        List<InboundRecord> records = decoder(config).decode(host, message(text)).records();
        assertThat(records).hasSize(1);
        return records.getFirst().properties().getFirst().value();
    }

    private List<InboundRecord> bytes(Map<String, ?> config, byte[] payload) {
        return decoder(config).decode(host, message(payload)).records();
    }

    private List<String> told(Map<String, ?> config, String text) {
        List<String> lines = new ArrayList<>();
        List<InboundRecord> records = decoder(config).decode(host, message(text)).records();
        records.subList(1, records.size()).forEach(record -> lines.add(line(record)));
        return lines;
    }

    private static String line(InboundRecord record) {
        String payload = new String(record.payload(), StandardCharsets.UTF_8);
        String status =
                record.properties().stream()
                        .filter(each -> each.name().equals("status"))
                        .map(each -> " " + each.value())
                        .findFirst()
                        .orElse("");
        return record.address().substring(TOPIC.length())
                + payload.replaceFirst("\\{\"type\":\"(.*?)\",\"value\":(.*)}", " $1 $2")
                + " "
                + record.quality()
                + status;
    }

    private InboundRecord message(String text) {
        return message(text.getBytes(StandardCharsets.UTF_8));
    }

    private InboundRecord message(byte[] payload) {
        return new InboundRecord(
                host.device("press-01"),
                TOPIC,
                payload,
                PayloadEncoding.BYTES,
                Quality.GOOD,
                0,
                1,
                false,
                false,
                List.of());
    }
}
