package org.fieldproof.drill.evidence;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 and how fingerprints are written.
final class Digests {
    private Digests() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /// SHA-256 of a key, lower-case hexadecimal in pairs with colons.
    static String fingerprint(byte[] key) {
        return HexFormat.ofDelimiter(":").formatHex(sha256().digest(key));
    }
}
