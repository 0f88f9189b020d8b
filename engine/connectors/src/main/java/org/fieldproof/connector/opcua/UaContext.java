package org.fieldproof.connector.opcua;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.ServerTable;
import org.eclipse.milo.opcua.stack.core.channel.EncodingLimits;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingManager;
import org.eclipse.milo.opcua.stack.core.encoding.OpcUaEncodingManager;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.types.DataTypeManager;
import org.eclipse.milo.opcua.stack.core.types.OpcUaDataTypeManager;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.transport.client.ClientApplicationContext;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.connector.opcua.trust.ServerTrust;

/// What the secure channel needs to know of us. The only place where a validator is handed to the
/// library, and it is always ours.
final class UaContext implements ClientApplicationContext {
    private static final int CHUNK_BYTES = 65_535;
    /// Bounds what a server can make us hold for one message (row 33).
    private static final int MESSAGE_BYTES_MAX = 8 << 20;
    private static final int DEPTH_MAX = 64;

    private final EndpointDescription endpoint;
    private final Optional<TlsIdentity> own;
    private final CertificateValidator trust;
    private final Duration requestTimeout;
    private final EncodingContext encoding = new Encoding();

    UaContext(
            EndpointDescription endpoint,
            Optional<TlsIdentity> own,
            ServerTrust trust,
            Duration requestTimeout) {
        this.endpoint = endpoint;
        this.own = own;
        this.trust = trust;
        this.requestTimeout = requestTimeout;
    }

    @Override
    public EndpointDescription getEndpoint() {
        return endpoint;
    }

    @Override
    public Optional<KeyPair> getKeyPair() {
        return own.map(
                identity ->
                        new KeyPair(identity.chain().getFirst().getPublicKey(), identity.key()));
    }

    @Override
    public Optional<X509Certificate> getCertificate() {
        return own.map(identity -> identity.chain().getFirst());
    }

    @Override
    public Optional<X509Certificate[]> getCertificateChain() {
        return own.map(identity -> identity.chain().toArray(X509Certificate[]::new));
    }

    @Override
    public CertificateValidator getCertificateValidator() {
        return trust;
    }

    @Override
    public EncodingContext getEncodingContext() {
        return encoding;
    }

    @Override
    public UInteger getRequestTimeout() {
        return Unsigned.uint(requestTimeout.toMillis());
    }

    private static final class Encoding implements EncodingContext {
        private static final EncodingLimits LIMITS =
                new EncodingLimits(
                        CHUNK_BYTES, MESSAGE_BYTES_MAX / CHUNK_BYTES, MESSAGE_BYTES_MAX, DEPTH_MAX);

        private final NamespaceTable namespaces = new NamespaceTable();
        private final ServerTable servers = new ServerTable();

        @Override
        public DataTypeManager getDataTypeManager() {
            return OpcUaDataTypeManager.getInstance();
        }

        @Override
        public EncodingManager getEncodingManager() {
            return OpcUaEncodingManager.getInstance();
        }

        @Override
        public EncodingLimits getEncodingLimits() {
            return LIMITS;
        }

        @Override
        public NamespaceTable getNamespaceTable() {
            return namespaces;
        }

        @Override
        public ServerTable getServerTable() {
            return servers;
        }
    }
}
