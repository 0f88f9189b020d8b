package org.fieldproof.connector.mqtt.listener;

import java.util.HashMap;
import java.util.Map;
import org.fieldproof.api.spi.DeviceHandle;

/// How many lines each device has open, so that a device is reported down when its last one is.
/// Confined to the event loop.
final class DeviceLines {
    private final Map<String, Integer> open = new HashMap<>();

    void opened(DeviceHandle device, String peer, String identity) {
        open.merge(device.id(), 1, Integer::sum);
        device.connected(peer, identity);
    }

    void closed(DeviceHandle device, String why) {
        Integer left = open.computeIfPresent(device.id(), (_, n) -> n > 1 ? n - 1 : null);
        if (left == null) {
            device.disconnected(why);
        }
    }
}
