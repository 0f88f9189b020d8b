package org.fieldproof.connector.opcua.trust;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;

/// Fingerprints of certificates: SHA-256 is what we compare, SHA-1 is what most OPC UA tools show
/// under the name "thumbprint".
public final class Thumbprint {
    private Thumbprint() {}

    /// 64 lower-case hexadecimal digits.
    public static String sha256(X509Certificate certificate) {
        return digest("SHA-256", certificate);
    }

    /// 40 lower-case hexadecimal digits.
    public static String sha1(X509Certificate certificate) {
        return digest("SHA-1", certificate);
    }

    /// As people paste it: colons, blanks and upper case are taken out.
    public static String normal(String written) {
        return written.replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT);
    }

    /// Both, for a message.
    public static String both(X509Certificate certificate) {
        return "SHA-256 " + sha256(certificate) + " (SHA-1 " + sha1(certificate) + ")";
    }

    private static String digest(String algorithm, X509Certificate certificate) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance(algorithm).digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate without an encoding", e);
        }
    }
}
