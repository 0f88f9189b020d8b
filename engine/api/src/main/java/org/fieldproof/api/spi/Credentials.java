package org.fieldproof.api.spi;

/// Keys and certificates of this installation, made on first start into the data directory, or
/// read from files that the project names. Any thread may call it.
public interface Credentials {

    /// A server identity of this installation's own authority, valid for `localhost`,
    /// `127.0.0.1`, `::1` and the host's name.
    TlsIdentity server(String name) throws ConnectorException;

    /// A client identity of this installation's own authority, with `CN=name`.
    TlsIdentity client(String name) throws ConnectorException;

    /// An identity from PEM files: certificate chain and PKCS#8 key.
    ///
    /// @param trustPath PEM file of trusted authorities; empty for the JDK's default trust
    TlsIdentity fromFiles(String certificatePath, String keyPath, String trustPath)
            throws ConnectorException;

    /// Only trust, no key of our own: PEM file, or empty for the JDK's default trust, or
    /// `installation` for this installation's own authority.
    TlsIdentity trustOnly(String trustPath) throws ConnectorException;
}
