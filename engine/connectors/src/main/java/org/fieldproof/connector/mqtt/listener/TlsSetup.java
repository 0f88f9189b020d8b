package org.fieldproof.connector.mqtt.listener;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.connector.mqtt.listener.ListenerConfig.ClientCertificates;
import org.fieldproof.connector.mqtt.listener.ListenerConfig.Tls;
import org.fieldproof.connector.tls.OwnFiles;
import org.fieldproof.connector.tls.TlsFields;

/// Builds the TLS side of an endpoint: TLS 1.2 and 1.3, the JDK's own engine and its list of
/// disabled algorithms.
final class TlsSetup {
    private TlsSetup() {}

    static SslContext context(Tls tls, ConnectorContext host) throws ConnectorException {
        TlsIdentity own = own(tls, host);
        PrivateKey key = own.key();
        if (key == null) {
            throw unusable(host, "it has no private key", null);
        }
        try {
            SslContextBuilder builder =
                    SslContextBuilder.forServer(key, own.chain().toArray(X509Certificate[]::new))
                            .sslProvider(SslProvider.JDK)
                            .protocols("TLSv1.3", "TLSv1.2")
                            .clientAuth(auth(tls.clientCertificates()));
            if (tls.clientCertificates() != ClientCertificates.NONE) {
                builder.trustManager(trust(tls, host).trustManagers());
            }
            return builder.build();
        } catch (SSLException | GeneralSecurityException | IllegalArgumentException refused) {
            throw unusable(host, String.valueOf(refused.getMessage()), refused);
        }
    }

    /// What the endpoint shows.
    static TlsIdentity own(Tls tls, ConnectorContext host) throws ConnectorException {
        return tls.ownFiles() ? tls.files().read(host) : host.credentials().server(host.id());
    }

    /// By the rules of every other line of ours: S24, and the revocation lists.
    private static TlsIdentity trust(Tls tls, ConnectorContext host) throws ConnectorException {
        return TlsFields.believed(
                host,
                tls.trustFile().isEmpty()
                        ? "installation"
                        : OwnFiles.inProject(host, tls.trustFile()),
                tls.crl());
    }

    private static ClientAuth auth(ClientCertificates wanted) {
        return switch (wanted) {
            case NONE -> ClientAuth.NONE;
            case OPTIONAL -> ClientAuth.OPTIONAL;
            case REQUIRED -> ClientAuth.REQUIRE;
        };
    }

    private static ConnectorException unusable(
            ConnectorContext host, String why, @org.jspecify.annotations.Nullable Throwable cause) {
        Problem problem =
                Problem.error(
                        "MQTT-0104",
                        "connection " + host.id(),
                        "The listener's certificate cannot be used: " + why + ".",
                        "Check tls.certificate and tls.key, or set tls.identity: installation.");
        return cause == null
                ? new ConnectorException(problem)
                : new ConnectorException(problem, cause);
    }
}
