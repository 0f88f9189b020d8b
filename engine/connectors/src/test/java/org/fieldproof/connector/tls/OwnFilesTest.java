package org.fieldproof.connector.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.stores.StoreBench;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Keys of ours that a password opens (row 73 of the bad inputs), at every client. The files
/// themselves are read by the engine, whose tests look at them. Harm if it breaks: the password
/// does not get there, or a person is told of TLS instead of the key.
final class OwnFilesTest {
    private static final TestAuthority PLANT = new TestAuthority("plant");

    @TempDir Path directory;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private StoreBench bench(TlsClient client, TlsTrap trap, TlsIdentity trusted, String secret) {
        Map<String, String> tls =
                Map.of(
                        "trust", "installation",
                        "identity", "files",
                        "certificate", "own.crt",
                        "key", "own.key",
                        "keyPassword", "secret:" + secret);
        StoreBench bench =
                new StoreBench(
                        client.factory(),
                        directory,
                        client.fields(trap.port(), tls),
                        LinkTable.direct(),
                        PLANT);
        bench.host().withTrust(trusted).withFiles(this::read);
        return bench;
    }

    private TlsIdentity read(String certificate, String key, String password)
            throws ConnectorException {
        asked.add(certificate + " " + key + " " + password);
        if (!password.equals("right")) {
            throw new ConnectorException(
                    Problem.error("SEC-0215", "key " + key, "Does not open.", "Set it again."));
        }
        return PLANT.client("gateway");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(TlsClient.class)
    void aPasswordThatDoesNotFitIsToldBeforeAnyoneIsDialled(TlsClient client) throws Exception {
        TlsIdentity shown = BadCertificate.good();
        try (TlsTrap trap = new TlsTrap(shown, client == TlsClient.POSTGRESQL);
                StoreBench bench = bench(client, trap, shown, "wrong")) {
            Problem why = bench.refusal();
            assertThat(why.code()).as(why.oneLine()).isEqualTo("SEC-0215");
            assertThat(why.object()).isEqualTo("key " + directory.resolve("own.key"));
            assertThat(trap.connections()).isZero();
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(TlsClient.class)
    void theRightOneOpensTheLine(TlsClient client) throws Exception {
        TlsIdentity shown = BadCertificate.good();
        try (TlsTrap trap = new TlsTrap(shown, client == TlsClient.POSTGRESQL);
                StoreBench bench = bench(client, trap, shown, "right")) {
            Thread opening = Thread.ofVirtual().start(bench::openOrNot);
            Await.until(Duration.ofSeconds(60), () -> trap.said() > 0, "a first byte");
            opening.join();
            assertThat(asked)
                    .contains(
                            directory.resolve("own.crt")
                                    + " "
                                    + directory.resolve("own.key")
                                    + " right");
        }
    }
}
