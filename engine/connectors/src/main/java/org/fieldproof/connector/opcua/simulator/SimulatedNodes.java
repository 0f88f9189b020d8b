package org.fieldproof.connector.opcua.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.core.ValueRank;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.nodes.UaFolderNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.util.SubscriptionModel;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteValue;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.api.value.TypedValue;
import org.jspecify.annotations.Nullable;

/// The variables of the simulator, under the folder `Fieldproof`. Values move on the simulator's
/// own thread; reading and setting is safe from any. One that a client writes moves no more: a
/// setpoint stays as it is set.
final class SimulatedNodes extends ManagedNamespaceWithLifecycle {
    static final String NAMESPACE = "urn:fieldproof:simulator";

    private static final long REPLAY_TICK_MILLIS = 50;

    private final SubscriptionModel subscriptions;
    private final GatewayClock clock;
    private final CapturedValues captured;
    private final Map<String, UaVariableNode> variables = new ConcurrentHashMap<>();
    private final List<Moving> moving = new ArrayList<>();
    private final List<Replayed> replayed = new ArrayList<>();
    private final Set<NodeId> written = ConcurrentHashMap.newKeySet();
    // Written by whoever has the server, read by its threads.
    private volatile ItemLimits limits = new ItemLimits(0, Long.MAX_VALUE);

    private record ItemLimits(double samplingLeastMillis, long queueMost) {}

    /// One variable of a capture. Confined to the thread that moves.
    private static final class Replayed {
        private final String address;
        private final UaVariableNode node;
        private @Nullable TypedValue said;

        Replayed(String address, UaVariableNode node) {
            this.address = address;
            this.node = node;
        }
    }

    private record Moving(UaVariableNode node, ValueKind type, Generator generator) {}

    SimulatedNodes(
            OpcUaServer server,
            List<SimulatorConfig.Variable> wanted,
            CapturedValues captured,
            GatewayClock clock) {
        super(server, NAMESPACE);
        this.captured = captured;
        this.clock = clock;
        subscriptions = new SubscriptionModel(server, this);
        getLifecycleManager().addLifecycle(subscriptions);
        getLifecycleManager().addStartupTask(() -> make(wanted));
    }

    private void make(List<SimulatorConfig.Variable> wanted) {
        UaFolderNode folder =
                new UaFolderNode(
                        getNodeContext(),
                        newNodeId("Fieldproof"),
                        newQualifiedName("Fieldproof"),
                        LocalizedText.english("Fieldproof"));
        getNodeManager().addNode(folder);
        folder.addReference(
                new Reference(
                        folder.getNodeId(),
                        NodeIds.Organizes,
                        NodeIds.ObjectsFolder.expanded(),
                        false));
        SplittableRandom random = new SplittableRandom(clock.nanoTime());
        for (SimulatorConfig.Variable each : wanted) {
            for (int i = 1; i <= each.count(); i++) {
                String name = each.count() == 1 ? each.name() : each.name() + "-" + i;
                UaVariableNode node =
                        add(folder, name, each.type().dataType(), each.type().isArray());
                Generator generator =
                        new Generator(each, (double) (i - 1) / each.count(), random.split());
                Moving one = new Moving(node, each.type(), generator);
                move(one);
                moving.add(one);
            }
        }
        for (String address : captured.addresses()) {
            NodeId id = captured.nodeOf(address, getNamespaceIndex());
            UaVariableNode node =
                    add(
                            folder,
                            id,
                            String.valueOf(id.getIdentifier()),
                            NodeIds.BaseDataType,
                            false);
            node.setValueRank(ValueRank.Any.getValue());
            replayed.add(new Replayed(address, node));
        }
    }

    private UaVariableNode add(UaFolderNode folder, String name, NodeId dataType, boolean array) {
        return add(folder, newNodeId(name), name, dataType, array);
    }

    private UaVariableNode add(
            UaFolderNode folder, NodeId id, String name, NodeId dataType, boolean array) {
        UaVariableNode node =
                new UaVariableNode.UaVariableNodeBuilder(getNodeContext())
                        .setNodeId(id)
                        .setAccessLevel(AccessLevel.READ_WRITE)
                        .setUserAccessLevel(AccessLevel.READ_WRITE)
                        .setBrowseName(newQualifiedName(name))
                        .setDisplayName(LocalizedText.english(name))
                        .setDataType(dataType)
                        .setTypeDefinition(NodeIds.BaseDataVariableType)
                        .setValueRank(
                                array
                                        ? ValueRank.OneDimension.getValue()
                                        : ValueRank.Scalar.getValue())
                        .build();
        if (array) {
            node.setArrayDimensions(new UInteger[] {Unsigned.uint(0)});
        }
        getNodeManager().addNode(node);
        folder.addOrganizes(node);
        variables.put(name, node);
        return node;
    }

