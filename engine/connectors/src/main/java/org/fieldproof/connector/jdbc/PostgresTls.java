package org.fieldproof.connector.jdbc;

import java.security.GeneralSecurityException;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.connector.tls.PemIdentity;
import org.postgresql.ssl.WrappedFactory;

/// Gives the driver the TLS of every other line of ours: the same trust and the same rules, and our
/// certificate without a file for its key. Found by the driver through its class name, therefore
/// public; its argument is the identity as text.
public final class PostgresTls extends WrappedFactory {

    /// Called by the driver.
    ///
    /// @param argument made by [#argumentFor(TlsIdentity)]
    public PostgresTls(String argument) throws GeneralSecurityException {
        factory = PemIdentity.read(argument).clientContext().getSocketFactory();
    }

    static String argumentFor(TlsIdentity identity) throws GeneralSecurityException {
        return PemIdentity.write(identity);
    }
}
