package org.fieldproof.connector.mqtt.listener;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one subscriber is still to get: a bounded queue, and the window of QoS 1 messages it has
/// not acknowledged. Outlives its connection. Confined to the event loop.
final class Outbox {
    /// Most QoS 1 messages under way to one subscriber, whatever it allows.
    private static final int WINDOW_MAX = 1_000;

    private final Broker broker;
    private final String clientId;
    private final Deque<Delivery> queue = new ArrayDeque<>(0);
    private final Map<Integer, Delivery> unacknowledged = new LinkedHashMap<>(4);
    private @Nullable ClientLine line;
    private long queueBytes;
    private int lastPacketId;
    private long dropped;

    Outbox(Broker broker, String clientId) {
        this.broker = broker;
        this.clientId = clientId;
    }

    /// A connection is there: sends again what was not acknowledged, then what waited.
    void attach(ClientLine to) {
        line = to;
        for (Map.Entry<Integer, Delivery> sent : unacknowledged.entrySet()) {
            write(to, sent.getValue(), sent.getKey(), true);
        }
        pump();
    }

    void detach() {
        line = null;
    }

    void deliver(Delivery delivery) {
        ClientLine to = line;
        if (to == null && delivery.qos() == 0) {
            return; // QoS 0 is for who is there.
        }
        if (to != null && queue.isEmpty() && canSend(to, delivery)) {
            send(to, delivery);
            return;
        }
        int cost = delivery.message().costBytes();
        if (queue.size() >= broker.config.queueRecordsMax()
                || queueBytes + cost > broker.config.queueBytesMax()) {
            dropped++;
            broker.report.refused(
                    "MQTT-0136",
                    clientId,
                    to == null ? "away" : to.peer(),
                    "it reads too slowly; messages for it were dropped (" + dropped + " so far)",
                    "Let it subscribe to less, or raise queueRecords and queueBytes.");
            return;
        }
        queue.add(delivery);
        queueBytes += cost;
    }

    /// Sends from the queue what fits now.
    void pump() {
        ClientLine to = line;
        while (to != null && !queue.isEmpty() && canSend(to, queue.element())) {
            Delivery next = queue.remove();
            queueBytes -= next.message().costBytes();
            send(to, next);
        }
    }

    /// The subscriber has taken responsibility for a message.
    void acknowledged(int packetId) {
        if (unacknowledged.remove(packetId) != null) {
            pump();
        }
    }

    /// Messages dropped because the queue was full.
    long dropped() {
        return dropped;
    }

    int waiting() {
        return queue.size() + unacknowledged.size();
    }

    private boolean canSend(ClientLine to, Delivery delivery) {
        return to.writable()
                && (delivery.qos() == 0
                        || unacknowledged.size() < Math.min(WINDOW_MAX, to.clientReceiveMax()));
    }

    private void send(ClientLine to, Delivery delivery) {
        if (delivery.message().expired(broker.clock.nanoTime())) {
            return;
        }
        if (delivery.qos() == 0) {
            write(to, delivery, 0, false);
            return;
        }
        int packetId = nextPacketId();
        if (write(to, delivery, packetId, false)) {
            unacknowledged.put(packetId, delivery);
        }
    }

    private boolean write(ClientLine to, Delivery delivery, int packetId, boolean again) {
        Message message = delivery.message();
        long expirySeconds = -1;
        if (message.expiresAtNanos() != Long.MAX_VALUE) {
            long left = message.expiresAtNanos() - broker.clock.nanoTime();
            expirySeconds = Math.max(0, left / 1_000_000_000L);
        }
        return to.send(delivery, packetId, again, expirySeconds);
    }

    /// Ids go round; the window is far smaller than their number, so a free one is near.
    private int nextPacketId() {
        do {
            lastPacketId = lastPacketId == 65_535 ? 1 : lastPacketId + 1;
        } while (unacknowledged.containsKey(lastPacketId));
        return lastPacketId;
    }
}
