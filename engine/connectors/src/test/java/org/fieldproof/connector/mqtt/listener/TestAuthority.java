package org.fieldproof.connector.mqtt.listener;

import java.math.BigInteger;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.api.time.GatewayClock;
import org.jspecify.annotations.Nullable;

/// A certificate authority of a test's own.
final class TestAuthority {
    private final KeyPair keys = keyPair();
    private final String name;
    private final X509Certificate certificate;
    private final AtomicLong serial = new AtomicLong(1);

    TestAuthority(String name) {
        this.name = name;
        Instant now = GatewayClock.system().now();
        this.certificate =
                issue("CN=" + name, keys, now.minus(Duration.ofDays(1)), Duration.ofDays(3), true);
    }

    static TestAuthority shared() {
        return new TestAuthority("Test CA");
    }

    X509Certificate certificate() {
        return certificate;
    }

    TlsIdentity server() {
        return identity("localhost", GatewayClock.system().now(), Duration.ofDays(1));
    }

    TlsIdentity client(String commonName) {
        return identity(commonName, GatewayClock.system().now(), Duration.ofDays(1));
    }

    TlsIdentity expired(String commonName) {
        Instant from = GatewayClock.system().now().minus(Duration.ofHours(20));
        return identity(commonName, from, Duration.ofHours(10));
    }

    TlsIdentity trustOnly() {
        return new TlsIdentity(List.of(), null, List.of(certificate));
    }

    /// What this authority has taken back, as it says now.
    @SuppressWarnings("JavaUtilDate") // what the list's builder takes
    X509CRL revoking(X509Certificate... revoked) {
        try {
            Instant now = GatewayClock.system().now();
            JcaX509v2CRLBuilder list =
                    new JcaX509v2CRLBuilder(
                            certificate.getSubjectX500Principal(),
                            Date.from(now.minus(Duration.ofHours(1))));
            list.setNextUpdate(Date.from(now.plus(Duration.ofDays(1))));
            for (X509Certificate each : revoked) {
                list.addCRLEntry(each.getSerialNumber(), Date.from(now), CRLReason.keyCompromise);
            }
            return new JcaX509CRLConverter()
                    .getCRL(
                            list.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA")
                                            .build(keys.getPrivate())));
        } catch (GeneralSecurityException
                | org.bouncycastle.operator.OperatorCreationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private TlsIdentity identity(String commonName, Instant from, Duration life) {
        KeyPair own = keyPair();
        X509Certificate leaf =
                issue("CN=" + commonName, own, from.minus(Duration.ofHours(1)), life, false);
        return new TlsIdentity(List.of(leaf, certificate), own.getPrivate(), List.of(certificate));
    }

    /// A client side: whom it trusts, and what it shows, if anything.
    static SSLContext context(X509Certificate trusted, @Nullable TlsIdentity shown) {
        try {
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry("ca", trusted);
            TrustManagerFactory trustFactory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trustFactory.init(trust);
            KeyManagerFactory keyFactory =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            if (shown != null) {
                own.setKeyEntry(
                        "own",
                        shown.key(),
                        new char[0],
                        shown.chain().toArray(X509Certificate[]::new));
            }
            keyFactory.init(own, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {new ShowAnyway(keyFactory, shown != null)},
                    trustFactory.getTrustManagers(),
                    null);
            return context;
        } catch (GeneralSecurityException | java.io.IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @SuppressWarnings("JavaUtilDate") // what the certificate builder takes
    private X509Certificate issue(
            String subject, KeyPair of, Instant from, Duration life, boolean authority) {
        try {
            JcaX509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            new X500Name("CN=" + name),
                            BigInteger.valueOf(authority ? 1 : serial.incrementAndGet()),
                            Date.from(from),
                            Date.from(from.plus(life)),
                            new X500Name(subject),
                            of.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (!authority) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(
                                new GeneralName[] {
                                    new GeneralName(GeneralName.dNSName, "localhost"),
                                    new GeneralName(GeneralName.iPAddress, "127.0.0.1")
                                }));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA")
                                            .build(keys.getPrivate())));
        } catch (GeneralSecurityException
                | java.io.IOException
                | org.bouncycastle.operator.OperatorCreationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Shows its certificate whatever authorities the server names, as OpenSSL does.
    private static final class ShowAnyway extends X509ExtendedKeyManager {
        private final X509ExtendedKeyManager keys;
        private final boolean shows;

        ShowAnyway(KeyManagerFactory factory, boolean shows) {
            this.keys = (X509ExtendedKeyManager) factory.getKeyManagers()[0];
            this.shows = shows;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return shows ? "own" : null;
        }

        @Override
        public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
            return keys.getClientAliases(type, issuers);
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return keys.getCertificateChain("own");
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return keys.getPrivateKey("own");
        }
    }
}
