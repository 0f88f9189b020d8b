package org.fieldproof.api.snapshot;

import java.util.List;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorState;
import org.jspecify.annotations.Nullable;

/// One connection, or a stand-in.
///
/// @param endpoint where it listens or dials, in words
/// @param inFlight received and not yet accepted
/// @param why the reason when the state is not UP
/// @param standIn true if it only poses as an external system
/// @param meters its connector's own figures
public record ConnectionSnapshot(
        String id,
        String type,
        String title,
        String endpoint,
        ConnectorState state,
        @Nullable Problem why,
        DeviceClass deviceClass,
        boolean standIn,
        long acceptedTotal,
        double acceptedPerSecond,
        long inFlight,
        boolean waiting,
        List<DeviceSnapshot> devices,
        List<MeterSnapshot> meters) {
    public ConnectionSnapshot {
        devices = List.copyOf(devices);
        meters = List.copyOf(meters);
    }

    /// One that has no figures of its own.
    public ConnectionSnapshot(
            String id,
            String type,
            String title,
            String endpoint,
            ConnectorState state,
            @Nullable Problem why,
            DeviceClass deviceClass,
            boolean standIn,
            long acceptedTotal,
            double acceptedPerSecond,
            long inFlight,
            boolean waiting,
            List<DeviceSnapshot> devices) {
        this(
                id,
                type,
                title,
                endpoint,
                state,
                why,
                deviceClass,
                standIn,
                acceptedTotal,
                acceptedPerSecond,
                inFlight,
                waiting,
                devices,
                List.of());
    }
}
