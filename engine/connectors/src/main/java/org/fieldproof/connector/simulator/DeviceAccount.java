package org.fieldproof.connector.simulator;

import org.fieldproof.api.spi.PublisherLedger.DeviceCount;

/// What one device has to say about itself. Written on the event loop, read by drills:
/// `synchronized`, so that its numbers are of one moment.
final class DeviceAccount {
    private final String device;
    private String identity;
    private long first;
    private long last;
    private long acknowledged;

    DeviceAccount(String device) {
        this.device = device;
        identity = "client id " + device;
    }

    synchronized void identity(String shown) {
        identity = shown;
    }

    synchronized void sent(long counter) {
        if (first == 0) {
            first = counter;
        }
        last = counter;
    }

    synchronized void acknowledgedOne() {
        acknowledged++;
    }

    synchronized DeviceCount count() {
        return new DeviceCount(device, identity, first, last, acknowledged);
    }
}
