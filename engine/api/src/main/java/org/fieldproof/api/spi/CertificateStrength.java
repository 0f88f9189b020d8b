package org.fieldproof.api.spi;

import java.security.PublicKey;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.Certificate;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAKey;
import java.security.interfaces.RSAKey;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Refuses what the JDK's own rules let a private authority issue still: RSA of fewer than 2048
/// bits, and signatures with SHA-1 (S24). It is asked beside those rules, never in their place.
///
/// It keeps nothing, so that any thread may ask.
final class CertificateStrength extends PKIXCertPathChecker {
    /// Fewest bits of an RSA or DSA key.
    static final int KEY_BITS_MIN = 2048;

    @Override
    public void init(boolean forward) {
        // Each certificate is looked at by itself; the order does not matter.
    }

    @Override
    public boolean isForwardCheckingSupported() {
        return true;
    }

    @Override
    public @Nullable Set<String> getSupportedExtensions() {
        return null;
    }

    @Override
    public void check(Certificate certificate, Collection<String> unresolved)
            throws CertPathValidatorException {
        if (!(certificate instanceof X509Certificate x509)) {
            return;
        }
        int bits = bitsOf(x509.getPublicKey());
        if (bits < KEY_BITS_MIN) {
            throw refused(
                    x509,
                    x509.getPublicKey().getAlgorithm()
                            + " key of "
                            + bits
                            + " bits (expected: "
                            + KEY_BITS_MIN
                            + " or more)");
        }
        String signature = x509.getSigAlgName().toUpperCase(Locale.ROOT);
        if (signature.startsWith("SHA1") || signature.startsWith("SHA-1")) {
            throw refused(x509, "signed with " + x509.getSigAlgName() + " (expected: SHA-256)");
        }
    }

    private static int bitsOf(PublicKey key) {
        return switch (key) {
            case RSAKey rsa -> rsa.getModulus().bitLength();
            case DSAKey dsa when dsa.getParams() != null -> dsa.getParams().getP().bitLength();
            default -> Integer.MAX_VALUE;
        };
    }

    private static CertPathValidatorException refused(X509Certificate weak, String why) {
        return new CertPathValidatorException(
                "Algorithm constraints check failed on "
                        + weak.getSubjectX500Principal().getName()
                        + ": "
                        + why,
                null,
                null,
                -1,
                BasicReason.ALGORITHM_CONSTRAINED);
    }
}
