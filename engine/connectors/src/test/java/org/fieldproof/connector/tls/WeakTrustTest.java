package org.fieldproof.connector.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.X509TrustManager;
import org.fieldproof.api.spi.TlsIdentity;
import org.junit.jupiter.api.Test;

/// S24 for what is trusted itself: the JDK takes that as it is. Harm if it breaks: whoever can
/// factor an old key poses as a server of the plant.
final class WeakTrustTest {

    @Test
    void aTrustedCertificateWithAShortKeyIsRefused() {
        TlsIdentity shown = BadCertificate.RSA_OF_1024_BITS.made();
        TlsIdentity pinned = new TlsIdentity(List.of(), null, shown.chain());
        assertThatThrownBy(pinned::trustManagers)
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining("1024 bits");
    }

    @Test
    void oneWithALongKeyIsTaken() throws Exception {
        TlsIdentity pinned = new TlsIdentity(List.of(), null, BadCertificate.good().chain());
        assertThat(pinned.trustManagers().getTrustManagers()).hasSize(1);
    }

    @Test
    void aTrustedCertificateOnAListIsTrustedNoMore() throws Exception {
        TlsIdentity shown = BadCertificate.REVOKED.made();
        TlsIdentity pinned =
                new TlsIdentity(List.of(), null, shown.chain(), shown.revocationLists());
        assertThatThrownBy(pinned::trustManagers)
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining("on a revocation list");
        X509Certificate root = shown.trust().getFirst();
        TlsIdentity both =
                new TlsIdentity(
                        List.of(),
                        null,
                        List.of(shown.chain().getFirst(), root),
                        shown.revocationLists());
        X509TrustManager left = (X509TrustManager) both.trustManagers().getTrustManagers()[0];
        assertThat(left.getAcceptedIssuers()).containsExactly(root);
    }
}
