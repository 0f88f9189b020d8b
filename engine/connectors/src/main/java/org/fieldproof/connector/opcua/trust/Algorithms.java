package org.fieldproof.connector.opcua.trust;

import java.security.Security;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/// The algorithms of policy Aes256_Sha256_RsaPss: the library asks for them by the names of Bouncy
/// Castle, and the JDK's own OAEP uses another mask. Its provider is put behind all others, so
/// that nothing that the JDK can do changes hands.
public final class Algorithms {
    private Algorithms() {}

    /// Makes them available. Idempotent, any thread.
    public static void provide() {
        if (Security.getProvider(BouncyCastleProvider.PROVIDER_NAME) == null) {
            Security.addProvider(new BouncyCastleProvider());
        }
    }
}
