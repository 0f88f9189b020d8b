package org.fieldproof.connector.simulator;

import java.util.List;
import org.fieldproof.api.spi.PublisherLedger;

/// The devices' own account, as a drill asks for it.
final class SimulatedLedger implements PublisherLedger {
    private final SimulatorConfig config;
    private final List<SimulatedDevice> devices;

    SimulatedLedger(SimulatorConfig config, List<SimulatedDevice> devices) {
        this.config = config;
        this.devices = List.copyOf(devices);
    }

    @Override
    public List<String> devices() {
        return devices.stream().map(SimulatedDevice::id).toList();
    }

    @Override
    public String counterPointer() {
        return config.counterPointer();
    }

    @Override
    public DeviceCount count(String device) {
        return devices.stream()
                .filter(each -> each.id().equals(device))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such device: " + device))
                .account()
                .count();
    }
}
