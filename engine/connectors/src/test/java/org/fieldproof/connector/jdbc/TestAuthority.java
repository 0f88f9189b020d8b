package org.fieldproof.connector.jdbc;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.fieldproof.api.time.GatewayClock;

/// A certificate authority for one test.
record TestAuthority(KeyPair keys, X509Certificate certificate) {

    static TestAuthority named(String name) {
        try {
            KeyPair keys = newKeys();
            X500Principal principal = new X500Principal("CN=" + name);
            JcaX509v3CertificateBuilder builder = builder(principal, principal, keys);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            return new TestAuthority(keys, signed(builder, keys));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    void issue(String host, Path certificateFile, Path keyFile)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        KeyPair own = newKeys();
        JcaX509v3CertificateBuilder builder =
                builder(
                        certificate.getSubjectX500Principal(),
                        new X500Principal("CN=" + host),
                        own);
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
        write(certificateFile, "CERTIFICATE", signed(builder, keys).getEncoded());
        write(keyFile, "PRIVATE KEY", own.getPrivate().getEncoded());
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Principal issuer, X500Principal subject, KeyPair keys) {
        GatewayClock clock = GatewayClock.system();
        return new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(clock.nanoTime()),
                Date.from(clock.now().minus(Duration.ofDays(1))),
                Date.from(clock.now().plus(Duration.ofDays(1))),
                subject,
                keys.getPublic());
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, KeyPair signer)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(signer.getPrivate())));
    }

    private static void write(Path file, String kind, byte[] der) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN "
                        + kind
                        + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                        + "\n-----END "
                        + kind
                        + "-----\n");
    }
}
