package org.fieldproof.drill.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.time.GatewayClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// TLS runs through a link from end to end: the certificate seen is the target's, and its name is
/// checked against the name that was configured.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinkTlsTest {
    private static final char[] PASSWORD = "for-this-test".toCharArray();
    private static final String NAME = "broker.plant.example";

    @SuppressWarnings("NullAway.Init") // before all tests
    private SSLContext tls;

    @SuppressWarnings("NullAway.Init")
    private ServerSocket server;

    @SuppressWarnings("NullAway.Init")
    private LinkProxy link;

    @BeforeAll
    void serve(@TempDir Path folder) throws Exception {
        tls = context(folder.resolve("keys.p12"));
        server =
                tls.getServerSocketFactory()
                        .createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::echo);
        link = new LinkProxy("upstream", GatewayClock.system(), new Random(1), (id, fault) -> {});
    }

    @AfterAll
    void close() throws IOException {
        link.close();
        server.close();
    }

    private void echo() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.getInputStream().transferTo(socket.getOutputStream());
            } catch (IOException e) {
                // A handshake that the dialler broke off: that is one of the tests.
                assertThat(server).isNotNull();
            }
        }
    }

    @Test
    void theTargetsOwnCertificateIsSeenAndItsNameHolds() throws IOException {
        try (SSLSocket socket = dial(NAME)) {
            socket.startHandshake();
            socket.getOutputStream().write(new byte[] {1, 2, 3});
            assertThat(socket.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
            assertThat(socket.getSession().getPeerPrincipal().getName()).isEqualTo("CN=" + NAME);
        }
    }

    @Test
    void aWrongNameIsRefusedAsItWouldBeWithoutALink() throws IOException {
        try (SSLSocket socket = dial("another.plant.example")) {
            assertThatThrownBy(socket::startHandshake)
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("another.plant.example");
        }
    }

    private SSLSocket dial(String name) throws IOException {
        Endpoint front = link.portTo(new Endpoint("127.0.0.1", server.getLocalPort()));
        Socket plain = Peer.dial(front);
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, name, 8883, true);
        SSLParameters checked = socket.getSSLParameters();
        checked.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(checked);
        return socket;
    }

    private static SSLContext context(Path store) throws Exception {
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "broker",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + NAME,
                                "-ext",
                                "san=dns:" + NAME,
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        return context(keys);
    }

    private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
        KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
        own.init(keys, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try {
            trusted.load(null, null);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        trusted.setCertificateEntry("broker", keys.getCertificate("broker"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
