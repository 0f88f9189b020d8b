package org.fieldproof.connector.kafka;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.fieldproof.api.spi.TlsIdentity;
import org.jspecify.annotations.Nullable;

/// Gives Kafka's client the TLS of every other line of ours: the same trust, the same rules, and no
/// key in a file. Found by the client through its class name, therefore public.
///
/// Confined to the client that made it.
public final class IdentityEngines implements SslEngineFactory {
    /// Under which name the client's settings carry the [TlsIdentity].
    static final String IDENTITY = "fieldproof.tls.identity";

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private @Nullable SSLContext context;

    /// Called by Kafka's client.
    public IdentityEngines() {}

    @Override
    public void configure(Map<String, ?> settings) {
        if (!(settings.get(IDENTITY) instanceof TlsIdentity identity)) {
            throw new KafkaException(IDENTITY + " is missing among the settings");
        }
        try {
            context = identity.clientContext();
        } catch (GeneralSecurityException e) {
            throw new KafkaException("our own certificate or key cannot be used", e);
        }
    }

    @Override
    public SSLEngine createClientSslEngine(String host, int port, String endpointIdentification) {
        SSLContext made = context;
        if (made == null) {
            throw new IllegalStateException("not configured");
        }
        SSLEngine engine = made.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setEndpointIdentificationAlgorithm(endpointIdentification);
        engine.setSSLParameters(parameters);
        return engine;
    }

    @Override
    public SSLEngine createServerSslEngine(String host, int port) {
        throw new UnsupportedOperationException("a client only");
    }

    @Override
    public boolean shouldBeRebuilt(Map<String, Object> settings) {
        return false;
    }

    @Override
    public Set<String> reconfigurableConfigs() {
        return Set.of();
    }

    @Override
    public @Nullable KeyStore keystore() {
        return null;
    }

    @Override
    public @Nullable KeyStore truststore() {
        return null;
    }

    @Override
    public void close() {
        context = null;
    }
}
