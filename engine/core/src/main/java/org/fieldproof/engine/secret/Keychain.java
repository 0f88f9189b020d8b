package org.fieldproof.engine.secret;

import java.util.Optional;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;

/// The operating system's own store of secrets, as far as it holds those of one installation. It
/// may be locked, or go away, at any time. Any thread; a call blocks for [#READ_SECONDS_MAX] at
/// most, one that writes or removes for [#WRITE_SECONDS_MAX], because a person may be asked.
public interface Keychain {
    int READ_SECONDS_MAX = 5;
    int WRITE_SECONDS_MAX = 60;

    /// Why it cannot be used now. That it is locked shows only where something is in it.
    Optional<Problem> hindrance();

    /// The value behind a name; empty where it has none.
    Optional<char[]> read(String name) throws ConnectorException;

    /// Puts a value there, new or instead of the present one.
    void write(String name, char[] value) throws ConnectorException;

    /// Takes a value away, if it is there.
    void remove(String name) throws ConnectorException;

    /// Stands where there is none.
    ///
    /// @param why a sentence
    static Keychain none(String why) {
        return new Keychain() {
            private Problem gone() {
                return unanswered(why);
            }

            @Override
            public Optional<Problem> hindrance() {
                return Optional.of(gone());
            }

            @Override
            public Optional<char[]> read(String name) throws ConnectorException {
                throw new ConnectorException(gone());
            }

            @Override
            public void write(String name, char[] value) throws ConnectorException {
                throw new ConnectorException(gone());
            }

            @Override
            public void remove(String name) throws ConnectorException {
                throw new ConnectorException(gone());
            }
        };
    }

    /// The problem of one that gives no answer.
    static Problem unanswered(String why) {
        return Problem.error(
                "SEC-0108",
                "system keychain",
                "The system keychain cannot be asked: " + why,
                "Start the keychain of your session, or keep the secret in the encrypted file, in a"
                        + " file of its own or in the environment.");
    }
}
