package org.fieldproof.engine.supervise;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition.ConnectorDefinition;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.spi.Companion;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.DeviceHandle;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.Intake;
import org.fieldproof.api.spi.PublisherLedger;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.engine.intake.ConnectionIntake;
import org.fieldproof.engine.lane.Backoff;
import org.fieldproof.engine.telemetry.HeldMeters;
import org.fieldproof.engine.telemetry.Rate;
import org.fieldproof.engine.threads.Joining;
import org.jspecify.annotations.Nullable;

/// One connection or stand-in under supervision. Its thread `fp-source-<id>` makes, starts and
/// stops the source, and does so again after a backoff where it failed.
public final class SourceUnit {
    private static final Duration THREADS_PATIENCE = Duration.ofSeconds(2);
    private static final long LOOK_NANOS = 1_000_000_000L;

    private final ConnectorDefinition definition;
    private final boolean standIn;
    private final SourceFactory factory;
    private final ConnectorSite site;
    private final ConnectionIntake intake;
    private final Backoff backoff;
    private final Host host;
    private final Thread thread;
    private final CountDownLatch firstStart = new CountDownLatch(1);
    private final Rate rate = new Rate();
    private final HeldMeters meters = new HeldMeters();

    // Volatile: the hand-shake between the unit's thread and those who stop or look at it.
    private volatile boolean stopping;
    private volatile long graceMillis;
    private volatile @Nullable Source running;
    private volatile @Nullable Problem crash;

    public SourceUnit(
            ConnectorDefinition definition,
            boolean standIn,
            SourceFactory factory,
            ConnectorSite site,
            ConnectionIntake intake,
            RandomGenerator random) {
        this.definition = definition;
        this.standIn = standIn;
        this.factory = factory;
        this.site = site;
        this.intake = intake;
        this.backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), random);
        this.host = new Host();
        this.thread = Thread.ofPlatform().name("fp-source-" + definition.id()).unstarted(this::run);
    }

    private final class Host extends HostedConnector implements SourceHost {
        Host() {
            super(
                    definition.id(),
                    "connection " + definition.id(),
                    definition.config(),
                    site,
                    meters,
                    SourceUnit.this::crashed);
        }

        @Override
        public Intake intake() {
            return intake;
        }

        @Override
        public void accompany(Set<String> addresses, Companion companion) {
            intake.accompany(addresses, companion);
        }

        @Override
        public DeviceHandle device(String deviceId) {
            return intake.device(deviceId);
        }
    }

    private void crashed(Problem why) {
        crash = why;
        LockSupport.unpark(thread);
    }

    public String id() {
        return definition.id();
    }

    /// Whether it sees the records of others, and so starts before them.
    public boolean accompanies() {
        return factory.accompanies();
    }

    /// Begins, and waits until the first start has ended, well or not, but not for ever: others
    /// may want to dial what listens here.
    public void start(Duration patience) {
        thread.start();
        try {
            if (!firstStart.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                site.events()
                        .warning(
                                "APP-0314",
                                host.object(),
                                "Its start takes longer than " + patience + "; going on without.");
            }
        } catch (InterruptedException _) {
            // Not one of ours; the start goes on by itself, and so does the rest.
        }
    }

    private void run() {
        while (!stopping) {
            crash = null;
            Source source = startOnce();
            firstStart.countDown();
            if (source != null) {
                running = source;
                watch();
                running = null;
                stop(source);
            }
            Problem why = crash;
            if (!stopping && why != null) {
                host.state(ConnectorState.FAULTED, why);
                pause(backoff.nextNanos());
            }
        }
        host.state(ConnectorState.STOPPED, null);
    }

    private @Nullable Source startOnce() {
        host.state(ConnectorState.STARTING, null);
        Source source = null;
        try {
            source = factory.create(host);
            source.start();
            return source;
        } catch (ConnectorException e) {
            crash = e.problem();
        } catch (Throwable e) {
            // Also a library that is missing: this thread is the one that tries again.
            crash =
                    Problem.error(
                            "APP-0315",
                            host.object(),
                            "Its start failed: " + e + ".",
                            "The gateway tries again; if it stays, report it with the log.");
        }
        if (source != null) {
            stop(source);
        }
        return null;
    }

    private void watch() {
        long since = site.clock().nanoTime();
        while (!stopping && crash == null) {
            LockSupport.parkNanos(this, LOOK_NANOS);
            if (site.clock().nanoTime() - since > 30 * LOOK_NANOS) {
                backoff.reset();
            }
        }
    }

    private void pause(long nanos) {
        long deadline = site.clock().nanoTime() + nanos;
        long left = nanos;
        while (!stopping && left > 0) {
            LockSupport.parkNanos(this, left);
            left = deadline - site.clock().nanoTime();
        }
    }

    private void stop(Source source) {
        intake.accompanyNobody();
        try {
            source.stop(Math.max(0, graceMillis));
        } catch (Throwable e) {
            site.events().error("APP-0316", host.object(), "Its stop failed: " + e + ".");
        }
        site.endpoints().gone(definition.id());
        if (!host.awaitThreads(THREADS_PATIENCE)) {
            site.events()
                    .warning("APP-0317", host.object(), "A thread of it does not end; left alone.");
        }
    }

    /// Asks it to stop, with a time for outstanding acceptances.
    public void beginStop(long grace) {
        graceMillis = grace;
        stopping = true;
        LockSupport.unpark(thread);
    }

    /// True if it ended in time.
    public boolean awaitStopped(Duration patience) {
        return Joining.join(thread, patience);
    }

    /// The devices' own counters, where this source is the devices.
    public Optional<PublisherLedger> publisherLedger() {
        Source source = running;
        return source == null ? Optional.empty() : source.publisherLedger();
    }

    public ConnectionIntake intake() {
        return intake;
    }

    /// The read model's look.
    public ConnectionSnapshot look() {
        HostedConnector.Standing standing = host.standing();
        long accepted = intake.acceptedTotal();
        Source source = running;
        return new ConnectionSnapshot(
                definition.id(),
                definition.type(),
                definition.title(),
                endpoint(),
                standing.state(),
                standing.why(),
                definition.deviceClass(),
                standIn,
                accepted,
                rate.sample(site.clock().nanoTime(), accepted),
                source == null ? 0 : source.inFlight(),
                intake.isWaiting(),
                intake.lookAtDevices(),
                meters.look());
    }

    private String endpoint() {
        Endpoint listening = site.endpoints().find(definition.id());
        if (listening != null) {
            return listening.toString();
        }
        for (Endpoint configured : factory.endpoints(definition.config())) {
            return configured.toString();
        }
        return "";
    }
}
