package org.fieldproof.connector.mqtt.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.testkit.Await;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Certificates that are replaced while devices send. Harm if it breaks: renewing one costs every
/// device its line, or a slip of the hand in a file shuts all of them out.
final class RenewedTlsTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    private final TestAuthority old = new TestAuthority("Plant CA 2025");
    private final TestAuthority fresh = new TestAuthority("Plant CA 2026");

    @TempDir Path directory;
    private FakeGateway gateway = new FakeGateway(Map.of());
    private @Nullable Source running;
    private int writes;

    @BeforeEach
    void start() throws Exception {
        gateway =
                new FakeGateway(
                        "devices",
                        Map.of(
                                "tls",
                                Map.of(
                                        "identity", "files",
                                        "certificate", "own.crt",
                                        "key", "own.key",
                                        "clientCertificates", "required",
                                        "crl", "revoked.crl")),
                        Map.of(),
                        old);
        gateway.project = directory;
        gateway.revoked = List.of(old.revoking());
        write("own.key", "revoked.crl");
        show(old.server());
        Source listener = new MqttListenerFactory().create(gateway);
        listener.start();
        running = listener;
    }

    @AfterEach
    void stop() {
        Objects.requireNonNull(running).stop(500);
    }

    /// The content is what the gateway reads from it; here only the file's looks count.
    private void write(String... files) throws IOException {
        for (String file : files) {
            Files.writeString(directory.resolve(file), "x".repeat(++writes));
        }
    }

    private void show(@Nullable TlsIdentity own) throws IOException {
        gateway.own = own;
        write("own.crt");
    }

    private TinyClient device(TestAuthority trusted, TlsIdentity shown) throws IOException {
        return new TinyClient(
                gateway.port(), true, TestAuthority.context(trusted.certificate(), shown));
    }

    private boolean isLetIn(X509Certificate trusted, TlsIdentity shown) {
        try (TinyClient device =
                new TinyClient(gateway.port(), true, TestAuthority.context(trusted, shown))) {
            return device.connect("press-02").hex().startsWith("20 0000");
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void aNewCertificateCountsForNewConnectionsAndOldOnesStand() throws Exception {
        TlsIdentity shown = old.client("press-01");
        try (TinyClient standing = device(old, shown)) {
            assertThat(standing.connect("press-01").hex()).startsWith("20 0000");
            show(fresh.server());
            TlsIdentity other = old.client("press-02");
            Await.until(SOON, () -> isLetIn(fresh.certificate(), other), "the new certificate");
            assertThat(isLetIn(old.certificate(), other)).as("the old one is gone").isFalse();
            standing.publish("t", 1, 1, "x");
            assertThat(standing.read().hex()).isEqualTo("40 0001");
        }
        assertThat(gateway.states.getLast()).isEqualTo(ConnectorState.UP);
    }

    @Test
    void aFileThatCannotBeUsedChangesNothingAndIsToldUntilItIsMended() throws Exception {
        show(null);
        Await.until(
                SOON,
                () -> gateway.states.getLast() == ConnectorState.DEGRADED,
                "the problem to be told");
        Problem why = Objects.requireNonNull(gateway.lastProblem);
        assertThat(why.code()).isEqualTo("MQTT-0145");
        assertThat(why.message()).contains("own.crt", "not there", "former certificate");
        assertThat(isLetIn(old.certificate(), old.client("press-02"))).isTrue();
        show(fresh.server());
        Await.until(SOON, () -> gateway.states.getLast() == ConnectorState.UP, "it to be mended");
        assertThat(isLetIn(fresh.certificate(), old.client("press-02"))).isTrue();
    }

    /// Certificate and key seldom come at the same instant: between the two nothing is used, and
    /// nothing is told.
    @Test
    void filesThatStillChangeAreNotRead() throws Exception {
        // Its own looks would come in between.
        Objects.requireNonNull(running).stop(500);
        ListenerConfig config = ListenerConfig.of(gateway.config());
        RenewedTls tls = RenewedTls.read(config.tls().orElseThrow(), gateway);
        SslContext first = tls.context();
        int told = gateway.states.size();
        show(null);
        tls.look();
        show(null);
        tls.look();
        assertThat(tls.context()).isSameAs(first);
        assertThat(gateway.states).as("half of it is no problem yet").hasSize(told);
        show(fresh.server());
        tls.look();
        assertThat(tls.context()).as("it may be half").isSameAs(first);
        tls.look();
        assertThat(tls.context()).as("it stood from one look to the next").isNotSameAs(first);
    }

    /// What was missing may be a secret: no file changes when it is there.
    @Test
    void whatCouldNotBeUsedIsTriedAgain() throws Exception {
        show(null);
        Await.until(
                SOON,
                () -> gateway.states.getLast() == ConnectorState.DEGRADED,
                "the problem to be told");
        gateway.own = fresh.server();
        Await.until(SOON, () -> gateway.states.getLast() == ConnectorState.UP, "another try");
        assertThat(isLetIn(fresh.certificate(), old.client("press-02"))).isTrue();
    }

    @Test
    void aNewRevocationListCountsToo() throws Exception {
        TlsIdentity stolen = old.client("press-02");
        assertThat(isLetIn(old.certificate(), stolen)).isTrue();
        gateway.revoked = List.of(old.revoking(stolen.chain().getFirst()));
        write("revoked.crl");
        Await.until(SOON, () -> !isLetIn(old.certificate(), stolen), "the list to count");
        assertThat(gateway.codes()).contains("MQTT-0143");
        assertThat(isLetIn(old.certificate(), old.client("press-02"))).isTrue();
    }
}
