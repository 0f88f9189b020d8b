package org.fieldproof.connector.opcua;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseResultMask;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseNextRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseNextResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.ViewDescription;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorContext;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.TagBrowser;
import org.jspecify.annotations.Nullable;

/// Looks around in a server's address space, on a session of its own. Places and tags are node ids
/// with the namespace's URI. One thread at a time.
final class OpcUaBrowser implements TagBrowser {
    private static final int FOUND_MAX = 10_000;
    private static final int PER_CALL = 1_000;

    private final ConnectorContext connector;
    private final OpcProblems problems;
    private final UaLoops loops;
    private final UaSession session;
    private final AttributesRead attributes = new AttributesRead(this::call);
    private boolean closed;

    /// @param loops ended with it
    OpcUaBrowser(
            ConnectorContext connector, OpcProblems problems, UaLoops loops, UaSession session) {
        this.connector = connector;
        this.problems = problems;
        this.loops = loops;
        this.session = session;
    }

    /// Dials past the links of drills: whoever looks around is no part of what a drill tries.
    static OpcUaBrowser open(ConnectorContext context) throws ConnectorException {
        OpcUaSourceConfig config = OpcUaSourceConfig.of(context.config());
        OpcProblems problems =
                new OpcProblems("connection " + context.id(), config.trust().pinnedSha256());
        UaLoops loops = new UaLoops(context.id() + "-browse");
        boolean opened = false;
        try {
            UaDialer dialer =
                    new UaDialer(
                            context, LinkTable.direct(), config, problems, loops, (_, _) -> {});
            UaSession session = dialer.dial(null).session();
            opened = true;
            return new OpcUaBrowser(context, problems, loops, session);
        } finally {
            if (!opened) {
                loops.close();
            }
        }
    }

    @Override
    public List<Found> children(String place, int max) throws ConnectorException {
        int most = Math.clamp(max, 1, FOUND_MAX);
        NodeId node = place.isEmpty() ? NodeIds.ObjectsFolder : node(place);
        try {
            List<ReferenceDescription> references = references(node, most);
            Map<NodeId, String> types = types(references);
            List<Found> found = new ArrayList<>();
            for (ReferenceDescription each : references) {
                Optional<NodeId> id = each.getNodeId().toNodeId(session.namespaces());
                if (id.isPresent()) {
                    String type = types.getOrDefault(id.get(), "");
                    found.add(found(each, id.get(), type));
                }
            }
            return found;
        } catch (UaException | TimeoutException e) {
            throw failed("Looking into " + (place.isEmpty() ? "the server" : place), e);
        }
    }

    private Found found(ReferenceDescription reference, NodeId id, String type) {
        String shown = reference.getDisplayName().text();
        String name = shown == null || shown.isEmpty() ? reference.getBrowseName().name() : shown;
        return new Found(
                NodeName.text(id, session.namespaces()),
                name == null ? "" : name,
                reference.getNodeClass() == NodeClass.Variable,
                true,
                type);
    }

    private List<ReferenceDescription> references(NodeId node, int most)
            throws UaException, TimeoutException {
        BrowseDescription what =
                new BrowseDescription(
                        node,
                        BrowseDirection.Forward,
                        NodeIds.HierarchicalReferences,
                        true,
                        Unsigned.uint(NodeClass.Object.getValue() | NodeClass.Variable.getValue()),
                        Unsigned.uint(BrowseResultMask.All.getValue()));
        BrowseResponse response =
                session.await(
                        BrowseResponse.class,
                        header ->
                                new BrowseRequest(
                                        header,
                                        new ViewDescription(
                                                NodeId.NULL_VALUE,
                                                DateTime.MIN_VALUE,
                                                Unsigned.uint(0)),
                                        Unsigned.uint(Math.min(most, PER_CALL)),
                                        new BrowseDescription[] {what}));
        Map<String, ReferenceDescription> all = new LinkedHashMap<>();
        BrowseResult result = only(response.getResults());
        add(all, result);
        ByteString more = result.getContinuationPoint();
        while (more != null && more.isNotNull() && more.length() > 0) {
            boolean enough = all.size() >= most;
            ByteString from = more;
            BrowseNextResponse next =
                    session.await(
                            BrowseNextResponse.class,
                            header ->
                                    new BrowseNextRequest(header, enough, new ByteString[] {from}));
            if (enough) {
                break;
            }
            BrowseResult further = only(next.getResults());
            add(all, further);
            more = further.getContinuationPoint();
        }
        return all.values().stream().limit(most).toList();
    }

