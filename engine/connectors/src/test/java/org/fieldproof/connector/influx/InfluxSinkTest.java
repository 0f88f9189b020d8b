package org.fieldproof.connector.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.ReadBack.Arrival;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.api.spi.WriteOutcome.RefusedRecord;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.stores.StoreBench;
import org.fieldproof.testkit.store.SeriesServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Against a real InfluxDB 1.6: what is written, what is refused, what survives.
final class InfluxSinkTest {
    private static final WriteOutcome DURABLE = new WriteOutcome.Durable();
    @TempDir static Path directory;
    @RegisterExtension static InfluxOfAClass influx = new InfluxOfAClass();

    private static SeriesServer server() {
        return influx.server();
    }

    private static StoreBench bench(String database, Object... more) {
        server().create("CREATE DATABASE " + database);
        Map<String, Object> fields = new java.util.HashMap<>();
        fields.put("port", server().port());
        fields.put("database", database);
        fields.put("hold", "1ms");
        for (int i = 0; i < more.length; i += 2) {
            fields.put((String) more[i], more[i + 1]);
        }
        return Points.bench(directory, fields);
    }

    @Test
    void everyRecordIsAPointThatCanBeReadBackAndReplaysAddNone() throws Exception {
        try (StoreBench bench = bench("plain")) {
            bench.open();
            assertThat(bench.host().state()).isEqualTo(ConnectorState.UP);
            List<FieldRecord> records = Points.range(1, 500);
            assertThat(bench.write(records)).isEqualTo(DURABLE);
            assertThat(bench.write(records.subList(100, 400))).isEqualTo(DURABLE);
            List<Arrival> arrivals = bench.arrivals(Points.EPOCH);
            assertThat(arrivals).extracting(Arrival::seq).hasSize(500).isSorted();
            assertThat(arrivals.get(41))
                    .satisfies(
                            each -> {
                                assertThat(each.device()).isEqualTo("press-0");
                                assertThat(each.address()).isEqualTo("plant/hall-2/telemetry");
                                assertThat(each.payloadCrc32c())
                                        .isEqualTo(Points.crc(records.get(41).payload()));
                            });
        }
    }

    /// INFL-L2: one device, one millisecond, two values: a store that keeps one of them loses
    /// data without a word.
    @Test
    void twoValuesOfOneMillisecondAreTwoPoints() throws Exception {
        try (StoreBench bench = bench("millis")) {
            List<FieldRecord> same = new ArrayList<>();
            for (long seq = 1; seq <= 3; seq++) {
                same.add(
                        Points.at(
                                Points.NOW + seq,
                                seq * 3,
                                "plant/a",
                                bytes("{\"v\":" + seq + "}"),
                                PayloadEncoding.BYTES));
            }
            assertThat(bench.write(same)).isEqualTo(DURABLE);
            assertThat(bench.arrivals(Points.EPOCH)).hasSize(3);
            // The control: without the sequence they are one point.
            assertThat(same.stream().map(each -> each.acceptTimeEpochNanos() / 1_000_000L))
                    .containsOnly(Points.NOW / 1_000_000L);
        }
    }

    /// INFL-L1: a raw line feed in a tag once made a measurement of an attacker's choice.
    @Test
    void noNameAndNoPayloadCanMakeALineOfItsOwn() throws Exception {
        SplittableRandom random = new SplittableRandom(20_261_126);
        String alphabet = "ab,= \\\"\n\r\t\u0000\u007f%#/é漢\uD83D\uDE00inj v=1i";
        List<FieldRecord> hostile = new ArrayList<>();
        for (long seq = 1; seq <= 400; seq++) {
            String address = text(random, alphabet);
            String payload = text(random, alphabet);
            hostile.add(
                    Points.of(
                            seq,
                            address.isEmpty() ? "x" : address,
                            random.nextBoolean()
                                    ? bytes(payload)
                                    : bytes(
                                            "{\"k"
                                                    + quoted(payload)
                                                    + "\":\""
                                                    + quoted(payload)
                                                    + "\"}"),
                            PayloadEncoding.BYTES));
        }
        hostile.add(Points.of(401, "x\ninj v=1", bytes("a\ninj v=1"), PayloadEncoding.BYTES));
        try (StoreBench bench = bench("hostile")) {
            assertThat(bench.write(hostile)).isEqualTo(DURABLE);
            assertThat(server().query("hostile", "SHOW MEASUREMENTS"))
                    .contains("[[\"readings\"]]")
                    .doesNotContain("inj");
            List<Arrival> arrivals = bench.arrivals(Points.EPOCH);
            assertThat(arrivals).hasSize(401);
            for (int i = 0; i < 401; i++) {
                assertThat(arrivals.get(i).address()).isEqualTo(hostile.get(i).address());
            }
        }
    }

