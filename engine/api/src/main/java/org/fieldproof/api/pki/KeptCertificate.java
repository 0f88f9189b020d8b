package org.fieldproof.api.pki;

import java.nio.file.Path;
import java.time.Instant;

/// A certificate in the data directory, without any key.
///
/// @param connector whose it is; empty for the installation's own
/// @param subject distinguished name (RFC 2253)
/// @param issuer the same of who signed it
/// @param seen when its file was last written: of a rejected one, when it was last shown
/// @param sha256 64 lower-case hexadecimal digits
/// @param sha1 40 of them; what most OPC UA tools call the thumbprint
/// @param file it lies in
public record KeptCertificate(
        String connector,
        CertificateRole role,
        String subject,
        String issuer,
        Instant notBefore,
        Instant notAfter,
        Instant seen,
        String sha256,
        String sha1,
        Path file) {
    public KeptCertificate {
        if (!sha256.matches("[0-9a-f]{64}") || !sha1.matches("[0-9a-f]{40}")) {
            throw new IllegalArgumentException(
                    "sha256, sha1: " + sha256 + ", " + sha1 + " (expected: hexadecimal digits)");
        }
    }
}
