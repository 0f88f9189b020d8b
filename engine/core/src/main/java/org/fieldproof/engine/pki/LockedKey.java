package org.fieldproof.engine.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/// A private key that only a password opens: PKCS#8 with PBES2 (RFC 8018, 6.2), by the JDK's own
/// ciphers. The formats before PKCS#8 are told apart and not opened: their key derivation is one
/// round of MD5.
final class LockedKey {
    /// What `openssl` wrote before PKCS#8: `Proc-Type: 4,ENCRYPTED`.
    static final LockedKey OLD = new LockedKey(new byte[0]);

    private final byte[] der;

    /// @param der an EncryptedPrivateKeyInfo (RFC 5958, 3)
    LockedKey(byte[] der) {
        this.der = der;
    }

    /// What became of a try.
    sealed interface Attempt permits Opened, Refused, Unknown {}

    record Opened(PrivateKey key) implements Attempt {
        /// Keeps the key out of logs and exception messages.
        @Override
        public String toString() {
            return "Opened[" + key.getAlgorithm() + "]";
        }
    }

    /// The password is another one.
    record Refused() implements Attempt {}

    /// @param how it is encrypted, in words
    record Unknown(String how) implements Attempt {}

    Attempt open(char[] password) {
        if (der.length == 0) {
            return new Unknown("in a format older than PKCS#8");
        }
        EncryptedPrivateKeyInfo info;
        Cipher cipher;
        SecretKeyFactory keys;
        try {
            info = new EncryptedPrivateKeyInfo(der);
            // The name that the JDK gives to a scheme with its hash and cipher.
            String scheme = String.valueOf(info.getAlgParameters());
            if (!scheme.startsWith("PBEWith")) {
                return new Unknown("with " + info.getAlgName());
            }
            cipher = Cipher.getInstance(scheme);
            keys = SecretKeyFactory.getInstance(scheme);
        } catch (IOException | GeneralSecurityException e) {
            return new Unknown(words(e));
        }
        PBEKeySpec spec = new PBEKeySpec(password);
        byte[] plain = {};
        try {
            SecretKey secret = keys.generateSecret(spec);
            cipher.init(Cipher.DECRYPT_MODE, secret, info.getAlgParameters());
            plain = cipher.doFinal(info.getEncryptedData());
            @Nullable PrivateKey key = PemText.keyOf(PrivateKeyInfo.getInstance(plain));
            return key == null ? new Refused() : new Opened(key);
        } catch (GeneralSecurityException | IOException | RuntimeException wrong) {
            // One wrong password in 256 has a padding that looks right; what comes out then is no
            // key, which the decoders say in exceptions of many kinds.
            return new Refused();
        } finally {
            spec.clearPassword();
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static String words(Exception failure) {
        String message = failure.getMessage();
        if (failure instanceof NoSuchAlgorithmException && message != null) {
            return message.toLowerCase(Locale.ROOT).startsWith("with")
                    ? message
                    : "with " + message;
        }
        return String.valueOf(message);
    }
}
