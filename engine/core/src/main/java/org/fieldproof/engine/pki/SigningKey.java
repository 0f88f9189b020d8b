package org.fieldproof.engine.pki;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.engine.data.PrivateFiles;
import org.fieldproof.engine.port.EvidenceSigner;
import org.jspecify.annotations.Nullable;

/// The Ed25519 key with which this installation signs evidence, made on first start in
/// `identity/signing.key` (PKCS#8 and public key in one PEM file, so that the two are never torn
/// apart). Immutable; any thread.
public final class SigningKey implements EvidenceSigner {
    private static final String ALGORITHM = "Ed25519";
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private final PrivateKey key;
    private final PublicKey publicKey;

    private SigningKey(PrivateKey key, PublicKey publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    /// Opens the key in a folder, and makes it there on first start.
    public static SigningKey open(Path folder, SecureRandom random) throws ConnectorException {
        Path file = folder.resolve("signing.key");
        try {
            if (!Files.exists(file)) {
                PrivateFiles.directory(folder);
                KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
                generator.initialize(255, random);
                KeyPair pair = generator.generateKeyPair();
                ByteArrayOutputStream text = new ByteArrayOutputStream();
                text.writeBytes(PemText.ofKey(pair.getPrivate()));
                text.writeBytes(PemText.block("PUBLIC KEY", pair.getPublic().getEncoded()));
                PrivateFiles.replace(file, text.toByteArray());
            }
            return read(file);
        } catch (IOException failure) {
            throw unusable(file, String.valueOf(failure.getMessage()), failure);
        } catch (GeneralSecurityException | IllegalArgumentException damaged) {
            throw unusable(file, "its content is damaged", damaged);
        }
    }

    private static SigningKey read(Path file)
            throws IOException, GeneralSecurityException, ConnectorException {
        byte[] secret = new byte[0];
        byte[] open = new byte[0];
        Matcher blocks = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        while (blocks.find()) {
            byte[] der = Base64.getMimeDecoder().decode(blocks.group(2));
            if (blocks.group(1).equals("PRIVATE KEY")) {
                secret = der;
            } else if (blocks.group(1).equals("PUBLIC KEY")) {
                open = der;
            }
        }
        KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
        PrivateKey key = factory.generatePrivate(new PKCS8EncodedKeySpec(secret));
        PublicKey publicKey = factory.generatePublic(new X509EncodedKeySpec(open));
        if (!CertificateChecks.fits(key, publicKey)) {
            throw unusable(file, "its two keys do not belong together", null);
        }
        return new SigningKey(key, publicKey);
    }

    @Override
    public byte[] sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(
                    "signature: Ed25519 failed (expected: part of every JDK)", impossible);
        }
    }

    @Override
    public byte[] publicKey() {
        return publicKey.getEncoded();
    }

    @Override
    public String fingerprint() {
        return CertificateChecks.sha256(publicKey.getEncoded());
    }

    private static ConnectorException unusable(Path file, String why, @Nullable Exception cause) {
        Problem problem =
                Problem.error(
                        "SEC-0213",
                        "signing key " + file,
                        "The key that signs evidence cannot be used: " + why + ".",
                        "Put it back from a backup, or move the file away: a new key is made, and"
                                + " older evidence keeps its old signer.");
        return cause == null
                ? new ConnectorException(problem)
                : new ConnectorException(problem, cause);
    }
}