    private static BrowseResult only(BrowseResult @Nullable [] results) throws UaException {
        if (results == null || results.length != 1) {
            throw new UaException(StatusCodes.Bad_UnknownResponse, "not one answer");
        }
        if (results[0].getStatusCode().isBad()) {
            throw new UaException(results[0].getStatusCode());
        }
        return results[0];
    }

    private static void add(Map<String, ReferenceDescription> all, BrowseResult result) {
        ReferenceDescription[] references = result.getReferences();
        for (ReferenceDescription each :
                references == null ? new ReferenceDescription[0] : references) {
            all.putIfAbsent(each.getNodeId().toParseableString(), each);
        }
    }

    /// Empty where the server tells none: the place is worth listing without.
    private Map<NodeId, String> types(List<ReferenceDescription> references) {
        List<NodeId> variables = new ArrayList<>();
        for (ReferenceDescription each : references) {
            if (each.getNodeClass() == NodeClass.Variable) {
                each.getNodeId().toNodeId(session.namespaces()).ifPresent(variables::add);
            }
        }
        Map<NodeId, String> types = new LinkedHashMap<>();
        List<DataValue> read;
        try {
            read = attributes.of(variables, AttributeId.DataType);
        } catch (UaException | TimeoutException _) {
            return Map.of();
        }
        for (int i = 0; i < read.size(); i++) {
            if (read.get(i).getValue().getValue() instanceof NodeId type) {
                OpcUaDataType known = OpcUaDataType.fromNodeId(type);
                types.put(
                        variables.get(i),
                        known == null ? NodeName.text(type, session.namespaces()) : known.name());
            }
        }
        return types;
    }

    private ReadResponse call(ReadValueId[] nodes) throws UaException, TimeoutException {
        return session.await(
                ReadResponse.class,
                header -> new ReadRequest(header, 0.0, TimestampsToReturn.Both, nodes));
    }

    @Override
    public List<Reading> read(List<String> addresses) throws ConnectorException {
        List<@Nullable NodeId> nodes = new ArrayList<>();
        for (String address : addresses) {
            nodes.add(NodeName.resolve(address.trim(), session.namespaces()).orElse(null));
        }
        List<NodeId> known = new ArrayList<>();
        nodes.forEach(
                node -> {
                    if (node != null) {
                        known.add(node);
                    }
                });
        try {
            List<DataValue> values = attributes.of(known, AttributeId.Value);
            List<Reading> readings = new ArrayList<>();
            int next = 0;
            for (int i = 0; i < addresses.size(); i++) {
                DataValue value =
                        nodes.get(i) == null
                                ? new DataValue(new StatusCode(StatusCodes.Bad_NodeIdUnknown))
                                : values.get(next++);
                readings.add(reading(addresses.get(i), value));
            }
            return readings;
        } catch (UaException | TimeoutException e) {
            throw failed("Reading values", e);
        }
    }

    private Reading reading(String address, DataValue value) {
        OpcUaCodec.Decoded decoded =
                OpcUaCodec.decode(
                        value, session.namespaces(), false, connector.clock().epochNanos());
        String status =
                decoded.properties().stream()
                        .filter(property -> property.name().equals("status"))
                        .map(Property::value)
                        .findFirst()
                        .orElse(decoded.quality() == Quality.GOOD ? "Good" : "Bad");
        return new Reading(
                address,
                decoded.value(),
                decoded.quality(),
                status,
                decoded.sourceTimeEpochNanos());
    }

    private NodeId node(String place) throws ConnectorException {
        return NodeName.resolve(place, session.namespaces())
                .orElseThrow(
                        () ->
                                new ConnectorException(
                                        problems.problem(
                                                OpcCodes.BROWSE,
                                                "The server has no place " + place + ".",
                                                "Look from the top again; it may have been"
                                                        + " restarted with other namespaces.")));
    }

    private ConnectorException failed(String what, Exception cause) {
        String why =
                cause instanceof UaException ua
                        ? StatusNames.of(ua.getStatusCode().value())
                        : "no answer in time";
        return new ConnectorException(
                problems.problem(
                        OpcCodes.BROWSE,
                        what + " failed: " + why + ".",
                        "Check that this user may browse there, and that the server is alive."),
                cause);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            session.close(false);
            loops.close();
        }
    }
}
