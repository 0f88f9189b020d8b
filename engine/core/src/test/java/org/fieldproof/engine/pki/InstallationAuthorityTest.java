package org.fieldproof.engine.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.testkit.ManualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class InstallationAuthorityTest {
    private static final UUID INSTALLATION =
            UUID.fromString("0a1b2c3d-0000-4000-8000-000000000000");

    private static final char[] NONE = new char[0];

    @TempDir Path temp;
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-20T12:00:00Z"));
    private final SecureRandom random = new SecureRandom();

    // Harm: after a restart the gateway is a stranger to every device it enrolled.
    @Test
    void authorityAndIdentitiesSurviveARestart() throws Exception {
        InstallationAuthority first = open();
        X509Certificate server = first.server("devices").chain().getFirst();
        X509Certificate client = first.client("press-01").chain().getFirst();
        InstallationAuthority again = open();
        assertThat(again.authority()).isEqualTo(first.authority());
        assertThat(again.server("devices").chain().getFirst()).isEqualTo(server);
        assertThat(again.client("press-01").chain().getFirst()).isEqualTo(client);
        assertThat(again.certificateFingerprints())
                .containsKeys("CN=press-01", "CN=devices,OU=server")
                .allSatisfy(
                        (subject, print) ->
                                assertThat(print).matches("([0-9a-f]{2}:){31}[0-9a-f]{2}"));
    }

    // Harm: certificates that our own endpoints make are refused by our own clients.
    @Test
    void bothSidesShakeHandsAndTheHostNameIsChecked() throws Exception {
        InstallationAuthority authority = open();
        TlsIdentity server = authority.server("devices");
        for (String host : List.of("localhost", "127.0.0.1")) {
            assertThat(Handshake.between(server, authority.client("press-01"), host))
                    .isEqualTo("CN=press-01");
        }
        assertThatThrownBy(
                        () ->
                                Handshake.between(
                                        server, authority.client("press-01"), "evil.example"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("evil.example");
    }

    // Harm: a certificate of another installation opens this one's door.
    @Test
    void aClientOfAnotherAuthorityIsRefused() throws Exception {
        TlsIdentity server = open().server("devices");
        InstallationAuthority other =
                InstallationAuthority.open(temp.resolve("other"), UUID.randomUUID(), clock, random);
        TlsIdentity stranger = other.client("press-01");
        TlsIdentity lying = new TlsIdentity(stranger.chain(), stranger.key(), server.trust());
        assertThatThrownBy(() -> Handshake.between(server, lying, "localhost"))
                .isInstanceOf(IOException.class);
    }

    // Harm: a device's certificate is taken for a server's, or the other way round.
    @Test
    void eachCertificateServesOnePurpose() throws Exception {
        InstallationAuthority authority = open();
        X509Certificate client = authority.client("press-01").chain().getFirst();
        X509Certificate server = authority.server("devices").chain().getFirst();
        assertThat(client.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(client.getBasicConstraints()).isEqualTo(-1);
        assertThat(authority.authority().getBasicConstraints()).isZero();
        assertThat(Duration.between(clock.now(), authority.authority().getNotAfter().toInstant()))
                .isGreaterThan(Duration.ofDays(3_649));
    }

    // Harm: an OPC UA peer refuses us, since its policies know RSA only and want the URI by name.
    @Test
    void anApplicationCertificateIsAsOpcUaWantsIt() throws Exception {
        InstallationAuthority authority = open();
        TlsIdentity application = authority.application("plc", "urn:plant:fieldproof:plc");
        X509Certificate made = application.chain().getFirst();
        assertThat(made.getPublicKey().getAlgorithm()).isEqualTo("RSA");
        assertThat(made.getExtendedKeyUsage())
                .containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        assertThat(made.getKeyUsage()).startsWith(true, true, true, true, false);
        assertThat(made.getSubjectAlternativeNames())
                .anySatisfy(name -> assertThat(name.get(1)).isEqualTo("urn:plant:fieldproof:plc"))
                .anySatisfy(name -> assertThat(name.get(1)).isEqualTo("localhost"));
        made.verify(authority.authority().getPublicKey());
        assertThat(open().application("plc", "urn:plant:fieldproof:plc").chain())
                .as("the same after a restart")
                .isEqualTo(application.chain());
        assertThat(open().application("plc", "urn:other").chain())
                .as("another name is another certificate")
                .isNotEqualTo(application.chain());
    }

    // Harm: a plant stops after a year because nobody renewed.
    @Test
    void aCertificateIsRenewedInItsLastMonthAndNotBefore() throws Exception {
        X509Certificate made = open().server("devices").chain().getFirst();
        clock.advance(Duration.ofDays(330));
        assertThat(open().server("devices").chain().getFirst()).isEqualTo(made);
        clock.advance(Duration.ofDays(6));
        InstallationAuthority later = open();
        X509Certificate renewed = later.server("devices").chain().getFirst();
        assertThat(renewed).isNotEqualTo(made);
        assertThatCode(() -> renewed.verify(later.authority().getPublicKey()))
                .doesNotThrowAnyException();
    }

    // Harm: a board without a clock battery makes certificates that are over once NTP answers.
    @Test
    void whatIsMadeIn1970IsStillValidWhenTheClockIsRight() throws Exception {
        clock.setWall(Instant.parse("1970-01-02T00:00:10Z"));
        X509Certificate made = open().client("press-01").chain().getFirst();
        clock.setWall(Instant.parse("2026-11-20T12:00:00Z"));
        assertThat(open().client("press-01").chain().getFirst()).isEqualTo(made);
    }

    // Harm: a new authority is made silently and shuts out every device.
    @Test
    void aLostAuthorityIsReportedNotReplaced() throws Exception {
        open().client("press-01");
        Files.delete(pki().resolve("ca.crt"));
        assertThat(refusal(this::open).code()).isEqualTo("SEC-0211");
        assertThat(pki().resolve("ca.crt")).doesNotExist();
    }

    // Harm: the key of the authority is gone or another's, and devices fail one by one.
    @Test
    void anAuthorityWhoseKeyDoesNotFitIsReported() throws Exception {
        open();
        InstallationAuthority.open(temp.resolve("other"), INSTALLATION, clock, random);
        Files.copy(
                temp.resolve("other/ca.key"),
                pki().resolve("ca.key"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(refusal(this::open).code()).isEqualTo("SEC-0205");
        Files.delete(pki().resolve("ca.key"));
        assertThat(refusal(this::open).code()).isEqualTo("SEC-0201");
    }

    // Harm: a crash between key and certificate leaves a client that can never connect.
    @Test
    void aTornPairIsMadeAgain() throws Exception {
        InstallationAuthority.ClientFiles files = open().exportClient("press-01");
        open().exportClient("press-02");
        Files.copy(
                pki().resolve("clients/press-02.key"),
                files.key(),
                StandardCopyOption.REPLACE_EXISTING);
        TlsIdentity again = open().client("press-01");
        assertThat(
                        CertificateChecks.fits(
                                java.util.Objects.requireNonNull(again.key()),
                                again.chain().getFirst().getPublicKey()))
                .isTrue();
    }

    // Harm: every user of the machine can act as the plant.
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void keysArePrivate() throws Exception {
        InstallationAuthority.ClientFiles files = open().exportClient("press-01");
        for (Path key : List.of(files.key(), pki().resolve("ca.key"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
        }
        assertThat(files.key()).content().startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(files.certificate()).content().startsWith("-----BEGIN CERTIFICATE-----");
    }

    // Harm: "TLS error" for seven different causes.
    @Test
    void eachBadFileHasItsOwnMessage() throws Exception {
        InstallationAuthority authority = open();
        InstallationAuthority.ClientFiles a = authority.exportClient("a");
        InstallationAuthority.ClientFiles b = authority.exportClient("b");
        String crt = a.certificate().toString();
        String key = a.key().toString();
        Path junk = Files.writeString(temp.resolve("junk.pem"), "hello");
        Path torn =
                Files.writeString(
                        temp.resolve("torn.pem"),
                        Files.readString(a.certificate()).substring(0, 200)
                                + "\n-----END CERTIFICATE-----\n");
        assertThat(authority.fromFiles(crt, key, NONE).chain()).hasSize(1);
        assertThat(code(() -> authority.fromFiles(temp + "/none", key, NONE)))
                .isEqualTo("SEC-0201");
        assertThat(code(() -> authority.fromFiles(temp.toString(), key, NONE)))
                .isEqualTo("SEC-0202");
        assertThat(code(() -> authority.fromFiles(junk.toString(), key, NONE)))
                .isEqualTo("SEC-0203");
        assertThat(code(() -> authority.fromFiles(torn.toString(), key, NONE)))
                .isEqualTo("SEC-0203");
        assertThat(code(() -> authority.fromFiles(crt, crt, NONE))).isEqualTo("SEC-0203");
        assertThat(code(() -> authority.fromFiles(crt, b.key().toString(), NONE)))
                .isEqualTo("SEC-0205");
        assertThat(code(() -> authority.trustOnly(junk.toString()))).isEqualTo("SEC-0203");
        assertThat(code(() -> authority.client("../a"))).isEqualTo("SEC-0210");
        clock.advance(Duration.ofDays(366));
        Problem expired = refusal(() -> authority.fromFiles(crt, key, NONE));
        assertThat(expired.code()).isEqualTo("SEC-0206");
        assertThat(expired.message()).contains("CN=a").contains("2027-11-20");
        assertThat(expired.remedy()).contains("2027-11-21");
        clock.setWall(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(code(() -> authority.fromFiles(crt, key, NONE))).isEqualTo("SEC-0207");
    }

    // Harm: keys made with openssl in its older formats "do not work".
    @Test
    void olderKeyFormatsAreReadAndEncryptedOnesNamed() throws Exception {
        KeyPair pair = new Certificates(random).newKey();
        X509Certificate certificate = new Certificates(random).authority("own", pair, clock.now());
        Path crt = temp.resolve("own.crt");
        Files.write(crt, PemText.ofCertificates(List.of(certificate)));
        Path sec1 = Files.writeString(temp.resolve("sec1.key"), pem(pair, false));
        assertThat(sec1).content().startsWith("-----BEGIN EC PRIVATE KEY-----");
        InstallationAuthority authority = open();
        assertThat(authority.fromFiles(crt.toString(), sec1.toString(), NONE).key()).isNotNull();
        Path locked = Files.writeString(temp.resolve("locked.key"), pem(pair, true));
        Problem problem =
                refusal(() -> authority.fromFiles(crt.toString(), locked.toString(), NONE));
        assertThat(problem.code()).isEqualTo("SEC-0204");
        assertThat(problem.remedy()).contains("openssl pkey");
        char[] right = "word".toCharArray();
        Problem old = refusal(() -> authority.fromFiles(crt.toString(), locked.toString(), right));
        assertThat(old.code()).isEqualTo("SEC-0216");
        assertThat(old.message()).contains("older than PKCS#8");
        assertThat(old.remedy()).contains("openssl pkcs8 -topk8");
    }

    // Harm: a key that can be computed guards a plant.
    @Test
    void weakKeysAreRefused() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1_024, random);
        KeyPair weak = generator.generateKeyPair();
        Certificates certificates = new Certificates(random);
        KeyPair caKey = certificates.newKey();
        X509Certificate ca = certificates.authority("ca", caKey, clock.now());
        X509Certificate leaf =
                certificates.client("x", weak.getPublic(), ca, caKey.getPrivate(), clock.now());
        assertThat(CertificateChecks.unusable(leaf, "x.crt", clock.now()))
                .hasValueSatisfying(p -> assertThat(p.code()).isEqualTo("SEC-0208"));
        assertThat(CertificateChecks.unusable(ca, "ca.crt", clock.now())).isEmpty();
    }

    // Harm: one expired authority in a bundle stops everything, or all expired ones pass.
    @Test
    void aTrustBundleWorksAsLongAsOneAuthorityDoes() throws Exception {
        Certificates certificates = new Certificates(random);
        X509Certificate future =
                certificates.authority(
                        "future", certificates.newKey(), clock.now().plus(Duration.ofDays(90)));
        X509Certificate good = certificates.authority("good", certificates.newKey(), clock.now());
        Path bundle = temp.resolve("bundle.pem");
        Files.write(bundle, PemText.ofCertificates(List.of(future, good)));
        InstallationAuthority authority = open();
        assertThat(authority.trustOnly(bundle.toString()).trust()).containsExactly(good);
        Files.write(bundle, PemText.ofCertificates(List.of(future)));
        assertThat(code(() -> authority.trustOnly(bundle.toString()))).isEqualTo("SEC-0207");
        assertThat(authority.trustOnly("").trust()).isEmpty();
        assertThat(authority.trustOnly("installation").trust())
                .containsExactly(authority.authority());
    }

    private InstallationAuthority open() throws ConnectorException {
        return InstallationAuthority.open(pki(), INSTALLATION, clock, random);
    }

    private Path pki() {
        return temp.resolve("pki");
    }

    private static String pem(KeyPair pair, boolean encrypted) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            if (encrypted) {
                writer.writeObject(
                        pair.getPrivate(),
                        new JcePEMEncryptorBuilder("AES-256-CBC")
                                .setProvider(new BouncyCastleProvider())
                                .build("word".toCharArray()));
            } else {
                // As openssl writes it: with the name of the curve inside.
                ECPrivateKey key = (ECPrivateKey) pair.getPrivate();
                writer.writeObject(
                        new PemObject(
                                "EC PRIVATE KEY",
                                new org.bouncycastle.asn1.sec.ECPrivateKey(
                                                256, key.getS(), SECObjectIdentifiers.secp256r1)
                                        .getEncoded()));
            }
        }
        return text.toString();
    }

    private static Problem refusal(Executable act) {
        ConnectorException refused = catchThrowableOfType(ConnectorException.class, act::execute);
        assertThat(refused).isNotNull();
        assertThat(refused.problem().remedy()).isNotBlank();
        return refused.problem();
    }

    private static String code(Executable act) {
        return refusal(act).code();
    }
}
