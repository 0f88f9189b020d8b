package org.fieldproof.drill.link;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.fieldproof.api.drill.Fault;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.drill.StoreDoor;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.project.ProjectDefinition.ConnectorDefinition;
import org.fieldproof.api.project.ProjectDefinition.DestinationDefinition;
import org.fieldproof.api.snapshot.LinkSnapshot;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.time.GatewayClock;

/// The links of a gateway: one for each connector that its project marks `proxied`; everybody
/// else dials directly. Any thread.
public final class Links implements LinkTable, AutoCloseable {
    private final GatewayClock clock;
    private final RandomGenerator random;
    private final LinkProxy.HealListener healed;
    private final Map<String, LinkProxy> byId = new ConcurrentHashMap<>();
    private final Map<String, DeviceClass> stated = new ConcurrentHashMap<>();

    public Links(GatewayClock clock, RandomGenerator random, LinkProxy.HealListener healed) {
        this.clock = clock;
        this.random = random;
        this.healed = healed;
    }

    /// Makes the links of a project. Links that exist stay, with what they carry.
    public void adopt(ProjectDefinition project) {
        Stream.concat(project.standIns().stream(), project.connections().stream())
                .filter(ConnectorDefinition::proxied)
                .forEach(
                        each -> {
                            add(each.id());
                            stated.put(each.id(), each.deviceClass());
                        });
        project.destinations().stream()
                .filter(DestinationDefinition::proxied)
                .forEach(each -> add(each.id()));
    }

    /// Adds one link.
    public LinkProxy add(String id) {
        return byId.computeIfAbsent(id, key -> new LinkProxy(key, clock, random, healed));
    }

    public Optional<LinkProxy> link(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public Endpoint dial(String connectorId, Endpoint target) throws ConnectorException {
        LinkProxy link = byId.get(connectorId);
        if (link == null) {
            return target;
        }
        try {
            return link.portTo(target);
        } catch (IOException e) {
            throw new ConnectorException(
                    Problem.error(
                            "LINK-0301",
                            "link " + connectorId,
                            "No loopback port could be opened for it: " + e.getMessage() + ".",
                            "Close programs that hold many ports, or set link: direct."),
                    e);
        }
    }

    @Override
    public Endpoint front(String connectorId, Endpoint listening) throws ConnectorException {
        return dial(connectorId, listening);
    }

    @Override
    public Optional<StoreDoor> door(String connectorId) {
        return link(connectorId).map(LinkProxy::door);
    }

    /// Takes every fault off.
    ///
    /// @return how many links had one
    public int healAll() {
        int healedCount = 0;
        for (LinkProxy each : byId.values()) {
            if (each.heal()) {
                healedCount++;
            }
        }
        return healedCount;
    }

    /// What may be done to a link: what its project says of a connection, else what its targets'
    /// addresses say; loopback and this process are SIM, everything else, and a target not known
    /// yet, is LIVE.
    public DeviceClass classOf(String id) {
        return knownClassOf(id).orElse(DeviceClass.LIVE);
    }

    /// The same; empty where it depends on a target that is not known yet.
    public Optional<DeviceClass> knownClassOf(String id) {
        LinkProxy link = byId.get(id);
        List<Endpoint> targets = link == null ? List.of() : link.targets();
        DeviceClass said = stated.get(id);
        if (said != null) {
            return Optional.of(said);
        }
        if (link != null && link.isDoor()) {
            return Optional.of(DeviceClass.SIM);
        }
        if (targets.isEmpty()) {
            return Optional.empty();
        }
        boolean loopback = targets.stream().allMatch(each -> Endpoint.isLoopback(each.host()));
        return Optional.of(loopback ? DeviceClass.SIM : DeviceClass.LIVE);
    }

    /// One snapshot for each link, by id.
    public List<LinkSnapshot> snapshots() {
        return new TreeMap<>(byId).values().stream().map(this::snapshot).toList();
    }

    private LinkSnapshot snapshot(LinkProxy link) {
        Fault fault = link.fault();
        LinkCounters counters = link.counters();
        return new LinkSnapshot(
                link.id(),
                link.targetText(),
                classOf(link.id()),
                counters.open(),
                counters.bytesToTarget() + counters.bytesToDialler(),
                fault == null ? "" : fault.name(),
                link.healsInMs());
    }

    /// Puts a fault on a link.
    ///
    /// @throws IllegalArgumentException if there is no such link
    public void inject(String id, Fault fault, Duration atMost) {
        LinkProxy link = byId.get(id);
        if (link == null) {
            throw new IllegalArgumentException("link: " + id + " (expected: a proxied connector)");
        }
        link.inject(fault, atMost);
    }

    @Override
    public void close() {
        byId.values().forEach(LinkProxy::close);
    }
}
