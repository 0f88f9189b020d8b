package org.fieldproof.api.doctor;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.fieldproof.api.spi.TlsIdentity;
import org.jspecify.annotations.Nullable;

/// Watches one handshake from inside: which chain the peer showed, why we refused it, whether the
/// peer asked for ours and from which authorities. It decides nothing: every decision is the
/// JDK's own, asked with the same arguments.
///
/// Confined to the doctor's thread.
final class TlsWitness {
    private final X509ExtendedTrustManager judge;
    private final @Nullable X509ExtendedKeyManager own;

    private List<X509Certificate> shown = List.of();
    private @Nullable CertificateException refusal;
    private boolean askedForOurs;
    private boolean sentOurs;
    private List<String> acceptedIssuers = List.of();

    TlsWitness(TlsIdentity trust, Optional<TlsIdentity> ours) throws GeneralSecurityException {
        this.judge = only(X509ExtendedTrustManager.class, trust.trustManagers().getTrustManagers());
        Optional<KeyManagerFactory> keys =
                ours.isEmpty() ? Optional.empty() : ours.get().keyManagers();
        this.own =
                keys.isEmpty()
                        ? null
                        : only(X509ExtendedKeyManager.class, keys.get().getKeyManagers());
    }

    private static <T> T only(Class<T> type, Object[] all) throws GeneralSecurityException {
        for (Object each : all) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
        }
        throw new GeneralSecurityException("no " + type.getSimpleName() + " in this JDK");
    }

    SSLContext context() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                new KeyManager[] {new WatchedKeys()},
                new TrustManager[] {new WatchedTrust()},
                null);
        return context;
    }

    /// What the peer showed; empty if it never came to that.
    List<X509Certificate> shown() {
        return shown;
    }

    /// Why the JDK's rules refused the peer's chain; null if they did not.
    @Nullable CertificateException refusal() {
        return refusal;
    }

    boolean askedForOurs() {
        return askedForOurs;
    }

    /// True if a certificate of ours suited the peer's question and went over.
    boolean sentOurs() {
        return sentOurs;
    }

    /// The authorities the peer accepts, as it said; empty if it named none.
    List<String> acceptedIssuers() {
        return acceptedIssuers;
    }

    private @Nullable String asked(Principal @Nullable [] issuers, @Nullable String alias) {
        askedForOurs = true;
        sentOurs = alias != null;
        if (issuers != null) {
            acceptedIssuers = List.of(issuers).stream().map(Principal::getName).toList();
        }
        return alias;
    }

    private final class WatchedTrust extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            shown = List.of(chain);
            try {
                judge.checkServerTrusted(chain, type, socket);
            } catch (CertificateException e) {
                refusal = e;
                throw e;
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            judge.checkServerTrusted(chain, type, engine);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            judge.checkServerTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            judge.checkClientTrusted(chain, type, socket);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            judge.checkClientTrusted(chain, type, engine);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            judge.checkClientTrusted(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return judge.getAcceptedIssuers();
        }
    }

    private final class WatchedKeys extends X509ExtendedKeyManager {
        @Override
        public @Nullable String chooseClientAlias(
                String[] types, Principal @Nullable [] issuers, Socket socket) {
            return asked(
                    issuers, own == null ? null : own.chooseClientAlias(types, issuers, socket));
        }

        @Override
        public String @Nullable [] getClientAliases(String type, Principal[] issuers) {
            return own == null ? null : own.getClientAliases(type, issuers);
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            return own == null ? null : own.getCertificateChain(alias);
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            return own == null ? null : own.getPrivateKey(alias);
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal[] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return null;
        }
    }
}
