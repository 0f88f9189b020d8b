package org.fieldproof.connector.mqtt.listener;

import io.netty.channel.Channel;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Deque;
import org.fieldproof.api.spi.DeviceHandle;
import org.jspecify.annotations.Nullable;

/// One connection of one client, from its first byte to its last: its state, its window, its
/// acknowledgements in order. Confined to the event loop.
final class ClientLine {
    private static final long CONNECT_WAIT_NANOS = 10_000_000_000L;
    private static final long LINGER_NANOS = 1_000_000_000L;
    static final int TOPIC_ALIAS_MAX = 32;
    private static final long UNREAD_BYTES_MAX = 1024 * 1024;

    final Broker broker;
    private final Channel channel;
    private final PacketWriter writer;
    private final String peer;
    private String name;

    private Stage stage = Stage.AWAITING_CONNECT;
    private @Nullable Signed signed;
    private @Nullable DeviceHandle device;
    private @Nullable LineHandler handler;
    private @Nullable String[] aliases = new @Nullable String[0];

    private final Deque<Arrival> pending = new ArrayDeque<>(4);
    private int unacknowledged;
    private boolean flushDue;
    private boolean windowFull;
    private boolean active = true;
    private long lastActiveNanos;
    private long endedAtNanos;

    ClientLine(Broker broker, Channel channel) {
        this.broker = broker;
        this.channel = channel;
        this.writer = new PacketWriter(channel);
        this.peer = PeerAddress.of(channel);
        this.name = PeerAddress.hostOf(channel);
        this.lastActiveNanos = broker.clock.nanoTime();
    }

    void handler(LineHandler of) {
        handler = of;
    }

    // ---- what others ask

    String peer() {
        return peer;
    }

    boolean isOpen() {
        return stage == Stage.OPEN;
    }

    boolean hasEnded() {
        return stage == Stage.ENDED;
    }

    boolean version5() {
        Signed who = signed;
        return who != null && who.version5();
    }

    boolean writable() {
        return channel.isWritable();
    }

    int clientReceiveMax() {
        Signed who = signed;
        return who == null ? 0 : who.receiveMax();
    }

    /// Largest packet it may send now; a client that has not signed in has no claim to memory.
    int packetBytesMax() {
        return stage == Stage.OPEN ? broker.config.packetBytesMax() : 128 * 1024;
    }

    /// The client id it gave, or its address where it never gave one.
    String name() {
        return name;
    }

    void claims(String clientId) {
        name = PrintableText.of(clientId);
    }

    @Nullable X509Certificate certificate() {
        return ShownCertificate.of(channel);
    }

    PacketWriter writer() {
        if (!flushDue) {
            flushDue = true;
            broker.toFlush(this);
        }
        return writer;
    }

    void flush() {
        flushDue = false;
        if (channel.isActive()) {
            writer.flush();
        } else {
            writer.release();
        }
    }

    // ---- signing in

    void open(Signed who) {
        signed = who;
        stage = Stage.OPEN;
        writer.version5(who.version5());
        active = true;
        if (who.entry().certified()) {
            device = deviceOf(who);
        }
    }

    Signed signed() {
        Signed who = signed;
        if (who == null) {
            throw new IllegalStateException("line: not signed in");
        }
        return who;
    }

    /// A client is a device from its first message on, or at once where a certificate says so;
    /// who only looks in is none.
    private @Nullable DeviceHandle deviceOf(Signed who) {
        DeviceHandle handle = broker.ingress.device(who.entry().deviceId());
        if (handle != null) {
            broker.devices.opened(handle, peer, who.entry().identity());
        }
        return handle;
    }

    // ---- publishing

