package org.fieldproof.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.stores.StoreBench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An authority that is replaced while everything runs (row 73 of the bad inputs); the other
/// clients have the same test beside their matrix of bad certificates.
final class PostgresRotatedAuthorityTest {
    private final TestAuthority old = new TestAuthority("plant 2025");
    private final TestAuthority fresh = new TestAuthority("plant 2026");

    @TempDir Path directory;

    private void show(TestAuthority signer) throws IOException {
        Path key = directory.resolve("server.key");
        TestAuthority.write(signer.server("localhost"), directory.resolve("server.crt"), key);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    private PostgresServer server() {
        return new PostgresServer(
                directory.resolve("pg"),
                Map.of(
                        "ssl", "on",
                        "ssl_cert_file", directory.resolve("server.crt").toString(),
                        "ssl_key_file", directory.resolve("server.key").toString()));
    }

    private StoreBench bench(PostgresServer server, Path trust) {
        Map<String, Object> fields = new HashMap<>(server.fields("rotated"));
        fields.put("host", "localhost");
        fields.put("tls", "verify-full");
        fields.put("trust", trust.toString());
        return new StoreBench(
                new PostgresSinkFactory(), directory, fields, LinkTable.direct(), old);
    }

    @Test
    void aNewAuthorityIsBelievedOnceItsFileSaysSoAndNotBefore() throws Exception {
        Path trust = directory.resolve("plant.pem");
        old.writeTrust(trust);
        show(old);
        try (PostgresServer server = server()) {
            server.start();
            try (StoreBench bench = bench(server, trust)) {
                assertThat(bench.write(Records.range(1, 20))).isEqualTo(new WriteOutcome.Durable());
                show(fresh);
                server.execute("SELECT pg_reload_conf()");
                bench.drop();
                Problem why = bench.refusalOtherThan("JDBC-0101");
                assertThat(why.code()).as(why.oneLine()).isEqualTo("JDBC-0102");
                assertThat(why.message()).contains("is not signed by an authority we trust");
                Path more = directory.resolve("more.pem");
                fresh.writeTrust(more);
                Files.writeString(trust, Files.readString(trust) + Files.readString(more));
                bench.drop();
                bench.openSoon();
                assertThat(bench.write(Records.range(21, 40)))
                        .isEqualTo(new WriteOutcome.Durable());
            }
            assertThat(server.number("SELECT count(*) FROM rotated")).isEqualTo(40);
        }
    }
}
