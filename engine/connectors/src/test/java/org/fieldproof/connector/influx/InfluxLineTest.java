package org.fieldproof.connector.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.Examination;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.ReadBack.Arrival;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.stores.FaultyLine;
import org.fieldproof.connector.stores.FaultyLine.Spoil;
import org.fieldproof.connector.stores.StoreBench;
import org.fieldproof.testkit.FreePorts;
import org.fieldproof.testkit.store.SeriesServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The line to a real InfluxDB: TLS, login, lines that misbehave, connects that fail, the doctor.
final class InfluxLineTest {
    private static final WriteOutcome DURABLE = new WriteOutcome.Durable();
    private static final TestAuthority AUTHORITY = new TestAuthority("plant");
    @TempDir Path directory;

    private StoreBench bench(int port, LinkTable links, Map<String, ?> more) {
        Map<String, Object> fields =
                new HashMap<>(
                        Map.of(
                                "host", "127.0.0.1",
                                "port", port,
                                "database", "plant",
                                "hold", "1ms",
                                "connectTimeout", "15s",
                                "answerTimeout", "8s"));
        fields.putAll(more);
        return new StoreBench(new InfluxSinkFactory(), directory, fields, links, AUTHORITY);
    }

    private String[] https(TlsIdentity identity) throws IOException {
        Path chain = directory.resolve("chain.pem");
        Path key = directory.resolve("key.pem");
        TestAuthority.write(identity, chain, key);
        Path both = directory.resolve("both.pem");
        Files.writeString(both, Files.readString(chain) + Files.readString(key));
        return new String[] {"  https-enabled = true", "  https-certificate = \"" + both + "\""};
    }

    /// Also through a link: the certificate is checked against the configured host.
    @Test
    void tlsIsCheckedAgainstTheTrustedAuthorityAndTheHost() throws Exception {
        Map<String, Object> trusting = Map.of("tls", Map.of("trust", "installation"));
        try (SeriesServer server =
                        SeriesServer.influxTls(
                                directory.resolve("a"), https(AUTHORITY.server("127.0.0.1")));
                FaultyLine line = new FaultyLine()) {
            try (StoreBench bench = bench(server.port(), line, trusting)) {
                // There is no database yet: TLS, HTTP and login are through.
                bench.open();
                assertThat(bench.host().state()).isEqualTo(ConnectorState.UP);
                assertThat(line.dialled()).isPositive();
            }
            try (StoreBench others =
                    bench(
                            server.port(),
                            LinkTable.direct(),
                            Map.of("tls", Map.of("trust", "default")))) {
                assertThat(others.refusal().code()).isEqualTo("INFL-0102");
                assertThat(others.host().state()).isEqualTo(ConnectorState.FAULTED);
            }
            try (StoreBench plain = bench(server.port(), LinkTable.direct(), Map.of())) {
                assertThat(plain.refusal().code()).isIn("INFL-0101", "INFL-0109");
            }
        }
        try (SeriesServer server =
                        SeriesServer.influxTls(
                                directory.resolve("b"), https(AUTHORITY.server("other.example")));
                StoreBench bench = bench(server.port(), LinkTable.direct(), trusting)) {
            assertThat(bench.refusal().code()).isEqualTo("INFL-0102");
        }
    }

    /// LANE-10: found while nothing is written.
    @Test
    void aServerThatGoesWhileNothingIsWrittenIsFoundByTheQuestion() throws Exception {
        try (SeriesServer server = SeriesServer.influx(directory.resolve("idle"));
                StoreBench bench = bench(server.port(), LinkTable.direct(), Map.of())) {
            server.create("CREATE DATABASE plant");
            assertThat(bench.write(Points.range(1, 10))).isEqualTo(DURABLE);
            bench.sink().probe().toCompletableFuture().join();
            server.kill();
            assertThat(bench.whyNoSignOfLife().code()).isEqualTo("INFL-0101");
            assertThat(bench.host().state()).isEqualTo(ConnectorState.DOWN);
            server.start();
            bench.drop();
            bench.openSoon();
            assertThat(bench.host().state()).isEqualTo(ConnectorState.UP);
        }
    }

    @Test
    void aWrongPasswordIsNamedAndTheRightOneWrites() throws Exception {
        try (SeriesServer server =
                SeriesServer.influx(directory.resolve("auth"), "  auth-enabled = true")) {
            server.create("CREATE USER press WITH PASSWORD 'right' WITH ALL PRIVILEGES");
            server.create("CREATE DATABASE plant", "press", "right");
            Map<String, Object> right = Map.of("user", "press", "password", "secret:right");
            try (StoreBench bench = bench(server.port(), LinkTable.direct(), right)) {
                assertThat(bench.write(Points.range(1, 10))).isEqualTo(DURABLE);
                assertThat(bench.arrivals(Points.EPOCH)).hasSize(10);
                DoctorReport report = examined(bench);
                assertThat(report.healthy()).isTrue();
                assertThat(report.of(DoctorStep.PERMISSION).verdict())
                        .isInstanceOf(StepVerdict.Passed.class);
            }
            Map<String, Object> wrong = Map.of("user", "press", "password", "secret:wrong");
            try (StoreBench bench = bench(server.port(), LinkTable.direct(), wrong)) {
                assertThat(bench.write(Points.range(1, 10)))
                        .isInstanceOfSatisfying(
                                WriteOutcome.Unavailable.class,
                                gone -> assertThat(gone.why().code()).isEqualTo("INFL-0103"));
                assertThat(examined(bench).of(DoctorStep.LOGIN).verdict())
                        .isInstanceOfSatisfying(
                                StepVerdict.Failed.class,
                                failed -> assertThat(failed.why().code()).isEqualTo("INFL-0103"));
            }
        }
    }

    private static DoctorReport examined(StoreBench bench) {
        return new Examination(bench.host(), "influxdb", false, 60_000_000_000L)
                .run(new InfluxDoctor());
    }

    @Test
    void aLineThatHangsResetsEndsHalfWayOrDribblesCostsNoRecord() throws Exception {
        try (SeriesServer server = SeriesServer.influx(directory.resolve("line"));
                FaultyLine line = new FaultyLine();
                StoreBench bench = bench(server.port(), line, Map.of())) {
            server.create("CREATE DATABASE plant");
            long next = 1;
            for (Spoil spoil : List.of(Spoil.HANG, Spoil.RESET, Spoil.HALF_CLOSE)) {
                line.spoil(spoil);
                List<FieldRecord> batch = Points.range(next, next + 19);
                assertThat(bench.write(batch))
                        .as(spoil.name())
                        .isInstanceOf(WriteOutcome.Unavailable.class);
                line.spoil(Spoil.NONE);
                bench.drop();
                assertThat(bench.write(batch)).as(spoil.name()).isEqualTo(DURABLE);
                next += 20;
            }
            line.spoil(Spoil.DRIBBLE);
            bench.drop();
            bench.writeThrough(Points.range(next, next + 19));
            assertThat(bench.arrivals(Points.EPOCH))
                    .extracting(Arrival::seq)
                    .hasSize(80)
                    .doesNotHaveDuplicates();
        }
    }

    /// A dead server is dialled for days: nothing may grow. 200 here, 10,000 behind `-Dsoak`.
    @Test
    void failedConnectsLeaveNothingBehind() throws Exception {
        int port = FreePorts.next();
        StoreBench.failedConnectsStayFlat(
                () -> bench(port, LinkTable.direct(), Map.of()), "INFL-0101");
    }
}
