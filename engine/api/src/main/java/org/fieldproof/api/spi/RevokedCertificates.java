package org.fieldproof.api.spi;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.Certificate;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Refuses what stands on a revocation list, whatever else the peer has to say for itself: the
/// JDK's own rules, beside which it is asked, take an older answer of the authority (OCSP) that the
/// peer brings along for the newest word. Those rules see to signatures and dates of the lists.
///
/// It changes nothing, so that any thread may ask.
final class RevokedCertificates extends PKIXCertPathChecker {
    private final List<X509CRL> lists;

    RevokedCertificates(List<X509CRL> lists) {
        this.lists = List.copyOf(lists);
    }

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
        for (X509CRL list : lists) {
            X509CRLEntry entry = list.getRevokedCertificate(x509);
            if (entry != null) {
                throw new CertPathValidatorException(
                        x509.getSubjectX500Principal().getName()
                                + ", serial number "
                                + x509.getSerialNumber().toString(16)
                                + ", on "
                                + entry.getRevocationDate().toInstant()
                                + (entry.getRevocationReason() == null
                                        ? ""
                                        : ", " + entry.getRevocationReason()),
                        null,
                        null,
                        -1,
                        BasicReason.REVOKED);
            }
        }
    }
}
