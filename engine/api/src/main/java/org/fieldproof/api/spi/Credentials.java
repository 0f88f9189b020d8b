package org.fieldproof.api.spi;

import java.security.cert.X509CRL;
import java.util.List;
import org.fieldproof.api.project.Problem;

/// Keys and certificates of this installation, made on first start into the data directory, or
/// read from files that the project names. Any thread may call it.
public interface Credentials {

    /// A server identity of this installation's own authority, valid for `localhost`,
    /// `127.0.0.1`, `::1` and the host's name.
    TlsIdentity server(String name) throws ConnectorException;

    /// A client identity of this installation's own authority, with `CN=name`.
    TlsIdentity client(String name) throws ConnectorException;

    /// An application identity of this installation's own authority, as OPC UA Part 6 clause 6.2.2
    /// wants it: an RSA key, `CN=name`, the application URI among its names, fit to be a client
    /// and a server on this host.
    default TlsIdentity application(String name, String applicationUri) throws ConnectorException {
        throw new ConnectorException(
                Problem.error(
                        "SEC-0214",
                        "certificate for " + applicationUri,
                        "This host issues no application certificates.",
                        "Let the connector sign its own, or name files."));
    }

    /// An identity from PEM files: certificate chain and PKCS#8 key. It trusts nobody by itself.
    ///
    /// @param keyPassword opens an encrypted key; empty for one that is not. It stays the caller's,
    ///     who wipes it
    TlsIdentity fromFiles(String certificatePath, String keyPath, char[] keyPassword)
            throws ConnectorException;

    /// Only trust, no key of our own: PEM file, or empty for the JDK's default trust, or
    /// `installation` for this installation's own authority.
    TlsIdentity trustOnly(String trustPath) throws ConnectorException;

    /// The revocation lists in a file, DER or any number of PEM blocks. Of each authority the
    /// newest must be current still.
    List<X509CRL> revocationLists(String path) throws ConnectorException;
}
