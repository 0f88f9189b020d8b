package org.fieldproof.connector.opcua;

import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.UaRuntimeException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/// Node ids in text, OPC UA Part 6 clause 5.3.1.10: `ns=2;s=name`, `i=2258`, and with the
/// namespace's URI, `nsu=http://plant/;s=name`, which stays true when a server numbers its
/// namespaces anew (row 29).
final class NodeName {
    private NodeName() {}

    /// Why a text is no node id; empty where it is one.
    static Optional<String> faultOf(String text) {
        try {
            ExpandedNodeId id = ExpandedNodeId.parse(text);
            return id.isNull()
                    ? Optional.of("'" + text + "' is the empty node id.")
                    : Optional.empty();
        } catch (UaRuntimeException | IllegalArgumentException _) {
            return Optional.of("'" + text + "' is no node id.");
        }
    }

    /// The id with this server's index; empty where the server does not have the namespace.
    static Optional<NodeId> resolve(String text, NamespaceTable namespaces) {
        try {
            return ExpandedNodeId.parse(text).toNodeId(namespaces);
        } catch (UaRuntimeException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The text with the namespace's URI.
    static String text(NodeId id, NamespaceTable namespaces) {
        return id.expanded(namespaces).toParseableString();
    }
}
