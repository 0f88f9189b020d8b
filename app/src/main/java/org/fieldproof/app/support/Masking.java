package org.fieldproof.app.support;

import org.fieldproof.engine.secret.Redactor.Redacted;

/// Takes the secrets out of a file of a bundle.
@FunctionalInterface
public interface Masking {

    /// The text without secrets, and what was taken out.
    ///
    /// @param file its name in the bundle
    Redacted mask(String file, String text);

    /// How many files of the secrets folder could not be read, so that what they hold is not known.
    default int unread() {
        return 0;
    }
}
