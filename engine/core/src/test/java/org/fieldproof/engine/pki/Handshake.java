package org.fieldproof.engine.pki;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.fieldproof.api.spi.TlsIdentity;

/// A mutual TLS handshake over a real loopback socket.
final class Handshake {
    private static final int LIMIT_MILLIS = 60_000;

    private Handshake() {}

    /// Shakes hands and gives the client's subject as the server saw it.
    ///
    /// @throws IOException if either side refuses
    static String between(TlsIdentity server, TlsIdentity client, String host)
            throws IOException, GeneralSecurityException, InterruptedException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (SSLServerSocket listening =
                        (SSLServerSocket)
                                context(server)
                                        .getServerSocketFactory()
                                        .createServerSocket(0, 1, loopback);
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            listening.setNeedClientAuth(true);
            listening.setSoTimeout(LIMIT_MILLIS);
            Callable<String> serve = () -> accept(listening);
            Future<String> seen = executor.submit(serve);
            try (Socket plain = new Socket(loopback, listening.getLocalPort());
                    SSLSocket socket =
                            (SSLSocket)
                                    context(client)
                                            .getSocketFactory()
                                            .createSocket(plain, host, plain.getPort(), true)) {
                greet(socket);
            }
            // After closing: the server's own close waits for ours.
            try {
                return seen.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException refused) {
                throw new IOException("the server refused", refused);
            }
        }
    }

    private static void greet(SSLSocket socket) throws IOException {
        socket.setSoTimeout(LIMIT_MILLIS);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        socket.getOutputStream().write(7);
        socket.getOutputStream().flush();
    }

    private static String accept(SSLServerSocket listening) throws IOException {
        try (SSLSocket socket = (SSLSocket) listening.accept()) {
            socket.setSoTimeout(LIMIT_MILLIS);
            if (socket.getInputStream().read() != 7) {
                throw new IOException("nothing came");
            }
            return socket.getSession().getPeerPrincipal().getName();
        }
    }

    private static SSLContext context(TlsIdentity identity) throws GeneralSecurityException {
        KeyManager[] keys =
                identity.keyManagers().map(k -> k.getKeyManagers()).orElse(new KeyManager[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, identity.trustManagers().getTrustManagers(), null);
        return context;
    }
}
