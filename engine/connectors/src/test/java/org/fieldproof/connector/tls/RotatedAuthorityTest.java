package org.fieldproof.connector.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.stores.StoreBench;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An authority that is replaced while everything runs (row 73 of the bad inputs), at real servers;
/// PostgreSQL has a test of its own. Harm if it breaks: the day on which a plant renews its
/// authority ends with each gateway started anew by hand, or with one that believes anybody.
final class RotatedAuthorityTest {
    private static final int ATTEMPTS_MAX = 60;

    private final TestAuthority old = new TestAuthority("plant 2025");
    private final TestAuthority fresh = new TestAuthority("plant 2026");

    @TempDir Path directory;

    private StoreBench bench(TlsClient client, int port, Path trust) {
        Map<String, Object> fields =
                new HashMap<>(client.fields(port, Map.of("trust", trust.toString())));
        fields.put("answerTimeout", "8s");
        switch (client) {
            case INFLUXDB -> {
                fields.keySet().removeAll(List.of("user", "password"));
                fields.put("hold", "1ms");
            }
            case MQTT -> fields.remove("answerTimeout");
            default -> {}
        }
        return new StoreBench(client.factory(), directory, fields, LinkTable.direct(), old);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(value = TlsClient.class, mode = EnumSource.Mode.EXCLUDE, names = "POSTGRESQL")
    void aNewAuthorityIsBelievedOnceItsFileSaysSoAndNotBefore(TlsClient client) throws Exception {
        Path trust = directory.resolve("plant.pem");
        old.writeTrust(trust);
        try (TlsPeer peer =
                        TlsPeer.of(
                                client,
                                directory.resolve("peer"),
                                old.server("localhost", "127.0.0.1"));
                StoreBench bench = bench(client, peer.port(), trust)) {
            store(bench, Records.range(1, 20));
            peer.showAnew(fresh.server("localhost", "127.0.0.1"));
            assertThat(refusal(bench)).contains("is not signed by an authority we trust");
            appendTrust(trust);
            store(bench, Records.range(21, 40));
        }
    }

    private static void store(StoreBench bench, List<FieldRecord> records) {
        bench.openSoon();
        bench.writeThrough(records);
    }

    /// What is told in the end; at first the line may only have broken.
    private static String refusal(StoreBench bench) {
        String told = "";
        for (int attempt = 0; attempt < ATTEMPTS_MAX && !told.contains("certificate"); attempt++) {
            bench.drop();
            told = bench.refusal().message();
        }
        bench.drop();
        return told;
    }

    /// As a plant does it: the old authority stays until each certificate is renewed.
    private void appendTrust(Path trust) throws Exception {
        Path more = directory.resolve("more.pem");
        fresh.writeTrust(more);
        Files.writeString(trust, Files.readString(trust) + Files.readString(more));
    }
}
