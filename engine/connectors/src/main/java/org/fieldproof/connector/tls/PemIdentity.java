package org.fieldproof.connector.tls;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CRL;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.fieldproof.api.spi.TlsIdentity;
import org.jspecify.annotations.Nullable;

/// An identity as text, for a driver that hands nothing but text to what it makes; RFC 7468 inside.
/// It holds the key: it belongs into memory only.
public final class PemIdentity {
    private static final String KEY = "PRIVATE KEY";
    private static final String CHAIN = "== chain ==\n";
    private static final String TRUST = "== trust ==\n";
    private static final String REVOKED = "== revoked ==\n";

    private PemIdentity() {}

    /// The text of an identity.
    public static String write(TlsIdentity identity) throws GeneralSecurityException {
        StringBuilder text = new StringBuilder();
        PrivateKey key = identity.key();
        if (key != null) {
            block(text, KEY, key.getEncoded());
        }
        text.append(CHAIN);
        for (X509Certificate each : identity.chain()) {
            block(text, "CERTIFICATE", each.getEncoded());
        }
        text.append(TRUST);
        for (X509Certificate each : identity.trust()) {
            block(text, "CERTIFICATE", each.getEncoded());
        }
        text.append(REVOKED);
        for (X509CRL each : identity.revocationLists()) {
            block(text, "X509 CRL", each.getEncoded());
        }
        return text.toString();
    }

    /// The identity of a text made by [#write].
    public static TlsIdentity read(String text) throws GeneralSecurityException {
        int chainAt = text.indexOf(CHAIN);
        int trustAt = text.indexOf(TRUST);
        List<X509Certificate> chain =
                certificates(text.substring(chainAt + CHAIN.length(), trustAt));
        int revokedAt = text.indexOf(REVOKED);
        List<X509Certificate> trust =
                certificates(text.substring(trustAt + TRUST.length(), revokedAt));
        List<X509CRL> lists = lists(text.substring(revokedAt + REVOKED.length()));
        return new TlsIdentity(chain, key(text.substring(0, chainAt), chain), trust, lists);
    }

    private static @Nullable PrivateKey key(String text, List<X509Certificate> chain)
            throws GeneralSecurityException {
        if (text.isEmpty()) {
            return null;
        }
        String body = text.replaceAll("-----[A-Z ]+-----", "");
        return KeyFactory.getInstance(chain.getFirst().getPublicKey().getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
    }

    private static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
        List<X509Certificate> found = new ArrayList<>();
        for (Certificate each :
                CertificateFactory.getInstance("X.509").generateCertificates(stream(text))) {
            found.add((X509Certificate) each);
        }
        return found;
    }

    private static List<X509CRL> lists(String text) throws GeneralSecurityException {
        List<X509CRL> found = new ArrayList<>();
        for (CRL each : CertificateFactory.getInstance("X.509").generateCRLs(stream(text))) {
            found.add((X509CRL) each);
        }
        return found;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void block(StringBuilder into, String kind, byte[] der) {
        into.append("-----BEGIN ")
                .append(kind)
                .append("-----\n")
                .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der))
                .append("\n-----END ")
                .append(kind)
                .append("-----\n");
    }
}
