package org.fieldproof.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.Examination;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.spi.SinkFactory;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The doctor of the databases says which step fails, and writes nothing (DOC-3): one that made
/// the table would hide that the gateway's role may not.
final class PostgresDoctorTest {
    @TempDir static Path directory;
    private static PostgresServer server = new PostgresServer(Path.of("."), Map.of());
    private static TestAuthority authority = new TestAuthority("none");

    @BeforeAll
    static void startServer() throws Exception {
        authority = new TestAuthority("plant authority");
        Path certificate = directory.resolve("server.crt");
        Path key = directory.resolve("server.key");
        TestAuthority.write(authority.endingServer("localhost"), certificate, key);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        server =
                new PostgresServer(
                        directory.resolve("pg"),
                        Map.of(
                                "ssl", "on",
                                "ssl_cert_file", certificate.toString(),
                                "ssl_key_file", key.toString()));
        server.start();
        server.execute("CREATE ROLE reader LOGIN");
        server.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Test
    void aGoodServerPassesAndNoTableIsMadeDoc3() throws Exception {
        DoctorReport report = examine(fields("looked_at"), authority);
        assertThat(report.healthy()).as("%s", report).isTrue();
        // The test's certificate is good, and ends in a day: that is said, and is no failure.
        assertThat(report.of(DoctorStep.TLS).verdict())
                .isInstanceOfSatisfying(
                        StepVerdict.Doubtful.class,
                        d -> assertThat(d.why().code()).isEqualTo("DOCT-0331"));
        assertThat(report.of(DoctorStep.PERMISSION).verdict().sentence()).contains("may make it");
        assertThat(server.number("SELECT count(*) FROM pg_class WHERE relname = 'looked_at'"))
                .isZero();
    }

    @Test
    void aRoleWithoutRightsAndATableOfAnotherShapeFailThePermission() throws Exception {
        Map<String, String> reader = fields("nothing_here");
        reader.put("user", "reader");
        assertFailed(examine(reader, authority), DoctorStep.PERMISSION, "JDBC-0206");
        server.execute("CREATE TABLE of_strangers (a int)");
        assertFailed(
                examine(fields("of_strangers"), authority), DoctorStep.PERMISSION, "JDBC-0201");
    }

    /// Harm: a person is sent for rights that nobody needs, where others make the partitions.
    @Test
    void aRoleWithoutRightsIsDoubtedOnlyWhereAPartitionIsMissing() throws Exception {
        Map<String, String> owner = fields("by_others");
        owner.put("partition", "day");
        try (SinkBench bench =
                new SinkBench(
                        new PostgresSinkFactory(),
                        owner,
                        directory,
                        LinkTable.direct(),
                        List.of(authority.trust()),
                        Map.of())) {
            bench.open();
        }
        server.execute("GRANT SELECT, INSERT ON by_others TO reader");
        Map<String, String> reader = new HashMap<>(owner);
        reader.put("user", "reader");
        assertThat(examine(reader, authority).of(DoctorStep.PERMISSION).verdict())
                .isInstanceOfSatisfying(
                        StepVerdict.Passed.class,
                        passed -> assertThat(passed.finding()).contains("others must go on"));
        LocalDate tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
        server.execute("DROP TABLE by_others_p" + tomorrow.toString().replace("-", ""));
        assertThat(examine(reader, authority).of(DoctorStep.PERMISSION).verdict())
                .isInstanceOfSatisfying(
                        StepVerdict.Doubtful.class,
                        doubt -> assertThat(doubt.why().code()).isEqualTo("JDBC-0402"));
    }

    @Test
    void aMissingDatabaseFailsTheLoginAndAStrangersCertificateTls() throws Exception {
        Map<String, String> missing = fields("x");
        missing.put("database", "no_such");
        assertFailed(examine(missing, authority), DoctorStep.LOGIN, "JDBC-0104");
        assertFailed(
                examine(fields("x"), new TestAuthority("stranger")), DoctorStep.TLS, "DOCT-0301");
    }

    @Test
    void anH2FileThatIsMissingIsNotMadeDoc3() {
        DoctorReport report = examine(new H2SinkFactory(), Map.of("table", "readings"), List.of());
        assertThat(report.healthy()).as("%s", report).isTrue();
        assertThat(directory.resolve("readings.mv.db")).doesNotExist();
    }

    private static Map<String, String> fields(String table) {
        Map<String, String> fields = new HashMap<>(server.fields(table));
        fields.put("host", "localhost");
        fields.put("tls", "verify-full");
        fields.put("trust", "authority.pem");
        return fields;
    }

    private static void assertFailed(DoctorReport report, DoctorStep step, String code) {
        assertThat(report.of(step).verdict())
                .as("%s", report)
                .isInstanceOfSatisfying(
                        StepVerdict.Failed.class, f -> assertThat(f.why().code()).isEqualTo(code));
    }

    private static DoctorReport examine(Map<String, String> fields, TestAuthority trusted) {
        return examine(new PostgresSinkFactory(), fields, List.of(trusted.trust()));
    }

    private static DoctorReport examine(
            SinkFactory factory, Map<String, String> fields, List<TlsIdentity> trusted) {
        try (SinkBench host =
                new SinkBench(factory, fields, directory, LinkTable.direct(), trusted, Map.of())) {
            return new Examination(host, factory.type(), false, TimeUnit.SECONDS.toNanos(60))
                    .run(factory.doctor().orElseThrow());
        }
    }
}
