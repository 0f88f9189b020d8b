package org.fieldproof.connector.mqtt.listener;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.fieldproof.api.spi.ConnectorHost;
import org.fieldproof.api.spi.DeviceHandle;
import org.fieldproof.api.time.GatewayClock;
import org.jspecify.annotations.Nullable;

/// Everything one endpoint knows, and the way of a message through it. Owned by one event loop:
/// only [#settled], [#resumeReadingSoon] and [#inFlight] may be called from elsewhere.
final class Broker {
    final ListenerConfig config;
    final GatewayClock clock;
    final RejectionReport report;
    final AccessRules rules;
    final SubscriptionTree subscriptions = new SubscriptionTree();
    final RetainedStore retained;
    final SessionTable sessions;
    final DeviceLines devices = new DeviceLines();
    final PublishReader publishReader = new PublishReader(new TopicCache());
    final Ingress ingress;

    private final EventLoop loop;
    private final SettledArrivals settled = new SettledArrivals();
    private final Set<ClientLine> lines = new HashSet<>();
    private final List<ClientLine> unflushed = new ArrayList<>();
    private final Deque<ClientLine> held = new ArrayDeque<>();
    private final List<ClientSession> receivers = new ArrayList<>();
    private long round;
    private boolean paused;
    private boolean stopping;
    private int waiting;
    private @Nullable Runnable whenQuiet;
    private @Nullable Runnable whenGone;

    Broker(
            ListenerConfig config,
            ConnectorHost host,
            AccessRules rules,
            EventLoop loop,
            Function<Broker, Ingress> ingress) {
        this.config = config;
        this.clock = host.clock();
        this.loop = loop;
        this.report = new RejectionReport(host, "connection " + host.id());
        this.rules = rules;
        this.retained = new RetainedStore(config.retainedRecordsMax(), config.retainedBytesMax());
        this.sessions = new SessionTable(this, config.connectionsMax());
        this.ingress = ingress.apply(this);
    }

    // ---- connections

    /// False where there are as many as allowed.
    boolean opened(ClientLine line) {
        if (stopping || lines.size() >= config.connectionsMax()) {
            return false;
        }
        return lines.add(line);
    }

    void closed(ClientLine line) {
        lines.remove(line);
        Runnable run = whenGone;
        if (run != null && lines.isEmpty()) {
            whenGone = null;
            run.run();
        }
    }

    int lineCount() {
        return lines.size();
    }

    /// Remembers that a connection has something to flush.
    void toFlush(ClientLine line) {
        unflushed.add(line);
    }

    /// Flushes what was written since the last call: once per batch, not once per message.
    void flushAll() {
        for (int i = 0; i < unflushed.size(); i++) {
            unflushed.get(i).flush();
        }
        unflushed.clear();
    }

    /// Twice a second: keep-alives, sessions, delayed wills.
    void sweep() {
        long now = clock.nanoTime();
        for (ClientLine line : new ArrayList<>(lines)) {
            line.sweep(now);
        }
        sessions.sweep(now);
        flushAll();
    }

    // ---- the way of a message

    /// Takes a message in and on; false where the gateway takes nothing any more.
    boolean offer(Arrival arrival, @Nullable DeviceHandle device) {
        waiting++;
        if (ingress.offer(arrival, device)) {
            return true;
        }
        waiting--;
        return false;
    }

    /// Told the fate of an arrival by the log's writer. Any thread; returns at once.
    void settled(Arrival arrival) {
        if (settled.add(arrival)) {
            onLoop(this::drainSettled);
        }
    }

    /// After a stop whose grace was too short, news still come in from the engine: there is
    /// nobody left to tell, and the caller is a thread of the engine's that must not fail for it.
    private void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException stopped) {
            return;
        }
    }

    private void drainSettled() {
        Arrival at = settled.takeAll();
        while (at != null) {
            Arrival next = at.next;
            at.next = null;
            settledHere(at);
            at = next;
        }
        flushAll();
        quietNow();
    }

    /// The same for an arrival that is settled on the loop itself.
    void settledHere(Arrival arrival) {
        waiting--;
        arrival.line.publishing.settled(arrival);
    }

    /// Gives an accepted message to its subscribers and to the retained store.
    void route(Message message) {
        if (message.retain() && !retained.keep(message)) {
            report.refused(
                    "MQTT-0137",
                    message.publisher(),
                    "",
                    "its retained message was not kept: the retained store is full",
                    "Raise retainedRecords or retainedBytes, or publish fewer retained topics.");
        }
        if (subscriptions.isEmpty()) {
            return;
        }
        SubscriptionTree.Matches matches = subscriptions.match(message.topic());
        round++;
        for (Subscription one : matches.plain()) {
            gather(one, message);
        }
        for (SubscriptionTree.Group group : matches.groups()) {
            Subscription one = group.next();
            if (one != null) {
                gather(one, message);
            }
        }
        for (int i = 0; i < receivers.size(); i++) {
            receivers.get(i).deliverGathered(message);
        }
        receivers.clear();
    }

    private void gather(Subscription one, Message message) {
        ClientSession session = one.session();
        boolean ownMessage = one.noLocal() && session.clientId.equals(message.publisher());
        if (!ownMessage && session.gather(round, one, message)) {
            receivers.add(session);
        }
    }

    long inFlight() {
        return ingress.inFlight();
    }

    // ---- backpressure

    boolean readingPaused() {
        return paused || stopping;
    }

    /// Stops the reading of every socket; true if it was not stopped yet.
    boolean pauseReading() {
        boolean changed = !paused;
        paused = true;
        return changed;
    }

    /// Keeps a connection that has bytes to decode until the intake has room.
    void hold(ClientLine line) {
        held.add(line);
    }

    /// Any thread: the intake has room again.
    void resumeReadingSoon() {
        onLoop(this::resumeReading);
    }

    private void resumeReading() {
        paused = false;
        // One round only, in turn: who is not reached before the intake is full again is first
        // in the next round.
        for (int left = held.size(); left > 0 && !readingPaused(); left--) {
            held.remove().resume();
        }
        flushAll();
    }

    // ---- stopping

    /// Stops reading; runs `quiet` once nothing is in flight any more.
    void stopReading(Runnable quiet) {
        stopping = true;
        for (ClientLine line : lines) {
            line.stopReading();
        }
        whenQuiet = quiet;
        quietNow();
    }

    /// Closes every connection; runs `gone` once all are closed.
    void closeAll(Runnable gone) {
        for (ClientLine line : new ArrayList<>(lines)) {
            line.end(
                    ReasonCode.SERVER_SHUTTING_DOWN,
                    "the gateway is stopping",
                    ClientLine.WillFate.DISCARD);
        }
        flushAll();
        if (lines.isEmpty()) {
            gone.run();
        } else {
            whenGone = gone;
        }
    }

    private void quietNow() {
        Runnable run = whenQuiet;
        if (run != null && waiting == 0) {
            whenQuiet = null;
            run.run();
        }
    }
}
