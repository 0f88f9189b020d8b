package org.fieldproof.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.ReadBack;
import org.fieldproof.api.spi.WriteOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What a table in a real PostgreSQL server holds after batches, replays and refusals. If one of
/// these breaks, rows are lost, doubled or changed, or one bad record stops all others.
final class PostgresSinkTest {
    @TempDir static Path directory;
    @RegisterExtension static PostgresServer server = PostgresServer.ofAClass();

    private static SinkBench bench(String table) {
        return new SinkBench(new PostgresSinkFactory(), server.fields(table), directory);
    }

    /// JDBC-3.
    @Test
    void payloadsAreStoredByteForByte() throws Exception {
        byte[] large = new byte[1 << 20];
        new SplittableRandom(7).nextBytes(large);
        List<byte[]> payloads =
                List.of(
                        new byte[0],
                        new byte[] {0},
                        new byte[] {(byte) 0xC3, 0x28, (byte) 0xFF, 0, '\n', '\t', '\\'},
                        "\\x00'; DROP TABLE readings; --\r\n".getBytes(StandardCharsets.UTF_8),
                        large);
        try (SinkBench bench = bench("verbatim")) {
            List<FieldRecord> records = new ArrayList<>();
            for (byte[] payload : payloads) {
                records.add(Records.of(records.size() + 1, payload));
            }
            assertThat(bench.write(records)).isEqualTo(new WriteOutcome.Durable());
            try (Connection connection = server.connect();
                    PreparedStatement query =
                            connection.prepareStatement(
                                    "SELECT payload, crc32c FROM verbatim ORDER BY seq");
                    ResultSet rows = query.executeQuery()) {
                for (byte[] payload : payloads) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getBytes(1)).isEqualTo(payload);
                    assertThat(rows.getInt(2)).isEqualTo(Records.crc(payload));
                }
                assertThat(rows.next()).isFalse();
            }
            assertThat(bench.arrivals(Records.EPOCH))
                    .extracting(ReadBack.Arrival::payloadCrc32c)
                    .containsExactlyElementsOf(payloads.stream().map(Records::crc).toList());
        }
    }

    @Test
    void everyFieldOfARecordHasItsColumn() throws Exception {
        List<Property> properties =
                List.of(new Property("unit", "bar \"é\\ \n"), new Property("unit", "𝄞"));
        FieldRecord record = Records.of(15, "plänt/ℵ", Records.payload(15), properties);
        try (SinkBench bench = bench("columns")) {
            assertThat(bench.write(record)).isEqualTo(new WriteOutcome.Durable());
            String where =
                    """
                    SELECT count(*) FROM columns WHERE epoch = '%s' AND seq = 15
                    AND connection = 'devices' AND device = 'press-01' AND address = 'plänt/ℵ'
                    AND encoding = 'BYTES' AND quality = 'GOOD' AND qos = 1 AND retained AND dup
                    AND source_time_nanos = %d AND accept_time_nanos = %d
                    AND abs(extract(epoch FROM accept_time) * 1000000 - %d) < 1
                    AND abs(extract(epoch FROM source_time) * 1000000 - %d) < 1
                    AND properties->1->>'value' = '𝄞'
                    AND properties->0->>'value' = E'bar "é\\\\ \\n'"""
                            .formatted(
                                    record.epoch(),
                                    record.sourceTimeEpochNanos(),
                                    record.acceptTimeEpochNanos(),
                                    record.acceptTimeEpochNanos() / 1_000,
                                    record.sourceTimeEpochNanos() / 1_000);
            assertThat(server.number(where)).isEqualTo(1);
        }
    }

    /// JDBC-2: three replays with random batch sizes and overlaps leave each record once.
    @Test
    void replaysInAnyBatchSizeLeaveEachRecordOnce() throws Exception {
        long seed = 20_261_120;
        SplittableRandom random = new SplittableRandom(seed);
        int last = 3_000;
        try (SinkBench bench = bench("replayed")) {
            for (int replay = 0; replay < 3; replay++) {
                long from = 1;
                while (from <= last) {
                    long to = Math.min(last, from + random.nextInt(1, 700));
                    assertThat(bench.write(Records.range(from, to)))
                            .as("seed %d, replay %d, %d..%d", seed, replay, from, to)
                            .isEqualTo(new WriteOutcome.Durable());
                    from = Math.max(from + 1, to - random.nextInt(0, 50));
                }
            }
            List<ReadBack.Arrival> arrivals = bench.arrivals(Records.EPOCH);
            assertThat(arrivals).hasSize(last);
            Set<Long> seqs = new HashSet<>();
            for (ReadBack.Arrival arrival : arrivals) {
                seqs.add(arrival.seq());
                assertThat(arrival.payloadCrc32c())
                        .isEqualTo(Records.crc(Records.payload(arrival.seq())));
            }
            assertThat(seqs).hasSize(last);
        }
    }

    @Test
    void anotherPayloadUnderTheSameIdentityIsRefusedByName() throws Exception {
        try (SinkBench bench = bench("collided")) {
            bench.write(Records.range(1, 10));
            List<FieldRecord> again = new ArrayList<>(Records.range(5, 20));
            again.set(2, Records.of(7, new byte[] {1, 2, 3}));
            WriteOutcome outcome = bench.write(again);
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            WriteOutcome.Refused.class,
                            refused -> {
                                assertThat(refused.refused()).hasSize(1);
                                assertThat(refused.refused().getFirst().seq()).isEqualTo(7);
                                assertThat(refused.refused().getFirst().why().code())
                                        .isEqualTo("JDBC-0303");
                            });
            assertThat(bench.events()).hasSize(1).first().asString().contains("JDBC-0303");
            assertThat(server.number("SELECT count(*) FROM collided")).isEqualTo(20);
            assertThat(server.number("SELECT count(*) FROM collided WHERE payload = '\\x010203'"))
                    .isZero();
        }
    }

    /// A record that no text column takes is named at once; the others are durable.
    @Test
    void textThatCannotBeStoredRefusesItsRecordOnly() throws Exception {
        try (SinkBench bench = bench("unstorable")) {
            List<FieldRecord> records = new ArrayList<>(Records.range(1, 100));
            records.set(10, Records.of(11, "a\u0000b", Records.payload(11), List.of()));
            records.set(20, Records.of(21, "a\uD800b", Records.payload(21), List.of()));
            records.set(
                    30,
                    Records.of(31, "a", Records.payload(31), List.of(new Property("x", "\u0000"))));
            WriteOutcome outcome = bench.write(records);
            assertThat(outcome).isInstanceOf(WriteOutcome.Refused.class);
            assertThat(((WriteOutcome.Refused) outcome).refused())
                    .extracting(WriteOutcome.RefusedRecord::seq)
                    .containsExactly(11L, 21L, 31L);
            assertThat(server.number("SELECT count(*) FROM unstorable")).isEqualTo(97);
        }
    }

    /// The server's own refusal of a value makes the batch indivisible, and the record alone
    /// refused; nothing of the batch is stored meanwhile.
    @Test
    void aRecordThatTheServerRefusesIsFoundByBisection() throws Exception {
        try (SinkBench bench = bench("poisoned")) {
            bench.open();
            server.execute("ALTER TABLE poisoned ADD CHECK (seq <> 7)");
            assertThat(bench.write(Records.range(1, 10)))
                    .isInstanceOf(WriteOutcome.Indivisible.class);
            assertThat(server.number("SELECT count(*) FROM poisoned")).isZero();
            assertThat(bench.write(Records.range(7, 7))).isInstanceOf(WriteOutcome.Refused.class);
            assertThat(bench.write(Records.range(1, 6))).isEqualTo(new WriteOutcome.Durable());
            assertThat(bench.write(Records.range(8, 10))).isEqualTo(new WriteOutcome.Durable());
            assertThat(server.number("SELECT count(*) FROM poisoned")).isEqualTo(9);
        }
    }

    /// JDBC-4: a column of another type would refuse every record; the lane must wait instead.
    @Test
    void aColumnThatChangesItsTypePausesTheLane() throws Exception {
        try (SinkBench bench = bench("reshaped")) {
            bench.write(Records.range(1, 5));
            bench.write(Records.range(6, 7));
            server.execute("ALTER TABLE reshaped ALTER COLUMN qos TYPE text");
            WriteOutcome outcome = bench.write(Records.range(8, 10));
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            WriteOutcome.Unavailable.class,
                            paused -> {
                                assertThat(paused.why().code()).isEqualTo("JDBC-0201");
                                assertThat(paused.why().message()).contains("qos", "text");
                            });
            assertThat(bench.lastTold().state()).isEqualTo(ConnectorState.FAULTED);
            server.execute(
                    "ALTER TABLE reshaped ALTER COLUMN qos TYPE smallint USING qos::smallint");
            assertThat(bench.write(Records.range(8, 10))).isEqualTo(new WriteOutcome.Durable());
            assertThat(bench.lastTold().state()).isEqualTo(ConnectorState.UP);
        }
    }

    @Test
    void aTableWithoutOurKeyIsNotUsed() throws Exception {
        server.execute("CREATE TABLE keyless (epoch uuid, seq bigint)");
        try (SinkBench bench = bench("keyless")) {
            assertThatThrownBy(bench::open)
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("JDBC-0201")
                    .hasMessageContaining("connection (text) is missing");
        }
        try (SinkBench bench = bench("unkeyed")) {
            bench.open();
            server.execute("ALTER TABLE unkeyed DROP CONSTRAINT unkeyed_pkey");
        }
        try (SinkBench bench = bench("unkeyed")) {
            assertThatThrownBy(bench::open)
                    .hasMessageContaining("JDBC-0201")
                    .hasMessageContaining("primary key");
        }
    }

    @Test
    void aDroppedTableIsMadeAgainAndARevokedRightPauses() throws Exception {
        server.execute("CREATE ROLE writer LOGIN");
        server.execute("GRANT CREATE ON SCHEMA public TO writer");
        Map<String, String> fields = new HashMap<>(server.fields("revoked"));
        fields.put("user", "writer");
        try (SinkBench bench = new SinkBench(new PostgresSinkFactory(), fields, directory)) {
            assertThat(bench.write(Records.range(1, 3))).isEqualTo(new WriteOutcome.Durable());
            server.execute("DROP TABLE revoked");
            assertThat(bench.write(Records.range(4, 5)))
                    .isInstanceOf(WriteOutcome.Unavailable.class);
            assertThat(bench.write(Records.range(4, 5))).isEqualTo(new WriteOutcome.Durable());
            server.execute("ALTER TABLE revoked OWNER TO postgres");
            assertThat(bench.write(Records.range(6, 7)))
                    .isInstanceOfSatisfying(
                            WriteOutcome.Unavailable.class,
                            paused -> assertThat(paused.why().code()).isEqualTo("JDBC-0203"));
            assertThat(bench.lastTold().state()).isEqualTo(ConnectorState.FAULTED);
            server.execute("GRANT ALL ON revoked TO writer");
            assertThat(bench.write(Records.range(6, 7))).isEqualTo(new WriteOutcome.Durable());
        }
    }

    /// A trigger that drops rows without an error would make custody move to nowhere.
    @Test
    void rowsThatTheTableSwallowsAreNotCalledDurable() throws Exception {
        try (SinkBench bench = bench("swallowing")) {
            bench.write(Records.range(1, 3));
            server.execute(
                    "CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS"
                            + " 'BEGIN RETURN NULL; END'");
            server.execute(
                    "CREATE TRIGGER swallow BEFORE INSERT ON swallowing FOR EACH ROW EXECUTE"
                            + " FUNCTION swallow()");
            assertThat(bench.write(Records.range(4, 9)))
                    .isInstanceOfSatisfying(
                            WriteOutcome.Unavailable.class,
                            paused -> assertThat(paused.why().code()).isEqualTo("JDBC-0204"));
        }
    }

    @Test
    void aWrongPasswordIsAProblemForAPersonAndNeverShown() throws Exception {
        server.execute("CREATE ROLE guarded LOGIN PASSWORD 'right'");
        Path rules = server.directory().resolve("pg_hba.conf");
        Files.writeString(
                rules, "host all guarded 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
        server.execute("SELECT pg_reload_conf()");
        Map<String, String> fields = new HashMap<>(server.fields("guarded"));
        fields.put("user", "guarded");
        fields.put("password", "secret:pg");
        try (SinkBench bench =
                new SinkBench(
                        new PostgresSinkFactory(),
                        fields,
                        directory,
                        LinkTable.direct(),
                        List.of(),
                        Map.of("secret:pg", "canary-4711"))) {
            assertThatThrownBy(bench::open)
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("JDBC-0103")
                    .hasMessageNotContaining("canary-4711");
            assertThat(bench.lastTold().state()).isEqualTo(ConnectorState.FAULTED);
        }
    }

    /// S13: hostile names make no other object than one table of exactly that name.
    @Test
    void hostileTableNamesStayNames() throws Exception {
        List<String> names =
                List.of(
                        "x\"; DROP TABLE hostages; --",
                        "x'; DROP TABLE hostages; --",
                        "a.b",
                        "pg_catalog.pg_class",
                        "$1",
                        "?",
                        "{fn now()}",
                        "sélect",
                        "SELECT",
                        "x\\");
        server.execute("CREATE TABLE hostages (n int)");
        long before = server.number("SELECT count(*) FROM pg_class WHERE relkind = 'r'");
        for (String name : names) {
            try (SinkBench bench = bench(name)) {
                assertThat(bench.write(Records.range(1, 2)))
                        .as(name)
                        .isEqualTo(new WriteOutcome.Durable());
                assertThat(bench.arrivals(Records.EPOCH)).as(name).hasSize(2);
            }
            try (Connection connection = server.connect();
                    PreparedStatement query =
                            connection.prepareStatement(
                                    "SELECT 1 FROM pg_class WHERE relname = ?")) {
                query.setString(1, name);
                try (ResultSet rows = query.executeQuery()) {
                    assertThat(rows.next()).as(name).isTrue();
                }
            }
        }
        assertThat(
                        server.number(
                                "SELECT count(*) FROM pg_class WHERE relkind = 'r'"
                                        + " AND relpersistence = 'p'"))
                .isEqualTo(before + names.size());
    }

    @Test
    void aServerThatIsNotThereIsWaitedFor() throws SQLException, ConnectorException {
        Map<String, String> fields = new HashMap<>(server.fields("absent"));
        fields.put("port", "1");
        try (SinkBench bench = new SinkBench(new PostgresSinkFactory(), fields, directory)) {
            assertThatThrownBy(bench::open).hasMessageContaining("JDBC-0101");
            assertThat(bench.write(Records.range(1, 2)))
                    .isInstanceOf(WriteOutcome.Unavailable.class);
            assertThat(bench.lastTold().state()).isEqualTo(ConnectorState.DOWN);
        }
    }
}
