package org.fieldproof.connector.opcua;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.types.UaRequestMessageType;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.RepublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.RequestHeader;

/// Answers each publish request with the next message, up to a number of them.
final class FloodingLine implements PublishLine {
    private final ScriptedLine repeating;
    private final LongFunction<CompletableFuture<PublishResponse>> publish;
    private final int most;
    private final AtomicInteger published = new AtomicInteger();

    /// @param publish makes the answer with the Nth message, from 0
    FloodingLine(
            CompletableFuture<RepublishResponse> repeated,
            LongFunction<CompletableFuture<PublishResponse>> publish,
            int most) {
        repeating = new ScriptedLine(repeated, new CompletableFuture<>());
        this.publish = publish;
        this.most = most;
    }

    int published() {
        return published.get();
    }

    @Override
    public <R> CompletableFuture<R> request(
            Class<R> kind, Duration limit, Function<RequestHeader, UaRequestMessageType> make) {
        if (kind == RepublishResponse.class || published.get() == most) {
            return repeating.request(kind, limit, make);
        }
        return publish.apply(published.getAndIncrement()).thenApply(kind::cast);
    }

    @Override
    public Duration timeout() {
        return repeating.timeout();
    }

    @Override
    public EncodingContext encoding() {
        return repeating.encoding();
    }

    @Override
    public NamespaceTable namespaces() {
        return repeating.namespaces();
    }
}
