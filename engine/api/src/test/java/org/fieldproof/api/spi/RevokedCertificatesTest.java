package org.fieldproof.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
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

/// What openssl has issued and revoked. Harm if it breaks: a server with a stolen key brings along
/// the authority's answer of the week before, and is believed.
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

    @Test
    void whatIsOnAListIsRefusedWithItsNameTheTimeAndTheReason() throws Exception {
        X509CRL list = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(stream(LIST));
        RevokedCertificates lists = new RevokedCertificates(List.of(list));
        X509Certificate issued = issued();
        CertPathValidatorException refused =
                catchThrowableOfType(
                        CertPathValidatorException.class, () -> lists.check(issued, Set.of()));
        assertThat(refused.getReason()).isEqualTo(BasicReason.REVOKED);
        assertThat(refused)
                .hasMessage(
                        "CN=press-01, serial number 1a2b, on 2026-11-29T02:03:34Z,"
                                + " KEY_COMPROMISE");
    }

    @Test
    void whatIsOnNoneIsLeftToTheOtherRules() throws Exception {
        X509Certificate issued = issued();
        assertThatCode(() -> new RevokedCertificates(List.of()).check(issued, Set.of()))
                .doesNotThrowAnyException();
    }
}
