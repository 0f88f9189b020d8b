package org.fieldproof.connector.mqtt.client;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.Acceptance;
import org.fieldproof.api.spi.DeviceHandle;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.mqtt.client.BrokerLine.ArrivedPublish;
import org.fieldproof.connector.mqtt.payload.DeviceLine;
import org.fieldproof.connector.mqtt.payload.MessageDecoder;
import org.fieldproof.connector.mqtt.payload.MessageRecords;
import org.fieldproof.connector.mqtt.payload.StrictText;
import org.fieldproof.connector.mqtt.payload.Together;
import org.jspecify.annotations.Nullable;

/// Takes what arrives on one line to the intake, and acknowledges it once the log has it (MQ-2).
/// While the intake asks to wait, acknowledgements are held back: a broker then stops at the
/// receive maximum. That alone bounds no bytes, so beyond an allowance this desk is overfull: it
/// takes nothing more, and the source hangs up until there is room.
///
/// Arrivals and acknowledgements happen on the event loop; acceptances are told on the log's
/// thread and only queue. The counters are atomic because the source's thread watches them.
final class ArrivalDesk implements BrokerLine.Listener {
    /// More devices than that are not told of their line one by one.
    static final int DEVICES_MAX = 10_000;

    /// Taken in although the intake asked to wait, at most.
    private static final long AHEAD_BYTES_MAX = 16L << 20;

    /// A read that brought more gains nothing by waiting for the next.
    private static final int MESSAGES_FEW = 64;

    /// Made beforehand, since there may be no room to make it in when it is needed.
    private static final String NO_MEMORY = "a handler failed: out of memory";

    private final SourceHost host;
    private final MqttSourceConfig config;
    private final MessageDecoder decoder;
    private final LineLoop loop;
    private final ReadGate gate;
    private final String peer;
    private final Losses losses;
    private final Map<String, DeviceHandle> devices = new HashMap<>();
    private final ConcurrentLinkedQueue<ArrivedPublish> durable = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicLong inFlight = new AtomicLong();
    private final AtomicLong unacknowledged = new AtomicLong();
    // The event loop's own, all three.
    private long aheadBytes;
    private int takenByRead;
    private boolean opensLater;
    private volatile boolean overfull;
    private volatile long progressNanos;
    private volatile boolean waiting;
    private volatile boolean closed;
    private volatile @Nullable String refusal;
    private volatile @Nullable Loss loss;

    /// Why the line went down.
    record Loss(Throwable cause, boolean byPeer) {}

    /// What is not shown or taken in as it is, over all lines of the connection.
    ///
    /// @param unheld messages of QoS 0 that nobody has
    /// @param tooLarge messages in whose place a BAD record stands
    /// @param devicesTold whether it was said that not every device's line is told
    record Losses(SeldomTold unheld, SeldomTold tooLarge, AtomicBoolean devicesTold) {
        Losses() {
            this(new SeldomTold(), new SeldomTold(), new AtomicBoolean());
        }
    }

    ArrivalDesk(
            SourceHost host,
            MqttSourceConfig config,
            MessageDecoder decoder,
            LineLoop loop,
            String peer,
            Losses losses) {
        this.host = host;
        this.config = config;
        this.decoder = decoder;
        this.loop = loop;
        this.peer = peer;
        this.losses = losses;
        gate = new ReadGate(host.clock(), this::readLittle);
        progressNanos = host.clock().nanoTime();
    }

    /// MQ-3: whatever goes wrong here is remembered for the source, never thrown at the library,
    /// which would stop delivering and look connected.
    @Override
    public void arrived(ArrivedPublish publish) {
        try {
            take(publish);
        } catch (OutOfMemoryError _) {
            refusal = NO_MEMORY;
            notTaken(publish);
        } catch (RuntimeException | StackOverflowError e) {
            refusal = "a handler failed: " + e;
            notTaken(publish);
        }
    }

