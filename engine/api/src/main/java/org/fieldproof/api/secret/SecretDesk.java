package org.fieldproof.api.secret;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.fieldproof.api.command.Outcome;

/// Where a person sees where secrets live, stores and moves them. A value goes in and never comes
/// out; what is handed in is copied, so whoever typed it wipes it. Any thread may call; no call
/// blocks.
public interface SecretDesk {

    /// What there is: an [Outcome.SecretsListed].
    CompletionStage<Outcome> list();

    /// Stores a value, new or instead of the present one.
    ///
    /// @param to where; empty: in the keychain, or in the encrypted file where that cannot be used
    CompletionStage<Outcome> store(String name, char[] value, Optional<SecretPlace> to);

    /// Moves a value: written there, read back, and only then taken away where it was.
    CompletionStage<Outcome> move(String name, SecretPlace to);

    /// Takes a value away for good, wherever it is stored.
    CompletionStage<Outcome> remove(String name);

    /// Opens the encrypted file for this process, or makes it with this password.
    CompletionStage<Outcome> unlock(char[] password);
}
