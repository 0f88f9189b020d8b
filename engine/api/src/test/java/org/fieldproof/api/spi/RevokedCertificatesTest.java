package org.fieldproof.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What openssl has issued and revoked. Harm if it breaks: a server with a stolen key is believed.
class RevokedCertificatesTest {
    private static final String ISSUED =
            """
            -----BEGIN CERTIFICATE-----
            MIIBEDCBtwICGiswCgYIKoZIzj0EAwIwFTETMBEGA1UEAwwKcGxhbnQgcm9vdDAe
            Fw0yNjExMjkwMjAzMzRaFw0zNjExMjYwMjAzMzRaMBMxETAPBgNVBAMMCHByZXNz
            LTAxMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE8/nwmGOeC6IWUlitvekauTU3
            Cuz2dtTUwPQjMYp7vdr9FA0n8LiCbq/qF3aL31QpZ3RFYF3+Czs2FDwCiMKbDDAK
            BggqhkjOPQQDAgNIADBFAiEAsY4rgVhG+33EEKbPEoXTuA26baDVkxlx8hauPXkt
            UpsCIHsJI7gYjVfGZ8UWG38+XTWqrI1FYsijSK/1fcgl68yx
            -----END CERTIFICATE-----
            """;
    private static final String LIST =
            """
            -----BEGIN X509 CRL-----
            MIHRMHkCAQEwCgYIKoZIzj0EAwIwFTETMBEGA1UEAwwKcGxhbnQgcm9vdBcNMjYx
            MTI5MDIwMzM0WhcNMzYxMTI2MDIwMzM0WjAjMCECAhorFw0yNjExMjkwMjAzMzRa
            MAwwCgYDVR0VBAMKAQGgDjAMMAoGA1UdFAQDAgEBMAoGCCqGSM49BAMCA0gAMEUC
            IGJHSyEVXzXATtiVdLq04TkZL9eZXsUGFgz0lJ3a2fVWAiEA+wjfl2jh3zxF/hXq
            DSGbazUvNystYEuPUCr7iVCPPmo=
            -----END X509 CRL-----
            """;

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static X509Certificate issued() throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(stream(ISSUED));
    }

    private static X509CRL list() throws GeneralSecurityException {
        return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(stream(LIST));
    }

    @Test
    void whatIsTrustedItselfIsFoundOnAList() throws Exception {
        assertThat(RevokedCertificates.isOnAny(List.of(list()), issued())).isTrue();
        assertThat(RevokedCertificates.isOnAny(List.of(), issued())).isFalse();
    }

    /// Whose key has signed the list is not known here.
    @Test
    void aListThatNoIssuersKeyHasSignedClearsNobody() throws Exception {
        RevokedCertificates lists = new RevokedCertificates(List.of(list()), List.of());
        X509Certificate issued = issued();
        lists.init(false);
        CertPathValidatorException refused =
                catchThrowableOfType(
                        CertPathValidatorException.class, () -> lists.check(issued, Set.of()));
        assertThat(refused.getReason()).isEqualTo(BasicReason.UNDETERMINED_REVOCATION_STATUS);
        assertThat(refused).hasMessage("no list of CN=plant root");
    }
}
