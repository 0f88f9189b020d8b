package org.fieldproof.connector.mqtt.listener;

import java.util.concurrent.atomic.AtomicLong;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.DeviceHandle;
import org.fieldproof.api.spi.Intake;
import org.fieldproof.api.spi.SourceHost;
import org.jspecify.annotations.Nullable;

/// The way into the gateway: every message becomes a record, and its acceptance comes back from
/// the log's writer.
final class IntakeIngress implements Ingress {
    private final SourceHost host;
    private final Intake intake;
    private final Broker broker;
    private final AtomicLong inFlight = new AtomicLong();

    IntakeIngress(SourceHost host, Broker broker) {
        this.host = host;
        this.intake = host.intake();
        this.broker = broker;
    }

    @Override
    public DeviceHandle device(String deviceId) {
        return host.device(deviceId);
    }

    @Override
    public boolean offer(Arrival arrival, @Nullable DeviceHandle device) {
        if (device == null) {
            throw new IllegalStateException("device: null (expected: one per publisher)");
        }
        Message message = arrival.message;
        InboundRecord inbound =
                new InboundRecord(
                        device,
                        message.topic(),
                        message.payload(),
                        message.properties().text() ? PayloadEncoding.TEXT : PayloadEncoding.BYTES,
                        Quality.GOOD,
                        0,
                        message.qos(),
                        message.retain(),
                        message.duplicate(),
                        message.properties().user());
        // Counted before the offer: the acceptance may be told before the offer returns.
        inFlight.incrementAndGet();
        return switch (intake.offer(inbound, arrival)) {
            case TAKEN -> true;
            case TAKEN_NOW_WAIT -> {
                if (broker.pauseReading()) {
                    intake.onRoom(broker::resumeReadingSoon);
                }
                yield true;
            }
            case CLOSED -> {
                inFlight.decrementAndGet();
                yield false;
            }
        };
    }

    @Override
    public void settled(Arrival arrival) {
        inFlight.decrementAndGet();
        broker.settled(arrival);
    }

    @Override
    public long inFlight() {
        return inFlight.get();
    }
}
