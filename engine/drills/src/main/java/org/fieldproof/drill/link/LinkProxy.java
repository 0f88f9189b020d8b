package org.fieldproof.drill.link;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.fieldproof.api.drill.Fault;
import org.fieldproof.api.drill.StoreDoor;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.time.GatewayClock;
import org.jspecify.annotations.Nullable;

/// A TCP proxy in front of one connector's line, with a fault that can be put on and taken off
/// while it runs. It listens on one loopback port for each target its connector dials. A store in
/// this process has no line; its [LinkDoor] stands in for one. Any thread may call; no call blocks
/// beyond opening a port.
public final class LinkProxy implements AutoCloseable {
    /// A connector dials one target, a cluster's client a few.
    static final int TARGETS_MAX = 64;

    private final String id;
    private final GatewayClock clock;
    private final RandomGenerator random;
    private final HealListener healed;
    private final FaultGate gate;
    private final Map<Endpoint, LinkPort> ports = new ConcurrentHashMap<>();
    private final Set<LinkConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong openedTotal = new AtomicLong();
    private final AtomicLong refusedTotal = new AtomicLong();
    private final AtomicLong resetTotal = new AtomicLong();
    private final AtomicLong bytesToTarget = new AtomicLong();
    private final AtomicLong bytesToDialler = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();
    private final LinkDoor door = new LinkDoor(this);

    /// Told when a fault ended by its deadline and not by a call.
    @FunctionalInterface
    public interface HealListener {
        void healedByDeadline(String link, Fault fault);
    }

    public LinkProxy(String id, GatewayClock clock, RandomGenerator random, HealListener healed) {
        this.id = id;
        this.clock = clock;
        this.random = random;
        this.healed = healed;
        this.gate = new FaultGate(clock);
    }

    public String id() {
        return id;
    }

    /// The loopback port that leads to `target`; opened on first use.
    public Endpoint portTo(Endpoint target) throws IOException {
        LinkPort known = ports.get(target);
        if (known != null) {
            return known.address();
        }
        if (ports.size() >= TARGETS_MAX) {
            throw new IOException("targets of link " + id + ": more than " + TARGETS_MAX);
        }
        LinkPort opened = LinkPort.open(this, target);
        LinkPort winner = ports.putIfAbsent(target, opened);
        if (winner != null) {
            opened.close();
            return winner.address();
        }
        return opened.address();
    }

    /// The door to a store in this process, which stands in for a line from its first asking on.
    StoreDoor door() {
        door.ask();
        return door;
    }

    /// Whether it leads to a store in this process.
    public boolean isDoor() {
        return door.isAsked();
    }

    /// Whether it is known where it leads.
    public boolean leadsSomewhere() {
        return isDoor() || !ports.isEmpty();
    }

    /// Where it leads, for people; empty while that is not known.
    public String targetText() {
        return isDoor()
                ? "this process"
                : targets().stream().map(Endpoint::toString).collect(Collectors.joining(", "));
    }

    /// Puts a fault on the line, in place of the one there is. It ends by itself after `atMost`.
    public void inject(Fault fault, Duration atMost) {
        if (atMost.isNegative() || atMost.isZero()) {
            throw new IllegalArgumentException("atMost: " + atMost + " (expected: > 0)");
        }
        long generation = gate.set(fault, atMost);
        if (fault instanceof Fault.Down) {
            for (LinkConnection each : List.copyOf(connections)) {
                resetByFault();
                each.reset();
            }
        }
        // The deadline has a thread of its own: it must not depend on whoever injected (LINK-3).
        Thread.ofVirtual()
                .name("fp-link-" + id + "-deadline")
                .start(
                        () -> {
                            if (gate.endAtDeadline(generation)) {
                                healed.healedByDeadline(id, fault);
                            }
                        });
    }

    /// Takes the fault off. Connections that the fault left open carry on.
    ///
    /// @return false if there was none
    public boolean heal() {
        return gate.heal();
    }

    /// The fault on the line; null if none.
    public @Nullable Fault fault() {
        return gate.fault();
    }

    /// Milliseconds until the fault ends by itself; -1 if there is none.
    public long healsInMs() {
        return gate.healsInMs();
    }

    /// The targets dialled so far.
    public List<Endpoint> targets() {
        return new ArrayList<>(ports.keySet());
    }

    public LinkCounters counters() {
        return new LinkCounters(
                connections.size() + door.openNow(),
                openedTotal.get(),
                refusedTotal.get(),
                resetTotal.get(),
                bytesToTarget.get(),
                bytesToDialler.get(),
                writes.get());
    }

    /// Closes ports and connections.
    @Override
    public void close() {
        ports.values().forEach(LinkPort::close);
        gate.close();
        List.copyOf(connections).forEach(LinkConnection::close);
    }

    void taken(LinkConnection connection, Endpoint target) {
        if (gate.fault() instanceof Fault.Down) {
            // The port stays bound while the line is down, so that nobody else can take it and
            // healing cannot fail; the dialler sees a reset instead of a refusal.
            refused();
            connection.reset();
            return;
        }
        opened();
        connections.add(connection);
        if (gate.fault() instanceof Fault.Down) {
            // Down came between the look and the entry in the set.
            resetByFault();
            connection.reset();
            return;
        }
        Thread.ofVirtual()
                .name("fp-link-" + id + "-" + openedTotal.get())
                .start(() -> connection.carry(target));
    }

    FaultGate gate() {
        return gate;
    }

    long now() {
        return clock.nanoTime();
    }

    double jitter() {
        return random.nextDouble(-1, 1);
    }

    void opened() {
        openedTotal.incrementAndGet();
    }

    void refused() {
        refusedTotal.incrementAndGet();
    }

    void resetByFault() {
        resetTotal.incrementAndGet();
    }

    void carried(Direction direction, long bytes) {
        writes.incrementAndGet();
        (direction == Direction.TO_TARGET ? bytesToTarget : bytesToDialler).addAndGet(bytes);
    }

    void ended(LinkConnection connection) {
        connections.remove(connection);
    }
}
