package org.fieldproof.engine.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import org.fieldproof.api.spi.ConnectorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {
    @TempDir Path temp;

    // Harm: evidence signed yesterday is called a forgery today.
    @Test
    void theKeySurvivesARestartAndItsSignatureIsChecked() throws Exception {
        byte[] words = "nothing was lost".getBytes(StandardCharsets.UTF_8);
        SigningKey first = SigningKey.open(temp, new SecureRandom());
        byte[] signed = first.sign(words);
        SigningKey again = SigningKey.open(temp, new SecureRandom());
        assertThat(again.fingerprint()).isEqualTo(first.fingerprint()).hasSize(95);
        assertThat(signed).hasSize(64);
        assertThat(verified(again.publicKey(), words, signed)).isTrue();
        words[0] ^= 1;
        assertThat(verified(again.publicKey(), words, signed)).isFalse();
    }

    // Harm: a damaged key is replaced silently, and the evidence changes its author.
    @Test
    void aDamagedKeyIsReportedAndKept() throws Exception {
        SigningKey.open(temp, new SecureRandom());
        Path file = temp.resolve("signing.key");
        String half = Files.readString(file).substring(0, 60);
        Files.writeString(file, half);
        ConnectorException refused =
                catchThrowableOfType(
                        ConnectorException.class, () -> SigningKey.open(temp, new SecureRandom()));
        assertThat(refused.problem().code()).isEqualTo("SEC-0213");
        assertThat(file).hasContent(half);
    }

    private static boolean verified(byte[] publicKey, byte[] words, byte[] signature)
            throws Exception {
        PublicKey key =
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(publicKey));
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(key);
        check.update(words);
        return check.verify(signature);
    }
}