    private static String text(SplittableRandom random, String alphabet) {
        StringBuilder text = new StringBuilder();
        int[] points = alphabet.codePoints().toArray();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            json.append(c < 0x20 || c == '"' || c == '\\' ? "\\u00%02x".formatted((int) c) : c);
        }
        return json.toString();
    }

    /// INFL-L4: a 400 may have stored a part. Both easy answers are wrong: dropping the batch
    /// loses the good ones, sending it again never ends.
    @Test
    void oneRefusedPointCostsNoOther() throws Exception {
        try (StoreBench bench = bench("poison")) {
            assertThat(bench.write(Points.range(1, 1))).isEqualTo(DURABLE);
            List<FieldRecord> records = new ArrayList<>(Points.range(2, 1_000));
            records.set(300, Points.json(302, "{\"bar\":\"a text where numbers were\"}"));
            records.set(700, Points.json(702, "{\"ok\":17}"));
            WriteOutcome outcome = bench.write(records);
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            WriteOutcome.Refused.class,
                            refused -> {
                                assertThat(refused.refused())
                                        .extracting(RefusedRecord::seq)
                                        .containsExactly(302L, 702L);
                                assertThat(refused.refused().getFirst().why().code())
                                        .isEqualTo("INFL-0302");
                            });
            assertThat(bench.arrivals(Points.EPOCH))
                    .extracting(Arrival::seq)
                    .hasSize(998)
                    .doesNotContain(302L, 702L);
        }
    }

    @Test
    void pointsBeyondRetentionAreNamedOrCounted() throws Exception {
        server().create("CREATE DATABASE brief WITH DURATION 2h");
        long old = Points.NOW - 86_400_000_000_000L;
        List<FieldRecord> records = new ArrayList<>(Points.range(1, 20));
        records.set(4, Points.at(old, 5, "plant/a", bytes("1"), PayloadEncoding.BYTES));
        try (StoreBench bench = bench("brief")) {
            assertThat(bench.write(records))
                    .isInstanceOfSatisfying(
                            WriteOutcome.Refused.class,
                            refused ->
                                    assertThat(refused.refused())
                                            .singleElement()
                                            .satisfies(
                                                    each ->
                                                            assertThat(each.why().code())
                                                                    .isEqualTo("INFL-0303")));
            assertThat(bench.host().told("INFL-0303")).isTrue();
        }
        try (StoreBench bench = bench("brief", "beyondRetention", "drop")) {
            assertThat(bench.write(records)).isEqualTo(DURABLE);
            assertThat(bench.host().told("INFL-0303")).isTrue();
            assertThat(bench.arrivals(Points.EPOCH)).hasSize(19);
        }
    }

    @Test
    void typedValuesKeepWhatTheyAre() throws Exception {
        List<TypedValue> values =
                List.of(
                        new TypedValue.Float64(Double.NaN),
                        new TypedValue.UInt(64, -1L),
                        new TypedValue.Int(64, (1L << 53) + 1),
                        new TypedValue.Text("a \"quoted\"\nline\\"),
                        TypedValue.Bytes.of(new byte[] {0, -1}),
                        new TypedValue.Bool(true),
                        new TypedValue.Array(
                                List.of(new TypedValue.Int(16, 7), new TypedValue.Int(16, 8))),
                        new TypedValue.None());
        List<FieldRecord> records = new ArrayList<>();
        for (TypedValue value : values) {
            int number = records.size() + 1;
            records.add(Points.of(number, "plc/t" + number, value.encode(), PayloadEncoding.TYPED));
        }
        try (StoreBench bench = bench("typed", "measurement", "m_{level:2}")) {
            assertThat(bench.write(records)).isEqualTo(DURABLE);
            assertThat(bench.arrivals(Points.EPOCH)).hasSize(values.size());
            assertThat(server().query("typed", "SELECT value_exact FROM m_t1")).contains("NaN");
            assertThat(server().query("typed", "SELECT value_exact FROM m_t2"))
                    .contains("18446744073709551615");
            assertThat(server().query("typed", "SELECT value_exact FROM m_t3"))
                    .contains("9007199254740993");
            assertThat(server().query("typed", "SELECT value_text FROM m_t4"))
                    .contains("a \\\"quoted\\\"\\nline\\\\");
            assertThat(server().query("typed", "SELECT value_base64 FROM m_t5")).contains("AP8=");
            assertThat(server().query("typed", "SELECT value_0, value_1 FROM m_t7"))
                    .contains(",7,8]");
        }
    }

    /// Harm: the first tag decides of which type `value` is, and every boolean of a PLC is refused
    /// beside its numbers.
    @Test
    void tagsOfEveryKindShareAMeasurement() throws Exception {
        List<FieldRecord> records = new ArrayList<>();
        for (TypedValue value :
                List.of(
                        new TypedValue.Float64(1.5),
                        new TypedValue.Bool(true),
                        new TypedValue.Int(16, 3),
                        new TypedValue.Text("on"),
                        new TypedValue.Time(5))) {
            int seq = records.size() + 1;
            records.add(Points.of(seq, "plc/t" + seq, value.encode(), PayloadEncoding.TYPED));
        }
        for (String json : List.of("true", "2", "\"off\"")) {
            records.add(Points.json(records.size() + 1, json));
        }
        try (StoreBench bench = bench("typed", "measurement", "shared")) {
            assertThat(bench.write(records)).isEqualTo(DURABLE);
            assertThat(server().query("typed", "SELECT count(value_bool) FROM shared"))
                    .contains(",2]");
        }
    }

    /// Harm: of two values of one name the server keeps one, and answers as if it had both.
    @Test
    void aPayloadWithTwoValuesOfOneNameIsRefusedByThatName() throws Exception {
        List<FieldRecord> records = new ArrayList<>();
        for (String json :
                List.of(
                        "{\"a\":[1],\"a_0\":2}",
                        "{\"b\":{\"c\":1},\"b_c\":2}",
                        "{\"d\":1,\"d\":2}",
                        "{\"address\":1,\"payload_address\":2}",
                        "{\"e\":9007199254740993,\"e_exact\":\"x\"}",
                        "{\"value\":true,\"value_bool\":false}",
                        "{\"a\":[1],\"a_1\":2,\"n\":null}")) {
            records.add(Points.json(records.size() + 1, json));
        }
        try (StoreBench bench = bench("twice", "measurement", "twice")) {
            assertThat(bench.write(records))
                    .isInstanceOfSatisfying(
                            WriteOutcome.Refused.class,
                            refused ->
                                    assertThat(refused.refused())
                                            .allSatisfy(InfluxSinkTest::isOfOneName)
                                            .extracting(RefusedRecord::seq)
                                            .containsExactly(1L, 2L, 3L, 4L, 5L, 6L));
            assertThat(server().query("twice", "SELECT a_0, a_1 FROM twice")).contains(",1,2]");
        }
    }

    private static void isOfOneName(RefusedRecord refused) {
        String name =
                List.of("a_0", "b_c", "d", "payload_address", "e_exact", "value_bool")
                        .get((int) refused.seq() - 1);
        assertThat(refused.why().code()).isEqualTo("INFL-0305");
        assertThat(refused.why().message()).contains("`" + name + "`");
    }

    /// Harm: what stands first in an array decides of which type the place is, and the other
    /// kind is refused there from then on.
    @Test
    void anArrayMayHoldBooleansAndTextsWhereNumbersWere() throws Exception {
        List<FieldRecord> records =
                List.of(
                        Points.json(1, "{\"a\":[1,true,\"x\"]}"),
                        Points.json(2, "{\"a\":[true,\"y\",2]}"),
                        Points.json(3, "[false,{\"ok\":true},3]"));
        try (StoreBench bench = bench("mixed", "measurement", "mixed")) {
            assertThat(bench.write(records)).isEqualTo(DURABLE);
            assertThat(server().query("mixed", "SELECT a_0, a_1_bool, a_2_text FROM mixed"))
                    .contains(",1,true,\"x\"]");
            assertThat(server().query("mixed", "SELECT a_0_bool, a_1_text, a_2 FROM mixed"))
                    .contains(",true,\"y\",2]");
            assertThat(server().query("mixed", "SELECT \"0_bool\", \"1_ok\", \"2\" FROM mixed"))
                    .contains(",false,true,3]");
        }
    }

    @Test
    void aMissingDatabaseOrAWrongServerIsNamedAndCostsNoRecord() {
        StoreBench missing =
                Points.bench(directory, Map.of("port", server().port(), "database", "nowhere"));
        try (missing) {
            assertThat(missing.write(Points.range(1, 2)))
                    .isInstanceOfSatisfying(
                            WriteOutcome.Unavailable.class,
                            gone -> assertThat(gone.why().code()).isEqualTo("INFL-0104"));
            assertThat(missing.host().state()).isEqualTo(ConnectorState.FAULTED);
        }
        try (StoreBench wrong = bench("plain", "server", "victoriametrics")) {
            ConnectorException refused =
                    catchThrowableOfType(ConnectorException.class, wrong::open);
            assertThat(refused.problem().code()).isEqualTo("INFL-0107");
        }
    }

    /// Killed and started again in mid-flow: what was in hold is written again, nothing is lost,
    /// and no point is there twice.
    @Test
    void aServerThatIsKilledInMidFlowLosesNothing() throws Exception {
        try (SeriesServer own = SeriesServer.influx(directory.resolve("killed"))) {
            own.create("CREATE DATABASE plant");
            Map<String, Object> fields =
                    Map.of("port", own.port(), "database", "plant", "hold", "10s");
            try (StoreBench bench = Points.bench(directory, fields)) {
                bench.open();
                List<CompletableFuture<WriteOutcome>> held = new ArrayList<>();
                for (int batch = 0; batch < 5; batch++) {
                    held.add(bench.begin(Points.range(batch * 100 + 1, batch * 100 + 100)));
                }
                own.kill();
                CompletableFuture<WriteOutcome> late = bench.begin(Points.range(501, 600));
                assertThat(late.join()).isInstanceOf(WriteOutcome.Unavailable.class);
                for (CompletableFuture<WriteOutcome> each : held) {
                    assertThat(each.join()).isInstanceOf(WriteOutcome.Unavailable.class);
                }
                own.start();
                assertThat(bench.write(Points.range(1, 600))).isEqualTo(DURABLE);
                assertThat(bench.arrivals(Points.EPOCH))
                        .extracting(Arrival::seq)
                        .hasSize(600)
                        .doesNotHaveDuplicates();
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
