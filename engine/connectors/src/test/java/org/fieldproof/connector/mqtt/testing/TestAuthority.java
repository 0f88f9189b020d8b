package org.fieldproof.connector.mqtt.testing;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.fieldproof.api.spi.TlsIdentity;

/// A certificate authority for one test, with good and bad certificates to hand out.
public final class TestAuthority {
    private final KeyPair keys;
    private final X509Certificate certificate;
    private long serial = 1;

    public TestAuthority(String name) {
        try {
            keys = keys();
            X500Principal self = new X500Principal("CN=" + name);
            certificate = sign(self, keys, self, true, List.of(), year(-1), year(1));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Names are host names, or addresses where they look like one.
    public TlsIdentity server(String... names) {
        return issue("server", List.of(names), year(-1), year(1));
    }

    public TlsIdentity expiredServer(String... names) {
        return issue("server", List.of(names), year(-2), year(-1));
    }

    /// Good still, and not for long.
    public TlsIdentity endingServer(String... names) {
        Date soon = Date.from(Instant.now().plus(Duration.ofDays(2)));
        return issue("server", List.of(names), year(-1), soon);
    }

    public TlsIdentity client(String name) {
        return issue(name, List.of(), year(-1), year(1));
    }

    public TlsIdentity trust() {
        return new TlsIdentity(List.of(), null, List.of(certificate));
    }

    /// A server certificate that signed itself.
    public static TlsIdentity selfSigned(String... names) {
        try {
            KeyPair keys = keys();
            X500Principal self = new X500Principal("CN=self");
            TestAuthority signer = new TestAuthority("unused");
            return new TlsIdentity(
                    List.of(
                            signer.sign(
                                    self,
                                    keys,
                                    self,
                                    keys,
                                    false,
                                    List.of(names),
                                    year(-1),
                                    year(1))),
                    keys.getPrivate(),
                    List.of());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private TlsIdentity issue(String name, List<String> names, Date from, Date until) {
        try {
            KeyPair own = keys();
            X509Certificate issued =
                    sign(new X500Principal("CN=" + name), own, null, false, names, from, until);
            return new TlsIdentity(
                    List.of(issued, certificate), own.getPrivate(), List.of(certificate));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Certificate sign(
            X500Principal subject,
            KeyPair subjectKeys,
            @org.jspecify.annotations.Nullable X500Principal issuer,
            boolean authority,
            List<String> names,
            Date from,
            Date until)
            throws GeneralSecurityException {
        X500Principal by = issuer != null ? issuer : certificate.getSubjectX500Principal();
        return sign(subject, subjectKeys, by, keys, authority, names, from, until);
    }

    private X509Certificate sign(
            X500Principal subject,
            KeyPair subjectKeys,
            X500Principal issuer,
            KeyPair issuerKeys,
            boolean authority,
            List<String> names,
            Date from,
            Date until)
            throws GeneralSecurityException {
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        issuer,
                        BigInteger.valueOf(serial++),
                        from,
                        until,
                        subject,
                        subjectKeys.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (!names.isEmpty()) {
                List<GeneralName> general = new ArrayList<>();
                for (String name : names) {
                    boolean address = name.matches("[0-9.]+|.*:.*");
                    general.add(
                            new GeneralName(
                                    address ? GeneralName.iPAddress : GeneralName.dNSName, name));
                }
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(general.toArray(GeneralName[]::new)));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA")
                                            .build(issuerKeys.getPrivate())));
        } catch (CertIOException | OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static Date year(int years) {
        return Date.from(Instant.now().plus(Duration.ofDays(365L * years)));
    }

    /// Writes chain, key and trust as PEM, for brokers that read files.
    public static void write(TlsIdentity identity, Path chain, Path key) throws IOException {
        StringBuilder pem = new StringBuilder();
        for (X509Certificate each : identity.chain()) {
            pem.append(pem("CERTIFICATE", encoded(each)));
        }
        Files.writeString(chain, pem);
        Files.writeString(
                key,
                pem("PRIVATE KEY", java.util.Objects.requireNonNull(identity.key()).getEncoded()));
    }

    /// The certificates in a file, as it is now; none where no file is named.
    static List<X509Certificate> certificatesIn(String path) {
        if (path.isEmpty()) {
            return List.of();
        }
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public void writeTrust(Path file) throws IOException {
        Files.writeString(file, pem("CERTIFICATE", encoded(certificate)));
    }

    private static byte[] encoded(X509Certificate certificate) throws IOException {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN "
                + kind
                + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END "
                + kind
                + "-----\n";
    }
}
