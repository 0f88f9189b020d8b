package org.fieldproof.connector.mqtt.listener;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The sessions of one endpoint by client id. Confined to the event loop.
final class SessionTable {
    private final Broker broker;
    private final int sessionsMax;
    private final Map<String, ClientSession> byClientId = new HashMap<>();

    /// @param connectionsMax sessions of clients that are away may be as many again
    SessionTable(Broker broker, int connectionsMax) {
        this.broker = broker;
        this.sessionsMax = 2 * connectionsMax;
    }

    @Nullable ClientSession find(String clientId) {
        return byClientId.get(clientId);
    }

    /// A new session, or null where there is no room for one.
    @Nullable ClientSession open(String clientId, String owner) {
        if (byClientId.size() >= sessionsMax) {
            sweep(broker.clock.nanoTime());
            if (byClientId.size() >= sessionsMax) {
                return null;
            }
        }
        ClientSession session = new ClientSession(clientId, owner, new Outbox(broker, clientId));
        byClientId.put(clientId, session);
        return session;
    }

    /// Ends a session and everything it holds.
    void end(ClientSession session) {
        for (String filter : session.subscriptions.keySet()) {
            broker.subscriptions.remove(session, filter);
        }
        session.subscriptions.clear();
        byClientId.remove(session.clientId, session);
        publishWill(session.dueWill(broker.clock.nanoTime(), true));
    }

    /// Publishes wills that are due and ends sessions that have expired.
    void sweep(long nowNanos) {
        List<ClientSession> expired = new ArrayList<>();
        List<ClientLine> wills = new ArrayList<>();
        for (ClientSession session : byClientId.values()) {
            if (session.connected()) {
                continue;
            }
            ClientLine will = session.dueWill(nowNanos, false);
            if (will != null) {
                wills.add(will);
            }
            if (session.expired(nowNanos)) {
                expired.add(session);
            }
        }
        wills.forEach(SessionTable::publishWill);
        expired.forEach(this::end);
    }

    private static void publishWill(@Nullable ClientLine line) {
        if (line != null) {
            line.publishWill();
        }
    }
}
