package org.fieldproof.connector.opcua;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.encoding.DefaultEncodingContext;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.types.UaRequestMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.RepublishRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.RepublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.RequestHeader;

/// Answers a request to repeat as told; what is published is withheld but for the first. Any
/// thread.
final class ScriptedLine implements PublishLine {
    private final LongFunction<CompletableFuture<RepublishResponse>> repeated;
    private CompletableFuture<PublishResponse> published;

    ScriptedLine(
            CompletableFuture<RepublishResponse> repeated,
            CompletableFuture<PublishResponse> published) {
        this(_ -> repeated, published);
    }

    ScriptedLine(
            LongFunction<CompletableFuture<RepublishResponse>> repeated,
            CompletableFuture<PublishResponse> published) {
        this.repeated = repeated;
        this.published = published;
    }

    @Override
    public synchronized <R> CompletableFuture<R> request(
            Class<R> kind, Duration limit, Function<RequestHeader, UaRequestMessageType> make) {
        RequestHeader header =
                new RequestHeader(
                        NodeId.NULL_VALUE,
                        DateTime.NULL_VALUE,
                        Unsigned.uint(1),
                        Unsigned.uint(0),
                        null,
                        Unsigned.uint(0),
                        null);
        if (make.apply(header) instanceof RepublishRequest request) {
            return repeated.apply(request.getRetransmitSequenceNumber().longValue())
                    .thenApply(kind::cast);
        }
        CompletableFuture<PublishResponse> answer = published;
        published = new CompletableFuture<>();
        return answer.thenApply(kind::cast);
    }

    @Override
    public Duration timeout() {
        return Duration.ofSeconds(1);
    }

    @Override
    public EncodingContext encoding() {
        return DefaultEncodingContext.INSTANCE;
    }

    @Override
    public NamespaceTable namespaces() {
        return new NamespaceTable();
    }
}
