package org.fieldproof.connector.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.api.time.GatewayClock;

/// What a server may show that no client of ours accepts, each with what a person is told of it.
enum BadCertificate {
    EXPIRED("has expired"),
    NOT_VALID_YET("is not valid yet"),
    WRONG_HOST("is for another host"),
    SELF_SIGNED("is not signed by an authority we trust"),
    FOR_ANOTHER_USE("is not fit for a TLS server.*xtended key usage"),
    NO_INTERMEDIATE("is not signed by an authority we trust"),
    SIGNED_WITH_SHA1("is not fit for a TLS server.*SHA1"),
    RSA_OF_1024_BITS("is not fit for a TLS server.*1024 bits"),
    REVOKED("was revoked by its authority.*KEY_COMPROMISE.*CN=plant root"),
    OF_A_REVOKED_AUTHORITY("was revoked by its authority.*KEY_COMPROMISE.*CN=plant root"),
    OF_AN_AUTHORITY_WITHOUT_A_LIST("may be revoked.*no current list"),
    OF_AN_AUTHORITY_WHOSE_LIST_RAN_OUT("may be revoked.*no current list"),
    OF_AN_AUTHORITY_WHOSE_LIST_ANOTHER_SIGNED("may be revoked.*no current list");

    /// What the problem must say, as a pattern.
    final String words;

    BadCertificate(String words) {
        this.words = words;
    }

