package org.fieldproof.connector.opcua;

import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;

/// What the server says over the secured line does not fit what was said before it: somebody
/// may sit between. Found by us, never told by the server.
final class NotTheServerException extends UaException {
    private static final long serialVersionUID = 1L;

    NotTheServerException(String message) {
        super(StatusCodes.Bad_ApplicationSignatureInvalid, message);
    }

    NotTheServerException(UaException cause) {
        super(StatusCodes.Bad_ApplicationSignatureInvalid, cause);
    }
}
