package org.fieldproof.engine.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.testkit.ManualClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of revocation lists. Harm if it breaks: a list that nobody renews any more lets a stolen
/// certificate in, or a plant stands still and nobody is told which list it is.
final class RevocationFilesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir Path directory;
    private final ManualClock clock = new ManualClock(NOW);
    private Path file = Path.of("");

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("revoked.crl");
    }

    /// @param fromDays, untilDays from now
    private static X509CRL list(String issuer, int fromDays, int untilDays) throws Exception {
        KeyPair keys = new Certificates(new SecureRandom()).newKey();
        JcaX509v2CRLBuilder list =
                new JcaX509v2CRLBuilder(
                        new X500Principal(issuer), Date.from(NOW.plus(Duration.ofDays(fromDays))));
        list.setNextUpdate(Date.from(NOW.plus(Duration.ofDays(untilDays))));
        list.addCRLEntry(BigInteger.TEN, Date.from(NOW), CRLReason.keyCompromise);
        return new JcaX509CRLConverter()
                .getCRL(
                        list.build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(keys.getPrivate())));
    }

    private void write(X509CRL... lists) throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (X509CRL each : lists) {
            text.write(PemText.block("X509 CRL", each.getEncoded()));
        }
        Files.write(file, text.toByteArray());
    }

    private List<X509CRL> read() throws ConnectorException {
        return new IdentityFiles(clock).revocationLists(file.toString());
    }

    private Problem refusal() {
        ConnectorException refused = catchThrowableOfType(ConnectorException.class, this::read);
        assertThat(refused).isNotNull();
        assertThat(refused.problem().object()).isEqualTo("revocation list " + file);
        return refused.problem();
    }

    @Test
    void oneInDerAndSeveralInPemAreRead() throws Exception {
        X509CRL plant = list("CN=plant", -1, 1);
        X509CRL other = list("CN=other", -1, 1);
        Files.write(file, plant.getEncoded());
        assertThat(read()).containsExactly(plant);
        write(plant, other);
        assertThat(read()).containsExactly(plant, other);
    }

    @Test
    void aListThatRanOutIsToldWithItsAuthority() throws Exception {
        write(list("CN=other", -1, 1), list("CN=plant", -9, -2));
        Problem why = refusal();
        assertThat(why.code()).isEqualTo("SEC-0217");
        assertThat(why.message())
                .contains("CN=plant", "ran out at 2026-11-18")
                .doesNotContain("other");
        assertThat(why.remedy()).contains("newest list", "2026-11-20");
    }

    @Test
    void anOlderListBesideTheNewestDoesNoHarm() throws Exception {
        write(list("CN=plant", -9, -2), list("CN=plant", -1, 1));
        assertThat(read()).hasSize(2);
        clock.advance(Duration.ofDays(2));
        assertThat(refusal().code()).isEqualTo("SEC-0217");
    }

    @Test
    void whatIsNoListIsToldAsSuch() throws Exception {
        assertThat(refusal().code()).as("not there").isEqualTo("SEC-0201");
        for (byte[] content : new byte[][] {{}, {'h', 'e', 'l', 'l', 'o'}, certificate()}) {
            Files.write(file, content);
            assertThat(refusal().code()).isEqualTo("SEC-0218");
        }
    }

    private byte[] certificate() throws Exception {
        Certificates certificates = new Certificates(new SecureRandom());
        return PemText.ofCertificates(
                List.of(certificates.authority("ca", certificates.newKey(), clock.now())));
    }
}
