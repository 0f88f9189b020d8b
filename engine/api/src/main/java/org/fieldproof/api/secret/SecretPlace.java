package org.fieldproof.api.secret;

/// Where the value of a secret may live, in the order in which they are looked at.
public enum SecretPlace {
    /// A variable of the process; set by whoever starts it.
    ENVIRONMENT("environment"),
    /// A file of its own in clear, which only its owner may read.
    FILE("file in clear"),
    /// The encrypted file of the data directory.
    ENCRYPTED_FILE("encrypted file"),
    /// The keychain of the operating system.
    KEYCHAIN("system keychain");

    private final String word;

    SecretPlace(String word) {
        this.word = word;
    }

    /// As problems and the command line call it.
    public String word() {
        return word;
    }
}