    /// Moves each variable at its own interval, until the executor ends.
    void start(ScheduledExecutorService executor, List<SimulatorConfig.Variable> wanted) {
        int from = 0;
        for (SimulatorConfig.Variable each : wanted) {
            List<Moving> alike = List.copyOf(moving.subList(from, from + each.count()));
            from += each.count();
            if (each.shape() != Generator.Shape.CONSTANT) {
                long nanos = each.interval().toNanos();
                var _ =
                        executor.scheduleAtFixedRate(
                                () -> alike.forEach(this::move),
                                nanos,
                                nanos,
                                TimeUnit.NANOSECONDS);
            }
        }
    }

    /// Says what the capture has, from its beginning, until the executor ends.
    void replay(ScheduledExecutorService executor) {
        if (replayed.isEmpty()) {
            return;
        }
        long beganNanos = clock.nanoTime();
        var _ =
                executor.scheduleAtFixedRate(
                        () -> replayed.forEach(each -> say(each, clock.nanoTime() - beganNanos)),
                        0,
                        REPLAY_TICK_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    private void say(Replayed one, long elapsedNanos) {
        TypedValue value = captured.at(one.address, elapsedNanos);
        if (value.equals(one.said)) {
            return;
        }
        one.said = value;
        synchronized (written) {
            if (!written.contains(one.node.getNodeId())) {
                one.node.setValue(CapturedValues.dataValue(value, new DateTime(clock.now())));
            }
        }
    }

    private void move(Moving one) {
        DateTime now = new DateTime(clock.now());
        Object value = one.type().of(one.generator().next(), now);
        // One after the other with a write: none is overtaken by a value that was made before.
        synchronized (written) {
            if (!written.contains(one.node().getNodeId())) {
                one.node().setValue(new DataValue(Variant.of(value), StatusCode.GOOD, now, now));
            }
        }
    }

    /// Sets a variable as the test or the drill wants it; makes it where there is none.
    void set(String name, DataValue value) {
        @Nullable UaVariableNode node = variables.get(name);
        if (node == null) {
            UaFolderNode folder =
                    (UaFolderNode) getNodeManager().getNode(newNodeId("Fieldproof")).orElseThrow();
            node = add(folder, name, NodeIds.BaseDataType, false);
            node.setValueRank(ValueRank.Any.getValue());
        }
        node.setValue(value);
    }

    /// Takes a variable away.
    void remove(String name) {
        UaVariableNode node = variables.remove(name);
        if (node != null) {
            node.delete();
        }
    }

    @Override
    public List<StatusCode> write(WriteContext context, List<WriteValue> values) {
        synchronized (written) {
            values.forEach(each -> written.add(each.getNodeId()));
        }
        List<StatusCode> results = super.write(context, values);
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i).isBad()) {
                written.remove(values.get(i).getNodeId());
            }
        }
        return results;
    }

    /// What is granted to items that are made from now on, however much is asked for.
    void limitItems(double samplingLeastMillis, long queueMost) {
        limits = new ItemLimits(samplingLeastMillis, queueMost);
    }

    @Override
    public RevisedDataItemParameters onCreateDataItem(
            ReadValueId item, Double samplingMillis, UInteger queueSize) {
        ItemLimits most = limits;
        return new RevisedDataItemParameters(
                Math.max(samplingMillis, most.samplingLeastMillis()),
                Unsigned.uint(Math.min(queueSize.longValue(), most.queueMost())));
    }

    @Override
    public void onDataItemsCreated(List<DataItem> items) {
        subscriptions.onDataItemsCreated(items);
    }

    @Override
    public void onDataItemsModified(List<DataItem> items) {
        subscriptions.onDataItemsModified(items);
    }

    @Override
    public void onDataItemsDeleted(List<DataItem> items) {
        subscriptions.onDataItemsDeleted(items);
    }

    @Override
    public void onMonitoringModeChanged(List<MonitoredItem> items) {
        subscriptions.onMonitoringModeChanged(items);
    }
}
