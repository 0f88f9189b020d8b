package org.fieldproof.api.spi;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
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

    /// Whom to believe, for a TLS library: the chain is validated by the JDK's own rules.
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
        managers.init(store);
        return managers;
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
