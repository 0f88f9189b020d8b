package org.fieldproof.connector.mqtt.listener;

import org.fieldproof.api.spi.DeviceHandle;
import org.jspecify.annotations.Nullable;

/// The pure broker's role: a message counts as accepted as soon as it is read. Never touches an
/// intake.
final class BrokerIngress implements Ingress {
    private final Broker broker;

    BrokerIngress(Broker broker) {
        this.broker = broker;
    }

    @Override
    public @Nullable DeviceHandle device(String deviceId) {
        return null;
    }

    @Override
    public boolean offer(Arrival arrival, @Nullable DeviceHandle device) {
        arrival.accepted(0);
        return true;
    }

    /// Called on the event loop, from [#offer].
    @Override
    public void settled(Arrival arrival) {
        broker.settledHere(arrival);
    }

    @Override
    public long inFlight() {
        return 0;
    }
}
