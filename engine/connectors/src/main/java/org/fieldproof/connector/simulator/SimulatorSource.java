package org.fieldproof.connector.simulator;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.PublisherLedger;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.connector.simulator.SimulatedDevice.Line;
import org.jspecify.annotations.Nullable;

/// Runs simulated devices. It takes nothing in itself: their records arrive at the listener they
/// publish to, like anybody's.
final class SimulatorSource implements Source {
    private static final long TICK_MILLIS = 10;
    private static final long KEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /// So many seconds' worth of counters are marked as used in advance; a crash skips them.
    private static final double RESERVE_SECONDS = 60;
    private static final int RESERVE_MIN = 1_000;

    private final SourceHost host;
    private final SimulatorConfig config;
    private final CounterFile file;
    private final List<SimulatedDevice> devices = new ArrayList<>();
    // Of every device this simulator ever had; the keeper's until it ends, then stop's.
    private final Map<String, Long> counters = new LinkedHashMap<>();
    private final CountDownLatch keeperDone = new CountDownLatch(1);
    // Set by the engine's thread, read by the keeper.
    private volatile boolean stopping;
    private @Nullable EventLoopGroup loop;
    private boolean ended;
    private @Nullable ConnectorState told;

    SimulatorSource(SourceHost host) {
        this.host = host;
        config = SimulatorConfig.of(host.config());
        file = new CounterFile(host.dataDirectory());
    }

    @Override
    public void start() throws ConnectorException {
        try {
            counters.putAll(file.read());
        } catch (IOException e) {
            throw new ConnectorException(
                    Problem.error(
                            SimulatorCodes.COUNTERS,
                            "connection " + host.id(),
                            "The devices' counters in "
                                    + file.path()
                                    + " cannot be read: "
                                    + e.getMessage()
                                    + ".",
                            "Restore the file, or remove it: counters then begin again at 1."),
                    e);
        }
        EventLoopGroup group =
                new NioEventLoopGroup(1, new DefaultThreadFactory("fp-sim-" + host.id(), true));
        loop = group;
        for (SimulatorConfig.Device device : config.devices()) {
            devices.add(
                    new SimulatedDevice(
                            device, host.clock(), group, counters.getOrDefault(device.id(), 0L)));
        }
        host.state(ConnectorState.STARTING, null);
        var _ =
                group.next()
                        .scheduleAtFixedRate(
                                this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        host.startThread("fp-source-" + host.id(), () -> keep(group));
    }

    /// A periodic task that throws is never run again, so this one does not.
    private void tick() {
        long now = host.clock().nanoTime();
        for (SimulatedDevice device : devices) {
            try {
                device.tick(now);
            } catch (RuntimeException e) {
                device.stop();
                host.event(
                        GatewayEvent.Level.ERROR,
                        SimulatorCodes.BROKEN,
                        "device " + device.id(),
                        "The simulated device stopped: " + e + ".",
                        Map.of());
            }
        }
    }

    /// Prepares lines, keeps the counter file ahead of the devices, tells the state.
    private void keep(EventLoopGroup group) {
        try {
            while (!stopping) {
                reserve();
                long now = host.clock().nanoTime();
                for (SimulatedDevice device : devices) {
                    if (device.wantsALine(now)) {
                        dial(group, device);
                    }
                }
                tellState();
                LockSupport.parkNanos(KEEP_NANOS);
            }
        } finally {
            keeperDone.countDown();
        }
    }

    private void dial(EventLoopGroup group, SimulatedDevice device) {
        try {
            LinePlan plan = LinePlan.of(host, config, device.id());
            group.execute(() -> device.connect(plan));
        } catch (ConnectorException e) {
            group.execute(() -> device.planFailed(e.problem().message()));
        }
    }

    private void reserve() {
        Map<String, Long> ahead = new LinkedHashMap<>(counters);
        boolean wanted = false;
        for (SimulatedDevice device : devices) {
            long block = Math.max(RESERVE_MIN, (long) (device.ratePerSecond() * RESERVE_SECONDS));
            if (device.reservedThrough() - device.lastCounter() < block / 2) {
                ahead.put(device.id(), device.lastCounter() + block);
                wanted = true;
            }
        }
        if (wanted && written(ahead)) {
            counters.putAll(ahead);
            devices.forEach(device -> device.reserve(ahead.getOrDefault(device.id(), 0L)));
        }
    }

    private boolean written(Map<String, Long> used) {
        try {
            file.write(used);
            return true;
        } catch (IOException e) {
            host.event(
                    GatewayEvent.Level.WARNING,
                    SimulatorCodes.COUNTERS,
                    "connection " + host.id(),
                    "The devices' counters cannot be written: "
                            + e.getMessage()
                            + ". Devices pause when their reserve is used up.",
                    Map.of());
            return false;
        }
    }

    private void tellState() {
        long up = devices.stream().filter(device -> device.line() == Line.UP).count();
        ConnectorState state =
                up == devices.size()
                        ? ConnectorState.UP
                        : up > 0 ? ConnectorState.DEGRADED : ConnectorState.DOWN;
        if (state == told || (told == null && state == ConnectorState.DOWN && dialling())) {
            return;
        }
        told = state;
        host.state(state, state == ConnectorState.UP ? null : trouble(up));
    }

    /// The first moments are a start, not an outage.
    private boolean dialling() {
        return devices.stream().allMatch(device -> device.trouble().isEmpty());
    }

    private Problem trouble(long up) {
        String why =
                devices.stream()
                        .filter(device -> device.line() != Line.UP)
                        .map(
                                device ->
                                        device.id()
                                                + ": "
                                                + (device.trouble().isEmpty()
                                                        ? "still connecting"
                                                        : device.trouble()))
                        .findFirst()
                        .orElse("");
        return Problem.warning(
                SimulatorCodes.NOT_CONNECTED,
                "connection " + host.id(),
                up + " of " + devices.size() + " devices are connected (" + why + ").",
                "They dial again by themselves; check that "
                        + (config.target().isEmpty() ? config.host() : config.target())
                        + " listens.");
    }

    @Override
    public void stop(long graceMillis) {
        EventLoopGroup group = loop;
        if (group == null || ended) {
            return;
        }
        ended = true;
        group.execute(() -> devices.forEach(SimulatedDevice::stop));
        long end = host.clock().nanoTime() + TimeUnit.MILLISECONDS.toNanos(graceMillis);
        while (outstanding() && host.clock().nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        stopping = true;
        awaitKeeper();
        group.execute(() -> devices.forEach(SimulatedDevice::hangUp));
        group.shutdownGracefully(50, 1_000, TimeUnit.MILLISECONDS).awaitUninterruptibly(2_000);
        devices.forEach(device -> counters.put(device.id(), device.lastCounter()));
        boolean _ = written(counters);
        host.state(ConnectorState.STOPPED, null);
    }

    private boolean outstanding() {
        return devices.stream()
                .anyMatch(device -> device.line() == Line.UP && device.unacknowledged() > 0);
    }

    private void awaitKeeper() {
        try {
            if (!keeperDone.await(5, TimeUnit.SECONDS)) {
                host.event(
                        GatewayEvent.Level.WARNING,
                        SimulatorCodes.BROKEN,
                        "connection " + host.id(),
                        "The thread that keeps the devices' lines did not end in time.",
                        Map.of());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts threads here", e);
        }
    }

    /// Nothing comes in here.
    @Override
    public long inFlight() {
        return 0;
    }

    @Override
    public Optional<PublisherLedger> publisherLedger() {
        return Optional.of(new SimulatedLedger(config, devices));
    }
}
