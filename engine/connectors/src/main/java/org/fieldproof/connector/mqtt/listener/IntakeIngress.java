package org.fieldproof.connector.mqtt.listener;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.Acceptance;
import org.fieldproof.api.spi.DeviceHandle;
import org.fieldproof.api.spi.Intake;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.connector.mqtt.payload.MessageDecoder;
import org.fieldproof.connector.mqtt.payload.PayloadConfig;
import org.fieldproof.connector.mqtt.payload.Together;
import org.jspecify.annotations.Nullable;

/// The way into the gateway: every message becomes a record, and its acceptance comes back from
/// the log's writer.
final class IntakeIngress implements Ingress {
    /// No codec of a listener knows gaps.
    private static final MessageDecoder.Codes CODES =
            new MessageDecoder.Codes("MQTT-0141", "MQTT-0141");

    private final SourceHost host;
    private final Intake intake;
    private final Broker broker;
    private final MessageDecoder decoder;
    private final AtomicLong inFlight = new AtomicLong();

    IntakeIngress(SourceHost host, Broker broker) {
        this.host = host;
        this.intake = host.intake();
        this.broker = broker;
        decoder = PayloadConfig.decoder(host.config(), CODES);
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
        List<InboundRecord> records = decoder.decode(host, inbound).records();
        Acceptance told = Together.of(arrival, records.size());
        // Counted before the offer: the acceptance may be told before the offer returns.
        inFlight.incrementAndGet();
        for (InboundRecord record : records) {
            switch (intake.offer(record, told)) {
                case TAKEN -> {}
                case TAKEN_NOW_WAIT -> {
                    if (broker.pauseReading()) {
                        intake.onRoom(broker::resumeReadingSoon);
                    }
                }
                case CLOSED -> {
                    inFlight.decrementAndGet();
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public void settled(Arrival arrival) {
        inFlight.decrementAndGet();
        if (!arrival.isAccepted()) {
            decoder.refused();
        }
        broker.settled(arrival);
    }

    @Override
    public long inFlight() {
        return inFlight.get();
    }
}
