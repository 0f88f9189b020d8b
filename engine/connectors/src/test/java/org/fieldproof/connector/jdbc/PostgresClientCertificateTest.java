package org.fieldproof.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.Examination;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.stores.StoreBench;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that knows its writers by certificate, as pg_hba.conf's `cert` has it. Harm if it
/// breaks: a plant that allows no passwords cannot be served, or our certificate goes to a server
/// that nobody has checked.
final class PostgresClientCertificateTest {
    private static final TestAuthority PLANT = new TestAuthority("plant authority");

    @TempDir static Path directory;
    private static PostgresServer server = new PostgresServer(Path.of("."), Map.of());

    @BeforeAll
    static void startServer() throws Exception {
        Path certificate = directory.resolve("server.crt");
        Path key = directory.resolve("server.key");
        TestAuthority.write(PLANT.server("localhost"), certificate, key);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Path trusted = directory.resolve("clients.pem");
        PLANT.writeTrust(trusted);
        Path rules = directory.resolve("pg_hba.conf");
        Files.writeString(
                rules,
                "hostssl all writer 127.0.0.1/32 cert\nhost all postgres 127.0.0.1/32 trust\n");
        server =
                new PostgresServer(
                        directory.resolve("pg"),
                        Map.of(
                                "ssl", "on",
                                "ssl_cert_file", certificate.toString(),
                                "ssl_key_file", key.toString(),
                                "ssl_ca_file", trusted.toString(),
                                "hba_file", rules.toString()));
        server.start();
        server.execute("CREATE ROLE writer LOGIN");
        server.execute("GRANT CREATE ON SCHEMA public TO writer");
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    private static Map<String, Object> fields(String identity) {
        Map<String, Object> fields = new HashMap<>(server.fields("known"));
        fields.put("host", "localhost");
        fields.put("user", "writer");
        fields.put("trust", "installation");
        fields.put("tls", "verify-full");
        fields.put("identity", identity);
        fields.remove("password");
        return fields;
    }

    private static StoreBench bench(String identity) {
        return new StoreBench(
                new PostgresSinkFactory(), directory, fields(identity), LinkTable.direct(), PLANT);
    }

    private static DoctorReport examine(String identity) {
        try (StoreBench bench = bench(identity)) {
            return new Examination(bench.host(), "postgresql", false, 60_000_000_000L)
                    .run(new PostgresDoctor());
        }
    }

    @Test
    void aWriterIsKnownByItsCertificate() throws Exception {
        try (StoreBench bench = bench("installation:writer")) {
            bench.open();
            assertThat(bench.write(Records.range(1, 20))).isEqualTo(new WriteOutcome.Durable());
        }
        assertThat(server.number("SELECT count(*) FROM known")).isEqualTo(20);
        DoctorReport report = examine("installation:writer");
        assertThat(report.healthy()).as("%s", report).isTrue();
        assertThat(report.of(DoctorStep.TLS).verdict()).isInstanceOf(StepVerdict.Passed.class);
    }

    @Test
    void withoutOneOrWithAnothersNameItIsNotLetIn() {
        for (String identity : new String[] {"none", "installation:somebody-else"}) {
            try (StoreBench bench = bench(identity)) {
                Problem why = bench.refusal();
                assertThat(why.code()).as(why.oneLine()).isIn("JDBC-0102", "JDBC-0103");
                assertThat(why.message()).contains("certificate");
            }
        }
    }

    /// The certificate says who we are: it goes to nobody whose own was not looked at.
    @Test
    void itIsShownToNoServerThatIsNotChecked() {
        for (String mode : new String[] {"require", "prefer", "disable"}) {
            assertThat(problems("installation:writer", mode))
                    .as(mode)
                    .extracting(Problem::code)
                    .contains("JDBC-0606");
        }
        assertThat(problems("installation:writer", "auto")).isEmpty();
        assertThat(problems("files", "auto")).extracting(Problem::code).contains("JDBC-0606");
        assertThat(problems("my own", "auto")).extracting(Problem::code).contains("JDBC-0606");
    }

    private static List<Problem> problems(String identity, String mode) {
        Map<String, Object> fields = fields(identity);
        fields.put("tls", mode);
        PostgresSinkFactory factory = new PostgresSinkFactory();
        return factory.check(new MapConfig(factory.schema(), fields));
    }

    /// Where nothing else is said, this machine itself is not checked; with a certificate it is.
    @Test
    void aServerOfThisMachineIsCheckedBeforeOursIsShown() {
        Map<String, Object> fields = fields("installation:writer");
        fields.put("tls", "auto");
        PostgresSinkFactory factory = new PostgresSinkFactory();
        assertThat(PostgresConfig.of(new MapConfig(factory.schema(), fields)).tls())
                .isEqualTo("verify-full");
        fields.put("identity", "none");
        assertThat(PostgresConfig.of(new MapConfig(factory.schema(), fields)).tls())
                .isEqualTo("prefer");
        fields.put("crl", "revoked.pem");
        assertThat(PostgresConfig.of(new MapConfig(factory.schema(), fields)).tls())
                .as("a list that somebody keeps is looked into")
                .isEqualTo("verify-full");
    }

    /// Harm: somebody keeps a list of what is revoked, and nobody looks into it.
    @Test
    void aRevocationListThatNobodyWouldLookIntoIsRefused() {
        PostgresSinkFactory factory = new PostgresSinkFactory();
        for (String mode : new String[] {"require", "prefer", "disable", "verify-ca", "auto"}) {
            Map<String, Object> fields = fields("none");
            fields.put("crl", "revoked.pem");
            fields.put("tls", mode);
            boolean refused =
                    factory.check(new MapConfig(factory.schema(), fields)).stream()
                            .anyMatch(each -> each.code().equals("JDBC-0607"));
            assertThat(refused)
                    .as(mode)
                    .isEqualTo(!mode.equals("auto") && !mode.startsWith("verify-"));
        }
    }
}
