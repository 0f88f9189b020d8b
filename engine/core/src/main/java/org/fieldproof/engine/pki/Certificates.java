package org.fieldproof.engine.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes X.509 certificates (RFC 5280): P-256 keys, SHA-256 with ECDSA; RSA keys for OPC UA, whose
/// security policies know no others. No files, no clock.
///
/// Extensions are given as bytes and builders by their own type: a class whose verification must
/// know how Bouncy Castle's classes are related would, from the installer's class cache, have
/// those signed jars opened and checked before `main`, a tenth of each start.
final class Certificates {
    private static final Duration CA_LIFE = Duration.ofDays(3_652);
    private static final Duration LEAF_LIFE = Duration.ofDays(365);

    /// Devices' clocks lag; a certificate must be valid for them at once.
    private static final Duration BACKDATED = Duration.ofDays(1);

    /// A machine without a clock battery starts in 1970: what it makes must still be valid once
    /// its clock is right.
    private static final Instant LIFE_FROM = Instant.parse("2026-11-20T00:00:00Z");

    private static final int SERIAL_BITS = 127;
    private static final int RSA_BITS = 2_048;

    private final SecureRandom random;

    Certificates(SecureRandom random) {
        this.random = random;
    }

    KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    KeyPair newRsaKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS, random);
        return generator.generateKeyPair();
    }

    X509Certificate authority(String name, KeyPair key, Instant now)
            throws GeneralSecurityException, IOException {
        X500Name subject = subject(name, "");
        JcaX509v3CertificateBuilder builder =
                builder(subject, subject, key.getPublic(), now, CA_LIFE);
        builder.addExtension(
                Extension.basicConstraints, true, new BasicConstraints(0).getEncoded());
        builder.addExtension(
                Extension.keyUsage,
                true,
                new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign).getEncoded());
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils()
                        .createSubjectKeyIdentifier(key.getPublic())
                        .getEncoded());
        return sign(builder, key.getPrivate());
    }

    X509Certificate server(
            String name, PublicKey key, X509Certificate ca, PrivateKey caKey, Instant now)
            throws GeneralSecurityException, IOException {
        JcaX509v3CertificateBuilder builder =
                builder(subjectOf(ca), subject(name, "server"), key, now, LEAF_LIFE);
        leaf(builder, key, ca, KeyPurposeId.id_kp_serverAuth);
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(serverNames()).getEncoded());
        return sign(builder, caKey);
    }

    X509Certificate client(
            String name, PublicKey key, X509Certificate ca, PrivateKey caKey, Instant now)
            throws GeneralSecurityException, IOException {
        JcaX509v3CertificateBuilder builder =
                builder(subjectOf(ca), subject(name, ""), key, now, LEAF_LIFE);
        leaf(builder, key, ca, KeyPurposeId.id_kp_clientAuth);
        return sign(builder, caKey);
    }

    /// As OPC UA Part 6 clause 6.2.2 wants an application instance certificate.
    X509Certificate application(
            String name,
            String applicationUri,
            PublicKey key,
            X509Certificate ca,
            PrivateKey caKey,
            Instant now)
            throws GeneralSecurityException, IOException {
        JcaX509v3CertificateBuilder builder =
                builder(subjectOf(ca), subject(name, "application"), key, now, LEAF_LIFE);
        JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
        builder.addExtension(
                Extension.basicConstraints, true, new BasicConstraints(false).getEncoded());
        builder.addExtension(
                Extension.keyUsage,
                true,
                new KeyUsage(
                                KeyUsage.digitalSignature
                                        | KeyUsage.nonRepudiation
                                        | KeyUsage.keyEncipherment
                                        | KeyUsage.dataEncipherment)
                        .getEncoded());
        builder.addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(
                                new KeyPurposeId[] {
                                    KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                                })
                        .getEncoded());
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                ids.createSubjectKeyIdentifier(key).getEncoded());
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                ids.createAuthorityKeyIdentifier(ca).getEncoded());
        List<GeneralName> names = new ArrayList<>();
        names.add(new GeneralName(GeneralName.uniformResourceIdentifier, applicationUri));
        names.addAll(List.of(serverNames()));
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(names.toArray(new GeneralName[0])).getEncoded());
        return sign(builder, caKey);
    }

    /// The names a server certificate carries beside `127.0.0.1` and `::1`.
    static List<String> serverHostNames() {
        List<String> names = new ArrayList<>(List.of("localhost"));
        try {
            String host = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
            if (host.matches("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?") && !names.contains(host)) {
                names.add(host);
            }
        } catch (UnknownHostException unnamed) {
            // A machine whose own name does not resolve is reached by address or as localhost.
            return List.copyOf(names);
        }
        return List.copyOf(names);
    }

    private static GeneralName[] serverNames() {
        List<GeneralName> names = new ArrayList<>();
        for (String host : serverHostNames()) {
            boolean address = host.matches("[0-9.]+");
            names.add(new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host));
        }
        names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
        names.add(new GeneralName(GeneralName.iPAddress, "::1"));
        return names.toArray(new GeneralName[0]);
    }

    private static void leaf(
            JcaX509v3CertificateBuilder builder,
            PublicKey key,
            X509Certificate ca,
            KeyPurposeId use)
            throws GeneralSecurityException, IOException {
        JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
        builder.addExtension(
                Extension.basicConstraints, true, new BasicConstraints(false).getEncoded());
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature).getEncoded());
        builder.addExtension(
                Extension.extendedKeyUsage, false, new ExtendedKeyUsage(use).getEncoded());
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                ids.createSubjectKeyIdentifier(key).getEncoded());
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                ids.createAuthorityKeyIdentifier(ca).getEncoded());
    }

    private JcaX509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, PublicKey key, Instant now, Duration life) {
        Instant end = (now.isBefore(LIFE_FROM) ? LIFE_FROM : now).plus(life);
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
                Date.from(now.minus(BACKDATED)),
                Date.from(end),
                subject,
                key);
    }

    private X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA")
                                            .setSecureRandom(random)
                                            .build(key)));
        } catch (OperatorCreationException refused) {
            throw new GeneralSecurityException(refused);
        }
    }

    private static X500Name subjectOf(X509Certificate ca) {
        return X500Name.getInstance(ca.getSubjectX500Principal().getEncoded());
    }

    private static X500Name subject(String name, String unit) {
        X500NameBuilder builder = new X500NameBuilder(BCStyle.INSTANCE);
        if (!unit.isEmpty()) {
            builder.addRDN(BCStyle.OU, unit);
        }
        return builder.addRDN(BCStyle.CN, name).build();
    }
}
