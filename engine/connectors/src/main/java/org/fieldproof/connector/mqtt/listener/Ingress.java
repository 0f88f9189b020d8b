package org.fieldproof.connector.mqtt.listener;

import org.fieldproof.api.spi.DeviceHandle;
import org.jspecify.annotations.Nullable;

/// Where a message goes before it is acknowledged: the gateway's intake, or nowhere at all where
/// the endpoint poses as a broker.
interface Ingress {

    /// The handle of a device, where devices count here. Event loop only.
    @Nullable DeviceHandle device(String deviceId);

    /// Takes a message in. False where nothing is taken any more. Event loop only.
    boolean offer(Arrival arrival, @Nullable DeviceHandle device);

    /// Told the fate of an arrival. Any thread.
    void settled(Arrival arrival);

    /// Messages taken in and not yet settled, exactly. Any thread.
    long inFlight();
}
