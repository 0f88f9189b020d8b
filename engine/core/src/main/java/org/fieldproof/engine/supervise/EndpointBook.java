package org.fieldproof.engine.supervise;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Endpoint;
import org.jspecify.annotations.Nullable;

/// Which connector listens where, with the real ports. Any thread.
public final class EndpointBook {
    private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();

    void listening(String connectorId, Endpoint endpoint) {
        endpoints.put(connectorId, endpoint);
    }

    void gone(String connectorId) {
        endpoints.remove(connectorId);
    }

    /// Where it listens; null if it does not.
    public @Nullable Endpoint find(String connectorId) {
        return endpoints.get(connectorId);
    }

    Endpoint endpointOf(String connectorId, String asker) throws ConnectorException {
        Endpoint endpoint = endpoints.get(connectorId);
        if (endpoint == null) {
            throw new ConnectorException(
                    Problem.error(
                            "APP-0311",
                            "connector " + asker,
                            "It wants to reach " + connectorId + ", which is not listening.",
                            "Look at the state of "
                                    + connectorId
                                    + "; this connector tries again by itself."));
        }
        return endpoint;
    }
}
