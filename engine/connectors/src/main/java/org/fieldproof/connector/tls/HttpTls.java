package org.fieldproof.connector.tls;

import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import org.fieldproof.api.spi.TlsIdentity;

/// TLS for the HTTP clients: TLS 1.2 and 1.3, the host's name checked.
public final class HttpTls {
    private HttpTls() {}

    /// Lets a client speak nothing but TLS.
    public static void use(TlsIdentity identity, OkHttpClient.Builder client)
            throws GeneralSecurityException {
        TrustManager[] trust = identity.trustManagers().getTrustManagers();
        client.connectionSpecs(List.of(ConnectionSpec.MODERN_TLS))
                .sslSocketFactory(
                        identity.clientContext().getSocketFactory(), (X509TrustManager) trust[0]);
    }
}
