package org.fieldproof.engine.port;

/// The installation's Ed25519 key, as far as evidence needs it.
public interface EvidenceSigner {

    /// Signature over the bytes, 64 bytes long (RFC 8032).
    byte[] sign(byte[] bytes);

    /// Public key, X.509 SubjectPublicKeyInfo, DER.
    byte[] publicKey();

    /// SHA-256 of the public key, lower-case hexadecimal in pairs with colons.
    String fingerprint();
}
