package org.fieldproof.engine.pki;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.fieldproof.api.project.Problem;

/// What can be wrong with a certificate or a key, in words (PKI-3). Pure.
final class CertificateChecks {
    private static final int RSA_BITS_MIN = 2_048;
    private static final byte[] PROBE = "fieldproof".getBytes(StandardCharsets.US_ASCII);

    private CertificateChecks() {}

    /// Why a certificate cannot be used now at all, if it cannot.
    static Optional<Problem> unusable(X509Certificate certificate, String file, Instant now) {
        String who = "certificate " + file;
        String subject = certificate.getSubjectX500Principal().getName();
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        if (now.isAfter(to)) {
            return Optional.of(
                    Problem.error(
                            "SEC-0206",
                            who,
                            "The certificate of " + subject + " expired at " + to + ".",
                            "Put a new certificate there; if it should still be valid, set this"
                                    + " machine's clock (it says "
                                    + now
                                    + ")."));
        }
        if (now.isBefore(from)) {
            return Optional.of(
                    Problem.error(
                            "SEC-0207",
                            who,
                            "The certificate of " + subject + " is not valid before " + from + ".",
                            "Set this machine's clock (it says " + now + "), or wait."));
        }
        String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        boolean selfSigned =
                certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
        // Nobody relies on the signature of a root, so an old hash in it does no harm.
        if (!selfSigned && (algorithm.startsWith("SHA1") || algorithm.startsWith("MD"))) {
            return weak(who, subject, "it is signed with " + algorithm);
        }
        if (certificate.getPublicKey() instanceof RSAPublicKey rsa
                && rsa.getModulus().bitLength() < RSA_BITS_MIN) {
            return weak(who, subject, "its RSA key has " + rsa.getModulus().bitLength() + " bits");
        }
        return Optional.empty();
    }

    /// Whether a private key belongs to a public one.
    static boolean fits(PrivateKey key, PublicKey publicKey) {
        String algorithm =
                switch (publicKey.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> publicKey.getAlgorithm();
                };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException different) {
            return false;
        }
    }

    /// SHA-256 of a certificate, lower-case hexadecimal in pairs with colons.
    static String fingerprint(X509Certificate certificate) {
        try {
            return sha256(certificate.getEncoded());
        } catch (CertificateEncodingException unencodable) {
            throw new IllegalArgumentException(
                    "certificate: cannot be encoded (expected: X.509)", unencodable);
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.ofDelimiter(":")
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256: missing from this JDK", impossible);
        }
    }

    private static Optional<Problem> weak(String who, String subject, String why) {
        return Optional.of(
                Problem.error(
                        "SEC-0208",
                        who,
                        "The certificate of " + subject + " is too weak: " + why + ".",
                        "Use one with an EC P-256 or RSA 2048 key, signed with SHA-256."));
    }
}
