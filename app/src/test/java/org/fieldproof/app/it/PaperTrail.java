package org.fieldproof.app.it;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// An authority of the tests, which also issues what no sound one would: certificates that have
/// expired, or that name another host.
final class PaperTrail {
    private static final Duration DAY = Duration.ofDays(1);

    private final X509Certificate certificate;
    private final PrivateKey key;

    private PaperTrail(X509Certificate certificate, PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    /// A new authority that nobody knows.
    static PaperTrail unknown() throws Exception {
        KeyPair pair = pair();
        X500Principal name = new X500Principal("CN=An authority nobody knows");
        X509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(Instant.now().minus(DAY)),
                        Date.from(Instant.now().plus(DAY)),
                        name,
                        pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        return new PaperTrail(signed(builder, pair.getPrivate()), pair.getPrivate());
    }

    /// The authority of an installation, with the key it keeps in its data directory.
    static PaperTrail of(Path pki) throws Exception {
        byte[] pem = Files.readAllBytes(pki.resolve("ca.crt"));
        String keyText =
                Files.readString(pki.resolve("ca.key"))
                        .replaceAll("-----[A-Z ]+-----", "")
                        .replaceAll("\\s", "");
        return new PaperTrail(
                (X509Certificate)
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(new java.io.ByteArrayInputStream(pem)),
                KeyFactory.getInstance("EC")
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(keyText))));
    }

    /// Issues a certificate that is valid today.
    Pem issue(Path folder, String name) throws Exception {
        return issue(folder, name, Instant.now().plus(DAY));
    }

    /// Issues a certificate whose time is over.
    Pem issueExpired(Path folder, String name) throws Exception {
        return issue(folder, name, Instant.now().minus(Duration.ofHours(1)));
    }

    private Pem issue(Path folder, String name, Instant until) throws Exception {
        KeyPair pair = pair();
        X509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        certificate.getSubjectX500Principal(),
                        BigInteger.valueOf(System.nanoTime()),
                        Date.from(until.minus(DAY.multipliedBy(2))),
                        Date.from(until),
                        new X500Principal("CN=" + name),
                        pair.getPublic());
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
        Path file = folder.resolve(name + ".crt");
        Path keyFile = folder.resolve(name + ".key");
        write(file, "CERTIFICATE", signed(builder, key).getEncoded());
        write(keyFile, "PRIVATE KEY", pair.getPrivate().getEncoded());
        return new Pem(file, keyFile);
    }

    /// Writes the authority's own certificate.
    Path writeTo(Path file) throws Exception {
        return write(file, "CERTIFICATE", certificate.getEncoded());
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey by)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        byte[] encoded =
                builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by))
                        .getEncoded();
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new java.io.ByteArrayInputStream(encoded));
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static Path write(Path file, String kind, byte[] der) throws IOException {
        String body =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der);
        return Files.writeString(
                file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }

    /// A certificate and its key, as PEM files.
    record Pem(Path certificate, Path key) {}
}
