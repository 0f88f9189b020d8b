package org.fieldproof.connector.tls;

import java.util.Arrays;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.TlsIdentity;

/// Certificate and key of ours in PEM files, as a project names them.
///
/// @param certificate our chain
/// @param key its key
/// @param keyPassword a `secret:` reference to what opens the key; empty for one that is not
///     encrypted
public record OwnFiles(String certificate, String key, String keyPassword) {

    /// Reads them, anew each time.
    public TlsIdentity read(ConnectorContext host) throws ConnectorException {
        char[] password = keyPassword.isEmpty() ? new char[0] : host.secrets().resolve(keyPassword);
        try {
            return host.credentials()
                    .fromFiles(inProject(host, certificate), inProject(host, key), password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /// Whether both files are named.
    public boolean named() {
        return !certificate.isEmpty() && !key.isEmpty();
    }

    /// A path of a project, which starts at its folder.
    public static String inProject(ConnectorContext host, String path) {
        return host.projectDirectory().resolve(path).toAbsolutePath().toString();
    }
}
