package org.fieldproof.api.spi;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
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

    /// Keeps the key out of logs and exception messages.
    @Override
    public String toString() {
        return "TlsIdentity[chain=" + chain.size() + ", trust=" + trust.size() + "]";
    }
}
