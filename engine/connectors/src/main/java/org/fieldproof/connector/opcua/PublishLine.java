package org.fieldproof.connector.opcua;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.types.UaRequestMessageType;
import org.eclipse.milo.opcua.stack.core.types.structured.RequestHeader;

/// What [PublishPump] needs of a session.
interface PublishLine {

    /// Sends a request; the answer comes on the connection's own thread.
    <R> CompletableFuture<R> request(
            Class<R> kind, Duration limit, Function<RequestHeader, UaRequestMessageType> make);

    /// How long an answer may take that the server does not withhold on purpose.
    Duration timeout();

    /// How parts of a message are read.
    EncodingContext encoding();

    NamespaceTable namespaces();
}
