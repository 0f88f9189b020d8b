package org.fieldproof.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.ReadBack;
import org.fieldproof.api.spi.WriteOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows 60, 63 and 70 of the bad inputs: a server that asks for another try, times out of range, a
/// line that misbehaves. One poisoned batch, or one cut line, must cost time and not data.
final class PostgresFaultsTest {
    @TempDir static Path directory;
    @RegisterExtension static PostgresServer server = PostgresServer.ofAClass();

    private static SinkBench bench(String table) {
        return new SinkBench(new PostgresSinkFactory(), server.fields(table), directory);
    }

    /// Harm: a deadlock or a full disk of the server puts good records into quarantine.
    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "53100", "53200", "55P03", "57P03"})
    void aServerThatAsksForAnotherTryGetsTheSameBatchAgain(String state) throws Exception {
        String table = "retry" + state.toLowerCase(java.util.Locale.ROOT);
        try (SinkBench bench = bench(table)) {
            assertThat(bench.write(Records.range(1, 5))).isEqualTo(new WriteOutcome.Durable());
            server.execute(
                    "CREATE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF NEW.seq = 8 THEN RAISE EXCEPTION 'not now' USING ERRCODE = '%s'; END IF; RETURN NEW; END$$"
                            .formatted(table, state));
            server.execute(
                    "CREATE TRIGGER busy BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION %s()"
                            .formatted(table, table));
            assertThat(bench.write(Records.range(6, 10)))
                    .isInstanceOfSatisfying(
                            WriteOutcome.Unavailable.class,
                            busy -> assertThat(busy.why().code()).isEqualTo("JDBC-0106"));
            assertThat(bench.lastTold().state()).isEqualTo(ConnectorState.DOWN);
            assertThat(server.number("SELECT count(*) FROM " + table)).isEqualTo(5);
            server.execute("DROP TRIGGER busy ON " + table);
            assertThat(bench.write(Records.range(6, 10))).isEqualTo(new WriteOutcome.Durable());
            assertThat(server.number("SELECT count(*) FROM " + table)).isEqualTo(10);
        }
    }

    /// Harm: a device whose clock stands in 1677 or 2262 stops the lane. Every nanosecond that a
    /// record can carry lies within PostgreSQL's range, and is kept to the nanosecond beside.
    @Test
    void everyTimeThatARecordCanCarryIsStored() throws Exception {
        long[] times = {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 1, Long.MAX_VALUE};
        try (SinkBench bench = bench("times")) {
            List<FieldRecord> records = new ArrayList<>();
            for (int i = 0; i < times.length; i++) {
                records.add(at(i + 1, times[i]));
            }
            assertThat(bench.write(records)).isEqualTo(new WriteOutcome.Durable());
            for (int i = 0; i < times.length; i++) {
                assertThat(
                                server.number(
                                        "SELECT source_time_nanos FROM times WHERE seq = "
                                                + (i + 1)))
                        .isEqualTo(times[i]);
            }
            assertThat(
                            server.number(
                                    "SELECT count(*) FROM times WHERE extract(year FROM"
                                            + " source_time AT TIME ZONE 'UTC') IN (1677, 2262)"))
                    .isEqualTo(3);
        }
    }

    /// Row 66. Harm: of two values that a device measured in one moment one is thrown away.
    @Test
    void twoValuesOfOneMomentAreBothKept() throws Exception {
        try (SinkBench bench = bench("moment")) {
            assertThat(bench.write(at(1, 5), at(2, 5))).isEqualTo(new WriteOutcome.Durable());
            assertThat(server.number("SELECT count(*) FROM moment WHERE source_time_nanos = 5"))
                    .isEqualTo(2);
        }
    }

    static FieldRecord at(long seq, long sourceTime) {
        return new FieldRecord(
                Records.EPOCH,
                seq,
                "devices",
                "press-01",
                Records.ADDRESS,
                Records.payload(seq),
                PayloadEncoding.BYTES,
                Quality.GOOD,
                sourceTime,
                1_795_000_000_123_456_789L,
                1,
                false,
                false,
                List.of());
    }

    /// Harm: a line that slices, resets, half closes or hangs leaves a batch without an outcome,
    /// half stored or stored twice.
    @ParameterizedTest
    @EnumSource(
            value = FaultyLine.Fault.class,
            names = {"SINGLE_BYTES", "RESET", "HALF_CLOSE", "HANG"})
    void aLineThatMisbehavesCostsTimeAndNotData(FaultyLine.Fault fault) throws Exception {
        String table = "line_" + fault.name().toLowerCase(java.util.Locale.ROOT);
        Map<String, String> fields = new HashMap<>(server.fields(table));
        if (fault == FaultyLine.Fault.HANG) {
            fields.put("answerTimeout", "5s");
        }
        try (FaultyLine line = new FaultyLine(new Endpoint("127.0.0.1", server.port()));
                SinkBench bench =
                        new SinkBench(
                                new PostgresSinkFactory(),
                                fields,
                                directory,
                                line,
                                List.of(),
                                Map.of())) {
            assertThat(bench.write(Records.range(1, 20))).isEqualTo(new WriteOutcome.Durable());
            line.fault(fault);
            WriteOutcome first = bench.write(Records.range(21, 60));
            if (fault == FaultyLine.Fault.SINGLE_BYTES) {
                assertThat(first).isEqualTo(new WriteOutcome.Durable());
            } else {
                assertThat(first).isInstanceOf(WriteOutcome.Unavailable.class);
                assertThat(bench.write(Records.range(21, 60)))
                        .isEqualTo(new WriteOutcome.Durable());
            }
            assertThat(line.fired()).as("the line was put to the test").isPositive();
            assertThat(bench.arrivals(Records.EPOCH))
                    .extracting(ReadBack.Arrival::seq)
                    .hasSize(60)
                    .doesNotHaveDuplicates();
        }
    }
}
