package org.fieldproof.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// S2: which server's certificate is believed, with the connection led through a link. The name
/// `db.plant.example` does not resolve here: only the link knows the way.
final class PostgresTlsTest {
    private static final String NAME = "db.plant.example";

    @TempDir static Path directory;
    private static PostgresServer server = new PostgresServer(Path.of("."), Map.of());
    private static TestAuthority authority = new TestAuthority("none");

    @BeforeAll
    static void startServer() throws Exception {
        authority = new TestAuthority("plant authority");
        Path certificate = directory.resolve("server.crt");
        Path key = directory.resolve("server.key");
        TestAuthority.write(authority.server(NAME), certificate, key);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        server =
                new PostgresServer(
                        directory.resolve("pg"),
                        Map.of(
                                "ssl", "on",
                                "ssl_cert_file", certificate.toString(),
                                "ssl_key_file", key.toString()));
        server.start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    private static SinkBench bench(String host, TestAuthority trusted, String tls, int port) {
        Map<String, String> fields = new HashMap<>(server.fields("tls"));
        fields.put("host", host);
        fields.put("tls", tls);
        fields.put("trust", "authority.pem");
        LinkTable link =
                new LinkTable() {
                    @Override
                    public Endpoint dial(String connectorId, Endpoint target) {
                        return new Endpoint("127.0.0.1", port);
                    }

                    @Override
                    public Endpoint front(String connectorId, Endpoint listening) {
                        return listening;
                    }
                };
        return new SinkBench(
                new PostgresSinkFactory(),
                fields,
                directory,
                link,
                List.of(trusted.trust()),
                Map.of());
    }

    @Test
    void theConfiguredNameIsCheckedAndNotTheLinks() throws Exception {
        try (SinkBench bench = bench(NAME, authority, "auto", server.port())) {
            assertThat(bench.write(Records.range(1, 3))).isEqualTo(new WriteOutcome.Durable());
        }
        assertThat(server.number("SELECT count(*) FROM tls")).isEqualTo(3);
    }

    @Test
    void aCertificateOfAnotherNameIsRefused() {
        assertRefused(bench("other.plant.example", authority, "auto", server.port()));
    }

    @Test
    void aCertificateOfAStrangersAuthorityIsRefused() {
        TestAuthority stranger = new TestAuthority("plant authority");
        assertRefused(bench(NAME, stranger, "auto", server.port()));
    }

    /// A man in the middle who answers "no TLS here" gets no password and no rows.
    @Test
    void aServerThatOffersNoTlsIsRefused() throws Exception {
        try (RefusingServer plain = RefusingServer.start()) {
            assertRefused(bench(NAME, authority, "auto", plain.port()));
            assertThat(plain.bytesAfterRefusal()).isZero();
        }
    }

    @Test
    void weakerChecksOfAnotherMachineAreWarnedAbout() {
        PostgresSinkFactory factory = new PostgresSinkFactory();
        Map<String, String> fields = new HashMap<>(server.fields("tls"));
        fields.put("host", NAME);
        fields.put("tls", "require");
        assertThat(factory.check(new FieldConfig(factory.schema(), fields)))
                .extracting(Problem::code)
                .containsExactly("JDBC-0605");
        fields.put("tls", "auto");
        assertThat(factory.check(new FieldConfig(factory.schema(), fields))).isEmpty();
    }

    private static void assertRefused(SinkBench refusing) {
        try (SinkBench bench = refusing) {
            assertThatThrownBy(bench::open)
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("JDBC-0102");
            assertThat(bench.lastTold().state()).isEqualTo(ConnectorState.FAULTED);
        }
    }
}