    /// A server that shows it, with the authority that a client is to trust.
    TlsIdentity made() {
        try {
            Signer root = Signer.anew();
            return switch (this) {
                case EXPIRED -> root.leaf(spec().lasting(-2, -1));
                case NOT_VALID_YET -> root.leaf(spec().lasting(1, 2));
                case WRONG_HOST -> root.leaf(spec().named("elsewhere.example"));
                case SELF_SIGNED -> Signer.selfSigned(root.certificate(), spec());
                case FOR_ANOTHER_USE -> root.leaf(spec().purposed(KeyPurposeId.id_kp_clientAuth));
                case NO_INTERMEDIATE -> root.intermediate().leaf(spec());
                case SIGNED_WITH_SHA1 -> root.leaf(spec().signed("SHA1withECDSA"));
                case RSA_OF_1024_BITS -> root.leaf(spec().keyed("RSA", 1024));
                case REVOKED -> {
                    TlsIdentity leaf = root.leaf(spec());
                    yield listed(leaf, root.list(1, leaf.chain().getFirst()));
                }
                case OF_A_REVOKED_AUTHORITY -> {
                    Signer issuing = root.intermediate();
                    yield listed(
                            issuing.leafWithIssuer(spec()),
                            issuing.list(1),
                            root.list(1, issuing.certificate()));
                }
                case OF_AN_AUTHORITY_WITHOUT_A_LIST -> {
                    // The root's own list is there, and says nothing of those below.
                    Signer issuing = root.intermediate();
                    yield listed(issuing.leafWithIssuer(spec()), root.list(1));
                }
                case OF_AN_AUTHORITY_WHOSE_LIST_RAN_OUT -> listed(root.leaf(spec()), root.list(-1));
                // By a key of an authority with the same name.
                case OF_AN_AUTHORITY_WHOSE_LIST_ANOTHER_SIGNED ->
                        listed(root.leaf(spec()), Signer.anew().list(1));
            };
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// One that is fine although its authority has taken another back.
    static TlsIdentity goodAndListed() {
        try {
            Signer root = Signer.anew();
            Signer issuing = root.intermediate();
            X509Certificate other = issuing.leaf(spec()).chain().getFirst();
            return listed(issuing.leafWithIssuer(spec()), issuing.list(1, other), root.list(1));
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TlsIdentity listed(TlsIdentity shown, X509CRL... lists) {
        return new TlsIdentity(shown.chain(), shown.key(), shown.trust(), List.of(lists));
    }

    /// One that is fine, for the test of the test.
    static TlsIdentity good() {
        try {
            return Signer.anew().leaf(spec());
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Spec spec() {
        return new Spec(
                "localhost", "EC", 256, "SHA256withECDSA", -1, 1, KeyPurposeId.id_kp_serverAuth);
    }

    /// @param fromDays, untilDays from now
    private record Spec(
            String host,
            String algorithm,
            int bits,
            String signature,
            int fromDays,
            int untilDays,
            KeyPurposeId purpose) {

        Spec named(String other) {
            return new Spec(other, algorithm, bits, signature, fromDays, untilDays, purpose);
        }

        Spec keyed(String other, int otherBits) {
            return new Spec(host, other, otherBits, signature, fromDays, untilDays, purpose);
        }

        Spec signed(String other) {
            return new Spec(host, algorithm, bits, other, fromDays, untilDays, purpose);
        }

        Spec lasting(int from, int until) {
            return new Spec(host, algorithm, bits, signature, from, until, purpose);
        }

        Spec purposed(KeyPurposeId other) {
            return new Spec(host, algorithm, bits, signature, fromDays, untilDays, other);
        }
    }

    /// An authority; what it issues is shown with the chain below the root, unless it is left out.
    private record Signer(KeyPair keys, X509Certificate certificate, X509Certificate root) {

        static Signer anew()
                throws GeneralSecurityException, CertIOException, OperatorCreationException {
            KeyPair keys = keys("EC", 256);
            X500Principal self = new X500Principal("CN=plant root");
            X509Certificate certificate =
                    sign(keys, authority(builder(self, self, keys, -30, 30)), "SHA256withECDSA");
            return new Signer(keys, certificate, certificate);
        }

        Signer intermediate()
                throws GeneralSecurityException, CertIOException, OperatorCreationException {
            KeyPair own = keys("EC", 256);
            X500Principal name = new X500Principal("CN=plant issuing");
            JcaX509v3CertificateBuilder made =
                    authority(builder(certificate.getSubjectX500Principal(), name, own, -30, 30));
            return new Signer(own, sign(keys, made, "SHA256withECDSA"), root);
        }

        /// Shows itself only, and not who issued it, as a server does whose chain file
        /// was forgotten.
        TlsIdentity leaf(Spec spec)
                throws GeneralSecurityException, CertIOException, OperatorCreationException {
            KeyPair own = keys(spec.algorithm(), spec.bits());
            X509Certificate leaf = leaf(certificate.getSubjectX500Principal(), keys, own, spec);
            return new TlsIdentity(List.of(leaf), own.getPrivate(), List.of(root));
        }

        TlsIdentity leafWithIssuer(Spec spec)
                throws GeneralSecurityException, CertIOException, OperatorCreationException {
            TlsIdentity leaf = leaf(spec);
            return new TlsIdentity(
                    List.of(leaf.chain().getFirst(), certificate), leaf.key(), leaf.trust());
        }

        /// What this authority has taken back.
        ///
        /// @param untilDays from now
        X509CRL list(int untilDays, X509Certificate... revoked)
                throws GeneralSecurityException, OperatorCreationException {
            Instant now = GatewayClock.system().now();
            JcaX509v2CRLBuilder list =
                    new JcaX509v2CRLBuilder(
                            certificate.getSubjectX500Principal(),
                            Date.from(now.minus(Duration.ofDays(10))));
            list.setNextUpdate(Date.from(now.plus(Duration.ofDays(untilDays))));
            for (X509Certificate each : revoked) {
                list.addCRLEntry(each.getSerialNumber(), Date.from(now), CRLReason.keyCompromise);
            }
            return new JcaX509CRLConverter()
                    .getCRL(
                            list.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA")
                                            .build(keys.getPrivate())));
        }

        static TlsIdentity selfSigned(X509Certificate trusted, Spec spec)
                throws GeneralSecurityException, CertIOException, OperatorCreationException {
            KeyPair own = keys(spec.algorithm(), spec.bits());
            X509Certificate leaf = leaf(new X500Principal("CN=" + spec.host()), own, own, spec);
            return new TlsIdentity(List.of(leaf), own.getPrivate(), List.of(trusted));
        }

        private static X509Certificate leaf(
                X500Principal issuer, KeyPair signer, KeyPair own, Spec spec)
                throws GeneralSecurityException, CertIOException, OperatorCreationException {
            X500Principal subject = new X500Principal("CN=" + spec.host());
            JcaX509v3CertificateBuilder builder =
                    builder(issuer, subject, own, spec.fromDays(), spec.untilDays());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, spec.host())));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(spec.purpose()));
            return sign(signer, builder, spec.signature());
        }

        private static JcaX509v3CertificateBuilder authority(JcaX509v3CertificateBuilder builder)
                throws CertIOException {
            return (JcaX509v3CertificateBuilder)
                    builder.addExtension(
                            Extension.basicConstraints, true, new BasicConstraints(true));
        }

        private static JcaX509v3CertificateBuilder builder(
                X500Principal issuer, X500Principal subject, KeyPair of, int from, int until) {
            Instant now = GatewayClock.system().now();
            return new JcaX509v3CertificateBuilder(
                    issuer,
                    BigInteger.valueOf(GatewayClock.system().nanoTime()),
                    Date.from(now.plus(Duration.ofDays(from))),
                    Date.from(now.plus(Duration.ofDays(until))),
                    subject,
                    of.getPublic());
        }

        private static X509Certificate sign(
                KeyPair signer, JcaX509v3CertificateBuilder builder, String signature)
                throws GeneralSecurityException, OperatorCreationException {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder(signature)
                                            .build(signer.getPrivate())));
        }

        private static KeyPair keys(String algorithm, int bits) throws GeneralSecurityException {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        }
    }
}
