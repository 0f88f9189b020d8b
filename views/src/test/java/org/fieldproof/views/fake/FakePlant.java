package org.fieldproof.views.fake;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.snapshot.DeviceSnapshot;
import org.fieldproof.api.snapshot.DeviceSnapshot.DeviceState;

/// Devices that stand somewhere. Owned by the test's thread.
public final class FakePlant {
    private final List<DeviceSnapshot> devices = new ArrayList<>();

    /// One more, well and SIM.
    public FakePlant with(String id, String location) {
        return with(id, location, DeviceState.CONNECTED, 200);
    }

    public FakePlant with(String id, String location, DeviceState state, long ageMs) {
        return with(id, location, state, ageMs, DeviceClass.SIM);
    }

    public FakePlant with(
            String id, String location, DeviceState state, long ageMs, DeviceClass deviceClass) {
        devices.add(
                new DeviceSnapshot(
                        id,
                        state,
                        deviceClass,
                        "CN=" + id,
                        "127.0.0.1:5021",
                        1_000,
                        100,
                        ageMs,
                        0,
                        state == DeviceState.CONNECTED ? "" : "It is away.",
                        location));
        return this;
    }

    public List<DeviceSnapshot> devices() {
        return List.copyOf(devices);
    }
}
