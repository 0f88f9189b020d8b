package org.fieldproof.api.drill;

import java.util.Optional;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Endpoint;

/// Leads connections through links. A link is an in-process TCP proxy: bytes pass unread, so TLS
/// runs end to end and host names are checked against the configured name, never against the
/// proxy. Any thread.
public interface LinkTable {

    /// Where to open a socket to reach `target`: the target itself, or the link's own loopback
    /// port if this connector is configured as proxied. The caller keeps using `target.host()`
    /// for SNI and for the check of the certificate.
    Endpoint dial(String connectorId, Endpoint target) throws ConnectorException;

    /// Where peers should dial a listener at `listening`: the same endpoint, or the link's port.
    Endpoint front(String connectorId, Endpoint listening) throws ConnectorException;

    /// The door of a store that lies in this process, if its connector is configured as proxied.
    default Optional<StoreDoor> door(String connectorId) {
        return Optional.empty();
    }

    /// No links: every connection is direct.
    static LinkTable direct() {
        return DirectLinks.INSTANCE;
    }
}
