package org.fieldproof.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.WriteOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The `jsonb` column: PostgreSQL refuses the whole batch for one text or number that it cannot
/// hold, so what we let through must be what it takes.
final class PostgresDocumentTest {
    @TempDir static Path directory;
    @RegisterExtension static PostgresServer server = PostgresServer.ofAClass();

    private static SinkBench bench(String table, boolean document) {
        Map<String, String> fields = new HashMap<>(server.fields(table));
        fields.put("document", Boolean.toString(document));
        return new SinkBench(new PostgresSinkFactory(), fields, directory);
    }

    private static List<FieldRecord> records(List<byte[]> payloads) {
        List<FieldRecord> records = new ArrayList<>();
        for (byte[] payload : payloads) {
            records.add(Records.of(records.size() + 1, payload));
        }
        return records;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void payloadsThatAreJsonCanBeAskedForTheirFields() throws Exception {
        try (SinkBench bench = bench("asked", true)) {
            assertThat(bench.write(Records.range(1, 100))).isEqualTo(new WriteOutcome.Durable());
            assertThat(bench.write(Records.range(1, 100))).isEqualTo(new WriteOutcome.Durable());
            assertThat(server.number("SELECT count(*) FROM asked WHERE document->>'bar' = '6.42'"))
                    .isEqualTo(100);
            assertThat(server.number("SELECT sum((document->>'n')::int) FROM asked"))
                    .isEqualTo(5_050);
            assertThat(bench.arrivals(Records.EPOCH)).hasSize(100);
        }
    }

    /// Guarantees E14: each of these once cost its whole batch.
    @Test
    void whatIsNoDocumentIsKeptAsBytesAndCostsNoOther() throws Exception {
        List<byte[]> payloads = new ArrayList<>();
        for (String text :
                List.of(
                        "",
                        "{\"a\":\"\\u0000\"}",
                        "{\"\\u0000\":1}",
                        "{\"a\":\"\\ud800\"}",
                        "[1e999999999]",
                        "[NaN]",
                        "{} {}",
                        "{\"a\":1,}",
                        "[".repeat(101) + "]".repeat(101),
                        "\uFEFF{}",
                        "21,5",
                        "{'a':1}",
                        "[" + "9".repeat(1_001) + "]")) {
            payloads.add(bytes(text));
        }
        payloads.add(new byte[] {'"', (byte) 0xC3, '"'});
        payloads.add("{}".getBytes(StandardCharsets.UTF_16));
        try (SinkBench bench = bench("hostile", true)) {
            assertThat(bench.write(records(payloads))).isEqualTo(new WriteOutcome.Durable());
            assertThat(server.number("SELECT count(*) FROM hostile WHERE document IS NULL"))
                    .isEqualTo(payloads.size());
            assertThat(bench.arrivals(Records.EPOCH)).hasSize(payloads.size());
        }
    }

    /// Random near-JSON, so that our idea of JSON is never wider than the server's.
    @Test
    void nothingThatWeLetThroughIsRefused() throws Exception {
        SplittableRandom random = new SplittableRandom(20_261_127);
        List<String> parts =
                List.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"a\"",
                        "\"\\u00e4\"",
                        "\"\\ud83d\\ude00\"",
                        "1",
                        "-0",
                        "1.5e308",
                        "1e9999",
                        "null",
                        "true",
                        " ",
                        "\n",
                        "\"\\/\"",
                        "\"\\u001f\"",
                        "0.1",
                        "\"\\\\\"");
        List<byte[]> payloads = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int part = random.nextInt(1, 7); part > 0; part--) {
                text.append(parts.get(random.nextInt(parts.size())));
            }
            payloads.add(bytes(text.toString()));
        }
        try (SinkBench bench = bench("random", true)) {
            assertThat(bench.write(records(payloads))).isEqualTo(new WriteOutcome.Durable());
            assertThat(server.number("SELECT count(*) FROM random WHERE document IS NOT NULL"))
                    .as("the law was put to the test")
                    .isGreaterThan(300);
        }
    }

    @Test
    void aTableThatWasMadeWithoutGetsTheColumn() throws Exception {
        try (SinkBench before = bench("grown", false)) {
            assertThat(before.write(Records.range(1, 5))).isEqualTo(new WriteOutcome.Durable());
        }
        try (SinkBench after = bench("grown", true)) {
            assertThat(after.write(Records.range(3, 9))).isEqualTo(new WriteOutcome.Durable());
            assertThat(server.number("SELECT count(document) FROM grown")).isEqualTo(4);
        }
        try (SinkBench again = bench("grown", false)) {
            assertThat(again.write(Records.range(10, 12))).isEqualTo(new WriteOutcome.Durable());
            assertThat(again.arrivals(Records.EPOCH)).hasSize(12);
        }
    }
}
