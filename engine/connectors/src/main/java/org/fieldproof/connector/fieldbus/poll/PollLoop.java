package org.fieldproof.connector.fieldbus.poll;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.connector.fieldbus.poll.PollSchedule.Group;
import org.jspecify.annotations.Nullable;

/// The life of a polled connection: dial, read in rhythm, lose the line, dial again. Its thread
/// `fp-source-<id>` owns everything but `stopping`.
public final class PollLoop<P> {
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LATE_TOLD_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final long RETRY_MAX_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final SourceHost host;
    private final FieldDevice<P> device;
    private final List<PolledTag<P>> tags;
    private final TagOutlet outlet;
    private final String lateCode;
    private final RandomGenerator random;
    private final CountDownLatch done = new CountDownLatch(1);
    private long retryNanos = DialSpacing.LEAST_NANOS;
    private @Nullable Problem told;
    private @Nullable ConnectorState toldState;
    private boolean late;
    private long lateTold;
    private long lateToldNanos;
    private boolean started;
    // Set by the engine's thread, read by ours.
    private volatile boolean stopping;

    /// @param lateCode of the event that readings fall out because the device is too slow
    public PollLoop(
            SourceHost host,
            FieldDevice<P> device,
            List<PolledTag<P>> tags,
            TagOutlet outlet,
            String lateCode,
            RandomGenerator random) {
        this.host = host;
        this.device = device;
        this.tags = List.copyOf(tags);
        this.outlet = outlet;
        this.lateCode = lateCode;
        this.random = random;
    }

    public void start() {
        started = true;
        host.state(ConnectorState.STARTING, null);
        host.startThread("fp-source-" + host.id(), this::run);
    }

    /// Ends the loop; waits at most `graceMillis` for it. Idempotent.
    public void stop(long graceMillis) {
        stopping = true;
        device.close();
        if (!started) {
            return;
        }
        try {
            long limit = Math.max(graceMillis, 1_000);
            if (!done.await(limit, TimeUnit.MILLISECONDS)) {
                device.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopping) {
                try {
                    device.open();
                    serve();
                } catch (LineLostException lost) {
                    device.close();
                    lost(lost);
                }
            }
        } finally {
            device.close();
            host.state(ConnectorState.STOPPED, null);
            done.countDown();
        }
    }

    private void serve() throws LineLostException {
        PollSchedule<P> schedule = new PollSchedule<>(tags, now());
        lateTold = 0;
        while (!stopping) {
            Group<P> group = schedule.next();
            long waitNanos = group.nextNanos - now();
            if (waitNanos > 0 || !outlet.hasRoom()) {
                LockSupport.parkNanos(Math.min(Math.max(waitNanos, 100_000), SLICE_NANOS));
                continue;
            }
            device.read(group.tags);
            outlet.polled();
            schedule.done(group, now());
            tellLate(schedule.missed());
            retryNanos = DialSpacing.LEAST_NANOS;
            Optional<Problem> degraded = device.degraded();
            state(degraded.isEmpty() ? ConnectorState.UP : ConnectorState.DEGRADED, degraded);
        }
    }

    /// Says from time to time that readings fall out, be it that the gateway asked to wait.
    private void tellLate(long missed) {
        if (missed > lateTold && (!late || now() - lateToldNanos >= LATE_TOLD_NANOS)) {
            late = true;
            host.event(
                    GatewayEvent.Level.WARNING,
                    lateCode,
                    "connection " + host.id(),
                    "It is read more slowly than its interval asks for: "
                            + (missed - lateTold)
                            + " readings fell out. Lengthen interval, or give fast and slow tags"
                            + " intervals of their own (sampling).",
                    Map.of("missed", String.valueOf(missed - lateTold)));
            lateTold = missed;
            lateToldNanos = now();
        }
    }

    private void lost(LineLostException lost) {
        if (stopping) {
            return;
        }
        tellLost(lost);
        state(
                lost.forPerson() ? ConnectorState.FAULTED : ConnectorState.DOWN,
                Optional.of(lost.problem()));
        retryNanos = lost.forPerson() ? RETRY_MAX_NANOS : Math.min(retryNanos, RETRY_MAX_NANOS);
        long pauseNanos = (long) (retryNanos * (0.75 + random.nextDouble() / 4));
        retryNanos = Math.min(retryNanos * 2, RETRY_MAX_NANOS);
        long fromNanos = now();
        while (!stopping && (now() - fromNanos < pauseNanos || device.untilDialNanos(now()) > 0)) {
            LockSupport.parkNanos(SLICE_NANOS);
            tellLost(lost);
        }
    }

    private void tellLost(LineLostException lost) {
        for (PolledTag<P> tag : tags) {
            outlet.lost(tag, lost.status());
        }
        outlet.polled();
    }

    /// Tells a state once, not at every reading.
    private void state(ConnectorState state, Optional<Problem> why) {
        @Nullable Problem problem = why.orElse(null);
        if (state != toldState || !java.util.Objects.equals(problem, told)) {
            toldState = state;
            told = problem;
            host.state(state, problem);
        }
    }

    private long now() {
        return host.clock().nanoTime();
    }
}
