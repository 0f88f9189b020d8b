package org.fieldproof.connector.opcua;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;

/// Reads an attribute of many nodes in calls that the server takes: what is too much for it is
/// asked for in halves, down to single nodes, and it is remembered. One thread at a time.
final class AttributesRead {
    private static final int PER_CALL = 1_000;

    private final Call call;
    private int perCall = PER_CALL;

    /// One call of the service Read.
    @FunctionalInterface
    interface Call {
        ReadResponse read(ReadValueId[] nodes) throws UaException, TimeoutException;
    }

    AttributesRead(Call call) {
        this.call = call;
    }

    /// One value for each node, in the same order.
    List<DataValue> of(List<NodeId> nodes, AttributeId attribute)
            throws UaException, TimeoutException {
        List<DataValue> all = new ArrayList<>();
        while (all.size() < nodes.size()) {
            int from = all.size();
            try {
                all.addAll(
                        piece(
                                nodes.subList(from, Math.min(from + perCall, nodes.size())),
                                attribute));
            } catch (UaException e) {
                int asked = Math.min(perCall, nodes.size() - from);
                if (!UaFailures.tooMuch(e) || asked == 1) {
                    throw e;
                }
                perCall = asked / 2;
            }
        }
        return all;
    }

    private List<DataValue> piece(List<NodeId> nodes, AttributeId attribute)
            throws UaException, TimeoutException {
        ReadValueId[] asked =
                nodes.stream()
                        .map(
                                node ->
                                        new ReadValueId(
                                                node,
                                                attribute.uid(),
                                                null,
                                                QualifiedName.NULL_VALUE))
                        .toArray(ReadValueId[]::new);
        DataValue[] results = call.read(asked).getResults();
        if (results == null || results.length != asked.length) {
            throw new UaException(StatusCodes.Bad_UnknownResponse, "not one answer for each");
        }
        return List.of(results);
    }
}
