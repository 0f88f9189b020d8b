package org.fieldproof.connector.opcua;

import java.util.Set;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.UaRequestMessageType;
import org.eclipse.milo.opcua.stack.core.types.structured.ActivateSessionRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseNextRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CloseSessionRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateMonitoredItemsRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSessionRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSubscriptionRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.DeleteMonitoredItemsRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.DeleteSubscriptionsRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.GetEndpointsRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.RepublishRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.TransferSubscriptionsRequest;

/// The gate of `UA-1` of every channel that runs, looks around or examines. A list of what may
/// leave, not of what may not: a service that a later version of the library learns stays shut.
final class ReadOnlyServices {
    private static final Set<Class<? extends UaRequestMessageType>> PERMITTED =
            Set.of(
                    GetEndpointsRequest.class,
                    CreateSessionRequest.class,
                    ActivateSessionRequest.class,
                    CloseSessionRequest.class,
                    ReadRequest.class,
                    BrowseRequest.class,
                    BrowseNextRequest.class,
                    CreateSubscriptionRequest.class,
                    DeleteSubscriptionsRequest.class,
                    TransferSubscriptionsRequest.class,
                    CreateMonitoredItemsRequest.class,
                    DeleteMonitoredItemsRequest.class,
                    PublishRequest.class,
                    RepublishRequest.class);

    private ReadOnlyServices() {}

    /// @throws UaException where the request could change something at the server
    static void check(UaRequestMessageType request) throws UaException {
        if (!PERMITTED.contains(request.getClass())) {
            throw new UaException(
                    StatusCodes.Bad_UserAccessDenied,
                    request.getClass().getSimpleName()
                            + " is not sent: this connection only reads");
        }
    }
}
