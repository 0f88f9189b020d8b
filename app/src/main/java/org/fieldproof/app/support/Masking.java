package org.fieldproof.app.support;

import org.fieldproof.engine.secret.Redactor.Redacted;

/// Takes the secrets out of a file of a bundle.
@FunctionalInterface
public interface Masking {

    /// The text without secrets, and what was taken out.
    ///
    /// @param file its name in the bundle
    Redacted mask(String file, String text);
}