    /// Of QoS 1 and 2 the broker keeps it for the next time, since it is not acknowledged; of QoS
    /// 0 nobody has it any more.
    private void notTaken(ArrivedPublish publish) {
        if (publish.qos() == 0) {
            losses.unheld().count(publish.topic());
        }
    }

    private void take(ArrivedPublish publish) {
        if (closed || overfull || (publish.qos() == 0 && waiting)) {
            notTaken(publish);
            return;
        }
        MessageRecords made = recordsOf(publish);
        made.lines().forEach(this::tellLine);
        List<InboundRecord> records = made.records();
        if (publish.qos() > 0 && unacknowledged.getAndIncrement() == 0) {
            progressNanos = host.clock().nanoTime();
        }
        Acceptance told = Together.of(new Told(publish), records.size());
        inFlight.incrementAndGet();
        takenByRead++;
        try {
            for (InboundRecord record : records) {
                if (!offer(record, told)) {
                    inFlight.decrementAndGet();
                    refusal = "the gateway takes nothing in";
                    notTaken(publish); // as a whole, whatever of it is taken in already
                    return;
                }
            }
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            inFlight.decrementAndGet();
            throw e;
        }
    }

    private MessageRecords recordsOf(ArrivedPublish publish) {
        if (publish.payload().length > config.payloadBytesMax()) {
            losses.tooLarge().count(publish.payload().length + " bytes on " + publish.topic());
            return new MessageRecords(List.of(inPlaceOf(publish)), List.of());
        }
        return decoder.decode(
                host,
                new InboundRecord(
                        deviceOf(publish.topic()),
                        publish.topic(),
                        publish.payload(),
                        publish.text() ? PayloadEncoding.TEXT : PayloadEncoding.BYTES,
                        Quality.GOOD,
                        0,
                        publish.qos(),
                        publish.retained(),
                        false, // the library does not tell whether DUP was set
                        publish.properties()));
    }

