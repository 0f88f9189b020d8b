package org.fieldproof.api.secret;

import java.util.List;
import java.util.Optional;
import org.fieldproof.api.project.Problem;

/// The secrets of a gateway without their values.
///
/// @param keychain why the keychain of the system cannot be used now; empty where it can
/// @param file of what use the encrypted file is now
/// @param unopened why the encrypted file cannot be read or opened now, but for a password that
///     nobody has given; empty otherwise
public record SecretsSeen(
        List<Kept> secrets,
        Optional<Problem> keychain,
        EncryptedFile file,
        Optional<Problem> unopened) {
    public SecretsSeen {
        secrets = List.copyOf(secrets);
    }

    /// One of them.
    ///
    /// @param name without `secret:`
    /// @param places where there is a value; the first one is used
    public record Kept(String name, List<SecretPlace> places) {
        public Kept {
            places = List.copyOf(places);
        }
    }

    /// Of what use the encrypted file is.
    public enum EncryptedFile {
        /// There is none yet: the first password that is given makes it.
        ABSENT,
        /// There is one, and its password has not been given.
        LOCKED,
        OPEN
    }
}
