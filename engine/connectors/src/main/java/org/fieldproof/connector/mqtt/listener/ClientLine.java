package org.fieldproof.connector.mqtt.listener;

import io.netty.channel.Channel;
import java.security.cert.X509Certificate;
import org.fieldproof.api.spi.DeviceHandle;
import org.fieldproof.api.value.PrintableText;
import org.jspecify.annotations.Nullable;

/// One connection of one client, from its first byte to its last: signed in or not,
/// read or held back, alive or gone. Confined to the event loop.
final class ClientLine {
    private static final long CONNECT_WAIT_NANOS = 10_000_000_000L;
    private static final long LINGER_NANOS = 1_000_000_000L;
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

    final PublishStep publishing;
    private boolean flushDue;
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
        this.publishing = new PublishStep(broker, this);
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

    /// The device's handle, made on its first message.
    @Nullable DeviceHandle device() {
        DeviceHandle known = device;
        if (known == null) {
            known = deviceOf(signed());
            device = known;
        }
        return known;
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
        return !publishing.windowFull()
                && !broker.readingPaused()
                && stage != Stage.ENDED
                && drains();
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
        if (active || broker.readingPaused() || publishing.windowFull()) {
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
        publishing.offerWill(will.message(), device);
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
