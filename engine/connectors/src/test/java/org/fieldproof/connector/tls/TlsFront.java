package org.fieldproof.connector.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.fieldproof.api.spi.TlsIdentity;

/// What stands before a store that knows no client certificates itself, as a plant's nginx does:
/// lets in who shows one of its authority, and hands the bytes on.
final class TlsFront implements AutoCloseable {
    private final SSLServerSocket server;
    private final int behind;
    private final Queue<String> known = new ConcurrentLinkedQueue<>();

    /// @param shown with the authority of those who are let in
    /// @param behind port of the store on this machine
    TlsFront(TlsIdentity shown, int behind) throws GeneralSecurityException, IOException {
        this.behind = behind;
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                shown.keyManagers().map(KeyManagerFactory::getKeyManagers).orElseThrow(),
                shown.trustManagers().getTrustManagers(),
                null);
        server =
                (SSLServerSocket)
                        context.getServerSocketFactory()
                                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setNeedClientAuth(true);
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    /// Who was let in, by the subject of the certificate.
    Queue<String> known() {
        return known;
    }

    private void serve() {
        try {
            while (true) {
                SSLSocket client = (SSLSocket) server.accept();
                Thread.ofVirtual().start(() -> lead(client));
            }
        } catch (IOException _) {
            // closed by the test
        }
    }

    private void lead(SSLSocket client) {
        try (client;
                Socket store = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            client.startHandshake();
            X509Certificate shown = (X509Certificate) client.getSession().getPeerCertificates()[0];
            known.add(shown.getSubjectX500Principal().getName());
            Thread back = Thread.ofVirtual().start(() -> copy(store, client));
            copy(client, store);
            back.join();
        } catch (IOException | InterruptedException _) {
            // One of the two went, or the client was not let in.
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException _) {
            // gone
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
