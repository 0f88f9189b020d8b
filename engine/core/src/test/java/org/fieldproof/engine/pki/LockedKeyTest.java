package org.fieldproof.engine.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.testkit.ManualClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys that another tool has encrypted (row 73 of the bad inputs). Harm if it breaks: keys lie in
/// clear on a machine of the plant because there is no other way, or a person does not learn that
/// it is the password that is wrong.
final class LockedKeyTest {
    private static final ManualClock CLOCK = new ManualClock(Instant.parse("2026-11-20T12:00:00Z"));
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir Path directory;
    private Path certificate = Path.of("");

    @BeforeEach
    void writeCertificate() {
        certificate = directory.resolve("own.crt");
    }

    private KeyPair pair(boolean rsa) throws Exception {
        Certificates certificates = new Certificates(RANDOM);
        KeyPair pair = rsa ? certificates.newRsaKey() : certificates.newKey();
        KeyPair signer = certificates.newKey();
        X509Certificate plant = certificates.authority("plant", signer, CLOCK.now());
        X509Certificate made =
                certificates.application(
                        "own",
                        "urn:own",
                        pair.getPublic(),
                        plant,
                        signer.getPrivate(),
                        CLOCK.now());
        Files.write(certificate, PemText.ofCertificates(List.of(made)));
        return pair;
    }

    /// As `openssl pkcs8 -topk8` writes it.
    private Path locked(KeyPair pair, ASN1ObjectIdentifier cipher, String password)
            throws IOException, OperatorCreationException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(
                    new JcaPKCS8Generator(
                            pair.getPrivate(),
                            new JceOpenSSLPKCS8EncryptorBuilder(cipher)
                                    .setProvider(new BouncyCastleProvider())
                                    .setPRF(PKCS8Generator.PRF_HMACSHA256)
                                    .setPassword(password.toCharArray())
                                    .build()));
        }
        Path file = Files.writeString(directory.resolve("locked.key"), text.toString());
        assertThat(file).content().startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
        return file;
    }

    private Problem refusal(Path key, String password) {
        ConnectorException refused =
                catchThrowableOfType(
                        ConnectorException.class,
                        () ->
                                new IdentityFiles(CLOCK)
                                        .read(
                                                certificate.toString(),
                                                key.toString(),
                                                password.toCharArray(),
                                                List.of()));
        assertThat(refused).isNotNull();
        assertThat(refused.problem().object()).contains(key.toString());
        assertThat(refused.problem().oneLine()).doesNotContain("open sesame");
        return refused.problem();
    }

    @ParameterizedTest(name = "RSA: {0}")
    @ValueSource(booleans = {true, false})
    void theRightPasswordOpensAKey(boolean rsa) throws Exception {
        KeyPair pair = pair(rsa);
        for (ASN1ObjectIdentifier cipher :
                List.of(PKCS8Generator.AES_128_CBC, PKCS8Generator.AES_256_CBC)) {
            Path key = locked(pair, cipher, "open sesame");
            assertThat(
                            new IdentityFiles(CLOCK)
                                    .read(
                                            certificate.toString(),
                                            key.toString(),
                                            "open sesame".toCharArray(),
                                            List.of())
                                    .key())
                    .isEqualTo(pair.getPrivate());
        }
    }

    /// So many that the padding looks right for some.
    @Test
    void anyOtherPasswordIsToldAsSuch() throws Exception {
        Path key = locked(pair(false), PKCS8Generator.AES_256_CBC, "open sesame");
        for (int i = 0; i < 1_500; i++) {
            Problem why = refusal(key, "open sesame " + i);
            assertThat(why.code()).as(why.oneLine()).isEqualTo("SEC-0215");
            assertThat(why.remedy()).contains("secret");
        }
    }

    @Test
    void aMissingPasswordIsToldWithWhereItGoes() throws Exception {
        Problem why = refusal(locked(pair(false), PKCS8Generator.AES_256_CBC, "open sesame"), "");
        assertThat(why.code()).isEqualTo("SEC-0204");
        assertThat(why.remedy()).contains("keyPassword: secret:NAME");
    }

    @Test
    void aKeyOfAnotherCertificateIsToldOnceItIsOpen() throws Exception {
        Path key = locked(pair(false), PKCS8Generator.AES_256_CBC, "open sesame");
        pair(false); // Writes another certificate in its place.
        assertThat(refusal(key, "open sesame").code()).isEqualTo("SEC-0205");
    }

    @Test
    void whatTheJdkDoesNotReadIsToldWithHowToWriteIt() throws Exception {
        Path key =
                locked(pair(false), PKCSObjectIdentifiers.pbeWithSHAAnd40BitRC2_CBC, "open sesame");
        Problem why = refusal(key, "open sesame");
        assertThat(why.code()).as(why.oneLine()).isEqualTo("SEC-0216");
        assertThat(why.remedy()).contains("aes-256-cbc");
    }
}
