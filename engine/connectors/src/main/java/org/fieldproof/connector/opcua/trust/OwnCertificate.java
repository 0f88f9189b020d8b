package org.fieldproof.connector.opcua.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.fieldproof.api.spi.TlsIdentity;

/// Our own application certificate where no authority issues it: signed by itself, which is what
/// most controllers expect of a client, made once and kept beside the trust lists as
/// `own/certificate.der` (to be handed to the peer) and `own/key.pem` (mode 0600).
///
/// Replaced when fewer than 30 days remain or the application URI has changed: the peer must then
/// be told, so five years are given.
public final class OwnCertificate {
    private static final Duration LIFE = Duration.ofDays(1_826);
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);
    private static final Duration BACKDATED = Duration.ofDays(1);
    private static final int RSA_BITS = 2_048;
    private static final int SERIAL_BITS = 127;

    private final Path folder;

    public OwnCertificate(Path folder) {
        this.folder = folder;
    }

    /// Where the certificate lies, for people who have to hand it on.
    public Path file() {
        return folder.resolve("certificate.der");
    }

    /// Writes the certificate there, where it came from elsewhere.
    public void show(X509Certificate certificate) throws IOException {
        try {
            byte[] der = certificate.getEncoded();
            if (!Files.exists(file())
                    || !java.util.Arrays.equals(Files.readAllBytes(file()), der)) {
                write(file(), der);
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /// The stored one, or a new one.
    public TlsIdentity selfSigned(
            String name, String applicationUri, Instant now, SecureRandom random)
            throws IOException, GeneralSecurityException {
        Optional<TlsIdentity> stored = stored(applicationUri, now);
        if (stored.isPresent()) {
            return stored.get();
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS, random);
        KeyPair keys = generator.generateKeyPair();
        X509Certificate made = make(name, applicationUri, keys, now, random);
        String pem =
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(keys.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n";
        // The certificate comes last: without it, the key was never used.
        write(folder.resolve("key.pem"), pem.getBytes(StandardCharsets.US_ASCII));
        write(file(), made.getEncoded());
        return new TlsIdentity(List.of(made), keys.getPrivate(), List.of());
    }

    private Optional<TlsIdentity> stored(String applicationUri, Instant now) throws IOException {
        Path keyFile = folder.resolve("key.pem");
        if (!Files.exists(file()) || !Files.exists(keyFile)) {
            return Optional.empty();
        }
        try {
            X509Certificate certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(
                                            new ByteArrayInputStream(Files.readAllBytes(file())));
            String base64 =
                    Files.readString(keyFile, StandardCharsets.US_ASCII)
                            .replaceAll("-----[A-Z ]+-----|\\s", "");
            PrivateKey key =
                    KeyFactory.getInstance("RSA")
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
            boolean good =
                    ChainCheck.applicationUris(certificate).contains(applicationUri)
                            && certificate
                                    .getNotAfter()
                                    .toInstant()
                                    .isAfter(now.plus(RENEW_BEFORE));
            return good
                    ? Optional.of(new TlsIdentity(List.of(certificate), key, List.of()))
                    : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static X509Certificate make(
            String name, String applicationUri, KeyPair keys, Instant now, SecureRandom random)
            throws GeneralSecurityException, IOException {
        X500Principal self = new X500Principal("CN=" + name + ", O=Fieldproof");
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        self,
                        new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
                        Date.from(now.minus(BACKDATED)),
                        Date.from(now.plus(LIFE)),
                        self,
                        keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(
                Extension.keyUsage,
                true,
                new KeyUsage(
                        KeyUsage.digitalSignature
                                | KeyUsage.nonRepudiation
                                | KeyUsage.keyEncipherment
                                | KeyUsage.dataEncipherment
                                | KeyUsage.keyCertSign));
        builder.addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(
                        new KeyPurposeId[] {
                            KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                        }));
        List<GeneralName> names = new ArrayList<>();
        names.add(new GeneralName(GeneralName.uniformResourceIdentifier, applicationUri));
        names.add(new GeneralName(GeneralName.dNSName, "localhost"));
        names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
        hostName().ifPresent(host -> names.add(new GeneralName(GeneralName.dNSName, host)));
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(names.toArray(GeneralName[]::new)));
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withRSA")
                                            .setSecureRandom(random)
                                            .build(keys.getPrivate())));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /// This machine's name; empty where it does not know it.
    public static Optional<String> hostName() {
        try {
            String host =
                    InetAddress.getLocalHost().getHostName().toLowerCase(java.util.Locale.ROOT);
            return host.matches("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")
                    ? Optional.of(host)
                    : Optional.empty();
        } catch (UnknownHostException _) {
            return Optional.empty();
        }
    }

    private static void write(Path target, byte[] content) throws IOException {
        Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        if (target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    temporary,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        Files.write(temporary, content);
        Files.move(
                temporary,
                target,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
