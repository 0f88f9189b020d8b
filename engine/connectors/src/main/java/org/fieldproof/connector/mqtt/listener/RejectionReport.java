package org.fieldproof.connector.mqtt.listener;

import java.util.LinkedHashMap;
import java.util.Map;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.spi.ConnectorHost;

/// Tells people about clients that were refused or misbehave, at a rate that a storm of them
/// cannot raise: the same case at most once in 30 s, and at most 50 events in 10 s together. What
/// was left out is counted in the next event. Confined to the event loop.
final class RejectionReport {
    private static final long SAME_CASE_NANOS = 30_000_000_000L;
    private static final long WINDOW_NANOS = 10_000_000_000L;
    private static final int EVENTS_PER_WINDOW = 50;
    private static final int CASES_MAX = 1_024;

    private final ConnectorHost host;
    private final String object;
    private final Map<String, Case> cases =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Case> eldest) {
                    return size() > CASES_MAX;
                }
            };
    private long windowStartNanos;
    private int inWindow;
    private long leftOut;

    RejectionReport(ConnectorHost host, String object) {
        this.host = host;
        this.object = object;
        this.windowStartNanos = host.clock().nanoTime();
    }

    /// @param who client id or address, for the message and to tell cases apart
    /// @param cause one sentence without its subject, such as `wrong password`
    void refused(String code, String who, String peer, String cause, String remedy) {
        long now = host.clock().nanoTime();
        Case known = cases.computeIfAbsent(code + "|" + who, _ -> new Case());
        if (known.told && now - known.toldNanos < SAME_CASE_NANOS) {
            known.since++;
            return;
        }
        if (now - windowStartNanos >= WINDOW_NANOS) {
            windowStartNanos = now;
            inWindow = 0;
        }
        if (inWindow >= EVENTS_PER_WINDOW) {
            leftOut++;
            return;
        }
        inWindow++;
        String again = known.since > 0 ? " (" + known.since + " times more since last told)" : "";
        String others = leftOut > 0 ? " (" + leftOut + " other refusals not listed)" : "";
        known.told = true;
        known.toldNanos = now;
        known.since = 0;
        leftOut = 0;
        host.event(
                GatewayEvent.Level.WARNING,
                code,
                object,
                "Client " + who + at(who, peer) + ": " + cause + again + others + ". " + remedy,
                Map.of("client", who, "peer", peer, "cause", cause, "remedy", remedy));
    }

    private static String at(String who, String peer) {
        return peer.isEmpty() || peer.startsWith(who) ? "" : " at " + peer;
    }

    private static final class Case {
        boolean told;
        long toldNanos;
        long since;
    }
}
