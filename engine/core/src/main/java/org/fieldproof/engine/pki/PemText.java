package org.fieldproof.engine.pki;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.jspecify.annotations.Nullable;

/// PEM text (RFC 7468) and what it holds.
///
/// @param certificates in the order of the text
/// @param key the first private key; null if there is none
/// @param lockedKey the last key that only a password opens; null if there is none
record PemText(
        List<X509Certificate> certificates,
        @Nullable PrivateKey key,
        @Nullable LockedKey lockedKey) {
    private static final int OBJECTS_MAX = 1_000;

    PemText {
        certificates = List.copyOf(certificates);
    }

    /// Reads everything in a text.
    ///
    /// @throws IOException if a block in it is damaged
    static PemText read(byte[] content) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        @Nullable PrivateKey key = null;
        @Nullable LockedKey locked = null;
        String text = new String(content, StandardCharsets.UTF_8);
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            for (int i = 0; i < OBJECTS_MAX; i++) {
                @Nullable Object found = parser.readObject();
                if (found == null) {
                    break;
                }
                if (found instanceof X509CertificateHolder holder) {
                    certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
                } else if (found instanceof PEMEncryptedKeyPair) {
                    locked = LockedKey.OLD;
                } else if (found instanceof PKCS8EncryptedPrivateKeyInfo pkcs8) {
                    locked = new LockedKey(pkcs8.getEncoded());
                } else if (key == null) {
                    key = keyOf(found);
                }
            }
        } catch (CertificateException | RuntimeException damaged) {
            // The parser throws what its decoders throw; all of it means the same to a reader.
            throw new IOException(String.valueOf(damaged.getMessage()), damaged);
        }
        return new PemText(certificates, key, locked);
    }

    static byte[] ofCertificates(List<X509Certificate> certificates) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            for (X509Certificate certificate : certificates) {
                writer.writeObject(new PemObject("CERTIFICATE", certificate.getEncoded()));
            }
        } catch (CertificateException unencodable) {
            throw new IOException(unencodable);
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /// PKCS#8, not encrypted.
    static byte[] ofKey(PrivateKey key) throws IOException {
        return block("PRIVATE KEY", key.getEncoded());
    }

    static byte[] block(String type, byte[] der) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, der));
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    static @Nullable PrivateKey keyOf(Object found) throws IOException {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        return switch (found) {
            case PrivateKeyInfo single -> converter.getPrivateKey(single);
            case PEMKeyPair pair -> converter.getPrivateKey(pair.getPrivateKeyInfo());
            default -> null;
        };
    }
}
