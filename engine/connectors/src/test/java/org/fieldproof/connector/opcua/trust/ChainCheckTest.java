package org.fieldproof.connector.opcua.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.connector.opcua.testing.OpcAuthority;
import org.fieldproof.connector.opcua.testing.OpcAuthority.Wish;
import org.junit.jupiter.api.Test;

/// `UT-1`, one check after the other. Each that is not made lets somebody pose as a plant's server,
/// or read what only the gateway may.
class ChainCheckTest {
    private static final String URI = "urn:plant:server";
    private static final OpcAuthority PLANT = new OpcAuthority("plant");

    private static Wish server() {
        return Wish.of("server", URI, "plc-07", "192.0.2.7");
    }

    private static X509Certificate leaf(TlsIdentity identity) {
        return identity.chain().getFirst();
    }

    private static ChainCheck.Demands demands(String host, boolean listsRequired, Instant now) {
        return new ChainCheck.Demands(
                Optional.of(host),
                Optional.of(URI),
                true,
                2_048,
                false,
                listsRequired,
                Set.of(),
                now);
    }

    private static ChainVerdict judge(TlsIdentity shown, ChainCheck.Known known) {
        return ChainCheck.judge(shown.chain(), known, demands("plc-07", true, Instant.now()));
    }

    private static ChainCheck.Known authority(X509CRL... lists) {
        return new ChainCheck.Known(List.of(PLANT.certificate()), List.of(), List.of(lists));
    }

    private static ChainCheck.Known trusting(TlsIdentity identity) {
        return new ChainCheck.Known(List.of(leaf(identity)), List.of(), List.of());
    }

    @Test
    void aGoodChainIsBelieved() {
        assertThat(judge(PLANT.issue(server()), authority(PLANT.list())))
                .isInstanceOf(ChainVerdict.Believed.class);
        TlsIdentity self = OpcAuthority.selfSigned(server());
        assertThat(judge(self, trusting(self))).isInstanceOf(ChainVerdict.Believed.class);
    }

    @Test
    void aCertificateThatNobodyTrustedIsNotBelieved() {
        ChainCheck.Known nobody = new ChainCheck.Known(List.of(), List.of(), List.of());
        assertThat(judge(OpcAuthority.selfSigned(server()), nobody))
                .isInstanceOf(ChainVerdict.Untrusted.class);
        assertThat(judge(PLANT.issue(server()), nobody))
                .isInstanceOf(ChainVerdict.Incomplete.class);
        ChainCheck.Known onlyIssuer =
                new ChainCheck.Known(List.of(), List.of(PLANT.certificate()), List.of());
        assertThat(judge(PLANT.issue(server()), onlyIssuer))
                .as("an issuer completes a chain and gives no trust")
                .isInstanceOf(ChainVerdict.Untrusted.class);
    }

    /// An authority of the same name with another key is another authority.
    @Test
    void anAuthorityOfTheSameNameWithAnotherKeyIsForged() {
        TlsIdentity genuine = new OpcAuthority("twin").issue(server());
        X509Certificate twin =
                leaf(OpcAuthority.selfSigned(Wish.of("twin", "urn:twin").bits(2_048)));
        ChainVerdict verdict =
                judge(genuine, new ChainCheck.Known(List.of(twin), List.of(), List.of()));
        assertThat(verdict).isInstanceOf(ChainVerdict.Forged.class);
    }

    @Test
    void timeCounts() {
        Instant now = Instant.now();
        Duration day = Duration.ofDays(1);
        TlsIdentity late =
                PLANT.issue(server().between(now.minus(day.multipliedBy(2)), now.minus(day)));
        TlsIdentity early =
                PLANT.issue(server().between(now.plus(day), now.plus(day.multipliedBy(2))));
        assertThat(judge(late, authority(PLANT.list()))).isInstanceOf(ChainVerdict.OutOfTime.class);
        assertThat(judge(early, authority(PLANT.list())))
                .isInstanceOf(ChainVerdict.OutOfTime.class);
        assertThat(
                        ChainCheck.judge(
                                PLANT.issue(server()).chain(),
                                authority(PLANT.list()),
                                demands("plc-07", true, now.plus(Duration.ofDays(400)))))
                .as("by the gateway's clock, not the library's")
                .isInstanceOf(ChainVerdict.OutOfTime.class);
    }

