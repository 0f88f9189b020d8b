package org.fieldproof.connector.mqtt.listener;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the endpoint remembers of one client id, in memory: subscriptions, what it is still to
/// get, and the QoS 2 messages it has not released. Confined to the event loop.
final class ClientSession {
    final String clientId;
    final String owner;
    final Outbox outbox;
    final Map<String, Subscription> subscriptions = new HashMap<>(4);

    /// QoS 2 messages taken in and not yet released by PUBREL, by packet id.
    final Map<Integer, Unreleased> unreleased = new HashMap<>(2);

    /// How long it is kept once its connection is gone; 0 ends it with the connection.
    long expirySeconds;

    long detachedAtNanos;

    private @Nullable ClientLine line;
    private @Nullable PendingWill pendingWill;

    private long gatherRound;
    private int gatherQos;
    private boolean gatherRetain;
    private int[] gatherIdentifiers = Delivery.NO_IDENTIFIERS;

    ClientSession(String clientId, String owner, Outbox outbox) {
        this.clientId = clientId;
        this.owner = owner;
        this.outbox = outbox;
    }

    @Nullable ClientLine line() {
        return line;
    }

    boolean connected() {
        return line != null;
    }

    void attach(ClientLine to) {
        line = to;
        pendingWill = null;
    }

    void detach(long nowNanos) {
        line = null;
        outbox.detach();
        detachedAtNanos = nowNanos;
    }

    boolean expired(long nowNanos) {
        return line == null && (nowNanos - detachedAtNanos) / 1_000_000_000L >= expirySeconds;
    }

    /// Keeps a will until its delay is over or the client is back (MQTT 5 section 3.1.3.2.2).
    void delayWill(ClientLine of, long dueNanos) {
        pendingWill = new PendingWill(of, dueNanos);
    }

    /// The line whose will is due now, once.
    @Nullable ClientLine dueWill(long nowNanos, boolean ending) {
        PendingWill will = pendingWill;
        if (will == null || (!ending && nowNanos - will.dueNanos < 0)) {
            return null;
        }
        pendingWill = null;
        return will.line;
    }

    /// Collects one matching subscription for the message being routed; true for the first one,
    /// so that overlapping subscriptions give one copy with the highest QoS.
    boolean gather(long round, Subscription subscription, Message message) {
        boolean first = gatherRound != round;
        if (first) {
            gatherRound = round;
            gatherQos = 0;
            gatherRetain = false;
            gatherIdentifiers = Delivery.NO_IDENTIFIERS;
        }
        gatherQos = Math.max(gatherQos, Math.min(subscription.qos(), message.qos()));
        gatherRetain |= subscription.retainAsPublished() && message.retain();
        if (subscription.identifier() > 0) {
            int count = gatherIdentifiers.length;
            gatherIdentifiers = Arrays.copyOf(gatherIdentifiers, count + 1);
            gatherIdentifiers[count] = subscription.identifier();
        }
        return first;
    }

    void deliverGathered(Message message) {
        outbox.deliver(new Delivery(message, gatherQos, gatherRetain, gatherIdentifiers));
    }

    private record PendingWill(ClientLine line, long dueNanos) {}
}
