package org.fieldproof.api.drill;

import org.fieldproof.api.spi.Endpoint;

/// The table of a gateway without links.
enum DirectLinks implements LinkTable {
    INSTANCE;

    @Override
    public Endpoint dial(String connectorId, Endpoint target) {
        return target;
    }

    @Override
    public Endpoint front(String connectorId, Endpoint listening) {
        return listening;
    }
}
