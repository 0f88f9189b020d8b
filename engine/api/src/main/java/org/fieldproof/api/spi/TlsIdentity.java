package org.fieldproof.api.spi;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// What one side of a TLS connection brings: its own chain and key (or none), and whom it trusts.
///
/// @param chain own certificate first; empty where this side shows none
/// @param key the key of the first certificate; null exactly when `chain` is empty
/// @param trust trusted authorities; empty means the JDK's default trust
/// @param revocationLists what authorities have taken back. Where there is one, each authority of a
///     peer's chain must have a current one; empty where nobody keeps any
public record TlsIdentity(
        List<X509Certificate> chain,
        @Nullable PrivateKey key,
        List<X509Certificate> trust,
        List<X509CRL> revocationLists) {
    public TlsIdentity {
        chain = List.copyOf(chain);
        trust = List.copyOf(trust);
        revocationLists = List.copyOf(revocationLists);
        if (chain.isEmpty() != (key == null)) {
            throw new IllegalArgumentException("key: must be given exactly when a chain is");
        }
    }

    /// One side that looks at no revocation lists.
    public TlsIdentity(
            List<X509Certificate> chain, @Nullable PrivateKey key, List<X509Certificate> trust) {
        this(chain, key, trust, List.of());
    }

    /// Both sides: what `own` shows, and whom this one believes.
    public TlsIdentity showing(TlsIdentity own) {
        return new TlsIdentity(own.chain, own.key, trust, revocationLists);
    }

    /// What to show to the peer, for a TLS library; empty where this side shows nothing.
    ///
    /// @throws GeneralSecurityException where the key does not fit the chain
    public Optional<KeyManagerFactory> keyManagers() throws GeneralSecurityException {
        if (key == null) {
            return Optional.empty();
        }
        KeyStore store = emptyStore();
        char[] inMemory = new char[0];
        store.setKeyEntry("own", key, inMemory, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, inMemory);
        return Optional.of(managers);
    }

    /// Whom to believe, for a TLS library: the chain is validated by the JDK's own rules, and where
    /// the authorities are named ones, no key or signature in it may be a weak one (S24: RSA of
    /// 2048 bits at least, no SHA-1); the JDK's default trust has rules of its own for that.
    ///
    /// With revocation lists, a certificate on one is refused, and so is one of an authority that
    /// has no current list here: nobody could say then that it is not revoked. What is itself
    /// trusted needs no list, but is not trusted where it stands on one. Nothing is fetched.
    public TrustManagerFactory trustManagers() throws GeneralSecurityException {
        TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
        if (trust.isEmpty() && revocationLists.isEmpty()) {
            managers.init((KeyStore) null);
            return managers;
        }
        CertificateStrength.requireStrongKeys(trust);
        List<X509Certificate> believed = believed();
        PKIXBuilderParameters rules =
                new PKIXBuilderParameters(anchors(believed), new X509CertSelector());
        if (!trust.isEmpty()) {
            rules.addCertPathChecker(new CertificateStrength());
        }
        if (revocationLists.isEmpty()) {
            // As the JDK has it where it is given a key store alone.
            rules.setRevocationEnabled(Boolean.getBoolean("com.sun.net.ssl.checkRevocation"));
        } else {
            // The JDK would believe what the peer brings along, and fetch more over the network.
            rules.setRevocationEnabled(false);
            rules.addCertPathChecker(new RevokedCertificates(revocationLists, believed));
        }
        managers.init(new CertPathTrustManagerParameters(rules));
        return managers;
    }

    /// Whom to trust without those that are on a list: the JDK looks at no list for what is itself
    /// trusted.
    private List<X509Certificate> believed() throws GeneralSecurityException {
        List<X509Certificate> trusted = trust.isEmpty() ? ofTheJdk() : trust;
        List<X509Certificate> left =
                trusted.stream()
                        .filter(each -> !RevokedCertificates.isOnAny(revocationLists, each))
                        .toList();
        if (left.isEmpty()) {
            throw new CertificateException("all that is trusted is on a revocation list");
        }
        return left;
    }

    private static Set<TrustAnchor> anchors(List<X509Certificate> believed) {
        return believed.stream()
                .map(each -> new TrustAnchor(each, null))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<X509Certificate> ofTheJdk() throws GeneralSecurityException {
        TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
        managers.init((KeyStore) null);
        List<X509Certificate> found = new ArrayList<>();
        for (TrustManager each : managers.getTrustManagers()) {
            if (each instanceof X509TrustManager x509) {
                found.addAll(List.of(x509.getAcceptedIssuers()));
            }
        }
        return found;
    }

    /// Both for a client of a library that takes the JDK's own classes.
    public SSLContext clientContext() throws GeneralSecurityException {
        KeyManager[] keys =
                keyManagers().map(KeyManagerFactory::getKeyManagers).orElse(new KeyManager[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trustManagers().getTrustManagers(), null);
        return context;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException("an empty key store could not be made", e);
        }
        return store;
    }

    /// Keeps the key out of logs and exception messages.
    @Override
    public String toString() {
        return "TlsIdentity[chain=" + chain.size() + ", trust=" + trust.size() + "]";
    }
}
