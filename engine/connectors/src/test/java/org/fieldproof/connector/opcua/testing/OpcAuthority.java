package org.fieldproof.connector.opcua.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.fieldproof.api.spi.TlsIdentity;

/// An authority for application certificates, good and bad. Key pairs are made once for all tests:
/// RSA keys are slow to find.
public final class OpcAuthority {
    private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();
    private static final int SIGN =
            KeyUsage.digitalSignature
                    | KeyUsage.nonRepudiation
                    | KeyUsage.keyEncipherment
                    | KeyUsage.dataEncipherment;

    private final X500Principal name;
    private final KeyPair keys;
    private final X509Certificate certificate;
    private final AtomicLong serials = new AtomicLong(1);

    /// What to issue.
    public record Wish(
            String name,
            String uri,
            List<String> hosts,
            Instant from,
            Instant to,
            int usage,
            List<KeyPurposeId> purposes,
            String algorithm,
            int bits) {

        public static Wish of(String name, String uri, String... hosts) {
            Instant now = Instant.now();
            return new Wish(
                    name,
                    uri,
                    List.of(hosts),
                    now.minus(Duration.ofDays(1)),
                    now.plus(Duration.ofDays(30)),
                    SIGN,
                    List.of(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth),
                    "SHA256withRSA",
                    2_048);
        }

        public Wish between(Instant start, Instant end) {
            return new Wish(name, uri, hosts, start, end, usage, purposes, algorithm, bits);
        }

        public Wish usage(int other) {
            return new Wish(name, uri, hosts, from, to, other, purposes, algorithm, bits);
        }

        public Wish purposes(KeyPurposeId... other) {
            return new Wish(name, uri, hosts, from, to, usage, List.of(other), algorithm, bits);
        }

        public Wish algorithm(String other) {
            return new Wish(name, uri, hosts, from, to, usage, purposes, other, bits);
        }

        public Wish bits(int other) {
            return new Wish(name, uri, hosts, from, to, usage, purposes, algorithm, other);
        }
    }

    public OpcAuthority(String name) {
        this.name = new X500Principal("CN=" + name);
        keys = keys("authority " + name, 2_048);
        Instant now = Instant.now();
        try {
            JcaX509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            this.name,
                            BigInteger.valueOf(serials.getAndIncrement()),
                            Date.from(now.minus(Duration.ofDays(2))),
                            Date.from(now.plus(Duration.ofDays(60))),
                            this.name,
                            keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            certificate = signed(builder, "SHA256withRSA", keys);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /// Issued by this authority; the chain holds the application's certificate alone.
    public TlsIdentity issue(Wish wish) {
        KeyPair own = keys(wish.name(), wish.bits());
        return new TlsIdentity(
                List.of(make(wish, own, name, keys, false)),
                own.getPrivate(),
                List.of(certificate));
    }

    /// Signed by itself.
    public static TlsIdentity selfSigned(Wish wish) {
        KeyPair own = keys(wish.name(), wish.bits());
        X500Principal self = new X500Principal("CN=" + wish.name());
        return new TlsIdentity(
                List.of(
                        new OpcAuthority("unused")
                                .make(
                                        wish.usage(wish.usage() | KeyUsage.keyCertSign),
                                        own,
                                        self,
                                        own,
                                        true)),
                own.getPrivate(),
                List.of());
    }

    /// A revocation list, current for a day, that names these certificates.
    public X509CRL list(X509Certificate... revoked) {
        Instant now = Instant.now();
        try {
            JcaX509v2CRLBuilder builder =
                    new JcaX509v2CRLBuilder(name, Date.from(now.minus(Duration.ofHours(1))));
            builder.setNextUpdate(Date.from(now.plus(Duration.ofDays(1))));
            for (X509Certificate each : revoked) {
                builder.addCRLEntry(
                        each.getSerialNumber(),
                        Date.from(now.minus(Duration.ofMinutes(5))),
                        CRLReason.keyCompromise);
            }
            return new JcaX509CRLConverter()
                    .getCRL(
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withRSA")
                                            .build(keys.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Certificate make(
            Wish wish, KeyPair own, X500Principal issuer, KeyPair issuerKeys, boolean self) {
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        issuer,
                        BigInteger.valueOf(serials.getAndIncrement()),
                        Date.from(wish.from()),
                        Date.from(wish.to()),
                        self ? issuer : new X500Principal("CN=" + wish.name()),
                        own.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(wish.usage()));
            builder.addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(wish.purposes().toArray(new KeyPurposeId[0])));
            List<GeneralName> names = new ArrayList<>();
            if (!wish.uri().isEmpty()) {
                names.add(new GeneralName(GeneralName.uniformResourceIdentifier, wish.uri()));
            }
            for (String host : wish.hosts()) {
                boolean address = host.matches("[0-9.]+|.*:.*");
                names.add(
                        new GeneralName(
                                address ? GeneralName.iPAddress : GeneralName.dNSName, host));
            }
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(names.toArray(GeneralName[]::new)));
            return signed(builder, wish.algorithm(), issuerKeys);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate signed(
            JcaX509v3CertificateBuilder builder, String algorithm, KeyPair by) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder(algorithm).build(by.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys(String owner, int bits) {
        return KEYS.computeIfAbsent(
                owner + "/" + bits,
                _ -> {
                    try {
                        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                        generator.initialize(bits);
                        return generator.generateKeyPair();
                    } catch (GeneralSecurityException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }
}
