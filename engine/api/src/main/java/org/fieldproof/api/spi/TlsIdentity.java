package org.fieldproof.api.spi;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// What one side of a TLS connection brings: its own chain and key (or none), and whom it trusts.
///
/// @param chain own certificate first; empty where this side shows none
/// @param key the key of the first certificate; null exactly when `chain` is empty
/// @param trust trusted authorities; empty means the JDK's default trust
public record TlsIdentity(
        List<X509Certificate> chain, @Nullable PrivateKey key, List<X509Certificate> trust) {
    public TlsIdentity {
        chain = List.copyOf(chain);
        trust = List.copyOf(trust);
        if (chain.isEmpty() != (key == null)) {
            throw new IllegalArgumentException("key: must be given exactly when a chain is");
        }
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
    public TrustManagerFactory trustManagers() throws GeneralSecurityException {
        TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
        if (trust.isEmpty()) {
            managers.init((KeyStore) null);
            return managers;
        }
        KeyStore store = emptyStore();
        for (int i = 0; i < trust.size(); i++) {
            store.setCertificateEntry("authority-" + i, trust.get(i));
        }
        PKIXBuilderParameters rules = new PKIXBuilderParameters(store, new X509CertSelector());
        rules.setRevocationEnabled(false);
        rules.addCertPathChecker(new CertificateStrength());
        managers.init(new CertPathTrustManagerParameters(rules));
        return managers;
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
