package org.fieldproof.connector.mqtt.listener;

import java.util.ArrayDeque;
import java.util.Deque;
import org.fieldproof.api.spi.DeviceHandle;
import org.fieldproof.api.value.PrintableText;
import org.jspecify.annotations.Nullable;

/// The inbound half of one connection: takes messages in, keeps them in order of arrival, and
/// acknowledges each when its fate is known. Confined to the event loop.
final class PublishStep {
    private final Broker broker;
    private final ClientLine line;
    private final TopicAliases aliases = new TopicAliases();
    private final Deque<Arrival> pending = new ArrayDeque<>(4);
    private int unacknowledged;
    private boolean windowFull;

    PublishStep(Broker broker, ClientLine line) {
        this.broker = broker;
        this.line = line;
    }

    /// True while so much waits for its acceptance that the connection is not read.
    boolean windowFull() {
        return windowFull;
    }

    void publish(PublishReader in) throws PacketFault {
        Signed who = line.signed();
        String topic = aliases.resolve(in);
        String fault = TopicRules.faultOfName(topic);
        if (!fault.isEmpty()) {
            throw new PacketFault(ReasonCode.TOPIC_NAME_INVALID, fault);
        }
        if (in.payload.length > broker.config.payloadBytesMax()) {
            throw new PacketFault(
                    ReasonCode.PACKET_TOO_LARGE,
                    "a payload of "
                            + in.payload.length
                            + " bytes is over the limit of "
                            + broker.config.payloadBytesMax());
        }
        boolean allowed = AccessRules.mayPublish(who.entry(), topic);
        if (!allowed) {
            notAllowed(topic);
        }
        if (allowed && in.qos == 2 && repeated(in.packetId, who)) {
            return;
        }
        if (in.qos > 0 && ++unacknowledged > broker.config.inFlightMax() && who.version5()) {
            throw new PacketFault(
                    ReasonCode.RECEIVE_MAXIMUM_EXCEEDED,
                    "it sent more than "
                            + broker.config.inFlightMax()
                            + " messages without waiting for acknowledgements");
        }
        long expiry = in.properties.expirySeconds();
        Message message =
                new Message(
                        topic,
                        in.payload,
                        in.qos,
                        in.retain,
                        in.duplicate,
                        in.properties,
                        expiry < 0
                                ? Long.MAX_VALUE
                                : broker.clock.nanoTime() + expiry * 1_000_000_000L,
                        who.session().clientId);
        if (allowed) {
            offer(message, in.packetId, who);
        } else if (in.qos > 0) {
            deny(message, in.packetId);
        }
    }

    private void offer(Message message, int packetId, Signed who) {
        Arrival arrival = new Arrival(broker.ingress, line, message, packetId);
        if (arrival.unreleased != null) {
            who.session().unreleased.put(packetId, arrival.unreleased);
        }
        await(arrival);
        if (!broker.offer(arrival, line.device())) {
            pending.removeLast();
            forget(arrival);
            line.end(
                    ReasonCode.SERVER_SHUTTING_DOWN,
                    "the gateway takes in nothing now",
                    ClientLine.WillFate.DISCARD);
        }
    }

    private void await(Arrival arrival) {
        pending.add(arrival);
        if (pending.size() >= 2 * broker.config.inFlightMax()) {
            windowFull = true;
        }
    }

    /// The no waits behind the answers to what came before it (`MQL-2`; MQTT 5, 4.6).
    private void deny(Message message, int packetId) {
        Arrival arrival = new Arrival(broker.ingress, line, message, packetId);
        arrival.denied = true;
        await(arrival);
        settled(arrival);
    }

    /// MQTT 3.1.1 cannot say no to a message; acknowledging what is not kept would be a lie, so
    /// such a client is disconnected.
    private void notAllowed(String topic) throws PacketFault {
        if (!line.version5()) {
            throw new PacketFault(
                    ReasonCode.NOT_AUTHORIZED,
                    "it may not publish to '" + PrintableText.of(topic) + "'");
        }
        broker.report.refused(
                "MQTT-0131",
                line.name(),
                line.peer(),
                "it may not publish to '" + PrintableText.of(topic) + "'",
                "Permit the topic for this user, or show a client certificate.");
    }

    /// A QoS 2 message that was taken in before: told again that it was, and not taken in twice
    /// (`MQL-7`).
    private boolean repeated(int packetId, Signed who) {
        Unreleased before = who.session().unreleased.get(packetId);
        if (before == null) {
            return false;
        }
        if (before.accepted) {
            line.writer().pubRec(packetId, ReasonCode.SUCCESS);
        }
        return true;
    }

    /// PUBREL: the sender will not send this message again.
    void release(int packetId) {
        boolean known = line.signed().session().unreleased.remove(packetId) != null;
        if (known) {
            unacknowledged = Math.max(0, unacknowledged - 1);
        }
        line.writer()
                .pubComp(packetId, known ? ReasonCode.SUCCESS : ReasonCode.PACKET_ID_NOT_FOUND);
    }

    /// The fate of an arrival is known: finishes what is first in line, in order (`MQL-2`).
    void settled(Arrival arrival) {
        arrival.settled = true;
        Arrival first = pending.peek();
        while (first != null && first.settled) {
            pending.remove();
            finish(first);
            first = pending.peek();
        }
        if (windowFull && pending.size() <= broker.config.inFlightMax()) {
            windowFull = false;
            line.resume();
        }
    }

    private void finish(Arrival arrival) {
        Message message = arrival.message;
        if (arrival.denied) {
            sayNo(arrival);
            return;
        }
        if (!arrival.isAccepted()) {
            forget(arrival);
            line.end(
                    ReasonCode.IMPLEMENTATION_SPECIFIC,
                    "a message could not be stored: " + arrival.refusal(),
                    ClientLine.WillFate.PUBLISH);
            return;
        }
        if (message.qos() == 1 && line.isOpen()) {
            unacknowledged--;
            line.writer().pubAck(arrival.packetId, ReasonCode.SUCCESS);
        } else if (arrival.unreleased != null) {
            received(arrival.packetId, arrival.unreleased);
        }
        broker.route(message);
    }

    private void sayNo(Arrival arrival) {
        if (!line.isOpen()) {
            return;
        }
        unacknowledged--;
        if (arrival.message.qos() == 1) {
            line.writer().pubAck(arrival.packetId, ReasonCode.NOT_AUTHORIZED);
        } else {
            line.writer().pubRec(arrival.packetId, ReasonCode.NOT_AUTHORIZED);
        }
    }

    private void forget(Arrival arrival) {
        if (arrival.unreleased != null) {
            line.signed().session().unreleased.remove(arrival.packetId, arrival.unreleased);
        }
    }

    /// PUBREC goes to the connection that the session has now: the one that sent the message may
    /// be gone, and its sender asks again on the next one.
    private void received(int packetId, Unreleased unreleased) {
        unreleased.accepted = true;
        ClientSession session = line.signed().session();
        ClientLine now = session.line();
        if (now != null && session.unreleased.get(packetId) == unreleased) {
            now.writer().pubRec(packetId, ReasonCode.SUCCESS);
        }
    }

    /// A will is taken in like any other message, and acknowledged to nobody.
    void offerWill(Message will, @Nullable DeviceHandle device) {
        Arrival arrival = new Arrival(broker.ingress, line, will, 0);
        pending.add(arrival);
        if (!broker.offer(arrival, device)) {
            pending.removeLast();
        }
    }
}
