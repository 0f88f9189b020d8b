package org.fieldproof.connector.mqtt.listener;

import org.fieldproof.api.spi.Acceptance;
import org.jspecify.annotations.Nullable;

/// A message that came in and waits for its acceptance. The fate is written once, by the thread
/// that tells it, and read by the event loop after [SettledArrivals] has passed it on.
final class Arrival implements Acceptance {
    private final Ingress ingress;
    final ClientLine line;
    final Message message;
    final int packetId;

    private boolean accepted;
    private String refusal = "";

    /// Where its sender is told of it twice; null for QoS 0 and 1.
    final @Nullable Unreleased unreleased;

    /// The next one in [SettledArrivals]; the list's own field.
    @Nullable Arrival next;

    /// True if the sender may not publish this: it is not taken in, and only its answer waits.
    /// Confined to the event loop.
    boolean denied;

    /// True once the loop knows the fate. Confined to the event loop.
    boolean settled;

    Arrival(Ingress ingress, ClientLine line, Message message, int packetId) {
        this.ingress = ingress;
        this.line = line;
        this.message = message;
        this.packetId = packetId;
        this.unreleased = message.qos() == 2 && packetId > 0 ? new Unreleased() : null;
    }

    @Override
    public void accepted(long seq) {
        accepted = true;
        ingress.settled(this);
    }

    @Override
    public void refused(String reason) {
        refusal = reason;
        ingress.settled(this);
    }

    boolean isAccepted() {
        return accepted;
    }

    String refusal() {
        return refusal;
    }
}