    /// MQ-9: a message that is not acknowledged stands in the way of all behind it, for MQTT
    /// answers in the order of arrival, and neither version lets the library refuse one.
    private InboundRecord inPlaceOf(ArrivedPublish publish) {
        List<Property> properties = new ArrayList<>(publish.properties());
        properties.add(new Property("status", "too-large"));
        properties.add(new Property("payloadBytes", Integer.toString(publish.payload().length)));
        properties.add(new Property("payloadSha256", sha256(publish.payload())));
        return new InboundRecord(
                deviceOf(publish.topic()),
                publish.topic(),
                new TypedValue.None().encode(),
                PayloadEncoding.TYPED,
                Quality.BAD,
                0,
                publish.qos(),
                publish.retained(),
                false,
                properties);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private boolean offer(InboundRecord record, Acceptance told) {
        return switch (host.intake().offer(record, told)) {
            case TAKEN -> {
                aheadBytes = 0;
                yield true;
            }
            case TAKEN_NOW_WAIT -> {
                aheadBytes += record.costBytes();
                overfull = aheadBytes > AHEAD_BYTES_MAX;
                waitForRoom();
                yield true;
            }
            case CLOSED -> false;
        };
    }

    private DeviceHandle deviceOf(String topic) {
        String own = decoder.deviceOf(topic);
        return deviceCalled(own.isEmpty() ? config.deviceOf(topic, host.id()) : own);
    }

    private DeviceHandle deviceCalled(String id) {
        DeviceHandle known = devices.get(id);
        if (known != null) {
            return known;
        }
        DeviceHandle handle = host.device(id);
        if (devices.size() < DEVICES_MAX) {
            devices.put(id, handle);
            handle.connected("by way of " + peer, "named by topic");
        } else if (losses.devicesTold().compareAndSet(false, true)) {
            host.event(
                    GatewayEvent.Level.WARNING,
                    MqttCodes.DEVICES_UNTOLD,
                    "connection " + host.id(),
                    "More than "
                            + DEVICES_MAX
                            + " devices come by way of this line. Of those that come later, "
                            + StrictText.shown(id)
                            + " first, it is not told whether they are connected; their records"
                            + " are taken in as all others.",
                    Map.of("device", id));
        }
        return handle;
    }

    /// What a message says of a device's line: it dies, or is born again.
    private void tellLine(DeviceLine line) {
        DeviceHandle known =
                line.up() ? deviceCalled(line.device()) : devices.remove(line.device());
        if (known != null && !line.up()) {
            known.disconnected(line.reason());
        }
    }

    private void waitForRoom() {
        if (!waiting) {
            waiting = true;
            host.intake().onRoom(this::roomAgain);
        }
    }

    /// On an engine's thread, which must not be kept.
    private void roomAgain() {
        progressNanos = host.clock().nanoTime();
        waiting = false;
        loop.execute(this::drain);
    }

    /// What the log says of one message, on the log's thread.
    private final class Told implements Acceptance {
        private final ArrivedPublish publish;

        Told(ArrivedPublish publish) {
            this.publish = publish;
        }

        @Override
        public void accepted(long seq) {
            inFlight.decrementAndGet();
            if (publish.qos() > 0) {
                durable.add(publish);
            }
            if (draining.compareAndSet(false, true)) {
                loop.execute(ArrivalDesk.this::drain);
            }
        }

        @Override
        public void refused(String reason) {
            inFlight.decrementAndGet();
            refusal = reason;
            notTaken(publish);
        }
    }

    ReadGate gate() {
        return gate;
    }

    /// Whether what the last read brought is worth waiting for.
    private boolean readLittle() {
        int taken = takenByRead;
        takenByRead = 0;
        return taken > 0 && taken < MESSAGES_FEW && inFlight.get() > 0;
    }

    private void drain() {
        draining.set(false);
        acknowledge();
        if (!gate.isShut() || opensLater) {
            return;
        }
        if (closed) {
            gate.open();
            return;
        }
        opensLater = host.intake().beforeCommit(this::lastCall);
        if (!opensLater) {
            gate.open();
        }
    }

    /// On the log's thread: a commit that was put off is about to begin.
    private void lastCall() {
        loop.execute(
                () -> {
                    opensLater = false;
                    gate.open();
                });
    }

    /// Acknowledges what is durable. The library keeps the order of arrival.
    private void acknowledge() {
        while (!waiting || closed || overfull) {
            ArrivedPublish next = durable.poll();
            if (next == null) {
                return;
            }
            next.acknowledge().run();
            unacknowledged.decrementAndGet();
            progressNanos = host.clock().nanoTime();
        }
    }

    @Override
    public void lost(Throwable cause, boolean byPeer) {
        loss = new Loss(cause, byPeer);
    }

    @Nullable Loss loss() {
        return loss;
    }

    /// Why something that arrived will never be acknowledged on this line; null if nothing is.
    @Nullable String refusal() {
        return refusal;
    }

    boolean waiting() {
        return waiting;
    }

    long inFlight() {
        return inFlight.get();
    }

    long unacknowledged() {
        return unacknowledged.get();
    }

    /// Since when nothing has been acknowledged although something waits for it; 0 if all is
    /// well.
    long stalledNanos(long nowNanos) {
        return unacknowledged.get() > 0 && !waiting ? Math.max(0, nowNanos - progressNanos) : 0;
    }

    /// True once more came than the allowance: hang up, and wait for room.
    boolean overfull() {
        return overfull;
    }

    /// Takes nothing in from now on, and acknowledges what was held back: what is durable need
    /// not come again.
    void close() {
        if (!closed) {
            closed = true;
            loop.execute(this::drain);
        }
    }

    /// True once everything taken has been acknowledged.
    boolean settled() {
        return inFlight.get() == 0 && durable.isEmpty();
    }

    /// Tells every device that was seen. On the event loop, or after it has ended.
    void tellDevicesDown(String reason) {
        devices.values().forEach(device -> device.disconnected(reason));
        devices.clear();
    }
}
