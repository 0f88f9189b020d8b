package org.fieldproof.api.secret;

/// Where the value of a secret may live, in the order in which they are looked at.
public enum SecretPlace {
    /// A variable of the process; set by whoever starts it.
    ENVIRONMENT,
    /// A file of its own in clear, which only its owner may read.
    FILE,
    /// The encrypted file of the data directory.
    ENCRYPTED_FILE,
    /// The keychain of the operating system.
    KEYCHAIN
}
