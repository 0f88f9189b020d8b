package org.fieldproof.api.spi;

/// Resolves `secret:NAME` references. Any thread may call it.
public interface Secrets {

    /// The value behind a reference. A plain value (no `secret:` prefix) is refused, because
    /// secrets do not belong in projects.
    ///
    /// @throws ConnectorException naming the reference and where its value is looked for
    char[] resolve(String reference) throws ConnectorException;
}
