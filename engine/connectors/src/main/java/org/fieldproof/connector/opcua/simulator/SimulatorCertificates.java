package org.fieldproof.connector.opcua.simulator;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.CertificateFactory;
import org.eclipse.milo.opcua.stack.core.security.CertificateGroup;
import org.eclipse.milo.opcua.stack.core.security.CertificateManager;
import org.eclipse.milo.opcua.stack.core.security.CertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.security.RsaSha256CertificateFactory;
import org.eclipse.milo.opcua.stack.core.security.TrustListManager;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.fieldproof.api.spi.TlsIdentity;

/// The simulator's one certificate and its check of clients', in the shape the library wants.
/// Immutable; the library's own trust list is left empty, because ours decides.
final class SimulatorCertificates implements CertificateManager, CertificateGroup {
    private final TlsIdentity own;
    private final CertificateValidator validator;
    private final TrustListManager unused = new MemoryTrustListManager();
    private final CertificateQuarantine quarantine = new MemoryCertificateQuarantine();

    SimulatorCertificates(TlsIdentity own, CertificateValidator validator) {
        this.own = own;
        this.validator = validator;
    }

    private boolean isOurs(ByteString thumbprint) {
        try {
            return CertificateUtil.thumbprint(own.chain().getFirst()).equals(thumbprint);
        } catch (UaException _) {
            return false;
        }
    }

    private KeyPair keys() {
        PrivateKey key = Objects.requireNonNull(own.key());
        return new KeyPair(own.chain().getFirst().getPublicKey(), key);
    }

    private X509Certificate[] chain() {
        return own.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public Optional<KeyPair> getKeyPair(ByteString thumbprint) {
        return isOurs(thumbprint) ? Optional.of(keys()) : Optional.empty();
    }

    @Override
    public Optional<X509Certificate> getCertificate(ByteString thumbprint) {
        return isOurs(thumbprint) ? Optional.of(own.chain().getFirst()) : Optional.empty();
    }

    @Override
    public Optional<X509Certificate[]> getCertificateChain(ByteString thumbprint) {
        return isOurs(thumbprint) ? Optional.of(chain()) : Optional.empty();
    }

    @Override
    public Optional<CertificateGroup> getCertificateGroup(ByteString thumbprint) {
        return isOurs(thumbprint) ? Optional.of(this) : Optional.empty();
    }

    @Override
    public Optional<CertificateGroup> getCertificateGroup(NodeId group) {
        return group.equals(getCertificateGroupId()) ? Optional.of(this) : Optional.empty();
    }

    @Override
    public List<CertificateGroup> getCertificateGroups() {
        return List.of(this);
    }

    @Override
    public CertificateQuarantine getCertificateQuarantine() {
        return quarantine;
    }

    @Override
    public NodeId getCertificateGroupId() {
        return NodeIds.ServerConfiguration_CertificateGroups_DefaultApplicationGroup;
    }

    @Override
    public List<NodeId> getSupportedCertificateTypeIds() {
        return List.of(NodeIds.RsaSha256ApplicationCertificateType);
    }

    @Override
    public TrustListManager getTrustListManager() {
        return unused;
    }

    @Override
    public List<Entry> getCertificateEntries() {
        return List.of(
                new Entry(
                        getCertificateGroupId(),
                        NodeIds.RsaSha256ApplicationCertificateType,
                        chain()));
    }

    @Override
    public Optional<KeyPair> getKeyPair(NodeId type) {
        return Optional.of(keys());
    }

    @Override
    public Optional<X509Certificate[]> getCertificateChain(NodeId type) {
        return Optional.of(chain());
    }

    @Override
    public void updateCertificate(NodeId type, KeyPair keyPair, X509Certificate[] chain) {
        throw new UnsupportedOperationException("the certificate comes from the installation");
    }

    @Override
    public CertificateFactory getCertificateFactory() {
        return new RsaSha256CertificateFactory() {
            @Override
            protected KeyPair createRsaSha256KeyPair() {
                return keys();
            }

            @Override
            protected X509Certificate[] createRsaSha256CertificateChain(KeyPair pair) {
                return chain();
            }
        };
    }

    @Override
    public CertificateValidator getCertificateValidator() {
        return validator;
    }
}
