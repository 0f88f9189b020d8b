package org.fieldproof.api.doctor;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/// A certificate in the words that people compare on both sides. Pure.
public final class CertificateText {
    private static final int NAMES_MAX = 20;
    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int IP = 7;

    private CertificateText() {}

    /// SHA-256 over the DER form, in hexadecimal without colons: what servers list as thumbprint
    /// or fingerprint.
    public static String thumbprint(X509Certificate certificate) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (CertificateEncodingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("a parsed certificate, and every JDK has SHA-256", e);
        }
    }

    public static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    public static String issuer(X509Certificate certificate) {
        return certificate.getIssuerX500Principal().getName();
    }

    /// The day it ends, UTC.
    public static LocalDate until(X509Certificate certificate) {
        return LocalDate.ofInstant(certificate.getNotAfter().toInstant(), ZoneOffset.UTC);
    }

    /// The day it begins, UTC.
    public static LocalDate from(X509Certificate certificate) {
        return LocalDate.ofInstant(certificate.getNotBefore().toInstant(), ZoneOffset.UTC);
    }

    /// The names it was made for: host names, addresses and URIs of its subject alternative names.
    public static List<String> names(X509Certificate certificate) {
        Collection<List<?>> entries;
        try {
            entries = certificate.getSubjectAlternativeNames();
        } catch (CertificateParsingException e) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        if (entries != null) {
            for (List<?> entry : entries) {
                boolean shown = entry.getFirst() instanceof Integer kind && isName(kind);
                if (shown && names.size() < NAMES_MAX) {
                    names.add(String.valueOf(entry.get(1)));
                }
            }
        }
        return names;
    }

    private static boolean isName(int kind) {
        return kind == DNS || kind == URI || kind == IP;
    }

    /// One line: subject, issuer, days, thumbprint.
    public static String line(X509Certificate certificate) {
        return subject(certificate)
                + "; issued by "
                + issuer(certificate)
                + "; "
                + from(certificate)
                + " to "
                + until(certificate)
                + "; sha256 "
                + thumbprint(certificate);
    }
}
