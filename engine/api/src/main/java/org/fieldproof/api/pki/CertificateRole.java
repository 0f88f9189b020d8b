package org.fieldproof.api.pki;

/// What a certificate is to this gateway.
public enum CertificateRole {
    /// The installation's own authority; devices and tools trust it.
    AUTHORITY,
    /// Says who we are.
    OURS,
    /// Believed by one connector.
    TRUSTED,
    /// Completes chains for one connector; believed for nothing else.
    ISSUER,
    /// Shown by a peer of one connector, and refused.
    REJECTED
}
