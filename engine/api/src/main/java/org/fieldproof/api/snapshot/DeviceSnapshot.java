package org.fieldproof.api.snapshot;

import org.fieldproof.api.project.DeviceClass;

/// One device.
///
/// @param lastSeenAgeMs since the last record was accepted; -1 if none yet
/// @param identity what proved who it is
/// @param lastError why it is not connected, or empty
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
        String lastError) {

    /// A device's line.
    public enum DeviceState {
        CONNECTED,
        /// Connected, and silent for more than three times its usual interval.
        STALE,
        DISCONNECTED
    }
}
