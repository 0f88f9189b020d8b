package org.fieldproof.api.snapshot;

import org.fieldproof.api.project.DeviceClass;

/// One device.
///
/// @param lastSeenAgeMs since the last record was accepted; -1 if none yet
/// @param identity what proved who it is
/// @param lastError why it is not connected, or empty
/// @param location where it stands, such as `north-works/hall-2`; empty if nobody said it, or as
///     long as no record of it has
public record DeviceSnapshot(
        String id,
        DeviceState state,
        DeviceClass deviceClass,
        String identity,
        String peer,
        long acceptedTotal,
        double acceptedPerSecond,
        long lastSeenAgeMs,
        long reconnects,
        String lastError,
        String location) {

    /// One of which nobody said where it stands.
    public DeviceSnapshot(
            String id,
            DeviceState state,
            DeviceClass deviceClass,
            String identity,
            String peer,
            long acceptedTotal,
            double acceptedPerSecond,
            long lastSeenAgeMs,
            long reconnects,
            String lastError) {
        this(
                id,
                state,
                deviceClass,
                identity,
                peer,
                acceptedTotal,
                acceptedPerSecond,
                lastSeenAgeMs,
                reconnects,
                lastError,
                "");
    }

    /// A device's line.
    public enum DeviceState {
        CONNECTED,
        /// Connected, and silent for more than three times its usual interval.
        STALE,
        DISCONNECTED
    }
}
