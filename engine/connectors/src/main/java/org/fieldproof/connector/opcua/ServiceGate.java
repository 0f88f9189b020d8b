package org.fieldproof.connector.opcua;

import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.UaRequestMessageType;

/// What may leave on a channel: every request passes here on its way to the encoder (`UA-1`).
@FunctionalInterface
interface ServiceGate {
    /// Keeps back what may not leave.
    ///
    /// @throws UaException where that is so; nothing of the request has left
    void check(UaRequestMessageType request) throws UaException;
}
