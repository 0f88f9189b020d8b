package org.fieldproof.connector.opcua;

import java.util.Map;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.spi.SourceHost;

/// Tells by their numbers which notification messages are lost (`UA-4`). Owned by
/// `fp-opcua-<id>`.
final class LostMessages {
    private final SourceHost host;
    private final String object;

    LostMessages(SourceHost host, String object) {
        this.host = host;
        this.object = object;
    }

    void tell(ServerSubscription subscription, SequenceRuns sequences, String why) {
        if (sequences.isEmpty()) {
            return;
        }
        String named = sequences.toString();
        host.event(
                GatewayEvent.Level.WARNING,
                OpcCodes.NOTIFICATIONS,
                object,
                "Lost notification messages of subscription "
                        + subscription.id
                        + ", number "
                        + named
                        + ": "
                        + why
                        + "; each may have held many values.",
                Map.of("messages", Long.toString(sequences.messages()), "sequences", named));
    }

    /// A subscription goes away, and with it what the server kept of it for us: the messages that
    /// were not taken in, those of a gap, and those behind it, which wait for it to be filled.
    /// What the log has not answered for yet is told when it refuses it.
    void giveUp(ServerSubscription subscription, String why) {
        if (subscription.givenUp) {
            return;
        }
        SequenceRuns lost = new SequenceRuns();
        subscription.toRepeat.forEach(lost::add);
        for (NotificationMessage each : subscription.behind) {
            long sequence = each.getSequenceNumber().longValue();
            boolean data = PublishPump.hasData(each);
            long missing = subscription.missingBefore(sequence);
            long count = data && !subscription.known(sequence) ? missing + 1 : missing;
            if (count > 0) {
                lost.add(ServerSubscription.after(subscription.lastSequence), count);
                subscription.lastSequence =
                        ServerSubscription.after(subscription.lastSequence, count);
            }
        }
        subscription.giveUp();
        tell(subscription, lost, why);
    }
}
