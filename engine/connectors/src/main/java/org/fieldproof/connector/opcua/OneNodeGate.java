package org.fieldproof.connector.opcua;

import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.UaRequestMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteValue;
import org.jspecify.annotations.Nullable;

/// The gate of a writer (G20): what only reads, and one Write of one node's value, once. Shut for
/// it until the node is known. Any thread.
final class OneNodeGate implements ServiceGate {
    private final AtomicReference<@Nullable NodeId> permitted = new AtomicReference<>();

    /// From now on, once.
    void permit(NodeId node) {
        permitted.set(node);
    }

    @Override
    public void check(UaRequestMessageType request) throws UaException {
        @Nullable NodeId node = permitted.get();
        boolean ours =
                node != null
                        && request instanceof WriteRequest write
                        && writesOnly(node, write)
                        && permitted.compareAndSet(node, null);
        if (!ours) {
            ReadOnlyServices.check(request);
        }
    }

    private static boolean writesOnly(NodeId node, WriteRequest write) {
        WriteValue @Nullable [] values = write.getNodesToWrite();
        return values != null
                && values.length == 1
                && node.equals(values[0].getNodeId())
                && AttributeId.Value.uid().equals(values[0].getAttributeId())
                && (values[0].getIndexRange() == null || values[0].getIndexRange().isEmpty());
    }
}