    @Test
    void hostAndApplicationMustBeNamed() {
        TlsIdentity good = PLANT.issue(server());
        ChainCheck.Known known = authority(PLANT.list());
        Instant now = Instant.now();
        assertThat(ChainCheck.judge(good.chain(), known, demands("PLC-07", true, now)))
                .as("names know no case")
                .isInstanceOf(ChainVerdict.Believed.class);
        assertThat(ChainCheck.judge(good.chain(), known, demands("192.0.2.7", true, now)))
                .isInstanceOf(ChainVerdict.Believed.class);
        assertThat(ChainCheck.judge(good.chain(), known, demands("plc-08", true, now)))
                .isInstanceOf(ChainVerdict.WrongHost.class);
        assertThat(ChainCheck.judge(good.chain(), known, demands("192.0.2.8", true, now)))
                .isInstanceOf(ChainVerdict.WrongHost.class);
        assertThat(judge(PLANT.issue(Wish.of("other", "urn:other", "plc-07")), known))
                .isInstanceOf(ChainVerdict.WrongApplication.class);
    }

    @Test
    void useAndStrengthCount() {
        ChainCheck.Known known = authority(PLANT.list());
        assertThat(judge(PLANT.issue(server().usage(KeyUsage.digitalSignature)), known))
                .isInstanceOf(ChainVerdict.Unfit.class);
        assertThat(judge(PLANT.issue(server().purposes(KeyPurposeId.id_kp_clientAuth)), known))
                .isInstanceOf(ChainVerdict.Unfit.class);
        assertThat(judge(PLANT.issue(server().bits(1_024)), known))
                .isInstanceOf(ChainVerdict.Unfit.class);
        assertThat(judge(PLANT.issue(server().algorithm("SHA1withRSA")), known))
                .isInstanceOf(ChainVerdict.Unfit.class);
        TlsIdentity weak = OpcAuthority.selfSigned(server().algorithm("SHA1withRSA"));
        assertThat(judge(weak, trusting(weak)))
                .as("also where it signed itself")
                .isInstanceOf(ChainVerdict.Unfit.class);
    }

    /// A certificate that may not issue must not vouch for another.
    @Test
    void whoIsNoAuthorityMayNotIssue() {
        Wish issuerWish = Wish.of("authority plant", "urn:x");
        X509Certificate notCa = leaf(OpcAuthority.selfSigned(issuerWish));
        // Signed with the plant's key, but known only through a certificate that is no authority's.
        ChainVerdict verdict =
                judge(
                        PLANT.issue(server()),
                        new ChainCheck.Known(List.of(notCa), List.of(), List.of()));
        assertThat(verdict).isNotInstanceOf(ChainVerdict.Believed.class);
    }

    @Test
    void revocationIsReallyChecked() {
        TlsIdentity good = PLANT.issue(server());
        X509CRL listed = PLANT.list(leaf(good));
        assertThat(judge(good, authority(listed))).isInstanceOf(ChainVerdict.Revoked.class);
        assertThat(judge(good, authority())).isInstanceOf(ChainVerdict.RevocationUnknown.class);
        assertThat(judge(good, authority(PLANT.list()))).isInstanceOf(ChainVerdict.Believed.class);
        assertThat(judge(good, authority(new OpcAuthority("another plant").list())))
                .as("a list of somebody else says nothing")
                .isInstanceOf(ChainVerdict.RevocationUnknown.class);
        assertThat(
                        ChainCheck.judge(
                                good.chain(), authority(), demands("plc-07", false, Instant.now())))
                .as("only where the project says so")
                .isInstanceOf(ChainVerdict.Believed.class);
        assertThat(
                        ChainCheck.judge(
                                good.chain(),
                                authority(PLANT.list()),
                                demands("plc-07", true, Instant.now().plus(Duration.ofDays(3)))))
                .as("a list that is out of date says nothing")
                .isInstanceOf(ChainVerdict.RevocationUnknown.class);
    }
}
