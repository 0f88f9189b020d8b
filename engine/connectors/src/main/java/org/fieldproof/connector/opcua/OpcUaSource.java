package org.fieldproof.connector.opcua;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.Counter;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.connector.work.CaptureFile;
import org.jspecify.annotations.Nullable;

/// Reads an OPC UA server by subscription. Its thread `fp-source-<id>` dials, subscribes, watches,
/// and dials again; see the package for the others.
final class OpcUaSource implements Source {
    private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long PROBE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long REFUSED_NODES_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long FULL_TOLD_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);
    private static final int NODES_NAMED = 5;

    private final SourceHost host;
    private final OpcUaSourceConfig config;
    private final OpcProblems problems;
    private final List<TagItem> items;
    private final Redial redial;
    private final Subscribing subscribing;
    private final @Nullable CaptureFile capture;
    private final NotificationDesk desk;
    private final LostMessages lost;
    private final CountDownLatch done = new CountDownLatch(1);
    // Made by start, on the engine's thread, before the other runs.
    private @Nullable UaDialer dialer;
    private @Nullable ServerSubscription subscription;
    private UaSession.@Nullable Memory memory;
    private @Nullable Instant heardLast;
    private Map<TagItem, String> refusedNodes = Map.of();
    private Revisions revisionsTold = Revisions.NONE;
    private long fullToldNanos;
    private boolean fullTold;
    // Volatile: set by the engine's thread, read by ours.
    private volatile boolean stopping;
    private volatile long stopByNanos;
    private boolean started;

    /// A subscription is gone, and no other has taken its place yet.
    private boolean gapUntold;

    private final Counter connects;
    private final Counter gaps;

    OpcUaSource(SourceHost host, RandomGenerator random) throws ConnectorException {
        this.host = host;
        config = OpcUaSourceConfig.of(host.config());
        problems = new OpcProblems("connection " + host.id(), config.trust().pinnedSha256());
        redial = new Redial(random);
        subscribing = new Subscribing(config);
        items = new ArrayList<>();
        String prefix = config.prefix().isEmpty() ? host.id() : config.prefix();
        for (var tag : config.tags()) {
            items.add(new TagItem(items.size(), tag, prefix + "/" + tag.recordName()));
        }
        capture = host.config().flag("capture") ? CaptureFile.begin(host, OpcCodes.CAPTURE) : null;
        desk = new NotificationDesk(host, config, problems.object(), items, capture);
        lost = new LostMessages(host, problems.object());
        connects = host.meters().counter("connects", "lines");
        gaps = host.meters().counter("gaps", "subscriptions");
    }

    @Override
    public void start() {
        started = true;
        host.state(ConnectorState.STARTING, null);
        UaLoops made = new UaLoops(host.id());
        UaDialer dialling = UaDialer.of(host, config, problems, made);
        dialer = dialling;
        host.startThread("fp-source-" + host.id(), () -> run(made, dialling));
    }

    private void run(UaLoops lines, UaDialer dialling) {
        try {
            while (!stopping) {
                long pauseNanos = oneLine(lines, dialling);
                long from = host.clock().nanoTime();
                while (!stopping && host.clock().nanoTime() - from < pauseNanos) {
                    LockSupport.parkNanos(WATCH_NANOS);
                }
            }
        } finally {
            lines.close();
            if (capture != null) {
                capture.close();
            }
            host.state(ConnectorState.STOPPED, null);
            done.countDown();
        }
    }

    /// One line, from dialling to its end.
    ///
    /// @return how long to wait before the next one
    private long oneLine(UaLoops lines, UaDialer dialling) {
        UaSession session = null;
        try {
            UaDialer.Dialled dialled = dialling.dial(memory);
            session = dialled.session();
            connects.increment();
            memory = session.memory();
            long upNanos = host.clock().nanoTime();
            PublishPump.@Nullable End end = null;
            boolean resumed = dialled.resumed();
            // A subscription that the server gave up is made anew on the same line.
            while (end == null || end instanceof PublishPump.End.Gone) {
                ServerSubscription current = subscribe(lines, session, resumed, end);
                resumed = true;
                desk.device().connected(dialled.peer(), dialled.serverIdentity());
                PublishPump pump = new PublishPump(host, lines, session, current, desk, lost);
                end = watch(session, current, pump, upNanos);
                heardLast = host.clock().now();
                pump.stop().orTimeout(5, TimeUnit.SECONDS).exceptionally(_ -> null).join();
                if (end == null) {
                    return 0;
                }
            }
            return ended(end);
        } catch (ConnectorException e) {
            return failed(e.problem());
        } catch (UaException | TimeoutException e) {
            return failed(problems.ofConnecting(e));
        } finally {
            if (session != null) {
                over(session);
            }
        }
    }

    private void over(UaSession session) {
        desk.device().disconnected("the line to the server is down");
        if (stopping) {
            session.close(false);
        } else {
            session.channel().cut();
        }
    }

    /// The subscription to go on with; makes a new one where the old one cannot be had, and then
    /// tells the gap (`UA-4`).
    private ServerSubscription subscribe(
            UaLoops lines, UaSession session, boolean resumed, PublishPump.@Nullable End end)
            throws UaException, TimeoutException {
        ServerSubscription earlier = subscription;
        boolean gone = end instanceof PublishPump.End.Gone;
        if (earlier != null && !gone && (resumed || subscribing.transfer(session, earlier))) {
            tellBridged();
            tellNodes();
            return earlier;
        }
        subscription = null;
        if (earlier != null) {
            gapUntold = true;
            // What is known of it belongs to the lines' own thread.
            lines.execute(() -> lost.giveUp(earlier, "the server no longer has the subscription"));
        }
        ServerSubscription made = subscribing.create(session);
        refusedNodes = subscribing.watch(session, made, items);
        subscription = made;
        tellRevisions();
        // Also when making it anew has failed before.
        if (gapUntold) {
            gapUntold = false;
            tellGap();
        }
        tellNodes();
        return made;
    }

    /// Once, and again only where the server has changed its mind.
    private void tellRevisions() {
        Revisions made = subscribing.revisions();
        if (made.isAsBadAs(revisionsTold)) {
            return;
        }
        revisionsTold = made;
        if (!made.isEmpty()) {
            host.event(
                    GatewayEvent.Level.WARNING,
                    OpcCodes.REVISED,
                    problems.object(),
                    made.words(items.size())
                            + " Raise the server's limits, or ask for less: queueSize, publishing,"
                            + " the tags' sampling.",
                    Map.of(
                            "queues",
                            String.valueOf(made.queues()),
                            "samplings",
                            String.valueOf(made.samplings())));
        }
    }

    private void tellGap() {
        gaps.increment();
        Instant from = heardLast == null ? host.clock().now() : heardLast;
        Instant to = host.clock().now();
        host.event(
                GatewayEvent.Level.WARNING,
                OpcCodes.GAP,
                problems.object(),
                "Nothing was received between "
                        + from
                        + " and "
                        + to
                        + ", and the server no longer has the subscription: changes in between are"
                        + " lost. It was made again, and begins with the present values.",
                Map.of("from", from.toString(), "to", to.toString()));
    }

    private void tellBridged() {
        Instant from = heardLast == null ? host.clock().now() : heardLast;
        Instant to = host.clock().now();
        host.event(
                GatewayEvent.Level.INFO,
                OpcCodes.BRIDGED,
                problems.object(),
                "The line was down between "
                        + from
                        + " and "
                        + to
                        + "; the server kept the subscription and sends what it has queued. What"
                        + " its queues could not hold is told as lost at the server.",
                Map.of("from", from.toString(), "to", to.toString()));
    }

    private void tellNodes() {
        if (refusedNodes.isEmpty()) {
            host.state(ConnectorState.UP, null);
            return;
        }
        StringBuilder named = new StringBuilder();
        refusedNodes.entrySet().stream()
                .limit(NODES_NAMED)
                .forEach(
                        entry ->
                                named.append(named.isEmpty() ? "" : ", ")
                                        .append(entry.getKey().tag().name())
                                        .append(" (")
                                        .append(entry.getValue())
                                        .append(')'));
        host.state(
                ConnectorState.DEGRADED,
                Problem.warning(
                        OpcCodes.NODES,
                        problems.object(),
                        "The server does not give "
                                + refusedNodes.size()
                                + " of "
                                + items.size()
                                + " tags: "
                                + named
                                + (refusedNodes.size() > NODES_NAMED ? " and others" : "")
                                + ".",
                        "Correct their addresses, or give this user the right to read them; they"
                                + " are asked for again every minute."));
    }

    /// Returns when the line is of no use any more; null when the engine wants us to stop.
    private PublishPump.@Nullable End watch(
            UaSession session, ServerSubscription current, PublishPump pump, long upNanos)
            throws UaException, TimeoutException {
        Probe probe = new Probe(session, pump);
        pump.start();
        pump.bad(refusedNodes);
        long tickedNanos = host.clock().nanoTime();
        long nodesNanos = tickedNanos;
        long silenceNanos = Subscribing.silenceLimit(current).toNanos();
        while (true) {
            long now = host.clock().nanoTime();
            PublishPump.@Nullable End end = pump.end();
            end = end != null ? end : probe.look(now);
            if (end != null) {
                return end;
            }
            if (stopping) {
                return drained(pump);
            }
            if (!pump.paused() && now - pump.heardPublishNanos() > silenceNanos) {
                return new PublishPump.End.Silent(now - pump.heardPublishNanos());
            }
            tellFull(pump, now);
            if (now - upNanos > STEADY_NANOS) {
                redial.reset();
            }
            if (now - tickedNanos > TICK_NANOS) {
                tickedNanos = now;
                pump.tick();
            }
            if (!refusedNodes.isEmpty() && now - nodesNanos > REFUSED_NODES_NANOS) {
                nodesNanos = now;
                askForNodesAgain(session, current, pump);
            }
            LockSupport.parkNanos(WATCH_NANOS);
        }
    }

    private void askForNodesAgain(UaSession session, ServerSubscription current, PublishPump pump)
            throws UaException, TimeoutException {
        Map<TagItem, String> still =
                subscribing.watch(session, current, List.copyOf(refusedNodes.keySet()));
        Map<TagItem, String> changed = new LinkedHashMap<>(still);
        changed.entrySet()
                .removeIf(each -> each.getValue().equals(refusedNodes.get(each.getKey())));
        boolean different = still.size() != refusedNodes.size();
        refusedNodes = still;
        tellRevisions();
        pump.bad(changed);
        if (different) {
            tellNodes();
        }
    }

    /// Waits for the log's answers to what was taken in, as long as the engine allows.
    private PublishPump.@Nullable End drained(PublishPump pump) {
        var _ = pump.stop();
        while (desk.inFlight() > 0 && host.clock().nanoTime() - stopByNanos < 0) {
            LockSupport.parkNanos(WATCH_NANOS);
        }
        return null;
    }

    private void tellFull(PublishPump pump, long now) {
        if (!pump.full() || (fullTold && now - fullToldNanos < FULL_TOLD_NANOS)) {
            return;
        }
        fullTold = true;
        fullToldNanos = now;
        host.event(
                GatewayEvent.Level.WARNING,
                OpcCodes.WAITING,
                problems.object(),
                "The gateway is full: the server is not asked for more until there is room, and its"
                        + " queues may overflow. See which destination does not take its records.",
                Map.of());
    }

    /// Asks for the server's state where nothing was heard for a while: a line that is half open
    /// says nothing by itself, and a paused pump keeps the session alive no other way.
    private final class Probe {
        private final UaSession session;
        private final PublishPump pump;
        private long askedNanos = host.clock().nanoTime();
        private boolean asking;
        // Volatile: set on the connection's own thread.
        private volatile @Nullable Throwable failure;
        private volatile boolean answered;

        Probe(UaSession session, PublishPump pump) {
            this.session = session;
            this.pump = pump;
        }

        PublishPump.@Nullable End look(long now) {
            Throwable cause = failure;
            if (cause != null) {
                return new PublishPump.End.Lost(cause);
            }
            if (asking && answered) {
                asking = false;
                answered = false;
                pump.heard();
            }
            if (!asking && now - Math.max(pump.heardNanos(), askedNanos) > PROBE_NANOS) {
                asking = true;
                askedNanos = now;
                ask();
            }
            return null;
        }

        private void ask() {
            var _ =
                    session.request(
                                    ReadResponse.class,
                                    PROBE_LIMIT,
                                    header ->
                                            new ReadRequest(
                                                    header,
                                                    0.0,
                                                    TimestampsToReturn.Neither,
                                                    new ReadValueId[] {
                                                        UaSession.valueOf(
                                                                NodeIds.Server_ServerStatus_State)
                                                    }))
                            .whenComplete(
                                    (_, bad) -> {
                                        failure = bad;
                                        answered = bad == null;
                                    });
        }
    }

    private long ended(PublishPump.End end) {
        Problem why =
                switch (end) {
                    case PublishPump.End.Lost(Throwable cause) ->
                            problems.lineLost(StatusNames.of(UaFailures.statusOf(cause)));
                    case PublishPump.End.Gone(String status) -> problems.lineLost(status);
                    case PublishPump.End.NotTaken(String reason) ->
                            problems.problem(
                                    OpcCodes.NOT_TAKEN,
                                    "Values were not taken in (" + reason + ").",
                                    "The server is asked for them again.");
                    case PublishPump.End.Silent(long nanos) ->
                            problems.problem(
                                    OpcCodes.SILENT,
                                    "The server at "
                                            + problems.target()
                                            + " has sent nothing for "
                                            + TimeUnit.NANOSECONDS.toSeconds(nanos)
                                            + " s, not even that nothing has changed.",
                                    "The line is dialled again; if this comes back, restart the"
                                            + " server.");
                };
        host.state(ConnectorState.DOWN, why);
        return redial.nextDelayNanos();
    }

    private long failed(Problem why) {
        boolean person = OpcProblems.needsAPerson(why);
        host.state(person ? ConnectorState.FAULTED : ConnectorState.DOWN, why);
        return person ? redial.refusedDelayNanos() : redial.nextDelayNanos();
    }

    @Override
    public void stop(long graceMillis) {
        if (!started) {
            if (capture != null) {
                capture.close();
            }
            return;
        }
        stopByNanos = host.clock().nanoTime() + TimeUnit.MILLISECONDS.toNanos(graceMillis);
        stopping = true;
        try {
            if (!done.await(graceMillis + 500, TimeUnit.MILLISECONDS)) {
                UaDialer dialling = dialer;
                if (dialling != null) {
                    dialling.abort();
                }
                if (!done.await(10_000, TimeUnit.MILLISECONDS)) {
                    host.event(
                            GatewayEvent.Level.WARNING,
                            OpcCodes.LINE_LOST,
                            problems.object(),
                            "The source did not stop in time.",
                            Map.of());
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts threads here", e);
        }
    }

    @Override
    public long inFlight() {
        return desk.inFlight();
    }
}