    void publish(PublishReader in) throws PacketFault {
        Signed who = signed();
        String topic = topicOf(in);
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
        if (!AccessRules.mayPublish(who.entry(), topic)) {
            notAllowed(in, topic);
            return;
        }
        if (in.qos == 2 && repeated(in.packetId, who)) {
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
        offer(message, in.packetId, who);
    }

    private void offer(Message message, int packetId, Signed who) {
        if (device == null) {
            device = deviceOf(who);
        }
        Arrival arrival = new Arrival(broker.ingress, this, message, packetId);
        if (message.qos() == 2) {
            who.session().unreleased.put(packetId, arrival);
        }
        pending.add(arrival);
        if (pending.size() >= 2 * broker.config.inFlightMax()) {
            windowFull = true;
        }
        if (!broker.offer(arrival, device)) {
            pending.removeLast();
            who.session().unreleased.remove(packetId, arrival);
            end(
                    ReasonCode.SERVER_SHUTTING_DOWN,
                    "the gateway takes in nothing now",
                    WillFate.DISCARD);
        }
    }

    private String topicOf(PublishReader in) throws PacketFault {
        int alias = in.properties.topicAlias();
        if (alias == 0) {
            return in.topic;
        }
        if (alias > TOPIC_ALIAS_MAX) {
            throw new PacketFault(
                    ReasonCode.TOPIC_ALIAS_INVALID, "topic alias " + alias + " is out of range");
        }
        if (aliases.length == 0) {
            aliases = new @Nullable String[TOPIC_ALIAS_MAX + 1];
        }
        if (!in.topic.isEmpty()) {
            aliases[alias] = in.topic;
            return in.topic;
        }
        String known = aliases[alias];
        if (known == null) {
            throw new PacketFault(
                    ReasonCode.PROTOCOL_ERROR, "topic alias " + alias + " was never set");
        }
        return known;
    }

    /// MQTT 3.1.1 cannot say no to a message; acknowledging what is not kept would be a lie, so
    /// such a client is disconnected.
    private void notAllowed(PublishReader in, String topic) throws PacketFault {
        if (!version5()) {
            throw new PacketFault(
                    ReasonCode.NOT_AUTHORIZED,
                    "it may not publish to '" + PrintableText.of(topic) + "'");
        }
        broker.report.refused(
                "MQTT-0131",
                name(),
                peer,
                "it may not publish to '" + PrintableText.of(topic) + "'",
                "Permit the topic for this user, or show a client certificate.");
        if (in.qos == 1) {
            writer().pubAck(in.packetId, ReasonCode.NOT_AUTHORIZED);
        } else if (in.qos == 2) {
            writer().pubRec(in.packetId, ReasonCode.NOT_AUTHORIZED);
        }
    }

    /// A QoS 2 message that was taken in before: told again that it was, and not taken in twice
    /// (`MQL-7`).
    private boolean repeated(int packetId, Signed who) {
        Arrival before = who.session().unreleased.get(packetId);
        if (before == null) {
            return false;
        }
        if (before.settled) {
            writer().pubRec(packetId, ReasonCode.SUCCESS);
        }
        return true;
    }

    /// PUBREL: the sender will not send this message again.
    void release(int packetId) {
        boolean known = signed().session().unreleased.remove(packetId) != null;
        if (known) {
            unacknowledged = Math.max(0, unacknowledged - 1);
        }
        writer().pubComp(packetId, known ? ReasonCode.SUCCESS : ReasonCode.PACKET_ID_NOT_FOUND);
    }

    // ---- acceptance

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
            resume();
        }
    }

    private void finish(Arrival arrival) {
        Message message = arrival.message;
        if (!arrival.isAccepted()) {
            signed().session().unreleased.remove(arrival.packetId, arrival);
            end(
                    ReasonCode.IMPLEMENTATION_SPECIFIC,
                    "a message could not be stored: " + arrival.refusal(),
                    WillFate.PUBLISH);
            return;
        }
        if (message.qos() == 1 && stage == Stage.OPEN) {
            unacknowledged--;
            writer().pubAck(arrival.packetId, ReasonCode.SUCCESS);
        } else if (message.qos() == 2) {
            received(arrival);
        }
        broker.route(message);
    }

    /// PUBREC goes to the connection that the session has now: the one that sent the message may
    /// be gone, and its sender asks again on the next one.
    private void received(Arrival arrival) {
        ClientSession session = signed().session();
        ClientLine now = session.line();
        if (now != null && session.unreleased.get(arrival.packetId) == arrival) {
            now.writer().pubRec(arrival.packetId, ReasonCode.SUCCESS);
        }
    }

    // ---- subscribers

    /// Writes a message to this subscriber; false where it is too large for it.
    boolean send(Delivery delivery, int packetId, boolean again, long expirySeconds) {
        return writer().publish(
                        delivery.message(),
                        delivery.qos(),
                        packetId,
                        delivery.retain(),
                        again,
                        delivery.identifiers(),
                        expirySeconds,
                        signed().packetBytesMax());
    }

    // ---- reading and not reading

    /// Whether the next packet may be decoded (`MQL-5`).
    boolean mayRead() {
        return !windowFull && !broker.readingPaused() && stage != Stage.ENDED && drains();
    }

    /// A client that sends but does not read its acknowledgements is not read either.
    private boolean drains() {
        return channel.isWritable() || channel.bytesBeforeWritable() < UNREAD_BYTES_MAX;
    }

    /// The socket took what was written: there is room for more.
    void drained() {
        resume();
        Signed who = signed;
        if (who != null && stage == Stage.OPEN) {
            who.session().outbox.pump();
        }
    }

    void resume() {
        LineHandler of = handler;
        if (of != null) {
            of.resume();
        }
    }

    void stopReading() {
        channel.config().setAutoRead(false);
    }

    /// A whole packet came in.
    void heard() {
        active = true;
    }

    // ---- time

    void sweep(long nowNanos) {
        if (active || broker.readingPaused() || windowFull) {
            // While we do not read, silence is our doing.
            active = false;
            lastActiveNanos = nowNanos;
        }
        long silentNanos = nowNanos - lastActiveNanos;
        switch (stage) {
            case AWAITING_CONNECT -> {
                if (silentNanos > CONNECT_WAIT_NANOS) {
                    SocketEnd.whole(channel);
                }
            }
            case OPEN -> {
                long limit = signed().keepAliveNanos();
                if (limit > 0 && silentNanos > limit + limit / 2) {
                    end(
                            ReasonCode.KEEP_ALIVE_TIMEOUT,
                            "nothing heard for one and a half times its keep-alive",
                            WillFate.PUBLISH);
                }
            }
            case ENDED -> {
                if (nowNanos - endedAtNanos > LINGER_NANOS) {
                    SocketEnd.whole(channel);
                }
            }
        }
    }

    // ---- ends

    /// Ends the connection from our side. Sends what was written, says why where the protocol
    /// can, and then drains the socket for a moment: closing at once would make the kernel throw
    /// away acknowledgements that the client has not read yet.
    void end(int reason, String why, WillFate will) {
        if (stage == Stage.ENDED) {
            return;
        }
        if (stage == Stage.OPEN) {
            writer().disconnect(reason, why);
        }
        leave(why, will);
        flush();
        SocketEnd.half(channel);
        channel.config().setAutoRead(true);
    }

    /// The client said goodbye.
    void left(WillFate will) {
        leave("the device signed off", will);
        flush();
        SocketEnd.whole(channel);
    }

    /// The socket is gone.
    void lost(String why) {
        leave(why, WillFate.PUBLISH);
        broker.closed(this);
        writer.release();
    }

    private void leave(String why, WillFate will) {
        if (stage == Stage.ENDED) {
            return;
        }
        boolean wasOpen = stage == Stage.OPEN;
        stage = Stage.ENDED;
        endedAtNanos = broker.clock.nanoTime();
        if (!wasOpen) {
            return;
        }
        ClientSession session = signed().session();
        DeviceHandle of = device;
        if (of != null) {
            broker.devices.closed(of, why);
        }
        if (session.line() != this) {
            return; // Taken over: the session is somebody else's now.
        }
        session.detach(endedAtNanos);
        if (will == WillFate.PUBLISH) {
            leaveWill(session);
        }
        if (session.expirySeconds == 0) {
            broker.sessions.end(session);
        }
    }

    private void leaveWill(ClientSession session) {
        Will will = signed().will();
        if (will == null) {
            return;
        }
        long delaySeconds = Math.min(will.delaySeconds(), session.expirySeconds);
        if (delaySeconds == 0) {
            publishWill();
        } else {
            session.delayWill(this, endedAtNanos + delaySeconds * 1_000_000_000L);
        }
    }

    /// The will is a message like any other: taken in first, then given to subscribers.
    void publishWill() {
        Will will = signed().will();
        if (will == null) {
            return;
        }
        if (device == null) {
            device = broker.ingress.device(signed().entry().deviceId());
        }
        Arrival arrival = new Arrival(broker.ingress, this, will.message(), 0);
        pending.add(arrival);
        if (!broker.offer(arrival, device)) {
            pending.removeLast();
        }
    }

    private enum Stage {
        AWAITING_CONNECT,
        OPEN,
        ENDED
    }

    /// What becomes of the will when a connection ends.
    enum WillFate {
        PUBLISH,
        DISCARD
    }
}
