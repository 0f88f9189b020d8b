package org.fieldproof.connector.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.fieldproof.api.spi.TlsIdentity;
import org.jspecify.annotations.Nullable;

/// A server that shows whatever it was given, without a look at it, and counts what clients say
/// behind the handshake. It answers nothing, so that a client that believes it is found out by its
/// first byte.
final class TlsTrap implements AutoCloseable {
    /// A server hello of TLS 1.1 (RFC 4346, 7.4.1.3), with a cipher of that time.
    private static final byte[] HELLO_OF_TLS_1_1 = hello();

    private final ServerSocket server;
    private final @Nullable SSLContext context;
    private final boolean asPostgres;
    private final AtomicLong said = new AtomicLong();
    private final AtomicLong connections = new AtomicLong();

    /// @param shown null for a server that speaks TLS 1.1 only
    /// @param asPostgres whether a client asks in plain first (PostgreSQL 18, 54.7, SSLRequest)
    TlsTrap(@Nullable TlsIdentity shown, boolean asPostgres)
            throws IOException, GeneralSecurityException {
        this.asPostgres = asPostgres;
        this.context = shown == null ? null : context(shown);
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    /// Bytes of clients behind the handshake.
    long said() {
        return said.get();
    }

    long connections() {
        return connections.get();
    }

    private static SSLContext context(TlsIdentity shown) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {new Shameless(shown)}, null, null);
        return context;
    }

    private void serve() {
        try {
            while (true) {
                Socket plain = server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> listen(plain));
            }
        } catch (IOException _) {
            // closed by the test
        }
    }

    private void listen(Socket plain) {
        try (plain) {
            if (asPostgres) {
                plain.getInputStream().readNBytes(8);
                plain.getOutputStream().write('S');
            }
            if (context == null) {
                plain.getInputStream().readNBytes(5);
                plain.getOutputStream().write(HELLO_OF_TLS_1_1);
                plain.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                return;
            }
            try (SSLSocket tls =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, null, 0, true)) {
                tls.setUseClientMode(false);
                tls.startHandshake();
                count(tls.getInputStream());
            }
        } catch (IOException _) {
            // the client went, as it should
        }
    }

    private void count(InputStream from) throws IOException {
        byte[] buffer = new byte[4096];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            said.addAndGet(read);
        }
    }

    private static byte[] hello() {
        byte[] record = new byte[5 + 4 + 2 + 32 + 1 + 2 + 1];
        record[0] = 22; // handshake
        record[1] = 3;
        record[2] = 2; // TLS 1.1
        record[4] = (byte) (record.length - 5);
        record[5] = 2; // server hello
        record[8] = (byte) (record.length - 9);
        record[9] = 3;
        record[10] = 2;
        record[record.length - 3] = (byte) 0xc0;
        record[record.length - 2] = 0x13; // TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA
        return record;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /// Shows its one certificate whatever the JDK would think of it.
    private static final class Shameless extends X509ExtendedKeyManager {
        private final TlsIdentity shown;

        Shameless(TlsIdentity shown) {
            this.shown = shown;
        }

        @Override
        public @Nullable String chooseEngineServerAlias(
                String type, Principal @Nullable [] issuers, SSLEngine engine) {
            return chooseServerAlias(type, issuers, null);
        }

        @Override
        public @Nullable String chooseServerAlias(
                String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
            String own = Objects.requireNonNull(shown.key()).getAlgorithm();
            return type.equals(own) ? "own" : null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return shown.chain().toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return Objects.requireNonNull(shown.key());
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }

        @Override
        public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
            return null;
        }
    }
}
