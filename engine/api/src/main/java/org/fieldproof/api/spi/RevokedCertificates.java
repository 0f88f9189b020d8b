package org.fieldproof.api.spi;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CRLReason;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.Certificate;
import java.security.cert.CertificateRevokedException;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.api.value.PrintableText;
import org.jspecify.annotations.Nullable;

/// Refuses what stands on a revocation list, and what has an issuer without a current list, one
/// that the issuer's own key has signed. It is asked in the place of the JDK's own rules: these
/// take an older answer of the authority (OCSP) that the peer brings along for the newest word, and
/// ask over the network. Here the lists given are all that counts.
///
/// A list that speaks of a part of the certificates only (delta lists, those of a distribution
/// point) can take back a certificate, but not clear one.
///
/// It belongs to the validation under way: the JDK makes a copy for each.
final class RevokedCertificates extends PKIXCertPathChecker {
    private final List<X509CRL> lists;
    private final List<X509Certificate> trusted;

    /// The certificate seen before, which issued the next; null at the path's beginning.
    private @Nullable X509Certificate issuer;

    RevokedCertificates(List<X509CRL> lists, List<X509Certificate> trusted) {
        this.lists = List.copyOf(lists);
        this.trusted = List.copyOf(trusted);
    }

    /// Whether any list has it; for what is trusted by itself, whose issuer's key may not be here.
    static boolean isOnAny(List<X509CRL> lists, X509Certificate certificate) {
        return lists.stream().anyMatch(list -> entry(list, certificate).isPresent());
    }

    @Override
    public void init(boolean forward) throws CertPathValidatorException {
        if (forward) {
            throw new CertPathValidatorException("issuers must come before what they issued");
        }
        issuer = null;
    }

    @Override
    public boolean isForwardCheckingSupported() {
        return false;
    }

    @Override
    public @Nullable Set<String> getSupportedExtensions() {
        return null;
    }

    @Override
    public void check(Certificate certificate, Collection<String> unresolved)
            throws CertPathValidatorException {
        if (!(certificate instanceof X509Certificate x509)) {
            throw undetermined("this is no X.509 certificate");
        }
        List<X509CRL> issued = listsOf(x509);
        Optional<X509CRL> newest =
                issued.stream()
                        .filter(list -> !isPartial(list))
                        .max(Comparator.comparing(X509CRL::getThisUpdate));
        for (X509CRL list : issued) {
            Optional<X509CRLEntry> entry = entry(list, x509);
            if (entry.isPresent() && (isPartial(list) || list.equals(newest.get()))) {
                throw revoked(x509, entry.get());
            }
        }
        if (newest.isEmpty() || !isCurrent(newest.get())) {
            throw undetermined(
                    (newest.isEmpty() ? "no list of " : "no current list of ")
                            + PrintableText.of(x509.getIssuerX500Principal().getName()));
        }
        issuer = x509;
    }

    /// The lists that the certificate's issuer has signed.
    private List<X509CRL> listsOf(X509Certificate certificate) {
        X509Certificate above = issuer;
        List<PublicKey> keys =
                above != null
                        ? List.of(above.getPublicKey())
                        : trusted.stream()
                                .filter(each -> hasIssued(each, certificate))
                                .map(X509Certificate::getPublicKey)
                                .toList();
        return lists.stream()
                .filter(
                        list ->
                                list.getIssuerX500Principal()
                                        .equals(certificate.getIssuerX500Principal()))
                .filter(list -> keys.stream().anyMatch(key -> isSignedBy(list, key)))
                .toList();
    }

    private static boolean hasIssued(X509Certificate authority, X509Certificate certificate) {
        if (!authority.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static boolean isSignedBy(X509CRL list, PublicKey key) {
        try {
            list.verify(key);
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static boolean isPartial(X509CRL list) {
        return list.hasUnsupportedCriticalExtension()
                || (list.getCriticalExtensionOIDs() != null
                        && !list.getCriticalExtensionOIDs().isEmpty());
    }

    private static boolean isCurrent(X509CRL list) {
        return list.getNextUpdate() != null
                && !GatewayClock.system().now().isAfter(list.getNextUpdate().toInstant());
    }

    private static Optional<X509CRLEntry> entry(X509CRL list, X509Certificate certificate) {
        return Optional.ofNullable(list.getRevokedCertificate(certificate))
                .filter(found -> found.getRevocationReason() != CRLReason.REMOVE_FROM_CRL);
    }

    private static CertPathValidatorException revoked(
            X509Certificate certificate, X509CRLEntry entry) {
        Instant since = entry.getRevocationDate().toInstant();
        CRLReason reason =
                entry.getRevocationReason() == null
                        ? CRLReason.UNSPECIFIED
                        : entry.getRevocationReason();
        return new CertPathValidatorException(
                PrintableText.of(certificate.getSubjectX500Principal().getName())
                        + ", serial number "
                        + certificate.getSerialNumber().toString(16)
                        + ", on "
                        + since
                        + ", "
                        + reason
                        + ", by "
                        + PrintableText.of(certificate.getIssuerX500Principal().getName()),
                new CertificateRevokedException(
                        entry.getRevocationDate(),
                        reason,
                        certificate.getIssuerX500Principal(),
                        Map.of()),
                null,
                -1,
                BasicReason.REVOKED);
    }

    private static CertPathValidatorException undetermined(String why) {
        return new CertPathValidatorException(
                why, null, null, -1, BasicReason.UNDETERMINED_REVOCATION_STATUS);
    }
}
